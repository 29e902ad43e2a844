"""What a first visit found out, told to a person: what the site is like, a sample, and what to write besides."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from crawler.onboarding.findings import Findings, Paging, path_of
from crawler.onboarding.printable import printable
from crawler.onboarding.visit import VisitedPage
from crawler.records.enums import Precision, TeaserLink, TimeZoneSource

_LABEL_WIDTH: Final = 12
_WIDTH: Final = 100
_SAMPLES: Final = 3
_SHAPES: Final = 3
_SECTIONS: Final = 8
_REFUSALS: Final = 3
_WAYS: Final = {
    TeaserLink.READ_MORE: 'by "read more"',
    TeaserLink.HEADLINE: "by their headline",
    TeaserLink.CARD: "by a whole card",
    TeaserLink.IMAGE: "by a picture",
}
_ORIGINS: Final = {
    "json_ld": "JSON-LD",
    "microdata": "microdata",
    "og": "Open Graph",
    "meta": "a meta tag",
    "dom": "the page's text",
    "teaser": "the teaser",
    "feed": "the feed",
    "sitemap": "the sitemap",
    "rest": "the list of posts",
    "url": "the address",
}


def report(found: Findings) -> str:
    """The findings in lines; every line says one thing."""
    lines = [f"{found.site_name or 'A site without a name'}, {found.start_url}", ""]
    lines += _describe_visit(found)
    lines += _describe_sources(found)
    lines += _describe_ways(found)
    lines += _describe_pages(found)
    lines += ["", "A sample:"]
    for page in found.articles[:_SAMPLES]:
        lines += ["", *_describe_record(page)]
    if gaps := list(find_gaps(found)):
        lines += ["", "What was not found, and what to write then:", *(f"  - {gap}" for gap in gaps)]
    return printable("\n".join(lines))


def find_gaps(found: Findings) -> Iterator[str]:
    """What the visit could not find out, each with the remedy."""
    if found.site_name is None:
        yield f'the pages do not say what the site is called: name = "{found.front_headline or "The Example Post"}"'
    if not any(source.count for source in found.sources):
        yield "no feed and no sitemap: nothing to do, the crawl follows the links"
    if not found.ways.get(TeaserLink.READ_MORE) and found.paging is None:
        yield 'no next page of a listing: if there is one, [[selectors]] link = "next_page" and its css'
    zones = found.dating.zones if found.dating else {}
    if zones.get(TimeZoneSource.ASSUMED_UTC) and found.dating and found.dating.precision is not Precision.DAY:
        yield 'times are stated without a zone and were taken as UTC: time_zone = "Europe/Oslo", or what the site\'s is'
    for field in found.missing:
        yield f'most articles have no {field}: where the pages show any, [[selectors]] field = "{field}" and its css'
    if found.doubtful:
        example = found.doubtful[0].document.url
        yield (
            f"{_count(len(found.doubtful), 'page')} that listings offer as articles did not read as such, {example}: "
            "if they are some, article_urls"
        )
    if found.shells:
        yield 'pages show more to a browser: renderer = "playwright" or "splash" (docs/rendering.md)'
    if found.closed:
        yield "texts are for subscribers: [cookies] or [headers] with your login (docs/add-a-site.md)"
    for url, reason in list(found.refusals.items())[:_REFUSALS]:
        yield f"{url}: {reason}"


def _row(label: str, text: str) -> str:
    return f"  {label:<{_LABEL_WIDTH}}{text}"


def _describe_visit(found: Findings) -> Iterator[str]:
    pages = len(found.articles) + len(found.listings) + len(found.doubtful)
    kinds = f"{_count(len(found.articles), 'article')}, {_count(len(found.listings), 'listing')}"
    yield _row("visited", f"{_count(pages, 'page')} ({kinds}), {found.requests} requests in all")
    yield _row("language", found.language or "none was found")


def _describe_sources(found: Findings) -> Iterator[str]:
    for label, is_sitemap in (("feeds", False), ("sitemaps", True)):
        sources = [source for source in found.sources if source.is_sitemap is is_sitemap]
        for place, source in enumerate(sources):
            what = _count(source.parts, "part") if source.parts and not source.count else _count(source.count, "entry")
            yield _row("" if place else label, f"{source.url.partition('?')[0]} ({source.form}, {what})")
        if not sources:
            yield _row(label, "none")


def _describe_ways(found: Findings) -> Iterator[str]:
    offered = sum(found.ways.values())
    ways = ", ".join(f"{count} {_WAYS[way]}" for way, count in found.ways.items())
    where = _count(len(found.listings), "listing")
    yield _row("articles", f"offered {offered} times on {where}: {ways}" if offered else f"offered on none of {where}")
    if found.words:
        yield _row("read more", ", ".join(f"“{word}” ({count})" for word, count in found.words.items()))
    for place, shape in enumerate(found.shapes[:_SHAPES]):
        yield _row("" if place else "addresses", f"{shape.pattern} ({shape.count}), such as {path_of(shape.example)}")
    yield _row("next pages", _describe_paging(found.paging) if found.paging else "none")
    names = [f"{link.anchor_text} ({path_of(link.url)})" for link in found.sections]
    more = f" and {len(names) - _SECTIONS} more" if len(names) > _SECTIONS else ""
    yield from _wrap("sections", (", ".join(names[:_SECTIONS]) + more) or "none")


def _describe_paging(paging: Paging) -> str:
    label = f"“{paging.label}” leads to " if paging.label else "declared in the head: "
    new = "" if paging.new is None else f"; the next one offers {_count(paging.new, 'article')} more"
    return f"{label}{paging.pattern}, such as {path_of(paging.example)}{new}"


def _describe_pages(found: Findings) -> Iterator[str]:
    dating = found.dating
    if dating is None:
        yield _row("dates", "none")
    else:
        origin = _ORIGINS.get(dating.origin, dating.origin)
        yield _row("dates", f"“{dating.raw}” in {origin}, to the {dating.precision}; {_describe_zones(dating.zones)}")
        if dating.offsets:
            yield _row("clock", ", ".join("UTC" if offset == "Z" else offset for offset in dating.offsets))
    shells = ", ".join(f"{_count(count, 'page')} ({why})" for why, count in found.shells.items())
    yield _row("renderer", f"a browser shows more of {shells}" if shells else "none needed: the pages come whole")
    closed = ", ".join(f"{_count(count, 'article')}: {sign}" for sign, count in found.closed.items())
    yield _row("access", closed or "no sign of a paywall")


def _describe_zones(zones: Mapping[TimeZoneSource, int]) -> str:
    if set(zones) == {TimeZoneSource.EXPLICIT}:
        return "the zone is stated"
    return "the zone is stated on some pages" if TimeZoneSource.EXPLICIT in zones else "no zone is stated"


def _describe_record(page: VisitedPage) -> Iterator[str]:
    record = page.article
    yield _row("url", _shorten(record.canonical_url))
    values: tuple[tuple[str, Any], ...] = (
        ("headline", record.headline),
        ("published", record.published_at and f"{record.published_at:%Y-%m-%d %H:%M} UTC"),
        ("authors", ", ".join(author.name for author in record.authors)),
        ("section", record.section),
        ("tags", ", ".join(record.tags)),
        ("text", f"{record.word_count} words, {record.body_status}: {' '.join((record.body_text or '').split())}"),
    )
    for label, value in values:
        yield _row(label, _shorten(value) if value else "–")


def _wrap(label: str, text: str) -> Iterator[str]:
    line, first = "", True
    for part in text.split(", "):
        candidate = f"{line}, {part}" if line else part
        if line and len(candidate) > _WIDTH:
            yield _row(label if first else "", f"{line},")
            line, first = part, False
        else:
            line = candidate
    yield _row(label if first else "", line)


def _shorten(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _count(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
