"""The anchors of a page that lead somewhere on the web, each with its address in one form and its place."""

import functools
from bisect import bisect_left
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

import msgspec

from crawler.errors import AddressError
from crawler.page.kept import keep
from crawler.page.shapes import Hint, Shape, read_foreign_shape, read_shape
from crawler.page.tree import Element, Page
from crawler.urls import canonicalize, is_plainly_canonical, join, site_of

_WEB: Final = ("http://", "https://")
_MAX_LINKS: Final = 1_500  # of however short a page; what follows is left out
_MAX_DENSITY: Final = 10  # links more for each kilobyte: the densest of five thousand real pages
_Found: TypeAlias = tuple[str, str, Shape] | None  # address, canonical address and shape; None for no web address
_UNMET: Final = ("", "", read_foreign_shape(""))
_KNOWN: Final[dict[tuple[str, str], dict[str, _Found]]] = {}  # by the origin and host of the page
_MAX_SITES: Final = 256
_MAX_KNOWN: Final = 65_536
# A header or footer in one of these belongs to a part of the page, not to the page.
_PARTS: Final = frozenset({"article", "section", "main", "li", "aside", "td"})


class Place(StrEnum):
    """Where an anchor stands: in a menu or the page's header, in its footer, or between them."""

    NAVIGATION = "navigation"
    FOOTER = "footer"
    CONTENT = "content"


class Anchor(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One ``<a href>``: ``url`` is absolute and without fragment, ``text`` what a reader sees of it.

    ``shape`` is that of a foreign address where it stands on another site than the page.
    """

    element: Element
    url: str
    canonical_url: str
    shape: Shape
    text: str
    rel: str
    place: Place


@keep
def find_anchors(page: Page) -> tuple[Anchor, ...]:
    """The anchors of a page in document order, those without a web address left out.

    The answer is kept, for several readers ask for it.
    """
    base, own = page.base_url, resolve("", page.url)
    origin = "/".join(base.split("/", 3)[:3])
    own_host = own[1].split("/", 3)[2] if own else ""
    known = _find_known(origin, own_host)
    texts = page.texts
    elements = page.by_tag.get("a", [])[: _MAX_LINKS + _MAX_DENSITY * len(page.document.body) // 1_000]
    anchors = []
    for element, place in zip(elements, _find_places(page, elements), strict=True):
        attributes = element.attributes
        href = attributes.get("href")
        if not href or href[0] == "#":
            continue
        found = known.get(href, _UNMET)
        if found is _UNMET:
            if href[0] == "/" and href[1:2] != "/":
                found = known[href] = _locate("", origin + href, own_host)
            elif href.startswith(_WEB):
                found = known[href] = _locate("", href, own_host)
            else:
                found = _locate(base, href, own_host)  # another address on another page
        if found is not None:
            url, canonical_url, shape = found
            start, end = element.text_start, element.text_end
            text = texts[start] if end - start == 1 else "".join(texts[start:end])
            text = " ".join(text.split())
            anchors.append(Anchor(element, url, canonical_url, shape, text, attributes.get("rel") or "", place))
    return tuple(anchors)


def _find_known(origin: str, own_host: str) -> dict[str, _Found]:
    """What the references that mean one address on every page of a site were found to be.

    A dictionary of a site's own answers in half the time in which a cache for all sites does, and most links of a page
    stand on the page before it.
    """
    if len(_KNOWN) > _MAX_SITES or sum(map(len, _KNOWN.values())) > _MAX_KNOWN:
        _KNOWN.clear()
    return _KNOWN.setdefault((origin, own_host), {})


class Groups(NamedTuple):
    """The anchors of a page by the hint of their shape, those with a rel, and those to writers; in document order."""

    by_hint: dict[Hint, list[Anchor]]
    with_rel: list[Anchor]
    to_writers: list[Anchor]


@keep
def group_anchors(page: Page) -> Groups:
    """The anchors by what their readers look for; the answer is kept."""
    by_hint: dict[Hint, list[Anchor]] = {hint: [] for hint in Hint}
    with_rel: list[Anchor] = []
    to_writers: list[Anchor] = []
    for anchor in find_anchors(page):
        hint = anchor.shape.hint
        by_hint[hint].append(anchor)
        if anchor.rel:
            with_rel.append(anchor)
        if hint is Hint.AUTHOR or "author" in anchor.rel:
            to_writers.append(anchor)
    return Groups(by_hint, with_rel, to_writers)


@keep
def find_relations(page: Page) -> list[tuple[Element, str]]:
    """The links that state a relation, wherever they lead, each with it in small letters; the answer is kept."""
    return [(link, rel.lower()) for link in page.by_tag.get("a", ()) if (rel := link.attributes.get("rel"))]


def _find_places(page: Page, elements: list[Element]) -> list[Place]:
    """The place of each of these elements."""
    indexes = [element.index for element in elements]
    places = [Place.CONTENT] * len(elements)
    for tag, place in (("nav", Place.NAVIGATION), ("header", Place.NAVIGATION), ("footer", Place.FOOTER)):
        for landmark in page.by_tag.get(tag, ()):
            first, last = bisect_left(indexes, landmark.index), bisect_left(indexes, landmark.end)
            if first < last and (tag == "nav" or not any(around.tag in _PARTS for around in landmark.ancestors())):
                places[first:last] = [place] * (last - first)
    return places


def is_linked(element: Element) -> bool:
    """Whether an element is a link, or stands in one."""
    return element.tag == "a" or any(around.tag == "a" for around in element.ancestors())


@keep
def find_own(page: Page) -> str | None:
    """The canonical address of the page itself; None where it has no address on the web."""
    found = resolve("", page.url)
    return found[1] if found else None


def _locate(base_url: str, reference: str, own_host: str) -> _Found:
    """Address, canonical address and shape of a reference on a page of some host."""
    found = resolve(base_url, reference)
    if found is None:
        return None
    foreign = _find_foreign(found[1].split("/", 3)[2], own_host) if own_host else None
    return *found, foreign or read_shape(found[1])


@functools.lru_cache(maxsize=16_384)
def _find_foreign(host: str, own_host: str) -> Shape | None:
    """The shape of whatever stands on a host; None where that is a host of the page's own site."""
    if host == own_host:
        return None
    site = _find_site(own_host)
    name = host.partition(":")[0]
    is_own = name == site or name.endswith(f".{site}")
    return None if is_own else read_foreign_shape(host)


@functools.lru_cache(maxsize=256)
def _find_site(own_host: str) -> str:
    """The site of a page's host; other hosts are held against it by their ending, for reading them costs more."""
    return site_of(f"//{own_host}")


def resolve(base_url: str, reference: str) -> tuple[str, str] | None:
    """Address without fragment and canonical address of a reference; None where it means no web address."""
    url: str | None = reference.partition("#")[0]
    if not base_url and url and is_plainly_canonical(url):
        return url, url
    url = join(base_url, reference)
    if url is None:
        return None
    try:
        return url.partition("#")[0], canonicalize(url)
    except AddressError:
        return None
