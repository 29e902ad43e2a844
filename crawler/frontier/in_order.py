"""Scrapy's scheduler, handing out no request while one that may tell about it is still on its way."""

from functools import cached_property

from scrapy import Request
from scrapy.core.scheduler import Scheduler

from crawler.request import is_turn
from crawler.urls import site_of


class InOrderScheduler(Scheduler):
    """Scrapy's own, with the barrier of :func:`crawler.request.is_turn` among the requests of one site.

    No more requests of a site are out than it has connections, and one that waits for them: what is asked for is
    chosen as late as can be.
    """

    def next_request(self) -> Request | None:
        """The next request whose turn it is; None where it has to wait for others that are in flight."""
        request = self.mqs.peek() or (self.dqs.peek() if self.dqs is not None else None)
        if request is None:
            return None
        in_flight = self._in_flight(site_of(request.url))
        if len(in_flight) > self._connections or not is_turn(request.priority, in_flight):
            return None
        return super().next_request()

    @cached_property
    def _connections(self) -> int:
        return self.crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") if self.crawler else 1

    def _in_flight(self, site: str) -> list[int]:
        """The priorities of a site's requests from their download until their callback and items are through."""
        engine = self.crawler.engine if self.crawler else None
        slot = engine._slot if engine else None  # noqa: SLF001 - Scrapy shows what is in flight nowhere else
        return [request.priority for request in slot.inprogress if site_of(request.url) == site] if slot else []
