"""Twenty sites at once: one that is down, one that is slow, one that is hostile; the others take no notice."""

import itertools
import time
from contextlib import ExitStack

import pytest

from crawler.export.manifest import read_manifest
from tests.crawl.loopback import Answer, a_front, a_page, run_scrapy, serve
from tests.crawl.test_nights import options, read_night, write_profile

DAY = "2026-11-24"
GOOD = [f"good-{n:02}" for n in range(1, 18)]
STORIES = [f"/story-number-{n}-of-the-day" for n in range(1, 5)]
PATIENCE_SECONDS = 60


def a_paper():
    answers = {path: Answer(a_page(f"What happened at {path[1:]}")) for path in STORIES}
    return {"/robots.txt": Answer("", 404), "/": Answer(a_front(*STORIES)), **answers}


class HeldBack(dict):
    """A paper that answers nothing but its robots.txt until all the others were asked for everything."""

    def __init__(self, others):
        super().__init__(a_paper())
        self._others = others
        self.was_last = False

    def get(self, path, default=None):
        end = time.monotonic() + PATIENCE_SECONDS
        while path != "/robots.txt" and not self.was_last and time.monotonic() < end:
            self.was_last = all(set(STORIES) <= set(site.asked) for site in self._others)
            time.sleep(0.02)
        return super().get(path, default)


class Endless(dict):
    """A site whose every page leads to three more, which it makes up, and is large."""

    def __init__(self):
        super().__init__()
        self._count = itertools.count()

    def get(self, path, _default=None):
        if path == "/robots.txt":
            return Answer("", 404)
        links = [f"/made-up-story-number-{next(self._count)}-today" for _ in range(3)]
        return Answer(a_page(f"What was made up at {path}", *links) + "<!--" + "x" * 20_000 + "-->")


@pytest.fixture(scope="module")
def the_night(tmp_path_factory):
    folder = tmp_path_factory.mktemp("twenty")
    with ExitStack() as stack:
        sites = {}
        for number, name in enumerate(GOOD, 101):
            sites[name] = stack.enter_context(serve(a_paper(), f"127.0.0.{number}"))
        held_back = HeldBack(list(sites.values()))
        sites["slow"] = stack.enter_context(serve(held_back, "127.0.0.131"))
        sites["hostile"] = stack.enter_context(serve(Endless(), "127.0.0.132"))
        for name, site in sites.items():
            limits = "[limits]\nmax_bytes = 500_000\n" if name == "hostile" else ""
            write_profile(folder, name, f"{site.url}/", limits)
        write_profile(folder, "down", f"http://127.0.0.133:{sites['slow'].url.rpartition(':')[2]}/")
        done = run_scrapy(folder, "nightly", "--date", DAY, *options("READMORE_SITES_AT_ONCE=20"))
    return folder, done, held_back


def test_the_slow_site_was_last_and_held_up_nobody(the_night):
    _, done, held_back = the_night
    assert held_back.was_last, done.stderr


@pytest.mark.parametrize("name", [*GOOD, "slow"])
def test_every_sound_site_is_whole(the_night, name):
    folder, done, _ = the_night
    assert (folder / "exports" / name / DAY / "_SUCCESS").exists(), done.stderr
    lines = read_night(folder, name, DAY)
    assert sorted("/" + line["url"].split("/", 3)[3] for line in lines) == STORIES
    assert {line["source"]["id"] for line in lines} == {name}


def test_the_site_that_is_down_says_so(the_night):
    folder, _, _ = the_night
    mark = folder / "exports" / "down" / DAY / "_PARTIAL"
    assert mark.read_text(encoding="utf-8").startswith("nothing_crawled: http://127.0.0.133:")
    assert "cannot be reached" in mark.read_text(encoding="utf-8")


def test_the_hostile_site_ends_with_its_budget_and_delivers_what_it_had(the_night):
    folder, _, _ = the_night
    night = folder / "exports" / "hostile" / DAY
    assert (night / "_PARTIAL").read_text(encoding="utf-8") == "budget_bytes\n"
    manifest = read_manifest(night)
    assert (manifest.complete, manifest.ended) == (False, "budget_bytes")
    assert manifest.waiting > 0
    assert manifest.bytes < 700_000
    assert len(read_night(folder, "hostile", DAY)) > 5


def test_the_night_as_a_whole_is_not_whole(the_night):
    folder, done, _ = the_night
    assert done.code == 1
    assert "18 of 20 sites are whole" in done.stderr
    assert "Traceback" not in done.stderr
    report = (folder / "exports" / f"{DAY}.html").read_text(encoding="utf-8")
    assert report.count('<tr class="whole">') == 18
