"""Makes scrapy-splash work with today's Scrapy: imported before it, and without effect once it works by itself.

scrapy-splash 0.11.1 and Scrapy 2.19 differ in three places. Each is mended only where it is found broken:

- ``canonicalize_url`` left ``scrapy.utils.url`` (scrapy-splash issue 332), so that the import fails;
- ``Downloader._get_slot_key`` is called ``get_slot_key`` and takes the request alone;
- spider middlewares see start requests by ``process_start``, and output by an asynchronous method.
"""

import importlib
from collections.abc import AsyncIterator
from types import ModuleType
from typing import Any, Final

import scrapy.utils.url
import w3lib.url
from scrapy.core.downloader import Downloader


def mend() -> tuple[str, ...]:
    """Import scrapy-splash and mend what is broken; the names of what was, none where nothing was."""
    mended = []
    package, was_broken = _import_package()
    if was_broken:
        mended.append("canonicalize_url")
    if not hasattr(Downloader, "_get_slot_key") and _asks_for_the_old_slot_key(package.SplashMiddleware):
        package.SplashMiddleware._get_slot_key = _get_slot_key  # noqa: SLF001 - what is to be mended
        mended.append("get_slot_key")
    middleware = package.SplashDeduplicateArgsMiddleware
    if not hasattr(middleware, "process_start"):
        middleware.from_crawler = classmethod(_from_crawler)
        middleware.process_start = _process_start
        middleware.process_spider_output = _process_spider_output
        mended.append("process_start")
    return tuple(mended)


def _import_package() -> tuple[ModuleType, bool]:
    try:
        return importlib.import_module("scrapy_splash"), False
    except ImportError as error:
        if "canonicalize_url" not in str(error):
            raise
    scrapy.utils.url.canonicalize_url = w3lib.url.canonicalize_url  # type: ignore[attr-defined]
    try:
        return importlib.import_module("scrapy_splash"), True
    finally:
        del scrapy.utils.url.canonicalize_url  # type: ignore[attr-defined]  # nobody else is to find it


def _asks_for_the_old_slot_key(middleware: Any) -> bool:
    return "_get_slot_key" in middleware._get_slot_key.__code__.co_names  # noqa: SLF001 - what is to be mended


def _get_slot_key(self: Any, request: Any) -> str:
    key: str = self.crawler.engine.downloader.get_slot_key(request)
    return key


def _from_crawler(cls: Any, crawler: Any) -> Any:
    middleware = cls()
    middleware.crawler = crawler
    return middleware


async def _process_start(self: Any, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
    spider = self.crawler.spider
    if not hasattr(spider, "state"):
        spider.state = {}
    spider.state.setdefault(self.local_values_key, {})
    async for output in start:
        yield self._process_request(output, spider) if isinstance(output, scrapy.Request) else output


async def _process_spider_output(self: Any, response: Any, result: AsyncIterator[Any]) -> AsyncIterator[Any]:  # noqa: ARG001 - Scrapy's signature
    spider = self.crawler.spider
    async for output in result:
        yield self._process_request(output, spider) if isinstance(output, scrapy.Request) else output


MENDED: Final = mend()
