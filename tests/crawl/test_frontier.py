"""Spiders of one's own crawl on the ledger as on Scrapy's scheduler: order, failures, callbacks, and going on."""

import json
from collections import Counter

import pytest

from tests.crawl.loopback import Answer

SPIDERS = '''
import scrapy
from scrapy.exceptions import DropItem


class WaysSpider(scrapy.Spider):
    """Ends requests in every way there is."""

    name = "ways"

    async def start(self):
        yield {"start": "item"}
        yield scrapy.Request(f"{self.site}/", dont_filter=True)
        yield scrapy.Request(f"{self.site}/", dont_filter=True, callback=self.parse_again)

    def parse(self, response):
        for n in range(6):
            yield response.follow(f"/leaf/{n}", self.parse_leaf, cb_kwargs={"n": n}, meta={"odd": (n,)})
        yield response.follow("/leaf/1", self.parse_leaf, cb_kwargs={"n": 1})
        for path in ("/moved", "/missing", "/forbidden", "/broken"):
            yield response.follow(path, self.parse_leaf, errback=self.on_failure, cb_kwargs={"n": path})
        yield scrapy.Request("http://127.0.0.9:1/", errback=self.on_failure)
        yield scrapy.FormRequest(response.urljoin("/form"), formdata={"a": "ä"}, callback=self.parse_leaf,
                                 method="GET", cb_kwargs={"n": "form"})

    def parse_again(self, response):
        yield {"again": response.url}

    def parse_leaf(self, response, n):
        if n == 2:
            raise ValueError("a callback that fails")
        yield {"leaf": n, "odd": response.meta.get("odd")}
        if n == 3:
            yield response.follow("/chain/0", self.parse_chain, meta=response.meta)

    async def parse_chain(self, response):
        step = int(response.url.rpartition("/")[2])
        yield {"chain": step}
        if step < 3:
            yield response.follow(f"/chain/{step + 1}", self.parse_chain)

    def on_failure(self, failure):
        yield {"failed": failure.request.url.rpartition("/")[2]}


class OrderSpider(scrapy.Spider):
    """Says in which order its requests were handed out."""

    name = "order"
    custom_settings = {"CONCURRENT_REQUESTS": 1}

    async def start(self):
        for n in range(3):
            yield scrapy.Request(f"{self.site}/start/{n}")

    def parse(self, response):
        if response.url.endswith("/start/0"):
            for n, priority in enumerate([0, 5, 0, 5, -5]):
                yield response.follow(f"/next/{n}", priority=priority)


class LambdaSpider(scrapy.Spider):
    """Its callback is no method."""

    name = "lambda"

    async def start(self):
        yield scrapy.Request(f"{self.site}/", callback=lambda response: {"url": response.url})


class DroppingPipeline:
    async def process_item(self, item):
        if item.get("leaf") == 4:
            raise DropItem("not wanted")
        if item.get("leaf") == 5:
            raise RuntimeError("a pipeline that fails")
        return item
'''
SETTINGS = """
from crawler.settings import *

SPIDER_MODULES = ["mine"]
ITEM_PIPELINES = {**ITEM_PIPELINES, "mine.own.DroppingPipeline": 150}
ROBOTSTXT_OBEY = True
"""


@pytest.fixture
def site(a_site):
    page = Answer("<title>x</title>")
    return a_site(
        {
            "/robots.txt": Answer("User-agent: *\nDisallow: /forbidden\n", content_type="text/plain"),
            "/moved": Answer("", 302, location="/moved-here"),
            "/missing": Answer("", 404),
            "/broken": Answer("", 500),
            "*": page,
        }
    )


@pytest.fixture
def crawl(scrapy, site, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "own.py").write_text(SPIDERS, encoding="utf-8")
    (tmp_path / "mine_settings.py").write_text(SETTINGS, encoding="utf-8")

    def run(name, *settings):
        words = [word for setting in settings for word in ("-s", setting)]
        return scrapy("crawl", name, "-a", f"site={site.url}", *words, settings_module="mine_settings")

    return run


def items(done, job):
    lines = (done.folder / job / "export" / "items-00001.jsonl").read_text(encoding="utf-8").splitlines()
    return Counter(json.dumps(json.loads(line), sort_keys=True) for line in lines)


EXPECTED = [
    {"start": "item"},
    *({"leaf": n, "odd": [n]} for n in (0, 1, 3)),
    {"leaf": "/moved", "odd": None},
    {"leaf": "form", "odd": None},
    *({"chain": step} for step in range(4)),
    *({"failed": name} for name in ("missing", "forbidden", "broken", "")),
]


def test_every_way_in_which_a_request_can_end(crawl, site):
    whole = crawl("ways", "JOBDIR=whole")
    again = Counter([json.dumps({"again": f"{site.url}/"})])
    assert items(whole, "whole") == again + Counter(json.dumps(item, sort_keys=True) for item in EXPECTED)
    assert site.asked.count("/leaf/1") == 1
    assert "scheduler/unserializable" not in whole.stderr


def test_a_crawl_that_is_paused_often_does_the_same(crawl):
    whole = items(crawl("ways", "JOBDIR=whole"), "whole")
    for _ in range(12):
        done = crawl("ways", "JOBDIR=parts", "CLOSESPIDER_PAGECOUNT=2", "CONCURRENT_REQUESTS=2")
        if not list((done.folder / "parts" / "export").glob("*.part")):
            break
    assert items(done, "parts") == whole


@pytest.mark.parametrize("queue", ["LifoMemoryQueue", "FifoMemoryQueue"])
def test_the_order_is_scrapys(crawl, site, queue):
    orders = []
    for scheduler in ("crawler.frontier.scheduler.LedgerScheduler", "scrapy.core.scheduler.Scheduler"):
        site.asked.clear()
        crawl("order", f"SCHEDULER={scheduler}", f"SCHEDULER_MEMORY_QUEUE=scrapy.squeues.{queue}")
        orders.append([path for path in site.asked if path != "/robots.txt"])
    assert len(orders[0]) == 8
    assert orders[0] == orders[1]


def test_a_callback_that_is_no_method_is_called_and_told_of(crawl, site):
    done = crawl("lambda", "JOBDIR=job")
    assert items(done, "job") == Counter([json.dumps({"url": f"{site.url}/"})])
    assert "is no method of the spider 'lambda'" in done.stderr
