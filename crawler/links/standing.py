"""The text of a listing that belongs to none of the articles which it offers."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

from crawler.links.link import Link, LinkKind
from crawler.page.anchors import find_anchors
from crawler.page.blocks import block_key, read_blocks
from crawler.page.tree import Element, Page

_SENTENCE: Final = 20  # characters; what is shorter may stand anywhere


def find_standing(page: Page, links: Iterable[Link]) -> frozenset[str]:
    """The keys of the text blocks that are no part of a teaser, or of a story that is printed whole.

    A block is part of one where the nearest element around it that leads to articles at all leads to one alone.
    """
    articles = {link.canonical_url for link in links if link.kind is LinkKind.ARTICLE}
    anchors = [anchor for anchor in find_anchors(page) if anchor.canonical_url in articles]
    places = [anchor.element.index for anchor in anchors]

    def is_shared(element: Element) -> bool:
        for around in (element, *element.ancestors()):
            within = anchors[bisect_left(places, around.index) : bisect_left(places, around.end)]
            if within:
                return len({anchor.canonical_url for anchor in within}) > 1
        return True

    def keys() -> Iterator[str]:
        owner, shared = None, False
        for block in read_blocks(page):
            if len(block.text) < _SENTENCE:
                continue
            if block.owner is not owner:
                owner, shared = block.owner, is_shared(block.owner)
            if shared:
                yield block_key(block.text)

    return frozenset(keys())
