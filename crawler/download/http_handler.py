"""Scrapy's HTTP/1.1 download handler, with an end to the headers that a server may send."""

from typing import Final

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import BODY
from twisted.web._newclient import Request as TwistedRequest
from twisted.web.iweb import IResponse

# Browsers take a quarter of this.
MAX_HEADER_BYTES: Final = 1024 * 1024


class HeadersTooLargeError(Exception):
    """A server sends headers without end."""


class BoundedHeadersDownloadHandler(HTTP11DownloadHandler):
    """DOWNLOAD_MAXSIZE and the signals of Scrapy see bodies only; endless headers grow by 40 MB a second."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory  # noqa: SLF001 - as Scrapy's own handler puts its factory there


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> "_BoundedProtocol":  # noqa: ARG002, N802 - Twisted's name
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    _header_bytes = 0

    def request(self, request: TwistedRequest) -> Deferred[IResponse]:
        self._header_bytes = 0
        answer: Deferred[IResponse] = super().request(request)
        if self._parser is not None:
            self._parser.MAX_LENGTH = MAX_HEADER_BYTES  # of one line; 16 KiB is too little for some honest headers
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if self._parser is None or self._parser.state == BODY:
            return
        self._header_bytes += len(data)
        if self._header_bytes > MAX_HEADER_BYTES:
            self._giveUp(Failure(HeadersTooLargeError()))  # type: ignore[no-untyped-call]
