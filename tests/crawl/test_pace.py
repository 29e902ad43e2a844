"""A host sets its own pace: crawl-delay, Retry-After, one connection, and nothing is lost on the way."""

import threading
from itertools import pairwise

import pytest

from tests.crawl.loopback import Answer, a_front, a_page

FEED = ("-O", "articles.jsonl")
ONE = "/a-story-of-the-day"  # a front page is never taken for an article
PATHS = [f"/story-number-{n}-of-the-day" for n in range(1, 5)]
NO_RULES = {"/robots.txt": Answer("", 404)}


def stories(*paths):
    return {path: Answer(a_page(f"What happened at {path}")) for path in paths}


def crawl(scrapy, site, path="/", **settings):
    words = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    return scrapy("crawl", "news", "-a", f"url={site.url}{path}", *words, *FEED)


def paths(site, done):
    return sorted(article["url"].removeprefix(site.url) for article in done.articles)


def gaps(site):
    return [later - earlier for earlier, later in pairwise(site.asked_at)]


@pytest.mark.parametrize("throttled", [0, 1])
def test_crawl_delay_lies_between_all_requests(scrapy, a_site, throttled):
    robots = Answer("User-agent: *\nCrawl-delay: 0.6\n", content_type="text/plain")
    site = a_site({"/robots.txt": robots, "/": Answer(a_front(*PATHS)), **stories(*PATHS)})
    done = crawl(scrapy, site, AUTOTHROTTLE_ENABLED=throttled, AUTOTHROTTLE_START_DELAY=0)
    assert paths(site, done) == PATHS
    assert len(site.asked) == len(PATHS) + 2
    assert min(gaps(site)) > 0.4  # what is left of 0.6 where this machine is late


def test_a_crawl_delay_out_of_bounds_is_cut(scrapy, a_site):
    robots = Answer("User-agent: *\nCrawl-delay: 86400\n", content_type="text/plain")
    site = a_site({"/robots.txt": robots, ONE: Answer(a_page("The one story"))})
    done = crawl(scrapy, site, ONE, READMORE_MAX_CRAWL_DELAY_SECONDS=0.2)
    assert paths(site, done) == [ONE]
    assert "asks for 86400.0 s between requests, and gets 0.2" in done.stderr


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_left_alone_as_long_as_it_asks_and_nothing_is_lost(scrapy, a_site, status):
    busy = Answer("later", status, headers=(("Retry-After", "1"),))
    answers = stories(*PATHS)
    answers[PATHS[0]] = [busy, busy, busy, answers[PATHS[0]]]
    site = a_site({**NO_RULES, "/": Answer(a_front(*PATHS)), **answers})
    done = crawl(scrapy, site, READMORE_BUSY_PAUSE_SECONDS=5)
    assert paths(site, done) == PATHS
    assert site.asked.count(PATHS[0]) == 4
    assert f"answers {status}: nothing is asked of it for 1 s" in done.stderr
    after_busy = [gap for path, gap in zip(site.asked, gaps(site), strict=False) if path == PATHS[0]][:3]
    assert min(after_busy) > 0.7


def test_a_busy_host_that_names_no_time_is_paused_longer_each_time(scrapy, a_site):
    busy = Answer("later", 503)
    site = a_site({**NO_RULES, ONE: [busy, busy, Answer(a_page("Worth the wait"))]})
    done = crawl(scrapy, site, ONE, READMORE_BUSY_PAUSE_SECONDS=0.5, RETRY_TIMES=2)
    assert paths(site, done) == [ONE]
    first, second = gaps(site)[1:]
    assert first > 0.3
    assert second > 0.7


def test_an_endless_retry_after_is_cut_and_given_up_in_the_end(scrapy, a_site):
    busy = Answer("later", 429, headers=(("Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT"),))
    site = a_site({**NO_RULES, "*": busy})
    done = crawl(scrapy, site, READMORE_BUSY_PAUSE_SECONDS=1, READMORE_MAX_PAUSE_SECONDS=0.1,
                 READMORE_BUSY_RETRY_TIMES=2, AUTOTHROTTLE_MAX_DELAY=0.1)  # fmt: skip
    assert done.code == 1
    assert "nothing could be crawled" in done.stderr
    assert "the server answered 429" in done.stderr.strip().splitlines()[-1]
    assert site.asked.count("/") == 3


def test_a_busy_host_holds_up_no_other(scrapy, a_site):
    busy = Answer("later", 429, headers=(("Retry-After", "3"),))
    slow = a_site({**NO_RULES, ONE: [busy, Answer(a_page("Slow but sure"))]})
    quick = a_site({**NO_RULES, "/": Answer(a_front(*PATHS)), **stories(*PATHS)})
    done = scrapy(
        "crawl", "news", "-a", f"url={slow.url}{ONE} {quick.url}/", "-s", "READMORE_BUSY_PAUSE_SECONDS=5", *FEED
    )
    assert len(done.articles) == len(PATHS) + 1
    assert slow.asked_at[-1] > quick.asked_at[-1]


def test_one_connection_a_host(scrapy, a_site):
    at_once, most, lock = 0, 0, threading.Lock()

    class Watched(dict):
        """Answers that note how many are being made."""

        def get(self, path, default=None):
            nonlocal at_once, most
            with lock:
                at_once += 1
                most = max(most, at_once)
            threading.Event().wait(0.05)
            with lock:
                at_once -= 1
            return super().get(path, default)

    site = a_site(Watched({**NO_RULES, "/": Answer(a_front(*PATHS)), **stories(*PATHS)}))
    done = crawl(scrapy, site)
    assert paths(site, done) == PATHS
    assert most == 1
