"""A page's text cut into blocks: what a reader sees as one paragraph, one heading, one label."""

import hashlib
from typing import Final

import msgspec

from crawler.page.tree import BLOCK_TAGS, Element, Page

# What is said by the controls of a page is no text of it.
_CONTROLS: Final = frozenset({"button", "select", "option", "textarea", "datalist", "dialog"})


class TextBlock(msgspec.Struct, eq=False, gc=False):
    """One run of text between two block boundaries.

    ``owner`` is the nearest element around it that is not inline; ``start`` and ``end`` are its span in
    ``page.texts``; ``link_length`` counts the characters that stand inside links. White space is folded.
    """

    index: int
    owner: Element
    start: int
    end: int
    text: str
    link_length: int


def read_blocks(page: Page) -> list[TextBlock]:
    """The text blocks of the page's body, in document order; one line break joins, two part."""
    in_link = _marked(page, "a")
    in_control = _marked(page, *_CONTROLS)
    texts, parents = page.texts, page.text_parents
    body = page.find("body")
    blocks: list[TextBlock] = []
    position, stop = (body.text_start, body.text_end) if body is not None else (0, 0)
    while position < stop:
        first = parents[position]
        if texts[position] == "\n" or in_control[first.index]:
            position += 1
            continue
        start, linked, parts = position, 0, []
        while position < stop:
            text = texts[position]
            if text == "\n" and not (
                parents[position].tag == "br" and position + 1 < stop and texts[position + 1] != "\n"
            ):
                break
            parts.append(text)
            if in_link[parents[position].index]:
                linked += len(text)
            position += 1
        folded = " ".join("".join(parts).split())
        if folded:
            while first.tag not in BLOCK_TAGS and first.parent is not None:
                first = first.parent
            blocks.append(TextBlock(len(blocks), first, start, position, folded, min(linked, len(folded))))
    return blocks


def block_key(text: str) -> str:
    """The name under which a block is known to repeat: 16 hex digits, equal for equal words."""
    words = " ".join(text.casefold().split())
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _marked(page: Page, *tags: str) -> bytearray:
    """For each element of the page, 1 where it is of one of these tags or inside one."""
    marks = bytearray(len(page.elements))
    for tag in tags:
        for element in page.by_tag.get(tag, ()):
            marks[element.index : element.end] = b"\1" * (element.end - element.index)
    return marks
