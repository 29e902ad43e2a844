"""A real Splash 3.5 on loopback, started as docs/rendering.md says; it can be killed and started again."""

import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PYTHON = PROJECT / ".venv-splash" / "bin" / "python"
LAUNCHER = PROJECT / "examples" / "splash" / "serve.py"
PATIENCE_SECONDS = 60.0


def find_lack() -> str | None:
    """What this machine lacks to run Splash, or None."""
    if not PYTHON.exists():
        return "no Splash here: make test-render sets it up in .venv-splash, as root on Debian"
    return None if shutil.which("Xvfb") else "no Xvfb here: make test-render installs it, as root on Debian"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Splash:
    """One server on a port of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        words = [PYTHON, LAUNCHER, "--ip", "127.0.0.1", "--port", str(self.port)]
        with (self.folder / "splash.out").open("ab") as out:
            self.process = subprocess.Popen(
                [*words, "--disable-private-mode", "--max-timeout", "60"],
                cwd=self.folder,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.is_up():
            assert self.process.poll() is None, (self.folder / "splash.out").read_text(encoding="utf-8")
            assert time.monotonic() < deadline, "Splash does not come up"
            time.sleep(0.1)

    def is_up(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_ping", timeout=5) as answer:  # noqa: S310 - ours
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """End it as a crash does, with the X server that it started."""
        if self.process is not None and self.process.poll() is None:
            import os  # noqa: PLC0415

            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
