"""What a site has told about its articles, gathered before their pages are read."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final, NamedTuple

from crawler.links.reader import Link
from crawler.records.article import Discovered
from crawler.records.enums import TeaserLink, Via
from crawler.records.offer import Offer
from crawler.request import as_discovered

_RANKS: Final = {via: rank for rank, via in enumerate(Via)}
_OFFERS_A_VIA: Final = 3


class _Known(NamedTuple):
    """What is kept of one address: the wave in which it was first met, and the best offers of each way."""

    wave: int
    by_via: dict[Via, list[Offer]]


class KnownOffers:
    """The offers of each address, the best few of each way, until its article is read.

    What is kept does not depend on the order in which offers came. ``state`` is a plain dict that outlives a pause
    (Scrapy's ``spider.state``).
    """

    def __init__(self, state: dict[str, Any]) -> None:
        self._by_address: dict[str, _Known] = state.setdefault("readmore_offers", {})

    def __contains__(self, canonical_url: str) -> bool:
        return canonical_url in self._by_address

    def add(self, offer: Offer, wave: int) -> None:
        """Keep an offer, if it is among the best of its way.

        ``wave`` is that of a request which would follow it: what comes with a later wave than an address was first
        met in may come before or after its page, and is left out.
        """
        known = self._by_address.setdefault(offer.canonical_url, _Known(wave, {}))
        if wave > known.wave:
            return
        offers = known.by_via.setdefault(offer.via, [])
        if offer in offers:
            return
        offers.append(offer)
        offers.sort(key=_order)
        del offers[_OFFERS_A_VIA:]

    def about(self, addresses: Iterable[str]) -> tuple[Offer, ...]:
        """The offers of an article that is known by these canonical addresses, the best first."""
        found = {
            offer
            for address in addresses
            if (known := self._by_address.get(address))
            for offers in known.by_via.values()
            for offer in offers
        }
        return tuple(sorted(found, key=_order))

    def forget(self, addresses: Iterable[str]) -> None:
        """Let go of what is known of addresses whose article has been read."""
        for address in addresses:
            self._by_address.pop(address, None)


def _order(offer: Offer) -> tuple[int, int, str, int]:
    return _RANKS[offer.via], offer.depth, offer.from_url, offer.position


def choose_discovered(asked: Discovered, offers: tuple[Offer, ...]) -> Discovered:
    """The best way to an article: of the request that was made and all offers; its depth is the least of all."""
    ways = [asked, *map(as_discovered, offers)]
    best = min(ways, key=lambda way: (_RANKS[way.via], way.depth, way.from_url or "", way.position or 0))
    return replace(best, depth=min(way.depth for way in ways))


def make_offer(link: Link, from_url: str, depth: int) -> Offer:
    """A link to an article as the offer that it is; ``depth`` is that of the page that holds it."""
    is_more = link.via is TeaserLink.READ_MORE
    return Offer(
        url=link.url,
        canonical_url=link.canonical_url,
        via=Via.READ_MORE if is_more else Via.RELATED if link.is_related else Via.TEASER,
        link_kind=link.via or TeaserLink.HEADLINE,
        from_url=from_url,
        position=link.position,
        depth=depth + 1,
        confidence=link.confidence,
        anchor_text=link.anchor_text,
        headline=link.headline,
        excerpt=link.excerpt,
        kicker=link.kicker,
        section=link.section,
        image=link.image,
        authors=link.authors,
        published_raw=link.published_raw,
        paywall_badge=link.paywall_badge,
        sponsored=link.sponsored,
        is_pinned=link.is_pinned,
        selector=link.selector,
    )
