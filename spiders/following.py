"""Which of a page's links are asked for next, and why the others are not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from crawler.links.reader import Link, LinkKind
from crawler.reading import Reading
from crawler.records.enums import PageKind
from crawler.records.teaser import Teaser
from crawler.request import RequestInfo, RequestKind
from crawler.urls import site_of
from spiders.seen import SeenAddresses
from spiders.teasers import Listing, make_teaser

_FOLLOWED_FROM: Final[dict[PageKind, frozenset[LinkKind]]] = {
    PageKind.LISTING: frozenset({LinkKind.ARTICLE, LinkKind.NEXT_PAGE, LinkKind.SECTION}),
    PageKind.ARTICLE: frozenset({LinkKind.ARTICLE, LinkKind.SECTION}),
    PageKind.OTHER: frozenset(),
}
_LISTING_REQUESTS: Final = frozenset({RequestKind.SEED, RequestKind.NEXT_PAGE, RequestKind.SECTION})


class Wanted(NamedTuple):
    """An address to ask for, and what its request carries."""

    url: str
    info: RequestInfo


@dataclass(kw_only=True)
class Following:
    """The decisions of one crawl: ``sites`` it stays on, addresses ``seen``, ``count`` for its statistics."""

    sites: set[str]
    seen: SeenAddresses
    count: Callable[[str], None]
    max_dry_pages: int

    def follow(self, reading: Reading, info: RequestInfo, listing: Listing) -> Iterator[Teaser | Wanted]:
        """The teasers of a page, and what to ask for next."""
        kinds = _FOLLOWED_FROM[reading.kind]
        if info.kind in _LISTING_REQUESTS:
            kinds |= _FOLLOWED_FROM[PageKind.LISTING]
        links = [link for link in reading.links if link.kind in kinds]
        brought_new = False
        for link in links:
            if link.kind is not LinkKind.ARTICLE:
                continue
            refusal = self._find_refusal(link)
            if link.via is not None and (link.is_related or reading.kind is not PageKind.ARTICLE):
                yield make_teaser(link, listing, refusal)
            if refusal is None:
                brought_new = True
                yield Wanted(link.url, info.follow(link, listing.url))
        dry_pages = 0 if brought_new else info.dry_pages + 1
        for link in links:
            if link.kind is LinkKind.ARTICLE or self._is_left_dry(link, dry_pages):
                continue
            if self._find_refusal(link) is None:
                yield Wanted(link.url, info.follow(link, listing.url, dry_pages=dry_pages))

    def _find_refusal(self, link: Link) -> str | None:
        """Why a link is not followed; None where it is, and is met now."""
        if site_of(link.canonical_url) not in self.sites:
            refusal = "off_site"
        elif not self.seen.add(link.canonical_url):
            refusal = "known"
        else:
            return None
        self.count(f"skipped/{refusal}")
        return refusal

    def _is_left_dry(self, link: Link, dry_pages: int) -> bool:
        if link.kind is not LinkKind.NEXT_PAGE or dry_pages < self.max_dry_pages:
            return False
        self.count("skipped/dry_listing")
        return True
