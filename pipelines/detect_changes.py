"""Tells new articles from updated ones, and lets nothing through that was delivered as it is."""

from typing import Any, Protocol, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.records.article import Article
from crawler.records.enums import Change
from crawler.records.revisions import Remembered, judge_change


class KnowsArticles(Protocol):
    """Whoever knows what was delivered before."""

    def find(self, article: Article) -> Remembered | None:
        """What was last delivered of an article."""

    def keep_article(self, article: Article) -> None:
        """Keep what is about to be delivered."""


class DetectChangesPipeline:
    """An article goes on with its revision and what changed; one that has not changed since ends here, counted.

    A spider that knows nothing of earlier nights (``past``) is left alone.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler whose spider knows the past."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """The item, or the next revision of it."""
        past: KnowsArticles | None = getattr(self._crawler.spider, "past", None)
        if past is None or not isinstance(item, Article):
            return item
        article = item if item.change is Change.GONE else judge_change(item, past.find(item))
        if article is None:
            self._crawler.stats.inc_value("readmore/unchanged_content")
            raise DropItem(f"not changed since it was delivered: {item.url}", log_level="DEBUG")
        past.keep_article(article)
        return article
