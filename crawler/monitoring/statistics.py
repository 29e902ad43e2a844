"""Counts the records that a run delivers, by kind and by reason."""

from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from crawler.records.article import Article
from crawler.records.reject import Reject
from crawler.records.teaser import Teaser


class StatisticsExtension:
    """``readmore/articles``, ``readmore/teasers`` and ``readmore/rejected/<reason>``."""

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listening to what leaves the pipelines."""
        extension = cls(crawler.stats)
        crawler.signals.connect(extension.item_scraped, signal=signals.item_scraped)
        return extension

    def item_scraped(self, item: Any) -> None:
        """Count one record."""
        if isinstance(item, Article):
            self._stats.inc_value("readmore/articles")
        elif isinstance(item, Teaser):
            self._stats.inc_value("readmore/teasers")
        elif isinstance(item, Reject):
            self._stats.inc_value(f"readmore/rejected/{item.reason}")
