"""A typed link: where it leads, what stands behind it, and what its teaser says."""

from enum import StrEnum

import msgspec

from crawler.records.enums import TeaserLink


class LinkKind(StrEnum):
    """What stands behind a link."""

    __hash__ = str.__hash__  # an enum's own is Python code, and these are keys at every link

    ARTICLE = "article"
    NEXT_PAGE = "next_page"
    ARTICLE_PAGE = "article_page"
    SECTION = "section"
    TAG = "tag"
    AUTHOR = "author"
    ARCHIVE = "archive"
    FEED = "feed"
    SITEMAP = "sitemap"
    REST = "rest"
    OTHER = "other"


class Link(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One link of a page, joined from all the anchors that lead to its address.

    ``url`` is absolute, without fragment; ``position`` counts from 1 in document order among links of its kind.
    ``via`` says which part of a teaser carried the link (None unless ``kind`` is article); ``is_related`` that the
    teaser stands beside an article rather than on a listing, ``place`` which of the page's elements it begins with.
    The fields after it are what the teaser says of the article, None where it says nothing.
    """

    url: str
    canonical_url: str
    kind: LinkKind
    confidence: float
    position: int
    anchor_text: str | None = None
    via: TeaserLink | None = None
    is_related: bool = False
    place: int = 0
    headline: str | None = None
    excerpt: str | None = None
    kicker: str | None = None
    section: str | None = None
    image: str | None = None
    authors: tuple[str, ...] = ()
    published_raw: str | None = None
    paywall_badge: bool = False
    sponsored: bool = False
    is_pinned: bool = False
    selector: str | None = None
