"""An offer of an article as the teaser record that the feeds take."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from crawler.page.dates import parse_date
from crawler.records.article import Run
from crawler.records.enums import Decision, TeaserLink, Via
from crawler.records.offer import Offer
from crawler.records.teaser import Teaser
from crawler.urls import article_id

KNOWN: Final = "known"
_SITEMAPS: Final = frozenset({Via.SITEMAP, Via.NEWS_SITEMAP})


@dataclass(frozen=True, slots=True)
class Listing:
    """The page that offers: its address, its number in the pagination from 1, and when who saw it."""

    url: str
    page: int
    seen_at: datetime
    run: Run


def make_teaser(offer: Offer, listing: Listing, refusal: str | None) -> Teaser:
    """The record of one offer; ``refusal`` says why the crawl does not follow it, None where it does."""
    is_stated = offer.link_kind in {TeaserLink.FEED, TeaserLink.SITEMAP}
    return Teaser(
        listing_url=listing.url,
        url=offer.url,
        canonical_url=offer.canonical_url,
        position=offer.position,
        page=listing.page,
        seen_at=listing.seen_at,
        anchor_text=offer.anchor_text,
        link_kind=offer.link_kind,
        confidence=offer.confidence,
        decision=Decision.SKIP if refusal else Decision.FOLLOW,
        reason=refusal,
        known=refusal == KNOWN,
        article_id=article_id(offer.canonical_url),
        run=listing.run,
        headline=offer.headline,
        teaser_text=offer.excerpt,
        kicker=offer.kicker,
        section=offer.section,
        image=offer.image,
        authors=offer.authors or None,
        published_at=_parse_time(offer.published_raw) if is_stated and offer.published_raw else None,
        published_raw=offer.published_raw,
        lastmod=offer.modified_raw if offer.via in _SITEMAPS else None,
        guid=offer.guid,
        paywall_badge=offer.paywall_badge or None,
        sponsored=offer.sponsored or None,
        selector=offer.selector,
    )


def _parse_time(text: str) -> datetime | None:
    """The time that a feed or sitemap states, in UTC; None where it is none, or no more than a day."""
    moment = parse_date(text)
    if moment is None or moment.when.tzinfo is None:
        return None
    try:
        return moment.when.astimezone(UTC)
    except OverflowError:
        return None
