"""Scrapy's scheduler on the ledger: a request leaves it only when callback, pipelines and export are through."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final, Self

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler, load_object

from crawler.delivery.commit import Delivery
from crawler.delivery.units import Unit, current_unit, work_on, working_on
from crawler.errors import KeepingError, ReadmoreError
from crawler.faults import arm
from crawler.frontier.engine_hooks import EngineHooks
from crawler.frontier.intake import Intake
from crawler.frontier.keeping import open_delivery
from crawler.frontier.lanes import Lanes
from crawler.frontier.leases import Lease, Leases
from crawler.frontier.payload import load_request
from crawler.frontier.unanswered import Unanswered
from crawler.ledger.jobs import Hosts
from crawler.ledger.keys import bytes_key
from crawler.ledger.queue import LeasedRequest, NewRequest
from crawler.ledger.tables import RequestState

logger = logging.getLogger(__name__)

_PROBE: Final = "readmore_probe"
FAULT: Final = "keeping_failed"
"""The reason with which a spider is closed when nothing more can be kept."""


class LedgerScheduler(BaseScheduler):
    """Keeps every request until it is through, and everything that it brought about in one commit with it.

    Statistics: ``readmore/job`` is ``finished``, ``open`` (the same command goes on with it) or ``was finished``;
    ``readmore/unanswered`` counts the pages kept for later because their host does not answer; ``readmore/fault``
    says in one line why nothing more could be kept.
    """

    _delivery: Delivery
    _intake: Intake
    _hosts: Hosts
    _spider: Spider

    def __init__(self, crawler: Crawler, dupefilter: Any) -> None:
        self._crawler, self._dupefilter = crawler, dupefilter
        self._commit_pages = max(crawler.settings.getint("READMORE_COMMIT_PAGES"), 1)
        self._commit_seconds = crawler.settings.getint("READMORE_COMMIT_MILLISECONDS") / 1000
        self._lanes, self._leases, self._unanswered = Lanes(), Leases(), Unanswered()
        self._timer = create_looping_call(self._commit)
        self._start_items = self._probing = 0
        self._given_back: list[int] = []
        self._is_open = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler's settings and DUPEFILTER_CLASS."""
        return cls(crawler, build_from_crawler(load_object(crawler.settings["DUPEFILTER_CLASS"]), crawler))

    # ------------------------------------------------------------ Scrapy's scheduler

    def open(self, spider: Spider) -> Any:
        """Take up the job; where it cannot be, the spider is closed before it begins."""
        self._spider = spider
        arm(str(self._crawler.settings.get("READMORE_FAULT_POINT") or ""))
        try:
            self._take_up(spider)
        except ReadmoreError as error:
            self._note_fault(error)
            self._crawler.signals.connect(_close_at_once, signal=signals.spider_opened)
        return self._dupefilter.open()

    def close(self, reason: str) -> Any:
        """Commit; where nothing is left to do, seal."""
        if self._timer.running:
            self._timer.stop()
        if self._is_open:
            self._is_open = False
            try:
                self._wind_up(reason)
            except KeepingError as error:
                self._note_fault(error)
        return self._dupefilter.close(reason)

    def has_pending_requests(self) -> bool:
        """Whether something waits or is not through."""
        busy = bool(self._lanes) or len(self._leases) > 0 or self._probing > 0 or bool(self._given_back)
        return self._is_open and (busy or self._unanswered.is_hopeful)

    def __len__(self) -> int:
        return self._delivery.queue.count(RequestState.WAITING) if self._is_open else 0

    def enqueue_request(self, request: Request) -> bool:
        """Take a request in; it waits at once where it comes from ``start()``, else when its page is through."""
        try:
            return self._is_open and self._enqueue(request)
        except Exception as error:  # noqa: BLE001 - the engine would hang on an error from here
            self._stop(error)
            return False

    def next_request(self) -> Request | None:
        """Hand out a request."""
        work_on(None)  # the engine's next call inherits the context of whoever scheduled it
        try:
            return self._hand_out() if self._is_open else None
        except Exception as error:  # noqa: BLE001 - the same
            self._stop(error)
            return None

    def note_answer(self, request: Request, fault: str | None) -> None:
        """How a request ended in the downloader: with an answer, or the fault that stood in its place.

        What a host gives besides pages, such as robots.txt, does not tell whether it gives pages.
        """
        lease = self._leases.of(request)
        if lease is not None:
            lease.fault = fault
            lease.unit.was_told = fault is not None and lease.row.attempts > 0
        if fault is None and self._is_open and (lease is not None or _PROBE in request.meta):
            host = urlparse_cached(request).netloc
            self._unanswered.note_answer(host)
            try:
                self._hosts.add(host, request.url)
            except KeepingError as error:
                self._stop(error)

    # ------------------------------------------------------------ the hooks

    def _at_callback(self, request: Request, has_response: bool) -> None:
        lease = self._leases.of(request)
        if lease is not None and has_response:
            lease.fault = None  # the spider takes it for an answer
        work_on(lease.unit if lease else None)

    async def _at_start_item(self, process: Callable[[], Awaitable[None]]) -> None:
        """An item of ``start()``: the n-th is written once, though ``start()`` runs again on resume."""
        self._start_items += 1
        number = bytes_key(b"start item %d" % self._start_items)
        unit = Unit()
        with working_on(unit):
            await process()
        try:
            row = NewRequest(number, lane="", level=0, priority=0, place=0, url="", payload=None)
            unit.request_id = self._delivery.queue.add_one(row) if self._is_open else None
            if unit.request_id is None:
                self._delivery.drop(unit)
            else:
                self._delivery.end(unit)
        except KeepingError as error:
            self._stop(error)

    def _at_end(self, request: Request) -> None:
        lease = self._leases.end(request)
        if lease is None or not self._is_open:
            return
        try:
            self._end(lease)
        except Exception as error:  # noqa: BLE001 - the engine would never be rid of the request
            self._stop(error)

    # ------------------------------------------------------------ what they do

    def _take_up(self, spider: Spider) -> None:
        engine = self._crawler.engine
        if engine is None:
            raise KeepingError("a scheduler is opened by an engine")
        delivery = open_delivery(self._crawler, spider)
        self._delivery, self._hosts = delivery, Hosts(delivery.ledger, delivery.job)
        EngineHooks(self._at_callback, self._at_start_item, self._at_end).put_on(engine)
        if not delivery.job.is_new:
            if lost := delivery.queue.drop_lost():
                logger.warning("%d requests of the run before could not be kept and are lost", lost)
            if waiting := delivery.queue.count(RequestState.WAITING):
                logger.info("Going on with %d requests that wait", waiting)
                self._crawler.stats.inc_value("scheduler/enqueued", waiting)
        self._intake = Intake(self._crawler, spider, self._dupefilter, delivery.queue.last_id())
        if getattr(spider, "priority_class", 0):
            self._lanes = Lanes(self._crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") + 1)
        for lane in delivery.queue.lanes():
            self._lanes.add(lane)
        delivery.commit()
        self._is_open = True
        self._timer.start(max(self._commit_seconds, 0.01), now=False)

    def _enqueue(self, request: Request) -> bool:
        lease = self._leases.of(request)
        unit = lease.unit if lease else current_unit()
        is_start = unit is None and bool(request.meta.get("is_start_request"))
        with working_on(unit):
            if not request.dont_filter and self._dupefilter.request_seen(request):
                self._dupefilter.log(request, self._spider)
                return False
        row, live = self._intake.make_row(request, is_start=is_start)
        if unit is not None:
            unit.requests.append((row, live))
        else:
            number = self._delivery.queue.add_one(row)
            if number is None:
                return False
            if live is not None:
                self._delivery.live[number] = live
            self._delivery.uncommitted += 1
            self._lanes.add(row.lane)
        self._crawler.stats.inc_value("scheduler/enqueued")
        return True

    def _hand_out(self) -> Request | None:
        row = self._lease()
        if row is None:
            return None
        request: Request | None = self._delivery.live.get(row.id)
        if request is None:
            request = load_request(row.url, row.priority, row.payload or b"", self._spider)
        is_start = bool(request.meta.get("is_start_request"))
        lease = Lease(row, Unit(request_id=row.id), urlparse_cached(request).netloc, is_start)
        self._leases.begin(request, lease)
        self._lanes.begin(row.lane, row.level)
        self._crawler.stats.inc_value("scheduler/dequeued")
        return request

    def _lease(self) -> LeasedRequest | None:
        row = self._lease_waiting()
        if row is None and not self._lanes and not self._leases and (self._given_back or len(self._unanswered)):
            self._try_again()
            row = self._lease_waiting()
        return row

    def _lease_waiting(self) -> LeasedRequest | None:
        for lane in self._lanes.in_order():
            row = self._delivery.queue.lease(lane, self._lanes.floor(lane))
            if row is not None:
                return row
            self._lanes.pass_over(lane)
        return None

    def _try_again(self) -> None:
        """Let pages wait again that were given back, or whose host has answered since; ask hosts that could not."""
        revived = self._given_back + self._unanswered.take_revived()
        self._given_back = []
        if revived:
            self._delivery.queue.revive(revived)
            for lane in self._delivery.queue.lanes():
                self._lanes.add(lane)
        for host in self._unanswered.take_silent():
            if host in self._hosts:
                self._probing += 1
                deferred_from_coro(self._probe(self._hosts[host]))

    async def _probe(self, url: str) -> None:
        meta = {_PROBE: True, "dont_obey_robotstxt": True, "dont_retry": True, "dont_cache": True}
        try:
            if self._crawler.engine is not None:
                await self._crawler.engine.download_async(Request(url, callback=NO_CALLBACK, meta=meta))
        except Exception as error:  # noqa: BLE001 - the seam to every download handler's own errors
            logger.debug("%s does not answer: %s", url, error)
        finally:
            self._probing -= 1

    def _end(self, lease: Lease) -> None:
        if lease.unit.is_given_back:
            self._delivery.drop(lease.unit)
            self._given_back.append(lease.row.id)
        elif lease.fault is not None and not self._is_final(lease):
            self._delivery.fail(lease.unit)
            self._unanswered.keep(lease.row.id, lease.host)
        else:
            self._unanswered.settle(lease.row.id)
            for lane in self._delivery.end(lease.unit):
                self._lanes.add(lane)
        self._lanes.end(lease.row.lane, lease.row.level)
        if self._delivery.uncommitted >= self._commit_pages:
            self._delivery.commit()

    def _is_final(self, lease: Lease) -> bool:
        if not getattr(self._spider, "keeps_unanswered", False):
            return True
        if lease.host not in self._hosts and not lease.is_start:
            return True
        return self._unanswered.is_final(lease.row.id, lease.host, lease.row.attempts)

    def _commit(self) -> None:
        if self._is_open and self._delivery.uncommitted:
            try:
                self._delivery.commit()
            except KeepingError as error:
                self._stop(error)

    def _wind_up(self, reason: str) -> None:
        delivery, stats = self._delivery, self._crawler.stats
        delivery.queue.revive(self._given_back)
        failed = delivery.queue.count(RequestState.FAILED)
        if failed:
            stats.set_value("readmore/unanswered", failed)
            hosts = ", ".join(self._unanswered.hosts())
            logger.warning("%d pages are kept for the next run, for their host does not answer: %s", failed, hosts)
        is_through = reason == "finished" and not failed and not delivery.queue.count(RequestState.WAITING)
        if not is_through:
            delivery.commit()
            stats.set_value("readmore/job", "open")
        elif delivery.job.is_finished and not stats.get_value("scheduler/dequeued"):
            delivery.commit()
            stats.set_value("readmore/job", "was finished")
        else:
            delivery.finish()
            stats.set_value("readmore/job", "finished")

    # ------------------------------------------------------------ when nothing more can be kept

    def _stop(self, error: Exception) -> None:
        """Keep nothing more, and close the spider; what is committed stands."""
        if not self._is_open:
            return
        self._is_open = False
        self._delivery.ledger.break_off(error)
        self._note_fault(error)
        if self._crawler.engine is not None:
            deferred_from_coro(self._crawler.engine.close_spider_async(reason=FAULT))

    def _note_fault(self, error: Exception) -> None:
        is_ours = isinstance(error, ReadmoreError)
        message = str(error) if is_ours else f"{type(error).__name__}: {error}"
        self._crawler.stats.set_value("readmore/fault", message)
        logger.error("%s", message, exc_info=None if is_ours else error)


def _close_at_once() -> None:
    raise CloseSpider(FAULT)
