"""The typed view of ``Request.meta``, and the one table of request kinds and their priorities."""

import hashlib
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, Self

from scrapy import Request

from crawler.errors import AddressError
from crawler.links.reader import Link, LinkKind
from crawler.records.article import Discovered
from crawler.records.enums import TeaserLink, Via
from crawler.urls import canonicalize

_META_KEY: Final = "readmore"


class RequestKind(StrEnum):
    """What a request hopes to fetch."""

    SEED = "seed"
    NEXT_PAGE = "next_page"
    ARTICLE = "article"
    SECTION = "section"
    REVISIT = "revisit"
    PROBE = "probe"


# Listings are walked to their end before sections are opened, so that an address is first met where it is newest.
PRIORITIES: Final[dict[RequestKind, int]] = {
    RequestKind.SEED: 40,
    RequestKind.NEXT_PAGE: 30,
    RequestKind.ARTICLE: 20,
    RequestKind.SECTION: 10,
    RequestKind.REVISIT: 20,  # an article that is known
    RequestKind.PROBE: 20,  # the address where an article stood that was met at another
}

_KINDS: Final = {
    LinkKind.ARTICLE: RequestKind.ARTICLE,
    LinkKind.NEXT_PAGE: RequestKind.NEXT_PAGE,
    LinkKind.SECTION: RequestKind.SECTION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestInfo:
    """What a request carries for us.

    ``page`` counts the pages of a listing from 1; ``dry_pages`` those in a row, this one not counted, that
    brought no new article. ``held`` is an article as a line that is not delivered before this request is answered.
    """

    kind: RequestKind
    discovered: Discovered
    page: int = 1
    dry_pages: int = 0
    held: str | None = None

    def as_meta(self) -> dict[str, Any]:
        """The value as ``Request.meta`` carries it: plain, so that a disk queue can keep it."""
        return {_META_KEY: asdict(self)}

    def follow(self, link: Link, from_url: str, dry_pages: int = 0) -> Self:
        """What the request for a link of this request's page carries."""
        kind = _KINDS[link.kind]
        discovered = Discovered(
            via=_find_via(link),
            from_url=from_url,
            anchor_text=link.anchor_text,
            position=link.position,
            depth=self.discovered.depth + 1,
        )
        page = self.page + 1 if kind is RequestKind.NEXT_PAGE else 1
        return type(self)(kind=kind, discovered=discovered, page=page, dry_pages=dry_pages)

    @classmethod
    def from_meta(cls, meta: dict[str, Any]) -> Self:
        """The value that :meth:`as_meta` wrote; a seed's, where another spider or the shell made the request."""
        values = meta.get(_META_KEY)
        if values is None:
            return cls(kind=RequestKind.SEED, discovered=Discovered(via=Via.SEED))
        return cls(**{**values, "discovered": Discovered(**values["discovered"])})


def is_ours(request: Request) -> bool:
    """Whether one of our spiders made a request."""
    return _META_KEY in request.meta


def _find_via(link: Link) -> Via:
    if link.kind is LinkKind.NEXT_PAGE:
        return Via.PAGINATION
    if link.kind is LinkKind.SECTION:
        return Via.SECTION
    if link.via is TeaserLink.READ_MORE:
        return Via.READ_MORE
    return Via.RELATED if link.is_related else Via.TEASER


class CanonicalFingerprinter:
    """Scrapy's request fingerprinter on our canonical addresses: two spellings of one page are one request.

    The target of a redirect counts as it is spelled: a site may send ``/a`` to ``/a?utm_source=b``, and the
    answer behind it would else be taken for seen.
    """

    def fingerprint(self, request: Request) -> bytes:
        """20 bytes made of method, address and body."""
        url = request.url if "redirect_urls" in request.meta else _canonical_or_same(request.url)
        digest = hashlib.sha1(request.method.encode(), usedforsecurity=False)
        digest.update(b"\0" + url.encode("utf-8", "surrogatepass") + b"\0" + request.body)
        return digest.digest()


def _canonical_or_same(url: str) -> str:
    try:
        return canonicalize(url)
    except AddressError:
        return url
