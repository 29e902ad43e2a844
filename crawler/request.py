"""The typed view of ``Request.meta``, and the one table of request kinds and their priorities."""

import hashlib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final, Self

from scrapy import Request

from crawler.errors import AddressError, UsageError
from crawler.links.reader import Link, LinkKind
from crawler.records.article import Discovered
from crawler.records.enums import RenderReason, Via
from crawler.records.offer import Offer
from crawler.urls import canonicalize

_META_KEY: Final = "readmore"
_RENDER_KEY: Final = "readmore_render"
_FAILED: Final = "failed"


class RequestKind(StrEnum):
    """What a request hopes to fetch."""

    SEED = "seed"
    SITEMAP = "sitemap"
    FEED = "feed"
    REST = "rest"
    NEXT_PAGE = "next_page"
    SECTION = "section"
    ARTICLE = "article"
    DOUBTFUL = "doubtful"
    ARCHIVE = "archive"
    REVISIT = "revisit"
    PROBE = "probe"


# All that can tell about articles comes before them, so that headline and date are known before a page is fetched.
# Listings are walked to their end before sections are opened, so that an address is first met where it is newest.
# The hundreds are free: below a thousand, articles are told apart by their age, retries and redirects by a little.
# The scheduler lets no request start while one of a higher class (priority // CLASS_WIDTH) of its site is waiting or on
# its way, for that one may tell about it: so a record does not depend on the order in which pages come.
PRIORITIES: Final[dict[RequestKind, int]] = {
    RequestKind.SEED: 9_100,
    RequestKind.SITEMAP: 8_100,
    RequestKind.FEED: 7_100,
    RequestKind.REST: 6_100,
    RequestKind.NEXT_PAGE: 5_100,
    RequestKind.SECTION: 4_100,
    RequestKind.ARTICLE: 3_100,
    RequestKind.REVISIT: 3_050,  # an article that is known
    RequestKind.PROBE: 3_060,  # the address where an article stood that was met at another
    RequestKind.DOUBTFUL: 2_100,  # a sitemap's address that may be an article's
    RequestKind.ARCHIVE: 1_100,  # of a tag, a writer or a month
}
CLASS_WIDTH: Final = 1_000
_WAVE: Final = 10_000
_MAX_RANK: Final = 800
# What listings have offered is fetched before more of them: after so many pages of one, before sections of sections.
_PAGES_A_WAVE: Final = 50

_KINDS: Final = {
    LinkKind.ARTICLE: RequestKind.ARTICLE,
    LinkKind.NEXT_PAGE: RequestKind.NEXT_PAGE,
    LinkKind.SECTION: RequestKind.SECTION,
    LinkKind.TAG: RequestKind.ARCHIVE,
    LinkKind.AUTHOR: RequestKind.ARCHIVE,
    LinkKind.ARCHIVE: RequestKind.ARCHIVE,
    LinkKind.FEED: RequestKind.FEED,
    LinkKind.SITEMAP: RequestKind.SITEMAP,
}
# What tells machines of articles: by the link to it, the request for it.
SOURCE_KINDS: Final = {
    LinkKind.FEED: RequestKind.FEED,
    LinkKind.SITEMAP: RequestKind.SITEMAP,
    LinkKind.REST: RequestKind.REST,
}
_VIAS: Final = {
    LinkKind.NEXT_PAGE: Via.PAGINATION,
    LinkKind.SECTION: Via.SECTION,
    LinkKind.TAG: Via.ARCHIVE,
    LinkKind.AUTHOR: Via.ARCHIVE,
    LinkKind.ARCHIVE: Via.ARCHIVE,
}
# What is found on these is asked for in the next wave: pages of one class are read in any order.
_CLOSING: Final = frozenset({RequestKind.ARTICLE, RequestKind.REVISIT, RequestKind.DOUBTFUL, RequestKind.ARCHIVE})
LISTING_KINDS: Final = frozenset({RequestKind.SEED, RequestKind.NEXT_PAGE, RequestKind.SECTION, RequestKind.ARCHIVE})
ARTICLE_KINDS: Final = frozenset({RequestKind.ARTICLE, RequestKind.REVISIT, RequestKind.DOUBTFUL})
OFFER_KINDS: Final = frozenset({RequestKind.SITEMAP, RequestKind.FEED, RequestKind.REST})


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestInfo:
    """What a request carries for us.

    ``page`` counts the pages of a listing from 1, ``chain`` is the address of its first page; ``dry_pages`` are
    those in a row, this one not counted, that brought nothing new, ``known_articles`` the articles in a row that the
    listing offered before or that an earlier run delivered. ``wave`` counts from 0: what is found on articles and
    archives is asked for in the next wave. ``rank`` (0 to 800) is higher for newer articles; a ``guess`` is an
    address that nobody named. ``held`` is an article, as a line, that is not delivered before this is answered.
    """

    kind: RequestKind
    discovered: Discovered
    page: int = 1
    chain: str | None = None
    dry_pages: int = 0
    known_articles: int = 0
    wave: int = 0
    rank: int = 0
    guess: bool = False
    held: str | None = None

    @property
    def priority(self) -> int:
        """The higher, the earlier."""
        return PRIORITIES[self.kind] + min(self.rank, _MAX_RANK) - _WAVE * self.wave

    def as_meta(self) -> dict[str, Any]:
        """The value as ``Request.meta`` carries it: plain and short, for a frontier keeps many of them."""
        values = _list_set(self, _INFO_DEFAULTS)
        discovered = {**_list_set(self.discovered, _WAY_DEFAULTS), "via": str(self.discovered.via)}
        return {_META_KEY: {**values, "kind": str(self.kind), "discovered": discovered}}

    def follow(self, link: Link, from_url: str) -> Self:
        """What the request for a link of this request's page carries."""
        kind = _KINDS[link.kind]
        is_paged = kind is RequestKind.NEXT_PAGE
        if is_paged and self.kind is RequestKind.ARCHIVE:
            kind = RequestKind.ARCHIVE
        page = self.page + 1 if is_paged else 1
        discovered = Discovered(
            via=_VIAS.get(link.kind, Via.TEASER),
            from_url=from_url,
            anchor_text=link.anchor_text,
            position=link.position,
            depth=self.discovered.depth + (0 if is_paged else 1),
        )
        is_far = page % _PAGES_A_WAVE == 0 if is_paged else self.kind is RequestKind.SECTION
        wave = self.next_wave + is_far
        if is_paged and self.kind is RequestKind.ARCHIVE:
            wave = self.wave
        if not is_paged:
            return type(self)(kind=kind, discovered=discovered, wave=wave)
        return replace(self, kind=kind, discovered=discovered, page=page, wave=wave)

    def fetch(self, offer: Offer, kind: RequestKind = RequestKind.ARTICLE, rank: int = 0) -> Self:
        """What the request for an article carries that this request's page, feed or sitemap offers."""
        return type(self)(kind=kind, discovered=as_discovered(offer), wave=self.next_wave, rank=rank)

    @property
    def next_wave(self) -> int:
        """The wave of what is found on this request's page."""
        return self.wave + (self.kind in _CLOSING)

    @classmethod
    def from_meta(cls, meta: dict[str, Any]) -> Self:
        """The value that :meth:`as_meta` wrote; a seed's, where another spider or the shell made the request."""
        return cls.find_in(meta) or cls(kind=RequestKind.SEED, discovered=Discovered(via=Via.SEED))

    @classmethod
    def find_in(cls, meta: dict[str, Any]) -> Self | None:
        """The value that :meth:`as_meta` wrote; None where another made the request."""
        values = meta.get(_META_KEY)
        if values is None:
            return None
        discovered = Discovered(**{**values["discovered"], "via": Via(values["discovered"]["via"])})
        return cls(**{**values, "kind": RequestKind(values["kind"]), "discovered": discovered})


def _list_set(value: Any, defaults: Mapping[str, Any]) -> dict[str, Any]:
    return {name: found for name, default in defaults.items() if (found := getattr(value, name)) != default}


def _list_defaults(kind: type[Any]) -> dict[str, Any]:
    return {field.name: field.default for field in fields(kind) if field.default is not MISSING}


_INFO_DEFAULTS: Final = _list_defaults(RequestInfo)
_WAY_DEFAULTS: Final = _list_defaults(Discovered)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOrder:
    """A request's wish that a browser load its page: ``meta={"readmore_render": {...}}`` in any spider.

    ``renderer`` is ``splash`` or ``playwright``, None for the one that READMORE_RENDERER names. ``more`` is how often
    at most a listing is scrolled to its end and its load-more button pressed.
    """

    reason: str = RenderReason.ASKED
    renderer: str | None = None
    more: int = 0

    def as_meta(self) -> dict[str, Any]:
        """The value as ``Request.meta`` carries it."""
        return {_RENDER_KEY: {"reason": str(self.reason), "renderer": self.renderer, "more": self.more}}

    @classmethod
    def find(cls, meta: Mapping[str, Any]) -> Self | None:
        """The wish that a request carries; None where it is to be fetched plainly.

        Raises:
            UsageError: it is neither true nor a dict of this class's fields.
        """
        values = meta.get(_RENDER_KEY)
        if not values or find_render_failure(meta):
            return None
        try:
            return cls(**values) if values is not True else cls()
        except TypeError as error:
            raise UsageError(f"{_RENDER_KEY} is {values!r}: write True, or a dict of renderer and more") from error


def give_up_rendering(meta: Mapping[str, Any], detail: str) -> dict[str, Any]:
    """The meta of a request whose rendering failed: to be fetched plainly, and taken as it is."""
    return {**meta, _RENDER_KEY: {_FAILED: detail}}


def find_render_failure(meta: Mapping[str, Any]) -> str | None:
    """Why a page could not be rendered that was therefore fetched plainly; None for any other."""
    values = meta.get(_RENDER_KEY)
    return values.get(_FAILED) if isinstance(values, dict) else None


def as_discovered(offer: Offer) -> Discovered:
    """How the crawl comes to an article by this offer."""
    return Discovered(
        via=offer.via,
        from_url=offer.from_url,
        anchor_text=offer.anchor_text,
        position=offer.position,
        depth=offer.depth,
    )


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
        info = request.meta.get(_META_KEY)
        if info is not None and info["kind"] == RequestKind.DOUBTFUL:
            digest.update(b"\0doubtful")  # a page that links to it may know better what it is
        if _RENDER_KEY in request.meta:  # the same page, but another request than the plain one
            digest.update(b"\0" + repr(request.meta[_RENDER_KEY]).encode("utf-8", "surrogatepass"))
        return digest.digest()


def _canonical_or_same(url: str) -> str:
    try:
        return canonicalize(url)
    except AddressError:
        return url
