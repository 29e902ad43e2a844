"""Keeps a spider on its sites, by registrable domain, or host and port for IP addresses."""

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware

from crawler.urls import site_of


class SameSiteMiddleware(OffsiteMiddleware):
    """Scrapy's offsite filter with our idea of a site.

    A spider that names its ``sites`` (a set of :func:`crawler.urls.site_of` values) is held to them at each
    redirect too; any other spider has Scrapy's ``allowed_domains``.
    """

    def request_scheduled(self, request: Request, spider: Spider) -> None:
        """Leave a redirect away to the downloader, where its errback hears of it: here it would vanish in silence."""
        if not getattr(spider, "sites", None):
            super().request_scheduled(request, spider)

    def should_follow(self, request: Request, spider: Spider) -> bool:
        """Whether the request stays on the spider's sites."""
        sites: set[str] | None = getattr(spider, "sites", None)
        if not sites:
            return super().should_follow(request, spider)
        return site_of(request.url) in sites
