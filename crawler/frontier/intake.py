"""A request as the ledger takes it: its lane, its level, its place in line, and the bytes that it is kept as."""

import logging
from collections import Counter
from typing import Any, Final

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.utils.misc import load_object

from crawler.frontier.dupefilter import LedgerDupeFilter
from crawler.frontier.payload import UnkeepableError, dump_request
from crawler.ledger.keys import bytes_key
from crawler.ledger.queue import NewRequest
from crawler.urls import site_of

logger = logging.getLogger(__name__)

_FAR: Final = 2**62


class Intake:
    """Makes rows of requests, in Scrapy's order: start requests last and as they came, the others newest first.

    A spider with a ``priority_class`` is kept in order: requests of one site whose priorities fall into a lower
    class, ``priority // priority_class``, wait until those of the higher classes are through.
    """

    def __init__(self, crawler: Crawler, spider: Spider, dupefilter: Any, last_place: int) -> None:
        self._crawler, self._spider = crawler, spider
        self._own_filter = dupefilter if isinstance(dupefilter, LedgerDupeFilter) else None
        self._place = last_place
        self._class: int = getattr(spider, "priority_class", 0)
        self._starts: Counter[bytes] = Counter()
        self._has_warned = False
        settings = crawler.settings
        kind = "DISK" if settings.get("JOBDIR") else "MEMORY"
        self._is_fifo = not _is_a(
            "Lifo", settings[f"SCHEDULER_{kind}_QUEUE"]
        )  # queuelib makes some of them of Fifo ones
        start_queue = settings[f"SCHEDULER_START_{kind}_QUEUE"]
        self._parts_starts = bool(start_queue)
        self._starts_are_lifo = self._parts_starts and _is_a("Lifo", start_queue)
        self._by_slot = _is_a("DownloaderAware", settings["SCHEDULER_PRIORITY_QUEUE"])

    def make_row(self, request: Request, *, is_start: bool) -> tuple[NewRequest, Request | None]:
        """The row of a request, and the request itself where it cannot be made into bytes."""
        payload, live = self._dump(request)
        row = NewRequest(
            fingerprint=self._fingerprint(request, is_start=is_start),
            lane=self._lane(request),
            level=request.priority // self._class if self._class else 0,
            priority=request.priority,
            place=self._next_place(request),
            url=request.url,
            payload=payload,
        )
        return row, live

    def _dump(self, request: Request) -> tuple[bytes | None, Request | None]:
        try:
            return dump_request(request, self._spider), None
        except UnkeepableError as error:
            self._crawler.stats.inc_value("scheduler/unserializable")
            if not self._has_warned and self._crawler.settings.get("JOBDIR"):
                self._has_warned = True
                logger.warning("%s cannot be kept and is lost if this run is cut off: %s (told once)", request, error)
            return None, request

    def _fingerprint(self, request: Request, *, is_start: bool) -> int | None:
        """The number under which a request is known; ``start()`` runs again on resume, so its n-th same one is."""
        if not request.dont_filter and self._own_filter:
            return self._own_filter.key(request)
        if not is_start or self._crawler.request_fingerprinter is None:
            return None
        fingerprint = self._crawler.request_fingerprinter.fingerprint(request)
        self._starts[fingerprint] += 1
        return bytes_key(b"start %d " % self._starts[fingerprint] + fingerprint)

    def _lane(self, request: Request) -> str:
        if self._class:
            return site_of(request.url)
        engine = self._crawler.engine
        return engine.downloader.get_slot_key(request) if self._by_slot and engine else ""

    def _next_place(self, request: Request) -> int:
        self._place += 1
        if self._parts_starts and request.meta.get("is_start_request"):
            return _FAR - self._place if self._starts_are_lifo else self._place
        return self._place - _FAR if self._is_fifo else -self._place


def _is_a(word: str, path: Any) -> bool:
    """Whether a queue class says in its name, or in that of one it is made of, what it is."""
    return any(word in parent.__name__ for parent in load_object(path).__mro__)
