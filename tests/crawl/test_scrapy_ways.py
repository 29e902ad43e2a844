"""What Scrapy's users know goes on working: list, check, parse, feeds, JOBDIR, and spiders of their own."""

import csv
import json

import pytest

from tests.crawl.loopback import Answer, a_front, a_page

STORIES = [f"/story-number-{n}-of-the-day" for n in range(1, 9)]


@pytest.fixture
def site(a_site):
    answers = {path: Answer(a_page(f"What happened at {path[1:]}")) for path in STORIES}
    return a_site({"/robots.txt": Answer("", 404), "/": Answer(a_front(*STORIES)), **answers})


def paths(site, articles):
    return sorted(article["url"].removeprefix(site.url) for article in articles)


def test_list_and_check_build_the_spider_without_arguments(scrapy):
    assert scrapy("list").stdout.split() == ["news", "nightly", "visit"]
    assert scrapy("check").code == 0


def test_parse_shows_items_and_requests(scrapy, site):
    done = scrapy("parse", f"{site.url}/", "--spider=news", "--nolog", "-s", "READMORE_ALLOW_PRIVATE_ADDRESSES=1")
    assert done.code == 0, done.stderr
    assert STORIES[0] in done.stdout


def test_only_articles_go_to_o(scrapy, site):
    done = scrapy("crawl", "news", "-a", f"url={site.url}/", "-o", "articles.jsonl")
    assert done.code == 0, done.stderr
    assert paths(site, done.articles) == STORIES
    assert {line["schema"] for line in done.articles} == {"readmore.article/1"}
    assert {line["schema"] for line in done.lines("teasers")} == {"readmore.teaser/1"}
    assert len(done.lines("teasers")) == len(STORIES)


def test_other_formats_hold_the_articles_too(scrapy, site):
    done = scrapy("crawl", "news", "-a", f"url={site.url}/", "-O", "articles.json", "-O", "articles.csv")
    assert done.code == 0, done.stderr
    assert len(json.loads((done.folder / "articles.json").read_text(encoding="utf-8"))) == len(STORIES)
    with (done.folder / "articles.csv").open(encoding="utf-8", newline="") as file:
        assert len({row["headline"] for row in csv.DictReader(file)}) == len(STORIES)


def test_a_second_run_delivers_the_whole_site_again(scrapy, site):
    for _ in range(2):
        done = scrapy("crawl", "news", "-a", f"url={site.url}/", "-O", "articles.jsonl")
        assert paths(site, done.articles) == STORIES


def test_a_paused_crawl_goes_on_where_it_was(scrapy, site):
    words = ["crawl", "news", "-a", f"url={site.url}/", "-o", "articles.jsonl", "-s", "JOBDIR=job"]
    first = scrapy(*words, "-s", "CLOSESPIDER_PAGECOUNT=4", "-s", "CONCURRENT_REQUESTS=1")
    assert 0 < len(first.articles) < len(STORIES)
    second = scrapy(*words)
    assert second.code == 0, second.stderr
    assert paths(site, second.articles) == STORIES
    assert len([path for path in site.asked if path in STORIES]) == len(STORIES)


OWN_SPIDER = """
import scrapy

class OwnSpider(scrapy.Spider):
    name = "own"

    async def start(self):
        yield scrapy.Request(self.page)

    def parse(self, response):
        yield {"title": response.css("title::text").get(), "url": response.url}
"""


def test_a_users_own_spider_stands_beside_ours(scrapy, site, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "own.py").write_text(OWN_SPIDER, encoding="utf-8")
    (tmp_path / "mine_settings.py").write_text(
        'from crawler.settings import *\nSPIDER_MODULES = ["spiders", "mine"]\n', encoding="utf-8"
    )
    page = f"{site.url}/"
    done = scrapy("crawl", "own", "-a", f"page={page}", "-O", "own.jsonl", settings_module="mine_settings")
    assert done.code == 0, done.stderr
    assert done.lines("own") == [{"title": "Test Post", "url": page}]
