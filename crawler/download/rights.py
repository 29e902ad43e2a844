"""Asks each host once what its tdmrep.json reserves, so that every page is read knowing it."""

from functools import partial
from typing import Final, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.download.host_memory import HostMemory, Told
from crawler.download.rights_file import PATH, RightsRule, find_rule, parse_rights_file
from crawler.request import RequestInfo

# In Request.meta: what the site's file says of this page, as headers.
RIGHTS: Final = "readmore_rights"
_MAX_BYTES: Final = 1024 * 1024
_KEPT_SECONDS: Final = 24 * 60 * 60


class RightsFileMiddleware:
    """Downloader middleware: puts what a host's tdmrep.json says of a page into the meta of our requests for it.

    The file is asked for before the host's first page, as a page is: robots.txt holds for it, and the host's pace.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._hosts: HostMemory[tuple[RightsRule, ...]] = HostMemory()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler's engine; not at all where READMORE_READ_TDMREP is off."""
        if not crawler.settings.getbool("READMORE_READ_TDMREP"):
            raise NotConfigured
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Find the rule for one page."""
        if RequestInfo.find_in(request.meta) is None or urlparse_cached(request).scheme not in {"http", "https"}:
            return
        rules = await self._hosts.ask(urlparse_cached(request).netloc, partial(self._ask, request))
        rule = find_rule(rules, request.url)
        if rule is None:
            request.meta.pop(RIGHTS, None)
        else:
            request.meta[RIGHTS] = rule.as_headers()

    async def _ask(self, request: Request, _before: object) -> Told[tuple[RightsRule, ...]]:
        parts = urlparse_cached(request)
        file = Request(
            f"{parts.scheme}://{parts.netloc}{PATH}",
            priority=request.priority,
            meta={"download_maxsize": _MAX_BYTES, "max_retry_times": 1, "redirect_ttl": 2},
            callback=NO_CALLBACK,
        )
        try:
            response = await self._crawler.engine.download_async(file)
        except Exception:  # noqa: BLE001 - the seam to every download handler's own errors; the page will say it again
            return Told((), _KEPT_SECONDS)
        is_there = response.status == 200  # noqa: PLR2004 - the one status with a file
        return Told(parse_rights_file(response.body) if is_there else (), _KEPT_SECONDS)
