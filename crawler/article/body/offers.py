"""Boxes amid a story that offer letters or ask for a vote, told by their fields or links."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final

from crawler.article.body.why import Why, list_chosen
from crawler.page.blocks import TextBlock
from crawler.page.tree import Element, Page

# The end of an address under which letters are offered; a longer one is the title of a story about them.
_LETTERS: Final = re.compile(r"/[\w-]{,12}(?:newsletter|subscribe)[\w-]{,12}/?(?:[?#]|$)")
_FIELDS: Final = frozenset({"email", "radio"})
_BOX: Final = 300  # characters of a box that only offers
_REACH: Final = 4  # texts behind the body in which the field of an offer may stand that ends it
_MOST: Final = 3  # times the letters of a box have to go into those of the body
_start_of: Final = attrgetter("text_start")


def find_offers(page: Page, blocks: Sequence[TextBlock], whys: Sequence[Why]) -> Iterator[int]:
    """The blocks that were chosen and stand in such a box."""
    chosen = list_chosen(whys)
    if not chosen:
        return
    first, last = blocks[chosen[0]].start, blocks[chosen[-1]].end
    whole = sum(len(blocks[number].text) for number in chosen)
    for mark in _find_marks(page, first, last + _REACH):
        box = _find_box(page, mark)
        inside = [number for number in chosen if blocks[number].owner in box]
        if sum(len(blocks[number].text) for number in inside) * _MOST <= whole:
            yield from inside


def _find_marks(page: Page, first: int, last: int) -> Iterator[Element]:
    """The fields for an address or a choice, and the links to letters alone in their line, between two places."""
    for field in page.by_tag.get("input", ()):
        if first <= field.text_start <= last and field.get("type").lower() in _FIELDS:
            yield field
    links = page.by_tag.get("a", [])
    for link in links[bisect_left(links, first, key=_start_of) : bisect_right(links, last, key=_start_of)]:
        address = link.attributes.get("href") or ""
        if ("newsletter" in address or "subscribe" in address) and _LETTERS.search(address) and _is_alone(page, link):
            yield link


def _is_alone(page: Page, link: Element) -> bool:
    return link.parent is not None and page.text(link.parent) == page.text(link)


def _find_box(page: Page, mark: Element) -> Element:
    """The largest box around a field or link that says no more than an offer does."""
    box = mark
    for around in mark.ancestors():
        if sum(map(len, page.texts[around.text_start : around.text_end])) > _BOX:
            break
        box = around
    return box
