"""One line of progress every few seconds while a crawl runs."""

import logging
import sys
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call
from twisted.internet.task import LoopingCall

from crawler.monitoring.summary import progress_line

logger = logging.getLogger(__name__)


class ProgressExtension:
    """Says how far the crawl is, every READMORE_PROGRESS_SECONDS: on a terminal in place, else in the log."""

    def __init__(self, crawler: Crawler, interval_seconds: float) -> None:
        self._crawler = crawler
        self._interval_seconds = interval_seconds
        self._call: AsyncioLoopingCall | LoopingCall | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler's interval; 0 switches progress off."""
        interval = crawler.settings.getfloat("READMORE_PROGRESS_SECONDS")
        if not interval:
            raise NotConfigured
        extension = cls(crawler, interval)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Begin to report."""
        self._call = create_looping_call(self._report)
        self._call.start(self._interval_seconds, now=False)

    def spider_closed(self) -> None:
        """Stop reporting, and leave the terminal's line."""
        if self._call and self._call.running:
            self._call.stop()
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")

    def _report(self) -> None:
        line = progress_line(self._crawler.stats.get_stats())
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
        else:
            logger.info(line)
