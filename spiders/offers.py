"""What a site has told about its articles, gathered before their pages are read."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import msgspec

from crawler.delivery.commit import Delivery
from crawler.delivery.past import Past
from crawler.ledger.recent import Recent
from crawler.links.reader import Link
from crawler.records.article import Discovered
from crawler.records.enums import Origin, TeaserLink, Via
from crawler.records.offer import Offer
from crawler.request import as_discovered

_RANKS: Final = {via: rank for rank, via in enumerate(Via)}
_OFFERS_A_VIA: Final = 3
_READ: Final = -1  # the wave of an address whose page has been read
_REMEMBERED: Final = 50_000  # addresses


class _Told(NamedTuple):
    """An offer as the ledger keeps it: with the wave of a request that would follow it."""

    wave: int
    offer: Offer


class KnownOffers:
    """The offers of each address, in the ledger, so that a record tells the same after a break.

    What is known of an address does not depend on the order in which offers came: an offer counts if it came with
    the wave in which the address was first met, before whose articles all that is offered with it is through.

    With a ``past``, what feeds, sitemaps, lists of posts or listings told of an article on an earlier night holds
    until they tell of it again: one that has not changed is not sent again, and one that has may show newer articles.
    """

    def __init__(self, delivery: Delivery, past: Past | None = None) -> None:
        self._delivery, self._past = delivery, past
        self._all = msgspec.msgpack.Decoder(tuple[Offer, ...])
        self._encoder, self._decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(_Told)
        # Of the addresses that were met last. What is no longer among them is kept once more than need be, no worse.
        self._waves: Recent[str, int] = Recent(_REMEMBERED)

    def __contains__(self, canonical_url: str) -> bool:
        """Whether an address is known that was not read yet."""
        wave = self._waves.get(canonical_url)
        return wave != _READ if wave is not None else bool(self._delivery.offers(canonical_url))

    def add(self, offer: Offer, wave: int) -> None:
        """Keep an offer; ``wave`` is that of a request which would follow it."""
        first = self._waves.get(offer.canonical_url)
        if first is None:
            self._waves.put(offer.canonical_url, wave)
        if first is None or wave <= first:
            self._delivery.offer(offer.canonical_url, self._encoder.encode(_Told(wave, offer)))

    def about(self, addresses: Collection[str]) -> tuple[Offer, ...]:
        """The best offers of an article that is known by these canonical addresses, the best first."""
        found: set[Offer] = set()
        for address in addresses:
            told = [self._decoder.decode(kept) for kept in self._delivery.offers(address)]
            first = min((each.wave for each in told), default=0)
            found.update(each.offer for each in told if each.wave == first)
        found.update(self._recall(addresses, {offer.origin for offer in found}))
        counts = dict.fromkeys(Via, 0)
        best = []
        for offer in sorted(found, key=_order):
            counts[offer.via] += 1
            if counts[offer.via] <= _OFFERS_A_VIA:
                best.append(offer)
        return tuple(best)

    def settle(self, addresses: Sequence[str], offers: tuple[Offer, ...]) -> None:
        """The page behind these addresses, the last of them its own, has been read by these offers: take no more."""
        if self._past is not None and offers:
            self._past.keep_evidence(addresses[-1], self._encoder.encode(offers))
        for address in addresses:
            self._waves.put(address, _READ)

    def _recall(self, addresses: Iterable[str], told_anew: set[Origin]) -> Iterator[Offer]:
        """What was told of an article on an earlier night, by such pages as tell nothing of it in this one."""
        for address in addresses:
            kept = self._past.find_evidence(address) if self._past is not None else None
            for offer in self._all.decode(kept) if kept else ():
                if offer.origin not in told_anew:
                    yield offer


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
