"""A site's sitemaps, plain or gzipped, indexes and news sitemaps, to offers of articles."""

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

import msgspec
from lxml import etree

from crawler.errors import PageError
from crawler.page.anchors import resolve
from crawler.page.structured import plain
from crawler.records.enums import TeaserLink, Via
from crawler.records.offer import Offer

MAX_ENTRIES: Final = 50_000  # sitemaps.org, "Sitemap file"
_MAX_BYTES: Final = 50 * 1024 * 1024  # the same, unpacked
_ENOUGH_ENTRIES: Final = 5  # from here on it is no accident that all changed at once
_GZIP_MARK: Final = b"\x1f\x8b"
_START: Final = b"\xef\xbb\xbf \t\r\n"
_LIST: Final = re.compile(r"\s*[,;]\s*")
_NAMES: Final = {
    "lastmod": "modified_raw",
    "title": "headline",
    "publication_date": "published_raw",
    "keywords": "tags",
    "language": "language",
}
_ROOTS: Final = frozenset({"urlset", "sitemapindex"})


_OTHERS: Final = re.compile(
    r"(?:^|[-_./])(?:taxonom\w*|post[-_]?tags?|tags?|categor\w*|authors?|users?|profiles?|posts?[-_]pages?|pages?[-_]sitemap|products?"
    r"|images?|videos?|locations?|events?|attachments?|post[-_]formats?|sections?|topics?)(?=$|[-_./\d])"
)
_ARTICLES: Final = re.compile(
    r"(?:^|[-_./])(?:posts?|post[-_]posts?|news|articles?|stories|artikel|noticias)(?=$|[-_./\d])"
)


class SitemapPart(NamedTuple):
    """A sitemap that an index names, and when it last changed, as written."""

    url: str
    modified_raw: str | None


class Sitemap(NamedTuple):
    """What a sitemap holds: the parts of an index, or offers in its own order; ``offers`` may be no articles."""

    parts: tuple[SitemapPart, ...]
    offers: tuple[Offer, ...]


def is_about_articles(url: str) -> bool | None:
    """Whether a sitemap's name says that it lists articles, or something else (False); None where it says neither."""
    folder, _, name = urlsplit(url).path.lower().rpartition("/")
    # An index may name feeds of all tags and writers too: /tags/ferry.xml
    if _OTHERS.search(name) or ("sitemap" not in name and _OTHERS.search(folder)):
        return False
    return True if _ARTICLES.search(name) else None


def is_sitemap(body: bytes) -> bool:
    """Whether bytes begin as a sitemap does, unpacked or not."""
    if body.startswith(_GZIP_MARK):
        return True
    start = body[:2_048]
    return b"<urlset" in start or b"<sitemapindex" in start


def parse_sitemap(body: bytes, url: str) -> Sitemap:
    """A sitemap's bytes (XML, or one address a line; perhaps gzipped) as what it lists; ``url`` is its address.

    Broken XML is read as far as it can be. Nothing is fetched, no entity is resolved, and what unpacks to more than
    50 MB is read to there.

    Raises:
        PageError: the bytes are no sitemap.
    """
    if body.startswith(_GZIP_MARK):
        body = _unpack(body)
    start = body.lstrip(_START)
    if not start.startswith(b"<"):
        return _parse_lines(start, url)
    parts: list[SitemapPart] = []
    offers: list[Offer] = []
    root = None
    for element in _iterate(start):
        name = _name(element)
        if root is None:
            root = _name(element.getroottree().getroot())
            if root not in _ROOTS:
                raise PageError("the answer is no sitemap")
        if name == "sitemap":
            if address := _find_location(element, url):
                parts.append(SitemapPart(address[0], _child(element, "lastmod")))
        elif name == "url" and len(offers) < MAX_ENTRIES:
            offer = _read_entry(element, url, len(offers) + 1)
            if offer is not None:
                offers.append(offer)
        element.clear()
    if root is None:
        raise PageError("the answer is no sitemap")
    return Sitemap(tuple(parts), _without_stamp(offers))


def _without_stamp(offers: list[Offer]) -> tuple[Offer, ...]:
    """The offers; a last change that all of them share is when the site was put out, and says nothing of any."""
    if len(offers) < _ENOUGH_ENTRIES or len({offer.modified_raw for offer in offers}) > 1:
        return tuple(offers)
    return tuple(msgspec.structs.replace(offer, modified_raw=None) for offer in offers)


def _unpack(body: bytes) -> bytes:
    """The unpacked bytes, as far as they are whole and no bomb."""
    pieces: list[bytes] = []
    size = 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
            while size < _MAX_BYTES and (piece := packed.read(1 << 18)):
                pieces.append(piece)
                size += len(piece)
    except (OSError, EOFError, zlib.error) as error:
        if not pieces:
            raise PageError("the answer is no sitemap: it cannot be unpacked") from error
    return b"".join(pieces)


def _iterate(body: bytes) -> Iterator[Any]:
    """The entries of the XML, each as soon as it is whole; ends where nothing more can be made of it."""
    events = etree.iterparse(
        io.BytesIO(body), events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for _, element in events:
            name = _name(element)
            if name in {"url", "sitemap"} or element.getparent() is None:
                yield element
    except etree.XMLSyntaxError:
        return


def _name(element: Any) -> str:
    """The element's name without its namespace, for sites write the namespace in many ways."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _child(element: Any, name: str) -> str | None:
    return next((child.text.strip() for child in element if _name(child) == name and child.text), None)


def _find_location(element: Any, url: str) -> tuple[str, str] | None:
    return resolve(url, _child(element, "loc") or "") if _child(element, "loc") else None


def _read_entry(element: Any, url: str, position: int) -> Offer | None:
    found = _find_location(element, url)
    if found is None:
        return None
    values: dict[str, Any] = {}
    is_news = False
    for inner in element.iter():
        name = _name(inner)
        text = inner.text.strip() if inner.text else ""
        is_news = is_news or name == "news"
        if name in {"title", "language"} and not is_news:
            continue  # of an image or a video
        if text and name in _NAMES:
            values.setdefault(_NAMES[name], text)
        elif text and name == "loc" and inner.getparent() is not element:
            values.setdefault("image", text)
    if "headline" in values:
        values["headline"] = plain(values["headline"])
    if "tags" in values:
        values["tags"] = tuple(tag for tag in _LIST.split(values["tags"]) if tag)
    return Offer(
        url=found[0],
        canonical_url=found[1],
        via=Via.NEWS_SITEMAP if is_news else Via.SITEMAP,
        link_kind=TeaserLink.SITEMAP,
        from_url=url,
        position=position,
        **values,
    )


def _parse_lines(body: bytes, url: str) -> Sitemap:
    """A sitemap of one address a line (sitemaps.org, "Text file")."""
    offers: list[Offer] = []
    for line in body.decode("utf-8", "replace").splitlines()[:MAX_ENTRIES]:
        address = line.strip()
        found = resolve(url, address) if address.startswith(("http://", "https://")) else None
        if found is None:
            if address and not offers:
                raise PageError("the answer is no sitemap")
            continue
        offers.append(
            Offer(
                url=found[0],
                canonical_url=found[1],
                via=Via.SITEMAP,
                link_kind=TeaserLink.SITEMAP,
                from_url=url,
                position=len(offers) + 1,
            )
        )
    if not offers:
        raise PageError("the answer is no sitemap")
    return Sitemap((), tuple(offers))
