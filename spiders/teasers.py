"""A teaser's link as the teaser record that the feeds take."""

from dataclasses import dataclass
from datetime import datetime

from crawler.links.reader import Link
from crawler.records.article import Run
from crawler.records.enums import Decision, TeaserLink
from crawler.records.teaser import Teaser
from crawler.urls import article_id

_KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Listing:
    """The page that offers: its address, its number in the pagination from 1, and when who saw it."""

    url: str
    page: int
    seen_at: datetime
    run: Run


def make_teaser(link: Link, listing: Listing, refusal: str | None) -> Teaser:
    """The record of one offer; ``refusal`` says why the crawl does not follow it, None where it does."""
    return Teaser(
        listing_url=listing.url,
        url=link.url,
        canonical_url=link.canonical_url,
        position=link.position,
        page=listing.page,
        seen_at=listing.seen_at,
        anchor_text=link.anchor_text,
        link_kind=link.via or TeaserLink.HEADLINE,
        confidence=link.confidence,
        decision=Decision.SKIP if refusal else Decision.FOLLOW,
        reason=refusal,
        known=refusal == _KNOWN,
        article_id=article_id(link.canonical_url),
        run=listing.run,
        headline=link.headline,
        teaser_text=link.excerpt,
        kicker=link.kicker,
        section=link.section,
        image=link.image,
        authors=link.authors or None,
        published_raw=link.published_raw,
        paywall_badge=link.paywall_badge or None,
        sponsored=link.sponsored or None,
        selector=link.selector,
    )
