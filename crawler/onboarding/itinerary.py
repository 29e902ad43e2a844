"""Where a first visit goes next, within its number of pages: few listings, and articles of every make."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from crawler.errors import AddressError
from crawler.links.families import family_of
from crawler.links.reader import Link, LinkKind
from crawler.records.offer import Offer
from crawler.urls import canonicalize, site_of

_SECTIONS: Final = 2
_NEXT_PAGES: Final = 2
_LISTINGS_SHARE: Final = 4  # one page in so many may be a listing
_SURE: Final = 0.5
_NUMBER: Final = re.compile(r"\d{1,9}")


def _page_number(url: str) -> int:
    """The last number behind an address's host, by which the second page goes before the last; 0 where it has none."""
    numbers = _NUMBER.findall("/".join(url.split("/")[3:]))
    return int(numbers[-1]) if numbers else 0


class Stop(NamedTuple):
    """A page to visit, and the kind of link that led there."""

    url: str
    kind: LinkKind


class Itinerary:
    """The pages that were chosen so far; ``max_pages`` bounds them, the start page among them."""

    def __init__(self, start_url: str, max_pages: int) -> None:
        self._met = {canonicalize(start_url)}
        self._left = max_pages - 1
        self._listings = {
            LinkKind.NEXT_PAGE: min(_NEXT_PAGES, max(1, max_pages // _LISTINGS_SHARE)),
            LinkKind.SECTION: min(_SECTIONS, max_pages // _LISTINGS_SHARE),
        }
        self._families: Counter[str] = Counter()

    def choose(self, links: Iterable[Link], url: str) -> list[Stop]:
        """What to visit of a listing's links: its next page, sections, and half of what is left in articles."""
        site = site_of(url)
        own = [link for link in links if site_of(link.canonical_url) == site and link.confidence >= _SURE]
        stops: list[Stop] = []
        here = _page_number(url)
        pages = [link for link in own if link.kind is LinkKind.NEXT_PAGE and link.canonical_url not in self._met]
        pages.sort(key=lambda link: (_page_number(link.url) <= here, _page_number(link.url)))
        sections = [link for link in own if link.kind is LinkKind.SECTION]
        for link in (*pages[:1], *sections):
            if self._listings[link.kind] > 0 and self._take(link.canonical_url):
                self._listings[link.kind] -= 1
                stops.append(Stop(link.url, link.kind))
        reserved = self._listings[LinkKind.NEXT_PAGE] if stops else 0
        articles = [(link.url, link.canonical_url) for link in own if link.kind is LinkKind.ARTICLE]
        return stops + self._choose_articles(articles, (self._left - reserved + 1) // 2)

    def choose_offered(self, offers: Iterable[Offer], url: str) -> list[Stop]:
        """What to visit of a feed's or sitemap's articles: a few, for listings may hold better ones."""
        site = site_of(url)
        articles = [(offer.url, offer.canonical_url) for offer in offers if site_of(offer.canonical_url) == site]
        return self._choose_articles(articles, self._left // 3)

    def fill(self, links: Iterable[Link], url: str) -> list[Stop]:
        """What to visit of an article's links, where articles are still wanted."""
        site = site_of(url)
        articles = [
            (link.url, link.canonical_url)
            for link in links
            if link.kind is LinkKind.ARTICLE and link.confidence >= _SURE and site_of(link.canonical_url) == site
        ]
        return self._choose_articles(articles, min(1, self._left))

    def _choose_articles(self, articles: list[tuple[str, str]], count: int) -> list[Stop]:
        """The first of each make of address before the second of any."""
        met: Counter[str] = Counter()
        ordered = []
        for place, (url, address) in enumerate(articles):
            family = family_of(address)
            met[family] += 1
            ordered.append((met[family] + self._families[family], place, url, address))
        stops: list[Stop] = []
        for _, _, url, address in sorted(ordered):
            if len(stops) >= count:
                break
            if self._take(address):
                self._families[family_of(address)] += 1
                stops.append(Stop(url, LinkKind.ARTICLE))
        return stops

    def _take(self, address: str) -> bool:
        try:
            address = canonicalize(address)
        except AddressError:
            return False
        if self._left <= 0 or address in self._met:
            return False
        self._met.add(address)
        self._left -= 1
        return True
