"""Redirects that lead back to where they came from end at once: told as a loop, or taken as a page that reloads."""

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.download.address_guard import TO_SERVICE


class RedirectLoopError(IgnoreRequest):
    """A redirect leads to an address that it came through, or on and on."""


class LeadsNowhereError(IgnoreRequest):
    """A redirect leads to what is no web address."""


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
            count = request.meta.get("redirect_times", 0)
            raise RedirectLoopError(f"still redirected after {count} redirects") from error
        except ValueError as error:
            raise LeadsNowhereError(f"it is redirected to what is no web address: {error}") from error
        if _leads_back(result):
            raise RedirectLoopError(f"it is redirected in a circle, by way of {request.url}")
        return _as_a_strangers(result)


class ReloadAwareMetaRefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's meta refresh; a page that only reloads itself, as live pages do, is the page."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's old signature
    ) -> Request | Response:
        """Follow a refresh, unless it leads back."""
        try:
            result = super().process_response(request, response)
        except (IgnoreRequest, ValueError):
            return response  # the page stands, wherever it leads on to
        return response if _leads_back(result) else _as_a_strangers(result)


def _as_a_strangers(result: Request | Response) -> Request | Response:
    """A request that a site made of ours is no longer ours to a service of ours."""
    if isinstance(result, Request):
        result.meta.pop(TO_SERVICE, None)
    return result


def _leads_back(result: Request | Response) -> bool:
    return isinstance(result, Request) and result.url in result.meta.get("redirect_urls", ())
