"""The news spider as it would be without a ledger: all in memory, on Scrapy's scheduler; to be measured against."""

from functools import cached_property
from typing import Any, ClassVar

from crawler.records.article import Article
from crawler.urls import loose_form
from spiders.news import NewsSpider
from spiders.offers import KnownOffers
from spiders.traps import Traps


class MemorySeen:
    """The addresses met, as hashes in sets."""

    def __init__(self) -> None:
        self._exact: set[int] = set()
        self._loose: set[int] = set()

    def __contains__(self, canonical_url: str) -> bool:
        return hash(canonical_url) in self._exact

    def add(self, canonical_url: str) -> bool:
        """True where it is new."""
        if canonical_url in self:
            return False
        self._exact.add(hash(canonical_url))
        self._loose.add(hash(loose_form(canonical_url)))
        return True

    def learn_alike(self, asked: str, answered: str) -> None:
        """The demo site treats no two spellings alike."""
        del asked
        self.add(answered)


class MemoryDelivery:
    """What pages have told of an address, in a dict."""

    def __init__(self) -> None:
        self._offers: dict[str, set[bytes]] = {}

    def offer(self, canonical_url: str, told: bytes) -> None:
        """Keep what a page tells."""
        self._offers.setdefault(canonical_url, set()).add(told)

    def offers(self, canonical_url: str) -> list[bytes]:
        """All that was told, in one order."""
        return sorted(self._offers.get(canonical_url, ()))


class MemoryDeduplicatePipeline:
    """Drops no article of the demo site that the real one would keep."""

    def __init__(self) -> None:
        self._ids: set[str] = set()

    async def process_item(self, item: Any) -> Any:
        """The item, noted."""
        if isinstance(item, Article):
            self._ids.add(item.id)
        return item


class PlainNewsSpider(NewsSpider):
    """``news`` with Scrapy's scheduler and duplicate filter."""

    name = "plain"
    custom_settings: ClassVar[dict[str, Any]] = {
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "DUPEFILTER_CLASS": "scrapy.dupefilters.RFPDupeFilter",
        "ITEM_PIPELINES": {
            "pipelines.normalise.NormalisePipeline": 100,
            "pipelines.validate.ValidatePipeline": 200,
            "benchmarks.plain.MemoryDeduplicatePipeline": 300,
            "pipelines.label_duplicates.LabelDuplicatesPipeline": 400,
        },
    }

    @cached_property
    def seen(self) -> Any:
        """In memory."""
        return MemorySeen()

    @cached_property
    def offers(self) -> Any:
        """In memory."""
        delivery: Any = MemoryDelivery()
        return KnownOffers(delivery)

    @cached_property
    def traps(self) -> Traps:
        """In memory."""
        return Traps(self.settings.getint("READMORE_TRAP_REQUESTS"))
