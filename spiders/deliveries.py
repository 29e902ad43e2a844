"""How many articles and pages a crawl may still have."""

from collections.abc import Mapping
from typing import Any, Final

from scrapy import Spider

from crawler.delivery.commit import Delivery
from crawler.frontier.keeping import delivery_of
from crawler.records.article import Article
from crawler.records.reject import Reject

# In a request's meta: it may be made, and so may its retries and redirects. False for the same page through a browser,
# which passes uncounted.
_ADMITTED: Final = "readmore_admitted"
_ARTICLES: Final = "articles"
_PAGES: Final = "pages"


def is_admitted(meta: Mapping[str, Any]) -> bool:
    """Whether a request need not be judged again."""
    return _ADMITTED in meta


def admit(meta: dict[str, Any]) -> None:
    """Let a request pass, and count it with its page."""
    meta[_ADMITTED] = True


def admit_again(meta: Mapping[str, Any]) -> dict[str, Any]:
    """The meta of a request for the page of one that was admitted, which passes and is not counted."""
    return {_ADMITTED: False} | {name: meta[name] for name in ("redirect_urls",) if name in meta}


class Deliveries:
    """Counts requests, and articles through the pipelines; None means no bound.

    An article on its way counts as delivered until a pipeline refuses it, so that no more than ``max_articles`` leave.
    What the job's earlier runs have counted counts, too: what is counted is kept with its page.
    """

    def __init__(self, max_articles: int | None, max_pages: int | None) -> None:
        self._max_articles, self._max_pages = max_articles, max_pages
        self._delivered = self._on_their_way = self._asked = 0
        self._delivery: Delivery | None = None

    def take_up(self, spider: Spider) -> None:
        """Go on counting where the job's earlier runs left it."""
        self._delivery = delivery = delivery_of(spider.crawler)
        self._delivered, self._asked = delivery.tallies[_ARTICLES], delivery.tallies[_PAGES]

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

    def note_through(self, meta: Mapping[str, Any] | None = None) -> None:
        """A page that may be asked for is being worked on; by its request's ``meta``, where it has one."""
        if self._delivery is not None and (meta is None or meta.get(_ADMITTED)):
            self._delivery.tally(_PAGES)

    def note_scraped(self, item: Any) -> None:
        """A record has left: an article, or what became of one."""
        if isinstance(item, Article):
            self._delivered += 1
            self._on_their_way -= 1
            if self._delivery is not None:
                self._delivery.tally(_ARTICLES)
        elif isinstance(item, Reject) and item.item is not None:
            self._on_their_way -= 1

    def note_lost(self, item: Any) -> None:
        """A pipeline of the user's own has dropped a record, or failed at it."""
        if isinstance(item, Article):
            self._on_their_way -= 1
