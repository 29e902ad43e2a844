"""The places in Scrapy's engine where a request's callback begins, and where a request is through.

Scrapy has no signal for either. Two of the names used here are private, so they are looked for before a crawl
begins, and a Scrapy that lacks them is refused rather than half obeyed.
"""

from collections.abc import Callable
from typing import Any, Final

from scrapy import Request
from scrapy.core.engine import ExecutionEngine
from scrapy.http import Response

from crawler.errors import KeepingError

_NEEDED: Final = (
    "_slot.remove_request",
    "scraper.call_spider_async",
    "scraper.handle_spider_output_async",
    "scraper.start_itemproc_async",
)


class EngineHooks:
    """Calls back where Scrapy itself does not: each hook runs before what Scrapy does there.

    ``at_callback(request, has_response)`` before a callback or errback, and before its output is gone through;
    ``at_start_item(process)`` in place of an item that ``start()`` yielded; ``at_end(request)`` when a request is
    through, last of all: after its callback, its items and every signal. Requests that were never handed out by
    the scheduler come by as well.
    """

    def __init__(
        self,
        at_callback: Callable[[Request, bool], None],
        at_start_item: Callable[[Callable[[], Any]], Any],
        at_end: Callable[[Request], None],
    ) -> None:
        self._at_callback, self._at_start_item, self._at_end = at_callback, at_start_item, at_end

    def put_on(self, engine: ExecutionEngine) -> None:
        """Put the hooks on an engine whose spider is being opened.

        Raises:
            KeepingError: this Scrapy has no such places.
        """
        for path in _NEEDED:
            owner, _, name = path.partition(".")
            if not callable(getattr(getattr(engine, owner, None), name, None)):
                raise KeepingError(
                    f"this Scrapy has no engine.{path}, on which the frontier stands: install Scrapy 2.19"
                )
        self._hook_callbacks(engine.scraper)
        self._hook_ends(engine._slot)  # noqa: SLF001 - see above

    def _hook_callbacks(self, scraper: Any) -> None:
        call, handle, process = (
            scraper.call_spider_async,
            scraper.handle_spider_output_async,
            scraper.start_itemproc_async,
        )

        async def call_spider_async(result: Any, request: Request) -> Any:
            self._at_callback(request, isinstance(result, Response))
            return await call(result, request)

        async def handle_spider_output_async(result: Any, request: Request, response: Any) -> None:
            self._at_callback(request, False)  # noqa: FBT003 - an errback's output comes by with a response, too
            await handle(result, request, response)

        async def start_itemproc_async(item: Any, *, response: Any) -> None:
            if response is not None:
                await process(item, response=response)
            else:
                await self._at_start_item(lambda: process(item, response=None))

        scraper.call_spider_async = call_spider_async
        scraper.handle_spider_output_async = handle_spider_output_async
        scraper.start_itemproc_async = start_itemproc_async

    def _hook_ends(self, slot: Any) -> None:
        remove = slot.remove_request

        def remove_request(request: Request) -> None:
            self._at_end(request)
            remove(request)

        slot.remove_request = remove_request
