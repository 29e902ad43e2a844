"""Chromium as a renderer, driven by Playwright: one browser, and a fresh context for each page."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.download.credentials import credentials_of
from crawler.download.rendering.browsing import PAGE_SCRIPT, WORDS, is_unwanted
from crawler.download.rendering.renderer import Limits, Rendered, RendererDownError, RenderError

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page, Playwright, Response, Route

logger = logging.getLogger(__name__)
Judge = Callable[[str], Awaitable[bool]]

# A browser that has shown so many pages is started anew: whatever it leaked goes with it.
_PAGES_A_BROWSER: Final = 200
_PAUSE_SECONDS: Final = 0.25
_STILL_TIMES: Final = 3
_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--mute-audio", "--no-first-run")


class ChromiumRenderer:
    """The Chromium at READMORE_CHROMIUM; started when the first page asks for it."""

    def __init__(self, crawler: Crawler, may_load: Judge) -> None:
        self._path: str = crawler.settings.get("READMORE_CHROMIUM")
        self._user_agent: str = crawler.settings.get("USER_AGENT")
        self._may_load = may_load
        self._credentials = credentials_of(crawler)
        self._starting = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._open_pages = 0
        self._shown = 0

    async def render(self, request: Request, limits: Limits) -> Rendered:
        """As :class:`Renderer` says."""
        from playwright.async_api import Error  # noqa: PLC0415 - an extra, imported where it is used

        browser = await self._find_browser()
        self._open_pages += 1
        self._shown += 1
        try:
            async with asyncio.timeout(limits.seconds * 2):
                return await self._show(browser, request, limits)
        except Error as error:
            raise RenderError(f"Chromium could not load {request.url}: {error.message.splitlines()[0]}") from error
        except TimeoutError as error:
            # its own process hangs, which no time limit of the page's ends
            await self._stop(browser)
            raise RenderError(f"Chromium did not give {request.url} in {limits.seconds * 2:.0f} s") from error
        finally:
            self._open_pages -= 1

    async def is_up(self) -> bool:
        """It is started when it is needed."""
        return True

    async def close(self) -> None:
        """End the browser."""
        if self._browser is not None:
            await self._stop(self._browser)
        if self._playwright is not None:
            await self._playwright.stop()
            self._playwright = None

    async def _find_browser(self) -> "Browser":
        async with self._starting:
            browser = self._browser
            worn = self._shown >= _PAGES_A_BROWSER and self._open_pages == 0
            if browser is not None and (worn or not browser.is_connected()):
                await self._stop(browser)
                browser = None
            if browser is None:
                browser = self._browser = await self._start()
                self._shown = 0
            return browser

    async def _start(self) -> "Browser":
        from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - an extra

        if self._playwright is None:
            self._playwright = await async_playwright().start()
        try:
            return await self._playwright.chromium.launch(executable_path=self._path, args=list(_FLAGS))
        except Error as error:
            raise RendererDownError(
                f"Chromium at {self._path} does not start: {error.message.splitlines()[0]}"
            ) from error

    async def _stop(self, browser: "Browser") -> None:
        if browser is self._browser:
            self._browser = None
        with contextlib.suppress(Exception):  # it is dead or dying: there is nothing else to be done
            async with asyncio.timeout(10):
                await browser.close()

    async def _show(self, browser: "Browser", request: Request, limits: Limits) -> Rendered:
        context = await browser.new_context(
            user_agent=self._agent_of(request), service_workers="block", proxy=self._find_proxy()
        )
        try:
            await context.add_cookies(self._find_cookies(request.url))
            return await self._walk(context, request, limits)
        finally:
            with contextlib.suppress(Exception):  # the browser may have gone with the page
                await context.close()

    def _agent_of(self, request: Request) -> str:
        return (request.headers.get("User-Agent") or self._user_agent.encode()).decode("latin-1")

    async def _answer_reader(self, route: "Route") -> None:
        """Ask for one address with the profile's headers, and hand a redirect to the browser as it came.

        Headers that are put to a request of the browser itself go along with it to wherever it is redirected.
        """
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        headers = {**route.request.headers, **_in_small_letters(self._credentials.headers)}
        try:
            response = await route.fetch(headers=headers, max_redirects=0)
        except Error:
            await route.abort()
        else:
            await route.fulfill(response=response)

    def _find_proxy(self) -> Any:
        proxy = self._credentials.proxy
        if proxy is None:
            return None
        who = {"username": proxy.user, "password": proxy.password} if proxy.user else {}
        return {"server": proxy.url, **who}

    def _find_cookies(self, url: str) -> list[Any]:
        """The profile's cookies, for the host of the page and for none other."""
        if not self._credentials.may_see(url):
            return []
        return [{"name": name, "value": value, "url": url} for name, value in self._credentials.cookies]

    async def _walk(self, context: "BrowserContext", request: Request, limits: Limits) -> Rendered:
        from playwright.async_api import TimeoutError as PageTimeoutError  # noqa: PLC0415 - an extra

        own_host = (urlsplit(request.url).hostname or "").lower()

        async def sift(route: "Route") -> None:
            asked = route.request
            wanted = not is_unwanted(asked.url, asked.resource_type, own_host) and await self._may_load(asked.url)
            with contextlib.suppress(Exception):  # the page was closed meanwhile
                if not wanted:
                    await route.abort()
                elif self._credentials.headers and self._credentials.may_see(asked.url):
                    await self._answer_reader(route)
                else:
                    await route.continue_()

        await context.route("**/*", sift)
        page = await context.new_page()
        documents: list[Response] = []
        page.on("response", lambda response: documents.append(response) if _is_document(response, page) else None)
        walk = _Walk(page, limits)
        with contextlib.suppress(PageTimeoutError):
            await page.goto(request.url, wait_until="domcontentloaded", timeout=limits.seconds * 700)
        if not documents:
            raise RenderError(f"Chromium could not load {request.url}: the site did not answer in time")
        await walk.go()
        document = documents[-1]
        return Rendered(
            url=document.url,
            html=await page.content(),
            status=document.status,
            headers=await document.all_headers(),
        )


def _in_small_letters(headers: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


def _is_document(response: "Response", page: "Page") -> bool:
    asked = response.request
    redirected = 300 <= response.status < 400  # noqa: PLR2004 - RFC 9110
    return asked.is_navigation_request() and asked.frame == page.main_frame and not redirected


class _Walk:
    """What render.lua does in Splash: until the page stands still, consent, and down the listing."""

    def __init__(self, page: "Page", limits: Limits) -> None:
        self._page = page
        self._limits = limits
        self._deadline = asyncio.get_running_loop().time() + limits.seconds

    async def go(self) -> None:
        """All of it, as far as the time goes."""
        size = await self._settle()
        if await self._act("acceptConsent"):
            size = await self._settle()
        for _ in range(self._limits.more):
            if self._is_over():
                return
            pressed = await self._act("bringMore")
            larger = await self._settle()
            if larger == size and not pressed:
                return
            size = larger

    async def _settle(self) -> Any:
        before, still = -1, 0
        while not self._is_over() and still < _STILL_TIMES:
            size = await self._act("size")
            still = still + 1 if size == before and size else 0
            before = size
            await asyncio.sleep(_PAUSE_SECONDS)
        return before

    async def _act(self, name: str) -> Any:
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._page.evaluate(f"{PAGE_SCRIPT}({WORDS}).{name}()")
        except Error:
            return None  # it went on to another document meanwhile

    def _is_over(self) -> bool:
        return asyncio.get_running_loop().time() >= self._deadline
