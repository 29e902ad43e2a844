"""A page's text cut into blocks: what a reader sees as one paragraph, one heading, one label."""

import hashlib
from collections.abc import Sequence
from typing import Final

import msgspec

from crawler.page.kept import keep
from crawler.page.marks import Mark, find_marked
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


@keep
def read_blocks(page: Page) -> list[TextBlock]:
    """The text blocks of the page's body, in document order; one line break joins, two part. The answer is kept."""
    in_link = _marked(page, "a")
    in_control = _marked(page, *_CONTROLS)
    body = page.find("body")
    blocks: list[TextBlock] = []
    if body is None:
        return blocks
    start, linked, owner = 0, 0, body
    parts: list[str] = []
    stretch = slice(body.text_start, body.text_end)
    for position, text, parent in zip(
        range(body.text_start, body.text_end), page.texts[stretch], page.text_parents[stretch], strict=True
    ):
        if text != "\n":
            index = parent.index
            if not in_control[index]:
                if not parts:
                    start, owner = position, parent
                parts.append(text)
                if in_link[index]:
                    linked += len(text)
        elif parts and (parent.tag != "br" or in_control[parent.index]):
            folded = " ".join((parts[0] if len(parts) == 1 else "".join(parts)).split())
            if folded:
                while owner.tag not in BLOCK_TAGS and owner.parent is not None:
                    owner = owner.parent
                blocks.append(TextBlock(len(blocks), owner, start, position, folded, min(linked, len(folded))))
            linked, parts = 0, []
        elif parts:
            parts.append(" ")
    return blocks


def leave_unseen(page: Page, blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """The blocks without what only screen readers say in their midst ("opens in a new window")."""
    unseen = [element for element in find_marked(page, Mark.UNSEEN) if element.tag not in BLOCK_TAGS]
    if not unseen:
        return list(blocks)
    marks = bytearray(len(page.texts))
    for element in unseen:
        marks[element.text_start : element.text_end] = b"\1" * (element.text_end - element.text_start)
    return [seen for block in blocks if (seen := _leave(page, block, marks)).text] or list(blocks)


def _leave(page: Page, block: TextBlock, marks: bytearray) -> TextBlock:
    if marks.find(1, block.start, block.end) < 0:
        return block
    if page.text_parents[block.start].get("aria-hidden") == "true":
        return block  # what is unseen says for the ear what an initial that is set apart shows to the eye
    pairs = zip(page.texts[block.start : block.end], marks[block.start : block.end], strict=True)
    kept = " ".join("".join(text for text, is_unseen in pairs if not is_unseen).split())
    return msgspec.structs.replace(block, text=kept)


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
