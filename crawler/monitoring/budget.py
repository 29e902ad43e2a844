"""Ends a run that has taken the time or the bytes that its site may take."""

from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.asyncio import CallLaterResult, call_later
from scrapy.utils.defer import deferred_from_coro

OUT_OF_TIME: Final = "budget_seconds"
OUT_OF_BYTES: Final = "budget_bytes"


class BudgetExtension:
    """Closes the spider at READMORE_MAX_SECONDS or READMORE_MAX_BYTES; what was not fetched is left waiting."""

    def __init__(self, crawler: Crawler, max_seconds: float, max_bytes: int) -> None:
        self._crawler = crawler
        self._max_seconds = max_seconds
        self._bytes_left = max_bytes
        self._timer: CallLaterResult | None = None
        self._is_closing = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler's budget; where it has none, there is nothing to watch."""
        max_seconds = crawler.settings.getfloat("READMORE_MAX_SECONDS")
        max_bytes = crawler.settings.getint("READMORE_MAX_BYTES")
        if not max_seconds and not max_bytes:
            raise NotConfigured
        extension = cls(crawler, max_seconds, max_bytes)
        if max_seconds:
            crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
            crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        if max_bytes:
            crawler.signals.connect(extension.response_downloaded, signal=signals.response_downloaded)
        return extension

    def spider_opened(self) -> None:
        """Start the clock."""
        self._timer = call_later(self._max_seconds, self._close, OUT_OF_TIME)

    def spider_closed(self) -> None:
        """Stop the clock."""
        if self._timer:
            self._timer.cancel()

    def response_downloaded(self, response: Response) -> None:
        """Count a body as it came over the wire, packed or not."""
        self._bytes_left -= len(response.body)
        if self._bytes_left <= 0:
            self._close(OUT_OF_BYTES)

    def _close(self, reason: str) -> None:
        if not self._is_closing:
            self._is_closing = True
            deferred_from_coro(self._crawler.engine.close_spider_async(reason=reason))
