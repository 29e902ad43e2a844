"""Puts a profile's headers, cookies and proxy to a request at the last moment, on a copy that nothing keeps."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadConnectionRefusedError

from crawler.sites.credentials import NO_CREDENTIALS, Credentials


class ProxyRefusedError(DownloadConnectionRefusedError):
    """Not the host but the proxy before it refused the connection."""


def credentials_of(crawler: Crawler | None) -> Credentials:
    """Those of the crawl's spider; none where it has none."""
    found: Credentials = getattr(getattr(crawler, "spider", None), "credentials", NO_CREDENTIALS)
    return found


def with_credentials(request: Request, credentials: Credentials) -> Request:
    """The request as it goes over the wire; itself where nothing is to be added.

    The request that the crawl knows, keeps in its ledger, tries again and follows on redirects never holds a secret.
    """
    proxy = credentials.proxy
    may_see = credentials.may_see(request.url)
    if proxy is None and not may_see:
        return request
    sent: Request = request.copy()
    if may_see:
        for name, value in credentials.headers:
            sent.headers[name] = value.encode("latin-1")
        if cookies := credentials.cookie_header:
            own = sent.headers.get("Cookie")
            sent.headers["Cookie"] = b"; ".join(filter(None, (own, cookies.encode("latin-1"))))
    if proxy is not None:
        sent.meta["proxy"] = proxy.url
        sent.headers.pop("Proxy-Authorization", None)
        if authorization := proxy.authorization:
            sent.headers["Proxy-Authorization"] = authorization
    return sent
