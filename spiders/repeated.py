"""Text that stands on many pages of a site: what its listings show though they have no article in common."""

from collections import defaultdict
from typing import Final, NamedTuple

import msgspec

from crawler.delivery.commit import Delivery
from crawler.delivery.units import current_unit
from crawler.ledger.facts import read_fact, write_fact
from crawler.ledger.keys import address_key
from crawler.links.reader import LinkKind
from crawler.reading import SEVERAL_STORIES, Reading
from crawler.records.enums import PageKind
from crawler.request import LISTING_KINDS, RequestInfo
from crawler.urls import site_of

_MAX_DEPTH: Final = 1  # a site's front page and what it links to: enough to tell, and as much on a site of any size
_MAX_PAGE: Final = 3  # of one listing
_MAX_LISTINGS: Final = 60
_MANY: Final = 3  # listings
_FACT: Final = "repeated_blocks"
_MAX_KEPT: Final = 2_000  # blocks, of one job and the one before


class _Shown(NamedTuple):
    """A listing as the ledger keeps it: from which wave on it counts, and the keys of its text blocks and articles."""

    wave: int
    blocks: list[str]
    articles: list[int]


class RepeatedBlocks:
    """The keys of blocks that three or more listings of a site show, though these offer different articles.

    A story or an excerpt that several listings print stands beside its own link on each; what every listing offers is
    a site's list of the latest. Listings near the front page are read before the articles of their wave, so what is
    known of an article's page does not depend on any order. What stood all over the site in the job before counts, too:
    a listing that has not changed since is not sent again.
    """

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._encoder, self._decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(_Shown)
        self._known: dict[tuple[str, int], frozenset[str]] = {}

    def note(self, reading: Reading, info: RequestInfo) -> None:
        """Keep what a listing near the front page shows, with its page."""
        is_near = info.discovered.depth <= _MAX_DEPTH and info.page <= _MAX_PAGE
        prints_whole = reading.stories >= SEVERAL_STORIES and info.kind in LISTING_KINDS
        if (reading.kind is PageKind.LISTING or prints_whole) and is_near:
            articles = {address_key(link.canonical_url) for link in reading.links if link.kind is LinkKind.ARTICLE}
            shown = _Shown(info.next_wave, sorted(reading.standing), sorted(articles))
            self._delivery.offer(_place(reading.article.url), self._encoder.encode(shown))

    def about(self, url: str, wave: int) -> frozenset[str]:
        """The keys of the blocks that are no part of an article of this address's site."""
        site = site_of(url)
        if (site, wave) not in self._known:
            listings = map(self._decoder.decode, self._delivery.offers(_place(url)))
            found = _find_repeated([each for each in listings if each.wave <= wave])
            self._known[site, wave] = found | self._recall(site, found)
        return self._known[site, wave]

    def _recall(self, site: str, found: frozenset[str]) -> frozenset[str]:
        """What stood all over the site in the job before; what does in this one is kept for the next."""
        ledger, job, unit = self._delivery.ledger, self._delivery.job.id, current_unit()
        if ledger.is_temporary or unit is None:
            return frozenset()
        kept = read_fact(ledger, site, _FACT) or {"job": 0, "before": [], "now": []}
        before = kept["before"] if kept["job"] == job else kept["now"]
        now = sorted(found.union(before) if len(found) + len(before) <= _MAX_KEPT else found)
        if now != kept["now"] or kept["job"] != job:
            unit.then(lambda: write_fact(ledger, site, _FACT, {"job": job, "before": before, "now": now}))
        return frozenset(before)


def _place(url: str) -> str:
    return f"listings of {site_of(url)}"


def _find_repeated(listings: list[_Shown]) -> frozenset[str]:
    listings = listings[:_MAX_LISTINGS]
    everywhere = set.intersection(*(set(listing.articles) for listing in listings)) if listings else set()
    shown: defaultdict[str, list[set[int]]] = defaultdict(list)
    for listing in listings:
        own = set(listing.articles) - everywhere
        for key in listing.blocks if own else ():
            shown[key].append(own)
    return frozenset(key for key, by in shown.items() if len(by) >= _MANY and not set.intersection(*by))
