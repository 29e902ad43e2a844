"""Scrapy's duplicate filter on the ledger: it remembers every fingerprint, and needs no memory for it."""

import logging
from typing import Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.dupefilters import BaseDupeFilter

from crawler.delivery.units import current_unit
from crawler.frontier.keeping import delivery_of
from crawler.ledger.keys import bytes_key

logger = logging.getLogger(__name__)


class LedgerDupeFilter(BaseDupeFilter):
    """A request is seen where this page has asked for it, or one that is through.

    Pages at work do not know of each other, for one of them may be cut off.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._logs_all = crawler.settings.getbool("DUPEFILTER_DEBUG")
        self._has_logged = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler's fingerprinter."""
        return cls(crawler)

    def key(self, request: Request) -> int:
        """A request's fingerprint, as the ledger keeps it."""
        fingerprinter = self._crawler.request_fingerprinter
        assert fingerprinter is not None  # noqa: S101 - Scrapy sets it before the engine is made
        return bytes_key(fingerprinter.fingerprint(request))

    def request_seen(self, request: Request) -> bool:
        """Whether a request was asked for before; from now on it was."""
        key, unit = self.key(request), current_unit()
        if unit is None:
            return delivery_of(self._crawler).queue.knows(key)
        if key in unit.fingerprints or delivery_of(self._crawler).queue.knows(key):
            return True
        unit.fingerprints.add(key)
        return False

    def log(self, request: Request, spider: Spider) -> None:
        """Count a duplicate, and show it: all of them with DUPEFILTER_DEBUG, else the first."""
        self._crawler.stats.inc_value("dupefilter/filtered")
        if self._logs_all or not self._has_logged:
            more = "" if self._logs_all else " - no more duplicates will be shown (see DUPEFILTER_DEBUG)"
            logger.debug("Filtered duplicate request: %s%s", request, more, extra={"spider": spider})
        self._has_logged = True
