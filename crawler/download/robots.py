"""robots.txt by RFC 9309: where a server fails to give it, the site is left alone."""

from http import HTTPStatus

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler
from twisted.internet.defer import Deferred


class RobotsDeniedError(IgnoreRequest):
    """robots.txt forbids an address, or could not be had."""


class HostUnreachableError(RobotsDeniedError):
    """The host does not answer for its robots.txt; it may later."""


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's robots.txt middleware, with RFC 9309 (2.3.1.4) where robots.txt cannot be had.

    Scrapy lets everything pass then, and logs a traceback. Here a 5xx answer, or none, forbids the site, and
    the refusal says why; a 4xx answer still allows everything.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._faults: dict[str, str] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse what robots.txt forbids, and all of a site whose robots.txt could not be had."""
        netloc = urlparse_cached(request).netloc
        if netloc in self._faults:
            raise HostUnreachableError(f"{netloc} is left alone: {self._faults[netloc]}")
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            raise RobotsDeniedError(f"robots.txt of {netloc} forbids {request.url}") from error

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host, fetched once; None where there are none."""
        parts = urlparse_cached(request)
        netloc = parts.netloc
        if netloc not in self._parsers:
            waiting: Deferred[RobotParser | None] = Deferred()
            self._parsers[netloc] = waiting
            parser = await self._fetch_rules(f"{parts.scheme}://{netloc}/robots.txt", request)
            self._parsers[netloc] = parser
            waiting.callback(parser)
            return parser
        found = self._parsers[netloc]
        return await maybe_deferred_to_future(found) if isinstance(found, Deferred) else found

    async def _fetch_rules(self, url: str, request: Request) -> RobotParser | None:
        netloc = urlparse_cached(request).netloc
        self._stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(
                Request(url, priority=self.DOWNLOAD_PRIORITY, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK)
            )
        except IgnoreRequest as error:
            # our own guards refused it, or its redirects loop
            self._faults[netloc] = str(error)
        except Exception as error:  # noqa: BLE001 - the seam to every download handler's own errors
            self._stats.inc_value(f"robotstxt/exception_count/{type(error)}")
            self._faults[netloc] = f"it cannot be reached ({error or type(error).__name__})"
        else:
            return await self._parse(response, netloc, request)
        return None

    async def _parse(self, response: Response, netloc: str, request: Request) -> RobotParser | None:
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._faults[netloc] = f"its robots.txt answers {response.status}"
            return None
        body = response.body if response.status < HTTPStatus.BAD_REQUEST else b""
        parser: RobotParser = build_from_crawler(self._parserimpl, self.crawler, body)
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=parser, request=request
        )
        return parser
