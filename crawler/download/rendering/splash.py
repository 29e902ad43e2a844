"""Splash as a renderer: one POST to its ``execute``, with a script that walks the page."""

import json
import logging
from typing import Any, Final
from urllib.parse import urljoin

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response
from w3lib.http import basic_auth_header

from crawler.download.credentials import credentials_of
from crawler.download.rendering.browsing import ENDINGS, PAGE_SCRIPT, TRACKERS, WORDS, read_script
from crawler.download.rendering.renderer import Limits, Rendered, RendererDownError, RenderError

logger = logging.getLogger(__name__)
_SCRIPT: Final = read_script("render.lua")
# What Splash is given beyond the page's own time, before it and then before we give the page up.
_GRACE_SECONDS: Final = 5.0
_PING_SECONDS: Final = 5.0
_OK: Final = 200
_UNAUTHORIZED: Final = 401
_BUSY: Final = frozenset({502, 503})
_GONE: Final = (DownloadConnectionRefusedError, CannotResolveHostError, DownloadFailedError, OSError)
# What the renderer says for itself; the rest is the crawl's.
_HEADERS_OF_OURS: Final = ("User-Agent", "Accept-Language", "From", "Referer")


class SplashRenderer:
    """A Splash server at SPLASH_URL; SPLASH_USER and SPLASH_PASS are scrapy-splash's settings."""

    def __init__(self, crawler: Crawler, plain: HTTP11DownloadHandler) -> None:
        settings = crawler.settings
        self.url: str = settings.get("SPLASH_URL") or settings.get("READMORE_SPLASH_URL")
        self._plain = plain
        self._has_told = False
        self._credentials = credentials_of(crawler)
        self._authorization = None
        if settings.get("SPLASH_USER"):
            self._authorization = basic_auth_header(settings.get("SPLASH_USER"), settings.get("SPLASH_PASS", ""))

    async def render(self, request: Request, limits: Limits) -> Rendered:
        """As :class:`Renderer` says."""
        arguments = {
            "lua_source": _SCRIPT,
            "url": request.url,
            "seconds": limits.seconds,
            "timeout": limits.seconds + _GRACE_SECONDS,
            "more": limits.more,
            "page": PAGE_SCRIPT,
            "words": WORDS,
            "endings": ENDINGS,
            "trackers": TRACKERS,
            **self._find_proxy(),
            "headers": {name: value for name in _HEADERS_OF_OURS if (value := _header(request, name))},
        }
        try:
            response = await self._post("execute", arguments, limits.seconds + 2 * _GRACE_SECONDS)
        except DownloadTimeoutError as error:
            raise RenderError(f"Splash at {self.url} did not answer in {limits.seconds:.0f} s") from error
        except _GONE as error:
            raise RendererDownError(f"Splash at {self.url} does not answer") from error
        if response.status in _BUSY:
            raise RendererDownError(f"Splash at {self.url} answers {response.status}")
        if response.status == _UNAUTHORIZED:
            raise RendererDownError(f"Splash at {self.url} asks for a password: set SPLASH_USER and SPLASH_PASS")
        return _read_answer(response, request)

    def _find_proxy(self) -> dict[str, str]:
        """Splash goes where the crawl goes. It logs what it is asked, so it learns no header or cookie of a reader."""
        if (self._credentials.headers or self._credentials.cookies) and not self._has_told:
            self._has_told = True
            logger.warning("Splash is not handed the profile's headers and cookies, which it would write to its log")
        return {"proxy": self._credentials.proxy.url} if self._credentials.proxy else {}

    async def is_up(self) -> bool:
        """Whether it answers its own ping."""
        request = Request(urljoin(self.url, "/_ping"), meta={"download_timeout": _PING_SECONDS})
        try:
            response = await self._plain.download_request(self._with_password(request))
        except (*_GONE, DownloadTimeoutError):
            return False
        return response.status == _OK

    async def close(self) -> None:
        """Nothing is held: the connections are the download handler's."""

    async def _post(self, endpoint: str, arguments: dict[str, Any], seconds: float) -> Response:
        request = Request(
            urljoin(self.url, f"/{endpoint}"),
            method="POST",
            body=json.dumps(arguments),
            headers={"Content-Type": "application/json"},
            meta={"download_timeout": seconds},
        )
        return await self._plain.download_request(self._with_password(request))

    def _with_password(self, request: Request) -> Request:
        if self._authorization:
            request.headers["Authorization"] = self._authorization
        return request


def _header(request: Request, name: str) -> str:
    return (request.headers.get(name) or b"").decode("latin-1")


def _read_answer(response: Response, request: Request) -> Rendered:
    try:
        answer = json.loads(response.body)
    except ValueError as error:
        raise RenderError(f"Splash answers {response.status} and no JSON") from error
    if response.status != _OK:
        info = answer.get("info") or {}
        detail = info.get("message") or info.get("error") or answer.get("description") or ""
        raise RenderError(f"Splash answers {response.status} for {request.url}: {' '.join(str(detail).split())}")
    status = answer.get("status") or 0
    if not status:
        raise RenderError(f"Splash could not load {request.url}: {answer.get('error') or 'no answer from the site'}")
    headers = {item["name"]: item["value"] for item in answer.get("headers") or []}
    return Rendered(url=answer.get("asked") or request.url, html=answer["html"], status=status, headers=headers)
