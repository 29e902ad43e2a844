"""The download handler of web addresses: plain, or through the renderer that a request asks for."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import ClassVar, Final, Self
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadConnectionRefusedError
from scrapy.http import HtmlResponse, Response
from scrapy.utils.misc import build_from_crawler

from crawler.download.credentials import ProxyRefusedError, credentials_of, with_credentials
from crawler.download.http_handler import BoundedHeadersDownloadHandler
from crawler.download.rendering.renderer import Limits, Rendered, Renderer, RendererDownError
from crawler.download.rendering.splash import SplashRenderer
from crawler.download.rendering.targets import TargetGuard
from crawler.errors import UsageError
from crawler.request import RenderOrder

logger = logging.getLogger(__name__)
RENDERED: Final = "rendered"
_PROBE_SECONDS: Final = 2.0
# What is said of the bytes on the wire holds no longer for a document that a browser has made text of. Nor do the
# marks of a version: the shell may be the same while what its script brings is another.
_OF_THE_WIRE: Final = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "content-type", "etag", "last-modified"}
)


class RenderingDownloadHandler:
    """Scrapy's own handler; a request that carries a :class:`RenderOrder` is loaded by a browser instead.

    It stands in the place of the connection: before it, everything of the crawl happens to a rendered page as to any
    other, under its own address: guard, robots.txt, the host's delay and slot, retries, redirects, statistics.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        self._plain: BoundedHeadersDownloadHandler = build_from_crawler(BoundedHeadersDownloadHandler, crawler)
        self._credentials = credentials_of(crawler)
        self._renderers = Renderers.of(crawler, self._plain)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the renderers that all handlers of this crawler share."""
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        """The response, plain or rendered."""
        if "splash" in request.meta and not request.meta.get("_splash_processed"):
            raise UsageError(
                f"{request.url} is asked for by SplashRequest, and the crawl has no Splash: set SPLASH_URL"
            )
        order = RenderOrder.find(request.meta)
        if order is None:
            return await self._download(request)
        return _as_response(await self._renderers.render(request, order), request)

    async def _download(self, request: Request) -> Response:
        sent = with_credentials(request, self._credentials)
        try:
            response: Response = await self._plain.download_request(sent)
        except DownloadConnectionRefusedError as error:
            if (proxy := self._credentials.proxy) is None:
                raise
            raise ProxyRefusedError(f"the proxy {proxy.url} refused the connection") from error
        if sent is not request and "download_latency" in sent.meta:
            request.meta["download_latency"] = sent.meta["download_latency"]  # AutoThrottle looks for it
        return response

    async def close(self) -> None:
        """End the renderers with the first handler that closes."""
        await self._renderers.close()
        await self._plain.close()


class Renderers:
    """The renderers of one crawl, each made when a request first asks for it, few pages at a time."""

    _all: ClassVar[WeakKeyDictionary[Crawler, "Renderers"]] = WeakKeyDictionary()

    def __init__(self, crawler: Crawler, plain: BoundedHeadersDownloadHandler) -> None:
        settings = crawler.settings
        self._guard = TargetGuard(settings, is_proxied=credentials_of(crawler).proxy is not None)
        self._makers: dict[str, Callable[[], Renderer]] = {
            "splash": lambda: SplashRenderer(crawler, plain),
            "playwright": lambda: _make_chromium(crawler, self._guard),
        }
        self._made: dict[str, Renderer] = {}
        self._given_up: set[str] = set()
        self._usual: str = settings.get("READMORE_RENDERER")
        self._seconds = settings.getfloat("READMORE_RENDER_SECONDS")
        self._patience_seconds = settings.getfloat("READMORE_RENDERER_WAIT_SECONDS")
        self._places = asyncio.Semaphore(max(1, settings.getint("READMORE_RENDER_CONCURRENCY")))
        self._stats = crawler.stats

    @classmethod
    def of(cls, crawler: Crawler, plain: BoundedHeadersDownloadHandler) -> Self:
        """The crawler's own."""
        return cls._all.setdefault(crawler, cls(crawler, plain))  # type: ignore[return-value]

    async def render(self, request: Request, order: RenderOrder) -> Rendered:
        """The page, as soon as a place is free and the renderer is there."""
        name = order.renderer or self._usual
        if name not in self._makers:
            raise UsageError(
                f"the request for {request.url} asks for the renderer {name!r}: write splash or playwright"
            )
        await self._guard.check(request.url)
        if name not in self._made:
            self._made[name] = self._makers[name]()
        async with self._places:
            rendered = await self._try_patiently(name, request, Limits(seconds=self._seconds, more=order.more))
        await self._guard.check(rendered.url)
        self._count(f"rendered/{name}")
        self._count(f"rendered/{order.reason}")
        return rendered

    async def close(self) -> None:
        """Let all of them go."""
        made, self._made = self._made, {}
        for renderer in made.values():
            await renderer.close()

    async def _try_patiently(self, name: str, request: Request, limits: Limits) -> Rendered:
        """Render; a renderer that has gone is waited for, once a run, READMORE_RENDERER_WAIT_SECONDS long."""
        renderer = self._made[name]
        deadline = time.monotonic() + (0 if name in self._given_up else self._patience_seconds)
        while True:
            try:
                rendered = await renderer.render(request, limits)
            except RendererDownError as error:
                await self._wait(name, deadline, error)
            else:
                self._given_up.discard(name)
                return rendered

    async def _wait(self, name: str, deadline: float, error: RendererDownError) -> None:
        if time.monotonic() < deadline:
            logger.warning("%s; waiting for it", error)
        while time.monotonic() < deadline:
            self._count("renderer_waits")
            await asyncio.sleep(_PROBE_SECONDS)
            if await self._made[name].is_up():
                return
        self._given_up.add(name)
        raise error

    def _count(self, name: str) -> None:
        if self._stats:
            self._stats.inc_value(f"readmore/{name}")


def _make_chromium(crawler: Crawler, guard: TargetGuard) -> Renderer:
    from crawler.download.rendering.chromium import ChromiumRenderer  # noqa: PLC0415 - it needs an extra

    return ChromiumRenderer(crawler, guard.may_load)


def _as_response(rendered: Rendered, request: Request) -> Response:
    """The document under the address that was asked for, or the redirect that the renderer has met."""
    if rendered.url.partition("#")[0] != request.url.partition("#")[0]:
        # to be asked for anew, so that every rule of the crawl judges the new address
        return Response(request.url, status=302, headers={"Location": rendered.url}, request=request, flags=[RENDERED])
    headers = {name: value for name, value in rendered.headers.items() if name.lower() not in _OF_THE_WIRE}
    headers["Content-Type"] = "text/html; charset=utf-8"
    return HtmlResponse(
        request.url,
        status=rendered.status,
        headers=headers,
        body=rendered.html.encode("utf-8", "replace"),
        encoding="utf-8",
        request=request,
        flags=[RENDERED],
    )
