"""The egg: the three packages with their data, zipped; what Scrapyd runs."""

import subprocess
import sys
import zipfile
from pathlib import Path

from crawler.deployment.server import last_line
from crawler.errors import DeploymentError, UsageError


def build_egg(path: Path) -> bytes:
    """Build the egg of this project as scrapyd-deploy does, at ``path``; its bytes.

    Raises:
        UsageError: scrapyd-client, which builds it, is not installed.
        DeploymentError: it cannot be built, or a module of it is no Python.
    """
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "scrapyd_client.deploy", "--build-egg", str(path)],
        check=False,
        capture_output=True,
        text=True,
    )
    if "No module named" in done.stderr and "scrapyd_client" in done.stderr:
        raise UsageError("scrapyd-client builds the egg and is not installed: make deploy TARGET=… installs it first")
    if done.returncode or not path.is_file():
        raise DeploymentError(f"the egg cannot be built: {last_line(done.stderr)}")
    check_syntax(path)
    return path.read_bytes()


def check_syntax(path: Path) -> None:
    """Compile every module of an egg: Scrapyd itself imports none but the spiders.

    Raises:
        DeploymentError: one has a mistake; file and line are named.
    """
    with zipfile.ZipFile(path) as egg:
        for name in egg.namelist():
            if not name.endswith(".py"):
                continue
            try:
                compile(egg.read(name), name, "exec", dont_inherit=True)
            except SyntaxError as error:
                raise DeploymentError(f"{name}, line {error.lineno}: {error.msg}; nothing was sent") from error
