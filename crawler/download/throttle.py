"""Keeps each host's pace: crawl-delay, pauses that a busy server asks for, and one floor under AutoThrottle."""

import logging
import time
from datetime import UTC, datetime
from typing import Final, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.settings import BaseSettings

from crawler.download.pace import BUSY, HostPace, PaceLimits, parse_retry_after

logger = logging.getLogger(__name__)
_SLOT: Final = "download_slot"


class PatientRetryMiddleware(RetryMiddleware):
    """Scrapy's retries, which wait where a host says that it is busy (429, 503), and come back.

    A request that met a busy host is tried READMORE_BUSY_RETRY_TIMES where the host said when to come back or that
    it was asked too much, and RETRY_TIMES else. The pace is kept by download slot, which is a host without its port.
    """

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self._busy_retry_times = settings.getint("READMORE_BUSY_RETRY_TIMES")
        self._limits = PaceLimits(
            pause=settings.getfloat("READMORE_BUSY_PAUSE_SECONDS"),
            longest_pause=settings.getfloat("READMORE_MAX_PAUSE_SECONDS"),
            longest_delay=settings.getfloat("AUTOTHROTTLE_MAX_DELAY"),
            longest_crawl_delay=settings.getfloat("READMORE_MAX_CRAWL_DELAY_SECONDS"),
        )
        self._user_agent: str = settings.get("ROBOTSTXT_USER_AGENT") or settings.get("USER_AGENT")
        self._hosts: dict[str, HostPace] = {}
        self._is_throttled = settings.getbool("AUTOTHROTTLE_ENABLED")
        self._usual_delay = settings.getfloat("DOWNLOAD_DELAY")
        slots = settings.getdict("DOWNLOAD_SLOTS")
        self._own_delays = {host: float(slot["delay"]) for host, slot in slots.items() if "delay" in slot}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler whose downloader keeps the delays; told of each robots.txt."""
        middleware = super().from_crawler(crawler)
        crawler.signals.connect(middleware.robots_parsed, signal=signals.robots_parsed)
        return middleware

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Take the crawl-delay that a robots.txt asks for."""
        seconds = robotparser.crawl_delay(self._user_agent)
        if not seconds:
            return
        host = self.crawler.engine.downloader.get_slot_key(request)
        pace = self._hosts.setdefault(host, HostPace(self._limits))
        pace.take_crawl_delay(seconds)
        logger.info("%s asks for %.1f s between requests, and gets %.1f", host, seconds, pace.crawl_delay_seconds)
        self._apply(host, pace)

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's old signature
    ) -> Request | Response:
        """Pause a host that is busy and try again; else as Scrapy does."""
        host = request.meta.get(_SLOT, "")
        if response.status not in BUSY:
            if pace := self._hosts.get(host):
                pace.note_fine()
                self._apply(host, pace)
            return super().process_response(request, response)
        asked = parse_retry_after(_header(response, "Retry-After"), datetime.now(UTC))
        self._pause(host, response.status, asked)
        patient = asked is not None or response.status == 429  # noqa: PLR2004 - too many requests
        if not patient or request.meta.get("dont_retry") or "max_retry_times" in request.meta:
            return super().process_response(request, response)
        again = super().process_response(
            request.replace(meta={**request.meta, "max_retry_times": self._busy_retry_times}), response
        )
        if isinstance(again, Request):
            again.meta.pop("max_retry_times", None)
        return again

    def _pause(self, host: str, status: int, asked_seconds: float | None) -> None:
        pace = self._hosts.setdefault(host, HostPace(self._limits))
        slot = self.crawler.engine.downloader.slots.get(host)
        seconds = pace.note_busy(asked_seconds, slot.delay if slot else 0.0)
        self._apply(host, pace)
        if slot is None or not seconds:
            return
        # The downloader counts its delay from here; nothing is sent to this host before.
        slot.lastseen = max(slot.lastseen, time.monotonic() + seconds)
        logger.info("%s answers %d: nothing is asked of it for %.0f s", host, status, seconds)
        if self.crawler.stats:
            self.crawler.stats.inc_value("readmore/pauses")
            self.crawler.stats.inc_value("readmore/paused_seconds", int(seconds))

    def _apply(self, host: str, pace: HostPace) -> None:
        """Give the downloader the host's least delay: for its slot, and for one made anew after an idle minute."""
        downloader = self.crawler.engine.downloader
        least = max(pace.least_delay_seconds, self._own_delays.get(host, self._usual_delay))
        settings = downloader.per_slot_settings.setdefault(host, {})
        settings["delay"] = least
        if pace.crawl_delay_seconds:
            settings["jitter"] = 0.0  # a delay that varied would fall short of what was asked for
        slot = downloader.slots.get(host)
        if slot is not None:
            slot.delay = max(slot.delay, least) if self._is_throttled else least
            slot.jitter = settings.get("jitter", slot.jitter)


class FlooredAutoThrottle(AutoThrottle):
    """Scrapy's AutoThrottle, which keeps to the least delay of each host (DOWNLOAD_SLOTS) however fast it answers."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        downloader = self.crawler.engine.downloader
        host: str = request.meta.get(_SLOT, "")
        least = downloader.per_slot_settings.get(host, {}).get("delay", 0.0)
        if slot := downloader.slots.get(host):
            slot.delay = max(slot.delay, float(least))


def _header(response: Response, name: str) -> str:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else ""
