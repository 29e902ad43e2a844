"""Scrapy's responses as documents that the reader takes, and what cannot be one."""

from datetime import datetime
from typing import Final

from scrapy.http import Response

from crawler.download.rights import RIGHTS
from crawler.errors import PageError
from crawler.page.document import Document
from crawler.records.article import Discovered, Run

_HTML_TYPES: Final = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_SNIFFED_BYTES: Final = 1_024


def _joint(name: bytes) -> bytes:
    """Between lines of one header; in X-Robots-Tag, a robot's name holds to the end of its line."""
    return b"\n" if name.lower() == b"x-robots-tag" else b", "


def read_document(response: Response, discovered: Discovered, run: Run, now: datetime) -> Document:
    """The response as a document.

    Raises:
        PageError: the answer is no page, whatever it calls itself.
    """
    headers = {
        name.decode("latin-1").lower(): _joint(name).join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    headers = {**response.meta.get(RIGHTS, {}), **headers}
    content_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type and content_type not in _HTML_TYPES:
        raise PageError(f"the answer is {content_type}, not a page")
    start = response.body[:_SNIFFED_BYTES]
    if b"\0" in start and not start.startswith(_UTF16_MARKS):
        raise PageError("the answer is binary data, not a page")
    if not response.body.strip():
        raise PageError("the answer is empty")
    redirects = tuple(response.meta.get("redirect_urls", ()))
    request = response.request
    return Document(
        url=response.url,
        body=response.body,
        fetched_at=now,
        run=run,
        discovered=discovered,
        status=response.status,
        headers=headers,
        request_url=redirects[0] if redirects else (request.url if request else response.url),
        redirects=redirects,
    )
