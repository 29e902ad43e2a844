"""What one place of a site told about one article: a listing's teaser, a feed's entry, a sitemap's line."""

from typing import Final

import msgspec

from crawler.records.enums import Origin, TeaserLink, Via

_ORIGINS: Final = {
    Via.RSS: Origin.FEED,
    Via.ATOM: Origin.FEED,
    Via.JSON_FEED: Origin.FEED,
    Via.SITEMAP: Origin.SITEMAP,
    Via.NEWS_SITEMAP: Origin.SITEMAP,
    Via.REST: Origin.REST,
}


class Offer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One offer of an article, before it becomes a teaser record.

    ``from_url`` is the page, feed or sitemap that told; ``position`` counts its offers from 1; ``depth`` is the
    number of links from a seed to the article by this way. Dates stand as they were written; a sitemap's lastmod
    is ``modified_raw``. ``is_protected`` says that a password keeps readers from it. Texts are None, lists empty
    where the place says nothing.
    """

    url: str
    canonical_url: str
    via: Via
    link_kind: TeaserLink
    from_url: str
    position: int
    depth: int = 0
    confidence: float = 1.0
    anchor_text: str | None = None
    headline: str | None = None
    excerpt: str | None = None
    kicker: str | None = None
    section: str | None = None
    image: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    published_raw: str | None = None
    modified_raw: str | None = None
    language: str | None = None
    guid: str | None = None
    paywall_badge: bool = False
    sponsored: bool = False
    is_pinned: bool = False
    is_protected: bool = False
    selector: str | None = None

    @property
    def origin(self) -> Origin:
        """What a field's source is called where its value comes from here."""
        return _ORIGINS.get(self.via, Origin.TEASER)
