"""Scrapyd and the project on it, for the tests that deploy."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.crawl.loopback import Answer, Site, a_front, a_page, serve
from tests.deploy.scrapyd import PYTHON, Scrapyd, copy_project, deploy, point_at

STORIES = [f"/story-number-{n}-of-the-day" for n in range(1, 31)]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.deploy)


@pytest.fixture(scope="session")
def scrapyd(tmp_path_factory):
    """A Scrapyd with a password, and nothing deployed yet."""
    if not PYTHON.exists():
        pytest.skip("no Scrapyd here: make test-deploy sets it up in .venv-scrapyd")
    server = Scrapyd(tmp_path_factory.mktemp("scrapyd"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def project(scrapyd, tmp_path_factory):
    """A copy of the project whose default target is that Scrapyd."""
    copy = copy_project(tmp_path_factory.mktemp("project"))
    point_at(copy, scrapyd.url)
    return copy


@pytest.fixture(scope="session")
def deployed(scrapyd, project):
    """That Scrapyd, with the project on it."""
    done = deploy(project, "--version-name", "1000")
    assert done.returncode == 0, done.stderr
    return scrapyd


def serve_stories(host: str) -> AbstractContextManager[Site]:
    """Thirty stories: the front page offers some, each of which leads to others."""
    shown = STORIES[:8]
    stories = {
        path: Answer(a_page(f"What happened at {path[1:]}", *STORIES[n + 8 :: 8])) for n, path in enumerate(STORIES)
    }
    return serve({"/robots.txt": Answer("", 404), "/": Answer(a_front(*shown)), **stories}, host)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve_stories("127.0.0.40") as running:
        yield running


@pytest.fixture
def other_site() -> Iterator[Site]:
    with serve_stories("127.0.0.41") as running:
        yield running
