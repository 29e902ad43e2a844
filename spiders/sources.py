"""Where a site keeps its sitemaps and feeds: as robots.txt and a start page say, else where most sites keep them."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from scrapy.robotstxt import RobotParser

from crawler.links.reader import Link, LinkKind
from crawler.links.rest import find_root, posts_url
from crawler.page.words import load_words
from crawler.request import RequestKind
from crawler.urls import join, site_of

_COMMON: Final = load_words("links", "common_addresses")


class Place(NamedTuple):
    """Where something may be found: its address, what it would be, and whether nobody named it."""

    url: str
    kind: RequestKind
    guess: bool


class SiteSources:
    """Gathers what robots.txt of each host names, and finds the rest with a site's first page."""

    def __init__(self) -> None:
        self._sitemaps: dict[str, None] = {}
        self._met: set[str] = set()

    def note_robots(self, robotparser: RobotParser) -> None:
        """Keep the sitemaps that a robots.txt names; parsers other than Protego's name none."""
        rules = getattr(robotparser, "rp", None)
        self._sitemaps.update(dict.fromkeys(getattr(rules, "sitemaps", ())))

    def find(self, links: Iterable[Link], url: str, headers: dict[str, str]) -> Iterator[Place]:
        """What is worth asking for with a start page at ``url`` that has these links and headers."""
        site = site_of(url)
        if site in self._met:
            return
        self._met.add(site)
        kinds = {link.kind for link in links}
        sitemaps = [sitemap for sitemap in self._sitemaps if site_of(sitemap) == site]
        yield from (Place(sitemap, RequestKind.SITEMAP, guess=False) for sitemap in sitemaps)
        if LinkKind.REST not in kinds and (root := find_root(headers.get("link", ""), url)):
            yield Place(posts_url(root, 1), RequestKind.REST, guess=False)
        if not sitemaps and LinkKind.SITEMAP not in kinds:
            yield from _guess(url, _COMMON["sitemaps"], RequestKind.SITEMAP)
        if LinkKind.FEED not in kinds:
            yield from _guess(url, _COMMON["feeds"], RequestKind.FEED)


def _guess(url: str, paths: list[str], kind: RequestKind) -> Iterator[Place]:
    for path in paths:
        address = join(url, path)
        if address is not None:
            yield Place(address, kind, guess=True)
