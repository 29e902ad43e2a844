"""scrapy-splash is mended where it is broken, and left alone where its makers have mended it."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
INSTALLED = Path(importlib.util.find_spec("scrapy_splash").origin).parent

MEND = "from crawler.download.rendering.splash_compat import MENDED; print(*MENDED)"
USE = (
    "\nfrom scrapy_splash import SplashRequest, SplashMiddleware"
    "\nassert SplashRequest('https://news.example/').meta['splash']['args']['url'] == 'https://news.example/'"
    "\nimport scrapy.utils.url; assert not hasattr(scrapy.utils.url, 'canonicalize_url')"
)


def run(code, *, paths=()):
    return subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": ":".join([*map(str, paths), str(PROJECT)]), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def mended_upstream(tmp_path):
    """scrapy-splash as it would be with its three faults mended by its makers."""
    package = shutil.copytree(INSTALLED, tmp_path / "scrapy_splash")
    for path in package.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        text = text.replace("from scrapy.utils.url import canonicalize_url", "from w3lib.url import canonicalize_url")
        text = text.replace(
            "downloader._get_slot_key(\n            request_or_response, None\n",
            "downloader.get_slot_key(\n            request_or_response\n",
        )
        text = text.replace(
            "    def process_spider_output(self, response, result, spider):",
            "    async def process_start(self, start):\n        async for item in start:\n            yield item\n\n"
            "    def process_spider_output(self, response, result, spider):",
        )
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_it_cannot_be_imported_as_it_is():
    # once this fails, the makers have mended it: take the module away
    done = run("import scrapy_splash")
    assert "canonicalize_url" in done.stderr


def test_what_is_broken_is_mended():
    done = run(MEND + USE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["canonicalize_url", "get_slot_key", "process_start"]


def test_what_is_whole_is_left_alone(mended_upstream):
    done = run(MEND + USE, paths=[mended_upstream])
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_mending_twice_is_mending_once():
    done = run(MEND + "; from crawler.download.rendering.splash_compat import mend; print('again', *mend())")
    assert done.stdout.splitlines()[1].split() == ["again"]


def test_any_other_fault_is_not_hidden(tmp_path):
    (tmp_path / "scrapy_splash.py").write_text("raise ImportError('something else')", encoding="utf-8")
    done = run(MEND, paths=[tmp_path])
    assert "something else" in done.stderr


def test_a_spider_may_import_it_in_its_first_line(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "own.py").write_text(
        "from scrapy_splash import SplashRequest\nimport scrapy\n\nclass OwnSpider(scrapy.Spider):\n    name = 'own'\n",
        encoding="utf-8",
    )
    (tmp_path / "mine_settings.py").write_text(
        "from crawler.settings import *\nSPIDER_MODULES = ['mine']\n", encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{PROJECT}:{tmp_path}", "SCRAPY_SETTINGS_MODULE": "mine_settings", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["own"], done.stderr
