"""The anchors of a page that lead somewhere on the web, each with its address in one form."""

import functools
from typing import Final, NamedTuple

from crawler.errors import AddressError
from crawler.page.shapes import Shape, read_shape
from crawler.page.tree import Element, Page
from crawler.urls import canonicalize, join

_WEB: Final = ("http://", "https://")


class Anchor(NamedTuple):
    """One ``<a href>``: ``url`` is absolute and without fragment, ``text`` what a reader sees of it."""

    element: Element
    url: str
    canonical_url: str
    shape: Shape
    text: str


@functools.lru_cache(maxsize=2)
def find_anchors(page: Page) -> tuple[Anchor, ...]:
    """The anchors of a page in document order, those without a web address left out.

    The last pages' answers are kept, for several readers ask for them.
    """
    base = page.base_url
    origin = "/".join(base.split("/", 3)[:3])
    texts = page.texts
    anchors = []
    for element in page.by_tag.get("a", ()):
        href = element.get("href")
        if not href or href[0] == "#":
            continue
        # what does not depend on the page is asked for without it, so that the next page finds the answer
        found = resolve(origin, href) if href[0] == "/" else resolve("" if href.startswith(_WEB) else base, href)
        if found is not None:
            text = " ".join("".join(texts[element.text_start : element.text_end]).split())
            anchors.append(Anchor(element, *found, text))
    return tuple(anchors)


def find_own(page: Page) -> str | None:
    """The canonical address of the page itself; None where it has no address on the web."""
    found = resolve("", page.url)
    return found[1] if found else None


@functools.lru_cache(maxsize=65_536)
def resolve(base_url: str, reference: str) -> tuple[str, str, Shape] | None:
    """Address, canonical address and shape of a reference; None where it means no web address."""
    url = join(base_url, reference)
    if url is None:
        return None
    try:
        canonical_url = canonicalize(url)
    except AddressError:
        return None
    return url.partition("#")[0], canonical_url, read_shape(canonical_url)
