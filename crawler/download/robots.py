"""robots.txt by RFC 9309: asked for once a host, and a host whose server fails to give it is left alone."""

import logging
from functools import partial
from typing import Final, NamedTuple

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from crawler.download.address_guard import AddressRefusedError
from crawler.download.download_errors import describe_download_error
from crawler.download.host_memory import HostMemory, Told
from crawler.download.redirects import RedirectLoopError
from crawler.download.robots_file import MAX_BYTES, MAX_REDIRECTS, find_fault, read_rules

logger = logging.getLogger(__name__)

# In Request.meta: this asks for robots.txt, and how many bytes have come.
_BYTES_SO_FAR: Final = "readmore_robots_bytes"
_MAX_UNPACKED_BYTES: Final = 64 * 1024 * 1024
_KEPT_SECONDS: Final = 24 * 60 * 60


class RobotsDeniedError(IgnoreRequest):
    """robots.txt forbids an address, or could not be had."""


class HostUnreachableError(RobotsDeniedError):
    """A host gives no answer when it is asked for its robots.txt, so nothing else is asked of it."""


class RobotsFailingError(RobotsDeniedError):
    """A server fails to give robots.txt, for now: what it would allow is not known."""


class _Rules(NamedTuple):
    """The rules of a host, or why it is left alone: the kind of error, and its detail."""

    parser: RobotParser | None
    error: type[IgnoreRequest] = RobotsDeniedError
    fault: str | None = None


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's robots.txt middleware, by RFC 9309.

    Scrapy lets everything pass where robots.txt cannot be had; and where several requests wait for it at once, all
    but the first. Here a 5xx answer, or none, forbids the host until it is asked again; rules are kept for a day,
    and longer only where they cannot be had anew (2.4).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._hosts: HostMemory[_Rules] = HostMemory()
        self._retry_seconds = crawler.settings.getfloat("READMORE_ROBOTS_RETRY_SECONDS")
        crawler.signals.connect(self._stop_at_limit, signal=signals.bytes_received)

    async def process_request(
        self,
        request: Request,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's old signature
    ) -> None:
        """Refuse what robots.txt forbids, and all of a host whose robots.txt could not be had."""
        parts = urlparse_cached(request)
        if request.meta.get("dont_obey_robotstxt") or parts.scheme not in {"http", "https"}:
            return
        rules = await self._hosts.ask(parts.netloc, partial(self._ask, request))
        if rules.fault:
            self._stats.inc_value("robotstxt/forbidden")
            raise rules.error(f"{parts.netloc} is left alone: {rules.fault}")
        try:
            self.process_request_2(rules.parser, request)
        except IgnoreRequest as error:
            raise RobotsDeniedError(f"robots.txt of {parts.netloc} forbids {request.url}") from error

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host, fetched once; None where there are none."""
        return (await self._hosts.ask(urlparse_cached(request).netloc, partial(self._ask, request))).parser

    async def _ask(self, request: Request, before: _Rules | None) -> Told[_Rules]:
        parts = urlparse_cached(request)
        rules = await self._fetch_rules(f"{parts.scheme}://{parts.netloc}/robots.txt", request)
        if rules.fault is None:
            return Told(rules, _KEPT_SECONDS)
        if before is not None and before.fault is None:
            return Told(before, self._retry_seconds)
        logger.warning("%s is left alone for %.0f s: %s", parts.netloc, self._retry_seconds, rules.fault)
        return Told(rules, self._retry_seconds)

    async def _fetch_rules(self, url: str, request: Request) -> _Rules:
        """The parsed rules, or why the host is left alone."""
        self._stats.inc_value("robotstxt/request_count")
        meta = {
            "dont_obey_robotstxt": True,
            "allow_offsite": True,
            "redirect_ttl": MAX_REDIRECTS,
            "download_maxsize": _MAX_UNPACKED_BYTES,
            "max_retry_times": 1,  # all of the host's requests wait for this one
            _BYTES_SO_FAR: 0,
        }
        try:
            response = await self.crawler.engine.download_async(
                Request(url, priority=self.DOWNLOAD_PRIORITY, meta=meta, callback=NO_CALLBACK)
            )
        except RedirectLoopError:
            return _Rules(await self._parse(b"", request))
        except AddressRefusedError as error:
            is_its_own = error.host == urlparse_cached(request).hostname
            return _Rules(None, AddressRefusedError if is_its_own else RobotsDeniedError, str(error))
        except IgnoreRequest as error:
            return _Rules(None, RobotsDeniedError, str(error))
        except Exception as error:  # noqa: BLE001 - the seam to every download handler's own errors
            self._stats.inc_value(f"robotstxt/exception_count/{type(error)}")
            return _Rules(None, HostUnreachableError, f"it cannot be reached ({describe_download_error(error)[1]})")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if fault := find_fault(response.status):
            return _Rules(None, RobotsFailingError, fault)
        return _Rules(await self._parse(read_rules(response.status, response.body), request))

    async def _parse(self, rules: bytes, request: Request) -> RobotParser:
        parser: RobotParser = build_from_crawler(self._parserimpl, self.crawler, rules)
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=parser, request=request
        )
        return parser

    def _stop_at_limit(self, data: bytes, request: Request) -> None:
        if _BYTES_SO_FAR in request.meta:
            request.meta[_BYTES_SO_FAR] += len(data)
            if request.meta[_BYTES_SO_FAR] > MAX_BYTES:
                raise StopDownload(fail=False)
