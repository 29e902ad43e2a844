"""scrapy-splash's middleware for spiders that yield SplashRequest, with the manners of every other request."""

from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy_splash import SplashMiddleware

from crawler.download.rendering.targets import TargetGuard


class GuardedSplashMiddleware(SplashMiddleware):  # type: ignore[misc]  # scrapy-splash has no types
    """Hands a SplashRequest to Splash after the target has been judged.

    Such a request passes the scheduler twice: first under the target's address, when robots.txt and the limits of the
    site are kept, then under Splash's, in the target's download slot, when they have been.
    """

    def __init__(self, crawler: Crawler, *arguments: Any) -> None:
        super().__init__(crawler, *arguments)
        self._guard = TargetGuard(crawler.settings)

    async def process_request(self, request: Request) -> Request | None:
        """The request to Splash in the place of one for a page."""
        if "splash" not in request.meta or request.meta.get("_splash_processed"):
            return None
        await self._guard.check(request.meta["splash"].get("args", {}).get("url", request.url))
        to_splash: Request = super().process_request(request, self.crawler.spider)
        to_splash.meta["allow_offsite"] = True  # Splash is no page of the site
        return to_splash

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Splash's answer as the page's."""
        answer: Request | Response = super().process_response(request, response, self.crawler.spider)
        return answer
