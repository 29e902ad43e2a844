"""A spider that fetches nothing: it drives its own scheduler as the engine does, and says what that cost."""

import json
import resource
import sys
import time
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider

from crawler.frontier.scheduler import LedgerScheduler
from crawler.records.article import Discovered
from crawler.records.enums import Via
from crawler.request import RequestInfo, RequestKind
from spiders.seen import SeenAddresses

LINKS_A_PAGE = 20
HANDED_OUT = 10_000
TIMED_PAGE = 20  # one page in so many: the clock of a process is slow to read


class BenchSpider(Spider):
    """``-a size=N``: so many requests wait in the end."""

    name = "bench"
    priority_class = 1_000

    def __init__(self, size: str = "1000", **arguments: Any) -> None:
        super().__init__(**arguments)
        self.size = int(size)
        self.seen_seconds, self.timed_links = 0.0, 0

    async def start(self) -> AsyncIterator[Request]:
        """Fill and empty the scheduler; nothing is left to the engine."""
        scheduler: Any = self.crawler.engine.scheduler
        ours = scheduler if type(scheduler) is LedgerScheduler else None  # Scrapy's isinstance asks for methods only
        seen = SeenAddresses(ours._delivery) if ours is not None else None  # noqa: SLF001
        scheduler.enqueue_request(self.make_request(0))
        begun, number = time.process_time(), 1
        while number - number // LINKS_A_PAGE < max(self.size, HANDED_OUT + 1):
            self.work(scheduler, ours, range(number, number + LINKS_A_PAGE), seen)
            number += LINKS_A_PAGE
        filled = time.process_time()
        for _ in range(HANDED_OUT):
            self.work(scheduler, ours, range(0), seen)
        emptied = time.process_time()
        seen_seconds = self.seen_seconds / max(self.timed_links, 1)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        sys.stdout.write(
            json.dumps(
                {
                    "in_us": ((filled - begun) / number - seen_seconds) * 1e6,
                    "out_us": (emptied - filled) / HANDED_OUT * 1e6,
                    "seen_us": seen_seconds * 1e6,
                    "peak_mib": round(peak / (2**20 if sys.platform == "darwin" else 2**10)),
                }
            )
            + "\n"
        )
        sys.stdout.flush()
        if ours is not None:
            ours._delivery.commit()  # noqa: SLF001
            ours._is_open = False  # noqa: SLF001 - what waits is not to be fetched
        else:
            scheduler.next_request = lambda: None
            scheduler.has_pending_requests = lambda: False
        return
        yield  # makes this an asynchronous generator

    def work(self, scheduler: Any, ours: LedgerScheduler | None, links: range, seen: SeenAddresses | None) -> None:
        """One page, from being handed out until it is through."""
        slot: Any = self.crawler.engine._slot  # noqa: SLF001
        request = scheduler.next_request()
        slot.inprogress.add(request)
        if ours is not None:
            ours._at_callback(request, has_response=True)  # noqa: SLF001
        if seen is not None and links:
            is_timed = links.start // LINKS_A_PAGE % TIMED_PAGE == 0
            begun = time.process_time() if is_timed else 0.0
            for number in links:
                seen.add(make_url(number))
            if is_timed:
                self.seen_seconds += time.process_time() - begun
                self.timed_links += len(links)
        for number in links:
            scheduler.enqueue_request(self.make_request(number))
        slot.remove_request(request)

    def make_request(self, number: int) -> Request:
        """A request as the news spider makes it."""
        discovered = Discovered(via=Via.READ_MORE, from_url=make_url(number // LINKS_A_PAGE), position=number % 20)
        info = RequestInfo(kind=RequestKind.ARTICLE, discovered=discovered)
        return Request(make_url(number), callback=self.parse, priority=2_000, meta=info.as_meta())

    def parse(self, response: Any) -> None:
        """Never called."""


def make_url(number: int) -> str:
    """An address as news sites have them."""
    return f"https://news.example/2026/{number % 12 + 1:02}/{number}-what-the-council-decided-on-the-harbour"
