"""SplashRequest works in a spider of one's own, with the manners of every other request."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.crawl.loopback import Finished, run_scrapy

OWN_SPIDER = """
from scrapy_splash import SplashRequest
import scrapy

SCRIPT = '''
function main(splash, args)
  assert(splash:go(args.url))
  splash:wait(0.5)
  return {html = splash:html(), cookies = splash:get_cookies()}
end
'''


class OwnSpider(scrapy.Spider):
    name = "own"

    async def start(self):
        for path in self.paths.split():
            yield SplashRequest(self.site + path, self.parse, args={"wait": 0.5}, errback=self.fail)
            yield SplashRequest(
                self.site + path, self.parse_lua, endpoint="execute", args={"lua_source": SCRIPT},
                cache_args=["lua_source"], errback=self.fail,
            )

    def parse(self, response):
        yield {"url": response.url, "headline": response.css("h1::text").get(), "slot": response.meta["download_slot"]}

    def parse_lua(self, response):
        yield {"lua": response.url, "headline": response.css("h1::text").get(), "slot": response.meta["download_slot"]}

    def fail(self, failure):
        yield {"failed": str(failure.value)}
"""


@pytest.fixture
def own(tmp_path) -> Callable[..., Finished]:
    """Run the spider on these paths of a site."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "own.py").write_text(OWN_SPIDER, encoding="utf-8")
    (tmp_path / "mine_settings.py").write_text(
        'from crawler.settings import *\nSPIDER_MODULES = ["spiders", "mine"]\n', encoding="utf-8"
    )

    def run(site: str, paths: str, *options: str, allow_private: bool = True) -> Finished:
        words = ["crawl", "own", "-a", f"site={site}", "-a", f"paths={paths}", "-O", "own.jsonl"]
        settings = [word for option in options for word in ("-s", option)]
        scrapy = partial(run_scrapy, tmp_path, settings_module="mine_settings", allow_private=allow_private)
        return scrapy(*words, *settings)

    return run


def test_it_renders_by_any_endpoint_in_the_targets_slot(own, site, splash):
    site.add_story("/story-one-of-the-day")
    done = own(site.url, "/story-one-of-the-day", f"SPLASH_URL={splash.url}")
    assert done.code == 0, done.stderr
    lines = {next(iter(line)): line for line in done.lines("own")}
    url, headline = f"{site.url}/story-one-of-the-day", "What happened at story one of the day"
    assert lines["url"] == {"url": url, "headline": headline, "slot": "127.0.0.50"}
    assert lines["lua"] == {"lua": url, "headline": headline, "slot": "127.0.0.50"}
    assert "Traceback" not in done.stderr


def test_robots_txt_of_the_target_holds(own, site, splash):
    site.add_story("/private/story-one")
    done = own(site.url, "/private/story-one", f"SPLASH_URL={splash.url}")
    assert len(done.lines("own")) == 2
    assert all("forbids" in line["failed"] for line in done.lines("own"))
    assert site.asked == ["/robots.txt", *[path for path in site.asked if path.startswith("/.well-known")]]


def test_splash_is_asked_for_nothing_that_the_guard_refuses(own, site, splash):
    site.add_story("/story-one-of-the-day")
    done = own(site.url, "/story-one-of-the-day", f"SPLASH_URL={splash.url}", allow_private=False)
    assert all("private or local address" in line["failed"] for line in done.lines("own"))
    assert site.asked == []


def test_without_a_splash_it_is_not_fetched_plainly_in_silence(own, site):
    site.add_story("/story-one-of-the-day")
    done = own(site.url, "/story-one-of-the-day")
    (line,) = done.lines("own")  # the second is the same request to a crawl that knows no Splash
    assert "set SPLASH_URL" in line["failed"]


def test_a_job_that_is_stopped_goes_on_with_what_waits(own, site, splash):
    paths = [site.add_story(f"/story-number-{n}") for n in range(6)]
    options = [f"SPLASH_URL={splash.url}", "JOBDIR=job", "CONCURRENT_REQUESTS=1"]
    first = own(site.url, " ".join(paths), *options, "CLOSESPIDER_PAGECOUNT=4")
    got = first.lines("own")
    assert 0 < len(got) < 12
    got += own(site.url, " ".join(paths), *options).lines("own")
    assert sorted(line["url"] for line in got if "url" in line) == sorted(site.url + path for path in paths)
    assert sorted(line["lua"] for line in got if "lua" in line) == sorted(site.url + path for path in paths)
