"""A real Scrapyd on loopback, and copies of the project to deploy there."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from crawler.deployment.server import ScrapydServer
from crawler.deployment.targets import Target
from crawler.errors import DeploymentError

PROJECT = Path(__file__).parents[2]
PYTHON = PROJECT / ".venv-scrapyd" / "bin" / "python"
USERNAME, PASSWORD = "keeper", "a secret of the tests"
PATIENCE_SECONDS = 90.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Ask again and again; the time is a limit, not a measure."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.05)


@dataclass
class Scrapyd:
    """One server in a folder of its own; it can be stopped and started again there."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def api(self) -> ScrapydServer:
        return ScrapydServer(Target("test", self.url, "readmore", USERNAME, PASSWORD))

    def start(self, configuration: str = "") -> None:
        (self.folder / "scrapyd.conf").write_text(configuration or self._configuration(), encoding="utf-8")
        with (self.folder / "scrapyd.out").open("ab") as out:
            self.process = subprocess.Popen(
                [PYTHON, "-m", "scrapyd"], cwd=self.folder, stdout=out, stderr=out, env=plain_environment()
            )
        wait_until(self._answers, "Scrapyd answers")

    def _configuration(self) -> str:
        return (
            f"[scrapyd]\nbind_address = 127.0.0.1\nhttp_port = {self.port}\npoll_interval = 0.2\nmax_proc = 2\n"
            f"username = {USERNAME}\npassword = {PASSWORD}\njobs_to_keep = 2\nfinished_to_keep = 100\n"
            "jobstorage = scrapyd.jobstorage.SqliteJobStorage\n"
        )

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.folder / "scrapyd.out").read_text(encoding="utf-8")
        try:
            return self.api.ask("daemonstatus")["status"] == "ok"
        except DeploymentError:
            return False

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE_SECONDS)

    # ------------------------------------------------------------ jobs

    def schedule(self, spider: str, job: str, settings: Mapping[str, str], **arguments: str) -> None:
        """Put one job into the queue."""
        fields = [("project", "readmore"), ("spider", spider), ("jobid", job), *arguments.items()]
        fields += [("setting", f"{name}={value}") for name, value in settings.items()]
        self.api.order("schedule", Fields(fields))

    def state(self, job: str) -> str:
        return self.api.ask("status", project="readmore", job=job)["currstate"] or "unknown"

    def wait(self, job: str, state: str = "finished") -> None:
        wait_until(lambda: self.state(job) == state, f"job {job} is {state}")

    def log(self, job: str, spider: str = "news") -> str:
        path = self.folder / "logs" / "readmore" / spider / f"{job}.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def pid(self, job: str) -> int:
        """The process of a running job."""
        running = self.api.ask("listjobs", project="readmore")["running"]
        return next(entry["pid"] for entry in running if entry["id"] == job)


class Fields(dict):
    """Form fields where a name may come more than once, as Scrapyd's settings do."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self._pairs = pairs

    def items(self):
        return self._pairs


def plain_environment(**more: str) -> dict[str, str]:
    """An environment that leads no child to this checkout, nor to its coverage."""
    led = ("PYTHONPATH", "SCRAPY_", "COVERAGE_", "COV_")
    return {**{key: value for key, value in os.environ.items() if not key.startswith(led)}, **more}


def copy_project(folder: Path) -> Path:
    """The project as git would keep it, in a folder of its own."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (PROJECT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / name, folder / name)
    return folder


def deploy(project: Path, *words: str, username: str = USERNAME, password: str = PASSWORD, **more: str):
    """Run ``scrapy deploy`` in a copy of the project; ended, with what it printed."""
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "deploy", *words],
        cwd=project,
        env=plain_environment(SCRAPYD_USERNAME=username, SCRAPYD_PASSWORD=password, **more),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def point_at(project: Path, url: str) -> None:
    """Make the copy's default target this server."""
    path = project / "scrapy.cfg"
    path.write_text(path.read_text(encoding="utf-8").replace("http://127.0.0.1:6800/", url), encoding="utf-8")


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
