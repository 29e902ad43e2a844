"""The folder of real input that tests may ask for, and the gate that lets no unlisted skip pass."""

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import settings

# By chance, but the same chance each time; `make fuzz` takes others, and more of them.
settings.register_profile("tests", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=10_000)
settings.load_profile("tests")

SKIP_LIST = Path("tests", "skips.toml")


@pytest.fixture(scope="session")
def shared(pytestconfig: pytest.Config) -> Path:
    """The folder of real pages and sites, or a skip where this machine has none."""
    folder = (pytestconfig.rootpath / os.environ.get("READMORE_SHARED", "../shared")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no real input at {folder}: set READMORE_SHARED to its folder")
    return folder


class SkipGate:
    """Fails a run for every skipped test that tests/skips.toml does not name."""

    def __init__(self, listed: frozenset[str]) -> None:
        self._listed = listed
        self._unlisted: list[str] = []

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        expected_failure = hasattr(report, "wasxfail")
        names = {report.nodeid, report.nodeid.partition("[")[0]}
        if report.skipped and not expected_failure and self._listed.isdisjoint(names):
            self._unlisted.append(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._unlisted and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for nodeid in self._unlisted:
            terminalreporter.write_line(f"SKIPPED without leave: {nodeid} (mend it, or list it in {SKIP_LIST})")


def pytest_configure(config: pytest.Config) -> None:
    """Put the gate up where CI or READMORE_STRICT_SKIPS asks for every test."""
    if os.environ.get("CI") or os.environ.get("READMORE_STRICT_SKIPS") == "1":
        listed = tomllib.loads((config.rootpath / SKIP_LIST).read_text(encoding="utf-8")).get("skip", [])
        config.pluginmanager.register(SkipGate(frozenset(entry["test"] for entry in listed)), "skip-gate")
