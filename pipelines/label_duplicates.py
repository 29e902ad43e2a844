"""Gives each article the fingerprint of its text, and labels near-duplicates when the run's feeds are whole."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedSlot, FileFeedStorage

from crawler.records.article import Article
from crawler.records.enums import Change
from crawler.records.labels import label_files
from crawler.records.simhash import simhash

logger = logging.getLogger(__name__)
_JSON_LINES: Final = frozenset({"jsonl", "jl", "jsonlines"})


class LabelDuplicatesPipeline:
    """``simhash`` at once; ``duplicate_of`` and ``cluster_id`` in local JSON Lines feeds at the run's end.

    Which article of a cluster has the smallest id is known only then: a label given on the way would depend on which
    page came first. No article is ever refused for its likeness to another.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._feeds: list[Path] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Told of each feed that is closed, and of the end of all."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.feed_slot_closed, signal=signals.feed_slot_closed)
        crawler.signals.connect(pipeline.feed_exporter_closed, signal=signals.feed_exporter_closed)
        return pipeline

    async def process_item(self, item: Any) -> Any:
        """The article with its fingerprint; everything else passes, and so does an article that is gone."""
        if not isinstance(item, Article) or item.change is Change.GONE:
            return item
        return replace(item, simhash=simhash(item.headline, item.body_text))

    def feed_slot_closed(self, slot: FeedSlot) -> None:
        """Note a file that may hold articles."""
        if slot.format in _JSON_LINES and isinstance(slot.storage, FileFeedStorage):
            self._feeds.append(Path(slot.storage.path))

    def feed_exporter_closed(self) -> None:
        """Label what the run wrote."""
        feeds = [path for path in dict.fromkeys(self._feeds) if path.is_file()]
        count = label_files(feeds)
        if count and self._crawler.stats:
            self._crawler.stats.set_value("readmore/near_duplicates", count)
