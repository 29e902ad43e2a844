"""What a site is like, from the pages of a first visit."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from crawler.links.families import family_of
from crawler.links.reader import Link, LinkKind
from crawler.onboarding.visit import Visit, VisitedPage, VisitedSource
from crawler.page.phrases import find_read_more_tail
from crawler.records.article import Article
from crawler.records.enums import Access, BodyStatus, Precision, TeaserLink, TimeZoneSource

_SURE: Final = 0.5
_SHOWN: Final = 8
_MOST: Final = 0.5  # of the articles; what fewer have is missing rather than found
_OFFSET: Final = re.compile(r"[+-]\d\d:?\d\d$|Z$")
_NUMBER: Final = re.compile(r"\d+")
_MAX_LABEL: Final = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """Addresses made alike: their pattern without the host, how many there are, and one of them."""

    pattern: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Paging:
    """How a listing goes on: the label of the link, the pattern of the addresses, one of them, and what it brought.

    ``new`` is how many articles the visited next pages offer that the page before did not; None where none was visited.
    """

    label: str | None
    pattern: str
    example: str
    new: int | None


@dataclass(frozen=True, slots=True)
class Dating:
    """How the site dates its articles: where it was read, as it was written, how finely; how many have which zone."""

    origin: str
    raw: str
    precision: Precision
    zones: dict[TimeZoneSource, int]
    offsets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """A site as a first visit saw it; empty and None where it saw nothing of the kind.

    ``front_headline`` is what the start page, being a listing, seems to be called, often the site's own name.
    ``ways`` are the parts of teasers that carry the links to articles, ``words`` the labels of those that say "read
    more", ``shells`` why pages showed less than a browser would, ``closed`` the signs of a paywall, each with how many
    pages it concerns. ``missing`` are the fields that most articles lack.
    """

    start_url: str
    site_name: str | None
    front_headline: str | None
    language: str | None
    sources: tuple[VisitedSource, ...]
    ways: dict[TeaserLink, int]
    words: dict[str, int]
    shapes: tuple[Shape, ...]
    paging: Paging | None
    sections: tuple[Link, ...]
    dating: Dating | None
    shells: dict[str, int]
    closed: dict[str, int]
    articles: tuple[VisitedPage, ...]
    listings: tuple[VisitedPage, ...]
    doubtful: tuple[VisitedPage, ...]
    missing: tuple[str, ...]
    refusals: dict[str, str]
    requests: int


def find_out(visit: Visit) -> Findings:
    """Look at all that was visited."""
    articles, listings = tuple(visit.articles), tuple(visit.listings)
    records = [page.article for page in articles]
    offered = [link for page in listings for link in page.reading.links if _is_article_link(link)]
    return Findings(
        start_url=visit.start_url,
        site_name=_most(page.article.source.name for page in visit.pages),
        front_headline=visit.pages[0].article.headline if listings and visit.pages[0] is listings[0] else None,
        language=_most(record.language for record in records),
        sources=tuple(sorted(visit.sources, key=lambda source: (source.is_sitemap, -source.count))),
        ways=dict(Counter(link.via for link in offered if link.via).most_common()),
        words=dict(_count_words(offered).most_common(_SHOWN)),
        shapes=_find_shapes(offered, records),
        paging=_find_paging(listings),
        sections=_find_sections(listings),
        dating=_find_dating(records),
        shells=dict(Counter(page.shell_reason for page in visit.pages if page.shell_reason).most_common()),
        closed=dict(_find_signs(articles).most_common()),
        articles=articles,
        listings=listings,
        doubtful=tuple(page for page in visit.pages if page.is_offered and not page.is_article),
        missing=_find_missing(records),
        refusals=dict(visit.refusals),
        requests=visit.requests,
    )


def path_of(url: str) -> str:
    """An address without scheme and host, as a person tells a site's pages apart."""
    parts = urlsplit(url)
    return f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"


def _is_article_link(link: Link) -> bool:
    return link.kind is LinkKind.ARTICLE and link.confidence >= _SURE and not link.is_related


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent value, the first of equals."""
    counts = Counter(value for value in values if value)
    return counts.most_common(1)[0][0] if counts else None


def _count_words(links: list[Link]) -> Counter[str]:
    """The labels that say "read more", without the headline that some hold besides."""
    texts = (link.anchor_text for link in links if link.via is TeaserLink.READ_MORE and link.anchor_text)
    return Counter(map(_without_headline, texts))


def _without_headline(text: str) -> str:
    headline = find_read_more_tail(text)
    if headline and text.endswith(headline):
        return f"{text.removesuffix(headline).rstrip()} …"
    return text if len(text) <= _MAX_LABEL else f"{text[:_MAX_LABEL]}…"


def _find_shapes(links: list[Link], records: list[Article]) -> tuple[Shape, ...]:
    """The makes of the articles' addresses, the most frequent first."""
    addresses = dict.fromkeys([*(link.canonical_url for link in links), *(record.canonical_url for record in records)])
    families: dict[str, list[str]] = {}
    for address in addresses:
        families.setdefault(family_of(address).partition("//")[2].partition("/")[2], []).append(address)
    shapes = [Shape(f"/{family}", len(members), members[0]) for family, members in families.items()]
    return tuple(sorted(shapes, key=lambda shape: -shape.count))


def _find_paging(listings: tuple[VisitedPage, ...]) -> Paging | None:
    """The next page whose link says most, and what the first visited one of its make brought."""
    links = [link for page in listings for link in page.reading.links if link.kind is LinkKind.NEXT_PAGE]
    if not links:
        return None
    named = min(links, key=lambda link: (not link.anchor_text, (link.anchor_text or "").isdecimal()))
    family = family_of(named.url)
    met: set[str] = set()
    new: int | None = None
    for place, page in enumerate(listings):
        offered = {link.canonical_url for link in page.reading.links if _is_article_link(link)}
        if place and new is None and family_of(page.document.url) == family:
            new = len(offered - met)
        met |= offered
    return Paging(named.anchor_text, _NUMBER.sub("#", path_of(named.url)), named.url, new)


def _find_sections(listings: tuple[VisitedPage, ...]) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for page in listings[:1]:
        for link in page.reading.links:
            if link.kind is LinkKind.SECTION and link.anchor_text and link.confidence >= _SURE:
                found.setdefault(link.canonical_url, link)
    return tuple(found.values())


def _find_dating(records: list[Article]) -> Dating | None:
    dated = [record for record in records if record.published_at and record.published_raw]
    if not dated:
        return None
    origin = Counter(map(_origin_of, dated)).most_common(1)[0][0]
    first = next(record for record in dated if _origin_of(record) == origin)
    matches = (_OFFSET.search(record.published_raw or "") for record in dated)
    offsets = Counter(match.group() for match in matches if match)
    return Dating(
        origin=origin,
        raw=first.published_raw or "",
        precision=first.published_precision or Precision.DAY,
        zones=dict(Counter(record.published_tz for record in dated if record.published_tz).most_common()),
        offsets=tuple(offset for offset, _ in offsets.most_common()),
    )


def _origin_of(record: Article) -> str:
    source = (record.field_sources or {}).get("published_at")
    return str(source["from"]) if source else ""


def _find_signs(articles: tuple[VisitedPage, ...]) -> Counter[str]:
    signs: Counter[str] = Counter()
    for page in articles:
        record = page.article
        if record.access in {Access.PAYWALLED, Access.METERED}:
            evidence = f" ({record.access_evidence[0]})" if record.access_evidence else ""
            signs[f"{record.access}{evidence}"] += 1
        elif record.body_status in {BodyStatus.PARTIAL, BodyStatus.TEASER}:
            signs["the text breaks off"] += 1
    return signs


def _find_missing(records: list[Article]) -> tuple[str, ...]:
    lacking = {
        "headline": lambda record: not record.headline,
        "authors": lambda record: not record.authors,
        "published_at": lambda record: not record.published_at,
        "section": lambda record: not record.section,
        "tags": lambda record: not record.tags,
        "images": lambda record: not record.images,
    }
    return tuple(name for name, is_lacking in lacking.items() if sum(map(is_lacking, records)) > _MOST * len(records))
