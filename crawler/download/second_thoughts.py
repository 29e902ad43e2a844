"""Judges a request once more as its turn comes: what was worth asking for may no longer be."""

from collections.abc import Callable
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest


class NotWorthFetchingError(IgnoreRequest):
    """The spider has changed its mind about a request; the message is its reason."""


class SecondThoughtsMiddleware:
    """Asks the spider's ``find_second_thought(request)``, where it has one, before each download.

    It gives a reason why the request is not made after all, or None. Retries and redirects are asked for, too.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler whose spider is asked."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let the request pass, or say why not."""
        judge: Callable[[Request], str | None] | None = getattr(self._crawler.spider, "find_second_thought", None)
        reason = judge(request) if judge is not None else None
        if reason is not None:
            raise NotWorthFetchingError(reason)
