"""A page that was answered before is asked for by its validators, and only that page."""

from scrapy import Request, Spider
from scrapy.utils.test import get_crawler

from crawler.download.conditional import ConditionalMiddleware, make_condition
from crawler.ledger.pages import KnownPage
from crawler.records.article import Discovered
from crawler.records.enums import Via
from crawler.request import RequestInfo, RequestKind

URL = "https://news.example/story"
META = RequestInfo(kind=RequestKind.ARTICLE, discovered=Discovered(via=Via.TEASER)).as_meta()


def a_page(**changes):
    values = {"url": URL, "site": "post", "kind": "article", "fetched_at": "2026-11-24T21:30:00Z", "status": 200}
    return KnownPage(**{**values, "etag": '"a"', "last_modified": "Tue, 24 Nov 2026 20:00:00 GMT", **changes})


class Remembers:
    """A past of one page."""

    def find_condition(self, canonical_url):
        return a_page() if canonical_url == URL else None


class RememberingSpider(Spider):
    """A spider with a past."""

    name = "remembering"
    past = Remembers()


def ask(request, spider_class=RememberingSpider):
    crawler = get_crawler(spider_class)
    crawler.spider = crawler._create_spider()
    ConditionalMiddleware.from_crawler(crawler).process_request(request)
    return request


def test_both_validators_are_sent_and_304_is_let_through():
    request = ask(Request(f"{URL}?utm_source=x", meta={**META, "handle_httpstatus_list": [404]}))
    assert request.headers["If-None-Match"] == b'"a"'
    assert request.headers["If-Modified-Since"] == b"Tue, 24 Nov 2026 20:00:00 GMT"
    assert request.meta["handle_httpstatus_list"] == [304, 404]


def test_a_condition_does_not_follow_a_redirect():
    request = ask(Request(URL, meta=META)).replace(url="https://news.example/other")
    assert "If-None-Match" not in ask(request).headers
    assert "If-Modified-Since" not in request.headers


def test_requests_of_others_are_left_alone():
    assert not ask(Request(URL)).headers
    assert not ask(Request(URL, method="HEAD", meta=META)).headers
    assert not ask(Request(URL, meta=META), ForgetfulSpider).headers


class ForgetfulSpider(Spider):
    """A spider of somebody's own."""

    name = "own"


def test_only_a_whole_answer_is_a_condition():
    assert make_condition(a_page(status=410)) == {}
    assert make_condition(a_page(etag=None, last_modified=None)) == {}
    assert make_condition(a_page(last_modified=None)) == {"If-None-Match": '"a"'}
