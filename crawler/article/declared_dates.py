"""Dates that a page declares for machines: JSON-LD, microdata, meta tags, state in scripts, its address."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from crawler.page.marks import is_elsewhere
from crawler.page.meta import read_meta
from crawler.page.microdata import read_microdata
from crawler.page.structured import read_structured, text_of, types_of
from crawler.page.tree import Element, Page
from crawler.records.enums import Origin

_PUBLISHED_META: Final = (
    ("article:published_time", 0.93), ("og:published_time", 0.9), ("og:article:published_time", 0.9),
    ("datepublished", 0.88), ("article:published", 0.88), ("parsely-pub-date", 0.88), ("sailthru.date", 0.86),
    ("publication_date", 0.86), ("publish-date", 0.86), ("publish_date", 0.86), ("pubdate", 0.86),
    ("date.published", 0.86), ("article.published", 0.86), ("cxenseparse:recs:publishtime", 0.86),
    ("published_time_telegram", 0.86), ("article:post_date", 0.86), ("rnews:datepublished", 0.86),
    ("dc.date.issued", 0.85), ("dcterms.issued", 0.85), ("article_date_original", 0.85),
    ("originalpublicationdate", 0.85), ("citation_publication_date", 0.8), ("citation_date", 0.8),
    ("citation_online_date", 0.8), ("displaydate", 0.8), ("article.created", 0.8), ("published-date", 0.8),
    ("pub_date", 0.8), ("publishdate", 0.8), ("article-publication-date", 0.8), ("vr:published_time", 0.8),
    ("bt:pubdate", 0.8), ("pubdate_utc", 0.7), ("analytics_publish_date", 0.8), ("dc.date.created", 0.75),
    ("dcterms.created", 0.75), ("datecreated", 0.7), ("created", 0.7), ("release_date", 0.7), ("ptime", 0.7),
    ("pdate", 0.7), ("article:create_time", 0.7), ("five_hundred_pixels:uploaded", 0.7), ("video:release_date", 0.6),
    ("uploaddate", 0.45), ("dc.date", 0.5), ("dcterms.date", 0.48), ("dc:date", 0.5), ("date", 0.52),
    ("last-publication-date", 0.5),
)  # fmt: skip
_MODIFIED_META: Final = (
    ("article:modified_time", 0.9), ("og:updated_time", 0.7), ("datemodified", 0.85), ("og:modified_time", 0.85),
    ("article:modified", 0.85), ("dcterms.modified", 0.8), ("dc.date.modified", 0.8), ("lastmod", 0.8),
    ("last-modified", 0.6), ("revised", 0.6), ("article.updated", 0.8), ("parsely-mod-date", 0.8),
    ("article:updated_time", 0.8), ("og:article:modified_time", 0.85), ("moddate", 0.7), ("dateupdated", 0.7),
    ("dateupdate", 0.7), ("updated", 0.6),
)  # fmt: skip
_RDFA: Final = ("schema:datepublished", "schema:datecreated", "dc:created", "dc:date")
_NOT_THE_PAGE: Final = frozenset({"Comment", "Review", "Person", "Organization", "ImageObject", "Product", "Offer"})
_IN_ADDRESS: Final = (
    re.compile(r"[/=]((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=[/_+.~-]|$)"),
    re.compile(r"[/_=-]((?:19|20)\d\d)([-_]?)([01]\d)\2([0-3]\d)(?=[/_.+-]|$|T\d)"),
    re.compile(r"[/~_-]([0-3]?\d)[._-]([01]?\d)[._-]((?:19|20)\d\d)(?=[/_.+-]|$)"),
    re.compile(r"/((?:19|20)\d\d)/([A-Za-z]{3,9})/([0-3]?\d)(?=[/_.+-]|$)"),
)
_IN_STATE: Final = re.compile(
    r"""["'](date_?published|published(?:_?(?:at|date|time|on))?|first_?published(?:_?(?:at|date))?|"""
    r"""publi(?:sh|cation)_?(?:date|time)|created_?(?:at|date)|pub_?date)\\?["']\s{0,4}:\s{0,4}\\?["']?"""
    r"""((?:19|20)\d\d-\d\d-\d\d[T\d:.Z+ -]{0,24}|1\d{9}(?:\d{3})?(?!\d))""",
    re.IGNORECASE,
)
_MAX_STATE: Final = 400_000  # characters of one script that are searched
_SURE: Final = {Origin.JSON_LD: 0.8, Origin.DOM: 0.5}
_UNSURE: Final = 0.32
_TWICE: Final = 2  # a theme and a plugin may both declare the date, one of them to the minute


class Declared(NamedTuple):
    """One declared date: its words, where they stood, and how often such words are right."""

    text: str
    origin: Origin
    confidence: float
    note: str


def find_declared(page: Page, headline: Element | None) -> Iterator[Declared]:
    """Everything that is declared to be the page's date of publication."""
    structured = read_structured(page)
    article, web_page = structured.article, structured.web_page
    yield Declared(text_of(article.get("datePublished")), Origin.JSON_LD, 0.95, "datePublished")
    yield Declared(text_of(web_page.get("datePublished")), Origin.JSON_LD, 0.85, "WebPage.datePublished")
    yield Declared(text_of(article.get("dateCreated")), Origin.JSON_LD, 0.78, "dateCreated")
    yield Declared(text_of(web_page.get("uploadDate")), Origin.JSON_LD, 0.5, "uploadDate")
    if not article and not web_page:
        for node in structured.nodes:
            if types_of(node).isdisjoint(_NOT_THE_PAGE):
                yield Declared(text_of(node.get("datePublished")), Origin.JSON_LD, 0.72, "datePublished of another")
    yield from _find_microdata(page, headline)
    yield from _find_rdfa(page, headline)
    tags = read_meta(page).tags
    for name, confidence in _PUBLISHED_META:
        for text in tags.get(name, ())[:_TWICE]:
            yield Declared(text, Origin.META, confidence, name)
    yield Declared(find_in_address(page.url), Origin.URL, 0.72, "address")


def _find_microdata(page: Page, headline: Element | None) -> Iterator[Declared]:
    properties = read_microdata(page)
    for name, confidence in (("datepublished", 0.88), ("datecreated", 0.75)):
        own = [item for item in properties.get(name, ()) if not is_elsewhere(item.element, headline)]
        for item in own[:3]:
            # Of several, those of the cards around an article are no worse marked than its own.
            yield Declared(item.text, Origin.MICRODATA, confidence if len(own) == 1 else confidence - 0.12, name)


def _find_rdfa(page: Page, headline: Element | None) -> Iterator[Declared]:
    """The first time that an element beside the headline states by RDFa, as Drupal's do."""
    for element in page.by_tag.get("span", ()):
        if "property" not in element.attributes or not element.get("content") or is_elsewhere(element, headline):
            continue
        if name := next((name for name in _RDFA if name in element.get("property").lower().split()), None):
            yield Declared(element.get("content"), Origin.DOM, 0.8, f"RDFa: {name}")
            return


def find_in_address(url: str) -> str:
    """The day that an address holds, as year-month-day; empty where it holds none."""
    for pattern in _IN_ADDRESS:
        match = pattern.search(url, 8)
        if match:
            parts = [part for part in match.groups() if part and part not in "-_"]
            if len(parts[0]) < 4:  # noqa: PLR2004 -- a day or month; a year has four digits
                parts.reverse()
            return " ".join(reversed(parts)) if parts[1].isalpha() else "-".join(parts)
    return ""


def find_modified(page: Page) -> Iterator[Declared]:
    """Everything that is declared to be the time of the page's last change, the server's header last."""
    structured = read_structured(page)
    yield Declared(text_of(structured.article.get("dateModified")), Origin.JSON_LD, 0.92, "dateModified")
    yield Declared(text_of(structured.web_page.get("dateModified")), Origin.JSON_LD, 0.7, "WebPage.dateModified")
    for item in read_microdata(page).get("datemodified", ())[:1]:
        yield Declared(item.text, Origin.MICRODATA, 0.86, "dateModified")
    tags = read_meta(page).tags
    for name, confidence in _MODIFIED_META:
        if name in tags:
            yield Declared(tags[name][0], Origin.META, confidence, name)
    yield Declared(page.document.headers.get("last-modified", ""), Origin.HTTP, 0.2, "last-modified")


def find_in_scripts(page: Page) -> Iterator[Declared]:
    """What scripts state of a publication, where nothing better does: JSON that does not parse, an app's state."""
    for script in page.scripts:
        stated = {match.group(2).strip(): match.group(1) for match in _IN_STATE.finditer(script.source, 0, _MAX_STATE)}
        origin = Origin.JSON_LD if "json" in script.element.get("type").lower() else Origin.DOM
        for text, name in list(stated.items())[:1]:
            # Of several, the first is no more than one of a list.
            confidence = _SURE[origin] if len({text[:10] for text in stated}) == 1 else _UNSURE
            yield Declared(text, origin, confidence, f"script: {name}")
    image = read_meta(page).first("og:image", "twitter:image")
    yield Declared(find_in_address(image), Origin.URL, 0.35, "address of the lead image")
