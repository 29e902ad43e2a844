"""The teaser record: one offer of an article by a listing, a related block, a feed or a sitemap."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from crawler.records.article import Run
from crawler.records.enums import Decision, TeaserLink

TEASER_SCHEMA: Final = "readmore.teaser/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """One link to an article that a listing, a related block, a feed or a sitemap offered."""

    schema: Literal["readmore.teaser/1"] = TEASER_SCHEMA
    listing_url: str
    url: str
    canonical_url: str
    position: int
    page: int
    seen_at: datetime
    anchor_text: str | None
    link_kind: TeaserLink
    confidence: float
    decision: Decision
    reason: str | None
    known: bool
    article_id: str | None
    run: Run
    headline: str | None = None
    teaser_text: str | None = None
    kicker: str | None = None
    section: str | None = None
    image: str | None = None
    authors: tuple[str, ...] | None = None
    published_at: datetime | None = None
    published_raw: str | None = None
    lastmod: str | None = None
    guid: str | None = None
    paywall_badge: bool | None = None
    sponsored: bool | None = None
    selector: str | None = None
    first_seen_at: datetime | None = None
