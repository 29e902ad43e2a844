"""Whatever a site offers to machines, sitemap, feed or list of posts, told apart by its bytes."""

from typing import Final, NamedTuple
from urllib.parse import parse_qs, urlsplit

from crawler.links.feeds import parse_feed
from crawler.links.rest import POSTS_A_PAGE, parse_posts, posts_url
from crawler.links.sitemaps import SitemapPart, is_sitemap, parse_sitemap
from crawler.records.offer import Offer

_POSTS: Final = "/wp/v2/posts"
_MARKUP: Final = (b"<rss", b"<feed", b"<rdf:RDF", b"<urlset", b"<sitemapindex")
_LOOKED_AT: Final = 2_048  # bytes


class Source(NamedTuple):
    """What a site tells of its articles in one answer: offers, further parts to ask for, and its next page."""

    offers: tuple[Offer, ...]
    parts: tuple[SitemapPart, ...] = ()
    next_url: str | None = None


def is_source(body: bytes) -> bool:
    """Whether bytes begin as a feed or a sitemap does."""
    start = body[:_LOOKED_AT]
    return any(mark in start for mark in _MARKUP) and b"<html" not in start.lower()


def read_source(body: bytes, url: str, headers: dict[str, str]) -> Source:
    """The bytes of one answer at ``url`` as what they tell; ``headers`` are the answer's, with small names.

    Raises:
        PageError: the bytes are no sitemap, feed or list of posts.
    """
    if _POSTS in url:
        offers = parse_posts(body, url)
        return Source(offers, next_url=_next_posts(url, headers, len(offers)))
    if is_sitemap(body) or urlsplit(url).path.lower().endswith((".txt", ".gz")):
        sitemap = parse_sitemap(body, url)
        return Source(sitemap.offers, sitemap.parts)
    feed = parse_feed(body, url, headers)
    return Source(feed.offers, next_url=feed.next_url)


def _next_posts(url: str, headers: dict[str, str], count: int) -> str | None:
    """The next page of a list of posts, where there is one: by WordPress's own count, else where this one is full."""
    root, _, rest = url.partition(_POSTS)
    page = int(next(iter(parse_qs(rest.lstrip("?&")).get("page", ())), "1"))
    pages = headers.get("x-wp-totalpages", "")
    has_more = page < int(pages) if pages.isdecimal() else count >= POSTS_A_PAGE
    return posts_url(root, page + 1) if has_more else None
