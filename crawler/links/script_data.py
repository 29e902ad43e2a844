"""Teasers that a page holds only as data for its scripts: what a browser would make cards of."""

import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from crawler.page.anchors import resolve
from crawler.page.phrases import is_longer
from crawler.page.shapes import Hint, read_shape
from crawler.page.tree import Page, fold
from crawler.urls import is_same_site

_ADDRESSES: Final = (
    "url",
    "href",
    "link",
    "permalink",
    "canonicalUrl",
    "canonical_url",
    "webUrl",
    "path",
    "uri",
    "slug",
)
_HEADLINES: Final = ("headline", "title", "name")
_EXCERPTS: Final = ("excerpt", "description", "summary", "teaser", "dek", "standfirst")
_DATES: Final = ("datePublished", "publishedAt", "published_at", "publishDate", "firstPublished", "date", "published")
_MAX_BYTES: Final = 4_000_000
_MAX_NODES: Final = 20_000
_MIN_HEADLINE: Final = 20  # characters of Latin script
_MAYBE_ARTICLE: Final = frozenset({Hint.ARTICLE, Hint.UNCLEAR})


class DataTeaser(NamedTuple):
    """An article as the data of a page names it."""

    url: str
    canonical_url: str
    headline: str
    excerpt: str | None
    published_raw: str | None


def read_data_teasers(page: Page) -> list[DataTeaser]:
    """The articles in a page's JSON (``__NEXT_DATA__`` and its like), each address once, in the order of the data.

    An article is an object with an address of this site and a headline of some length.
    """
    found: dict[str, DataTeaser] = {}
    for script in page.scripts:
        if script.element.get("type").lower() == "application/json" and len(source := script.source) <= _MAX_BYTES:
            try:
                data = json.loads(source)
            except (ValueError, RecursionError):
                continue
            for node in _walk(data):
                teaser = _read_node(node, page)
                if teaser is not None:
                    found.setdefault(teaser.canonical_url, teaser)
    return list(found.values())


def _walk(data: Any) -> Iterator[dict[str, Any]]:
    """Every object of the data, as it stands; no more than some thousands of values are looked at."""
    waiting, count = [data], 0
    while waiting and count < _MAX_NODES:
        value = waiting.pop()
        count += 1
        if isinstance(value, dict):
            yield value
            waiting.extend(reversed([inner for inner in value.values() if isinstance(inner, dict | list)]))
        elif isinstance(value, list):
            waiting.extend(reversed([inner for inner in value if isinstance(inner, dict | list)]))


def _read_node(node: dict[str, Any], page: Page) -> DataTeaser | None:
    headline = _text(node, _HEADLINES)
    if headline is None or not is_longer(headline, _MIN_HEADLINE):
        return None
    address = next((node[name] for name in _ADDRESSES if isinstance(node.get(name), str) and "/" in node[name]), None)
    found = resolve(page.base_url, address) if address else None
    if found is None or not is_same_site(found[1], page.url) or read_shape(found[1]).hint not in _MAYBE_ARTICLE:
        return None
    return DataTeaser(*found, headline, _text(node, _EXCERPTS), _text(node, _DATES))


def _text(node: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = node.get(name)
        if isinstance(value, str) and (text := fold(value)):
            return text
    return None
