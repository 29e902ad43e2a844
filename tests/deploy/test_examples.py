"""The configurations that docs/deploy.md hands out do what it says."""

import subprocess
import sys
from pathlib import Path
from string import Template

import pytest
import requests

from tests.deploy.scrapyd import PROJECT, PYTHON, Scrapyd

EXAMPLES = PROJECT / "examples" / "scrapyd"


def test_the_configuration_takes_its_password_from_the_environment(tmp_path):
    if not PYTHON.exists():
        pytest.skip("no Scrapyd here: make test-deploy sets it up in .venv-scrapyd")
    text = (EXAMPLES / "scrapyd.conf").read_text(encoding="utf-8")
    text = Template(text).substitute(SCRAPYD_USERNAME="keeper", SCRAPYD_PASSWORD="a secret of the tests")  # noqa: S106
    server = Scrapyd(tmp_path)
    text = text.replace("/var/lib/scrapyd", str(tmp_path)).replace("/var/log/scrapyd", str(tmp_path / "logs"))
    server.start(text.replace("http_port = 6800", f"http_port = {server.port}"))
    try:
        assert requests.get(f"{server.url}daemonstatus.json", timeout=30).status_code == 401
        assert server.api.ask("daemonstatus")["status"] == "ok"
    finally:
        server.stop()


def test_the_dockerfile_is_without_fault():
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([linter, EXAMPLES / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
