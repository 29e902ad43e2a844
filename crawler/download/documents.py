"""Scrapy's responses as documents that the reader takes, and what cannot be one."""

from datetime import datetime
from typing import Final

from scrapy.http import Response

from crawler.download.rendering.handler import RENDERED
from crawler.download.rights import RIGHTS
from crawler.errors import PageError
from crawler.page.document import Document
from crawler.records.article import Discovered, Run
from crawler.request import RenderOrder
from crawler.urls import canonicalize

_HTML_TYPES: Final = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_SNIFFED_BYTES: Final = 1_024


def read_document(response: Response, discovered: Discovered, run: Run, now: datetime) -> Document:
    """The response as a document.

    Raises:
        PageError: the answer is no page, whatever it calls itself.
    """
    headers = {**response.meta.get(RIGHTS, {}), **read_headers(response)}
    content_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type and content_type not in _HTML_TYPES:
        raise PageError(f"the answer is {content_type}, not a page")
    start = response.body[:_SNIFFED_BYTES]
    if b"\0" in start and not start.startswith(_UTF16_MARKS):
        raise PageError("the answer is binary data, not a page")
    if not response.body.strip():
        raise PageError("the answer is empty")
    order = RenderOrder.find(response.meta) if RENDERED in response.flags else None
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
        encoding="utf-8" if order else None,
        rendered=order is not None,
        render_reason=order.reason if order else None,
    )


def read_headers(response: Response) -> dict[str, str]:
    """The response's headers, names in small letters, values of one name joined by commas.

    Those of X-Robots-Tag are joined by line breaks: a robot's name holds to the end of its line.
    """
    headers = {name.decode("latin-1").lower(): values for name, values in response.headers.items()}
    return {
        name: (b"\n" if name == "x-robots-tag" else b", ").join(values).decode("latin-1")
        for name, values in headers.items()
    }


def asked_addresses(document: Document) -> tuple[str, ...]:
    """The canonical addresses by which a page was asked for and reached, each once."""
    addresses = (document.request_url, *document.redirects, document.url)
    return tuple(dict.fromkeys(canonicalize(address) for address in addresses if address))
