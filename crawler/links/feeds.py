"""A site's feeds, RSS, Atom and JSON Feed, to offers of articles."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import feedparser
import msgspec

from crawler.errors import PageError
from crawler.page.anchors import resolve
from crawler.page.structured import plain
from crawler.records.enums import TeaserLink, Via
from crawler.records.offer import Offer
from crawler.urls import join

_MAX_ENTRIES: Final = 5_000
_MAX_EXCERPT: Final = 1_000  # characters; some feeds hold the whole article
_MAX_TAGS: Final = 50
_JSON_VERSION: Final = "jsonfeed.org/version/"
_COMMENT: Final = re.compile(r"#(?:comment|reply|c)[-_]?\d+$", re.IGNORECASE)  # how an address names a reader's word
_START: Final = b"\xef\xbb\xbf \t\r\n"


class Feed(NamedTuple):
    """What a feed holds: its kind, its offers in its own order, and where its next page is (RFC 5005, JSON Feed)."""

    via: Via
    offers: tuple[Offer, ...]
    next_url: str | None


def parse_feed(body: bytes, url: str, headers: dict[str, str] | None = None) -> Feed:
    """A feed's bytes as offers; ``url`` is the feed's address, ``headers`` its response's with small names.

    Nothing is fetched and no entity from outside is resolved; what a feed holds in markup becomes plain text.

    Raises:
        PageError: the bytes are no feed.
    """
    if body.lstrip(_START)[:1] == b"{":
        return _parse_json(body, url)
    stated = {"content-location": url, "content-type": (headers or {}).get("content-type", "application/xml")}
    parsed = feedparser.parse(
        io.BytesIO(body), response_headers=stated, sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.get("version"):
        raise PageError("the answer is no feed")
    via = Via.ATOM if parsed.version.startswith("atom") else Via.RSS
    language = parsed.feed.get("language") or None
    offers: list[Offer] = []
    for entry in parsed.entries[:_MAX_ENTRIES]:
        offer = _read_entry(entry, via, url, len(offers) + 1)
        if offer is not None:
            offers.append(msgspec.structs.replace(offer, language=language))
    next_url = next((link.get("href") for link in parsed.feed.get("links", ()) if link.get("rel") == "next"), None)
    return Feed(via, tuple(offers), join(url, next_url) if next_url else None)


def _read_entry(entry: Any, via: Via, url: str, position: int) -> Offer | None:
    address = _find_address(entry)
    found = resolve(url, address) if not _COMMENT.search(address) else None
    if found is None:
        return None
    tags = tuple(
        dict.fromkeys(filter(None, (plain(tag.get("label") or tag.get("term") or "") for tag in _tags(entry))))
    )
    return Offer(
        url=found[0],
        canonical_url=found[1],
        via=via,
        link_kind=TeaserLink.FEED,
        from_url=url,
        position=position,
        headline=plain(entry.get("title", "")) or None,
        excerpt=plain(entry.get("summary", ""))[:_MAX_EXCERPT] or None,
        section=tags[0] if tags else None,
        image=_find_image(entry, url),
        authors=tuple(_find_authors(entry)),
        tags=tags,
        published_raw=entry.get("published") or entry.get("created"),
        modified_raw=dict.get(entry, "updated"),  # feedparser would else give the time of publishing
        guid=entry.get("id") or None,
    )


def _tags(entry: Any) -> Iterator[Any]:
    yield from (entry.get("tags") or ())[:_MAX_TAGS]


def _find_address(entry: Any) -> str:
    """The entry's own page: what a proxy of feeds says it was, the link to it, or an id that is an address."""
    for name in ("feedburner_origlink", "link"):
        if address := entry.get(name):
            return str(address)
    guid = str(entry.get("id", ""))
    return guid if guid.startswith(("http://", "https://")) else ""


def _find_authors(entry: Any) -> Iterator[str]:
    for author in entry.get("authors") or ():
        name = plain(author.get("name") or "")
        if name and "@" not in name:
            yield name


def _find_image(entry: Any, url: str) -> str | None:
    for group in ("media_content", "media_thumbnail", "links"):
        for item in entry.get(group) or ():
            is_image = str(item.get("type", "")).startswith("image/") or item.get("medium") == "image"
            if is_image or group == "media_thumbnail":
                return join(url, item.get("url") or item.get("href") or "")
    return None


def _parse_json(body: bytes, url: str) -> Feed:
    """JSON Feed 1.1 (jsonfeed.org), a lenient reading."""
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PageError("the answer is no feed") from error
    if not isinstance(parsed, dict) or _JSON_VERSION not in str(parsed.get("version")):
        raise PageError("the answer is no feed")
    items = parsed.get("items")
    language = _text(parsed, "language")
    offers: list[Offer] = []
    for item in items[:_MAX_ENTRIES] if isinstance(items, list) else ():
        found = resolve(url, _text(item, "url", "external_url", "id") or "") if isinstance(item, dict) else None
        if found is None:
            continue
        tags = item.get("tags")
        offers.append(
            Offer(
                url=found[0],
                canonical_url=found[1],
                via=Via.JSON_FEED,
                link_kind=TeaserLink.FEED,
                from_url=url,
                position=len(offers) + 1,
                headline=_text(item, "title"),
                excerpt=(_text(item, "summary", "content_text") or "")[:_MAX_EXCERPT] or None,
                image=_text(item, "image", "banner_image"),
                authors=tuple(_read_names(item) or _read_names(parsed)),
                tags=tuple(plain(tag) for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
                published_raw=_text(item, "date_published"),
                modified_raw=_text(item, "date_modified"),
                language=_text(item, "language") or language,
                guid=_text(item, "id"),
            )
        )
    return Feed(Via.JSON_FEED, tuple(offers), join(url, _text(parsed, "next_url") or "") or None)


def _text(item: dict[str, Any], *names: str) -> str | None:
    for name in names:
        value = item.get(name)
        if isinstance(value, str) and (text := plain(value)):
            return text
    return None


def _read_names(item: dict[str, Any]) -> list[str]:
    authors = item.get("authors") or [item.get("author")]
    found = (
        [_text(author, "name") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    )
    return [name for name in found if name]
