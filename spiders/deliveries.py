"""How many articles and pages a crawl may still have."""

from typing import Any

from crawler.records.article import Article
from crawler.records.reject import Reject


class Deliveries:
    """Counts requests, and articles through the pipelines; None means no bound.

    An article on its way counts as delivered until a pipeline refuses it, so that no more than ``max_articles`` leave.
    """

    def __init__(self, max_articles: int | None, max_pages: int | None) -> None:
        self._max_articles, self._max_pages = max_articles, max_pages
        self._delivered = self._on_their_way = self._asked = 0

    @property
    def is_full(self) -> bool:
        """Whether all articles that were asked for have left."""
        return self._max_articles is not None and self._delivered >= self._max_articles

    def may_deliver(self) -> bool:
        """Whether one more article may go to the pipelines; counts it as on its way where it may."""
        if self._max_articles is not None and self._delivered + self._on_their_way >= self._max_articles:
            return False
        self._on_their_way += 1
        return True

    def may_ask(self) -> bool:
        """Whether one more page may be asked for; counts it where it may."""
        if self._max_pages is not None and self._asked >= self._max_pages:
            return False
        self._asked += 1
        return True

    def note_scraped(self, item: Any) -> None:
        """A record has left: an article, or what became of one."""
        if isinstance(item, Article):
            self._delivered += 1
            self._on_their_way -= 1
        elif isinstance(item, Reject) and item.item is not None:
            self._on_their_way -= 1

    def note_lost(self, item: Any) -> None:
        """A pipeline of the user's own has dropped a record, or failed at it."""
        if isinstance(item, Article):
            self._on_their_way -= 1
