"""A site that needs a browser, and the renderers that are one."""

import importlib.util
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.crawl.loopback import Finished, run_scrapy
from tests.render.site import serve_scripts
from tests.render.splash import Splash, find_lack

CHROMIUM = "/usr/bin/chromium"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.render)


@pytest.fixture
def site():
    with serve_scripts("127.0.0.50") as running:
        yield running


@pytest.fixture(scope="session")
def splash(tmp_path_factory):
    """A Splash that serves all tests that do it no harm."""
    if lack := find_lack():
        pytest.skip(lack)
    server = Splash(tmp_path_factory.mktemp("splash"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(params=["splash", "playwright"])
def renderer(request) -> dict[str, str]:
    """The settings that choose one renderer: the same tests hold for both."""
    if request.param == "splash":
        return {"READMORE_RENDERER": "splash", "READMORE_SPLASH_URL": request.getfixturevalue("splash").url}
    return request.getfixturevalue("chromium")


@pytest.fixture
def chromium() -> dict[str, str]:
    if importlib.util.find_spec("playwright") is None or shutil.which(CHROMIUM) is None:
        pytest.skip("no Chromium here: make test-render installs it, as root on Debian")
    return {"READMORE_RENDERER": "playwright", "READMORE_CHROMIUM": CHROMIUM}


@pytest.fixture
def crawl(tmp_path) -> Callable[..., Finished]:
    """Crawl an address with these settings."""

    def run(url: str, settings: dict[str, str], **more: str) -> Finished:
        options = [word for name, value in {**settings, **more}.items() for word in ("-s", f"{name}={value}")]
        return partial(run_scrapy, tmp_path)("crawl", "news", "-a", f"url={url}", "-O", "articles.jsonl", *options)

    return run
