"""Ends a run whose job has taken the time or the bytes that its site may take."""

import time
from collections import Counter
from typing import Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.asyncio import CallLaterResult, call_later
from scrapy.utils.defer import deferred_from_coro

from crawler.delivery.commit import Delivery
from crawler.frontier.keeping import delivery_of

OUT_OF_TIME: Final = "budget_seconds"
OUT_OF_BYTES: Final = "budget_bytes"
_MILLISECONDS: Final = "milliseconds"
_BYTES: Final = "bytes"


class BudgetExtension:
    """Closes the spider at READMORE_MAX_SECONDS or READMORE_MAX_BYTES; what was not fetched is left waiting.

    Both are counted over all runs of a job: one that is begun again, after whatever ended it, has what is left.
    """

    _delivery: Delivery
    _noted_at: float

    def __init__(self, crawler: Crawler, max_seconds: float, max_bytes: int) -> None:
        self._crawler = crawler
        self._max_seconds, self._max_bytes = max_seconds, max_bytes
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
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.response_downloaded, signal=signals.response_downloaded)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Start the clock where the run before has left it."""
        self._delivery, self._noted_at = delivery_of(self._crawler), time.monotonic()
        if self._max_seconds:
            seconds_left = self._max_seconds - self._delivery.tallies[_MILLISECONDS] / 1000
            self._timer = call_later(max(seconds_left, 0), self._close, OUT_OF_TIME)
        self._check_bytes()

    def spider_closed(self) -> None:
        """Stop the clock."""
        if self._timer:
            self._timer.cancel()

    def response_downloaded(self, response: Response) -> None:
        """Count a body as it came over the wire, packed or not."""
        self._note_time()
        self._delivery.tallies.add(Counter({_BYTES: len(response.body)}))  # spent, whatever becomes of the page
        self._check_bytes()

    def _check_bytes(self) -> None:
        if self._max_bytes and self._delivery.tallies[_BYTES] >= self._max_bytes:
            self._close(OUT_OF_BYTES)

    def _note_time(self) -> None:
        now = time.monotonic()
        self._delivery.tallies.add(Counter({_MILLISECONDS: round((now - self._noted_at) * 1000)}))
        self._noted_at = now

    def _close(self, reason: str) -> None:
        if not self._is_closing:
            self._is_closing = True
            self._note_time()
            deferred_from_coro(self._crawler.engine.close_spider_async(reason=reason))
