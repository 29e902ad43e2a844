"""Conditional GET: a page that was fetched before is sent again only where it has changed."""

from http import HTTPStatus
from typing import Final, Protocol, Self

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.ledger.pages import KnownPage
from crawler.request import RenderOrder, RequestInfo
from crawler.urls import canonicalize

_CONDITIONS: Final = ("If-None-Match", "If-Modified-Since")


class KnowsPages(Protocol):
    """Whoever knows what an address has answered before."""

    def find_condition(self, canonical_url: str) -> KnownPage | None:
        """The last answer, where the next may be told from it."""


def make_condition(page: KnownPage) -> dict[str, str]:
    """The request headers that ask for a page only where it is another (RFC 9110, 13.1); none where nothing can.

    Only an answer that was whole can be told from the next.
    """
    if page.status != HTTPStatus.OK:
        return {}
    validators = zip(_CONDITIONS, (page.etag, page.last_modified), strict=True)
    return {name: value for name, value in validators if value}


class ConditionalMiddleware:
    """Downloader middleware: asks by the validators that the ledger keeps, and lets 304 pass to the spider.

    It never answers by itself: each page is asked for, and only the server says that it has not changed. A spider
    that knows nothing of earlier nights (``past``) is left alone.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler whose spider knows the past."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Put the condition to a request for a page that was answered before."""
        past: KnowsPages | None = getattr(self._crawler.spider, "past", None)
        if past is None or request.method != "GET" or RequestInfo.find_in(request.meta) is None:
            return
        for name in _CONDITIONS:
            request.headers.pop(name, None)  # a redirect brings along what was put to the address before
        if RenderOrder.find(request.meta) is not None:
            return  # what a browser shows may be another though the page behind it is the same
        page = past.find_condition(canonicalize(request.url))
        headers = make_condition(page) if page else {}
        if headers:
            request.headers.update(headers)
            statuses = {*request.meta.get("handle_httpstatus_list", ()), HTTPStatus.NOT_MODIFIED.value}
            request.meta["handle_httpstatus_list"] = sorted(statuses)
