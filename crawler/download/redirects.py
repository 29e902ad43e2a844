"""Redirects that lead back to where they came from end at once: told as a loop, or taken as a page that reloads."""

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response


class RedirectLoopError(IgnoreRequest):
    """A redirect leads to an address that it came through, or on and on."""


class LoopAwareRedirectMiddleware(RedirectMiddleware):
    """Scrapy's redirects; a loop, which its dupefilter would drop in silence, raises RedirectLoopError."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's old signature
    ) -> Request | Response:
        """Follow a redirect, unless it goes round in a circle."""
        try:
            result = super().process_response(request, response)
        except IgnoreRequest as error:
            raise RedirectLoopError(f"still redirected after {self.max_redirect_times} redirects") from error
        if _leads_back(result):
            raise RedirectLoopError(f"it is redirected in a circle, by way of {request.url}")
        return result


class ReloadAwareMetaRefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's meta refresh; a page that only reloads itself, as live pages do, is the page."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's old signature
    ) -> Request | Response:
        """Follow a refresh, unless it leads back."""
        result = super().process_response(request, response)
        return response if _leads_back(result) else result


def _leads_back(result: Request | Response) -> bool:
    return isinstance(result, Request) and result.url in result.meta.get("redirect_urls", ())
