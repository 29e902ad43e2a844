"""Tells new articles from updated ones, and lets nothing through that an earlier night delivered as it is."""

from typing import Any, NoReturn, Protocol, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.records.article import Article
from crawler.records.enums import Change
from crawler.records.revisions import Remembered, judge_change
from crawler.records.teaser import Teaser


class KnowsThePast(Protocol):
    """Whoever knows what was delivered before."""

    def find(self, article: Article) -> Remembered | None:
        """What was last delivered of an article."""

    def keep_article(self, article: Article) -> None:
        """Keep what is about to be delivered."""

    def has_heard(self, teaser: Teaser) -> bool:
        """Whether the same was said of the same article before."""


class DetectChangesPipeline:
    """An article goes on with its revision and what changed; one that has not changed since ends here, counted.

    So does a teaser that says what was said before.

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
        past: KnowsThePast | None = getattr(self._crawler.spider, "past", None)
        if past is None:
            return item
        if isinstance(item, Teaser) and past.has_heard(item):
            self._leave_out("unchanged_teasers", f"said before: {item.url} on {item.listing_url}")
        return self._tell(item, past) if isinstance(item, Article) else item

    def _tell(self, item: Article, past: KnowsThePast) -> Article:
        article = item if item.change is Change.GONE else judge_change(item, past.find(item))
        if article is None:
            self._leave_out("unchanged_content", f"not changed since it was delivered: {item.url}")
        past.keep_article(article)
        return article

    def _leave_out(self, name: str, reason: str) -> NoReturn:
        self._crawler.stats.inc_value(f"readmore/{name}")
        raise DropItem(reason, log_level="DEBUG")
