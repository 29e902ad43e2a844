"""Chosen text blocks to the typed blocks of the record: headings, paragraphs, lists, quotes, tables, images, embeds."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from crawler.page.blocks import TextBlock
from crawler.page.tree import Element, Page
from crawler.records.article import Block
from crawler.records.enums import BlockType
from crawler.urls import join

_HEADINGS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LISTS: Final = frozenset({"ul", "ol", "dl", "menu", "dir"})
_FRAMES: Final = frozenset({"iframe", "embed", "object", "video", "audio"})
_SHAPES: Final = frozenset({*_HEADINGS, *_LISTS, "table", "blockquote"})
_SOURCES: Final = ("src", "data-src", "data-lazy-src", "data-original")


def type_blocks(page: Page, chosen: list[TextBlock]) -> tuple[Block, ...]:
    """The typed blocks of a body: the chosen texts, with the images and embeds that stand between them."""
    if not chosen:
        return ()
    placed = [*_texts(chosen), *_media(page, chosen)]
    return tuple(block for _, block in sorted(placed, key=lambda pair: pair[0]))


def _texts(chosen: list[TextBlock]) -> Iterator[tuple[int, Block]]:
    for shape, group in groupby(chosen, key=_shape):
        run = list(group)
        place = run[0].owner.index
        if shape is None:
            yield from ((block.owner.index, Block(type=BlockType.PARAGRAPH, text=block.text)) for block in run)
        elif shape.tag in _HEADINGS:
            text = " ".join(block.text for block in run)
            yield place, Block(type=BlockType.HEADING, text=text, level=_HEADINGS[shape.tag])
        elif shape.tag in _LISTS:
            items = tuple(" ".join(block.text for block in item) for item in _items(run))
            yield place, Block(type=BlockType.LIST, items=items, ordered=shape.tag == "ol")
        elif shape.tag == "table":
            rows = tuple(tuple(block.text for block in row) for row in _rows(run))
            yield place, Block(type=BlockType.TABLE, rows=rows)
        else:
            yield place, Block(type=BlockType.QUOTE, text="\n".join(block.text for block in run))


def _shape(block: TextBlock) -> Element | None:
    """The heading, list, table or quote that the block stands in; None for a plain paragraph."""
    element: Element | None = block.owner
    found = None
    while element is not None and element.tag not in {"body", "article", "main"}:
        if element.tag in _SHAPES:
            found = element  # the outermost, so that a list in a list stays one list
            if element.tag in _HEADINGS:
                break
        element = element.parent
    return found


def _items(run: list[TextBlock]) -> Iterator[list[TextBlock]]:
    for _, group in groupby(run, key=lambda block: _around(block.owner, {"li", "dt", "dd"})):
        yield list(group)


def _rows(run: list[TextBlock]) -> Iterator[list[TextBlock]]:
    for _, group in groupby(run, key=lambda block: _around(block.owner, {"tr"})):
        yield list(group)


def _around(element: Element, tags: set[str]) -> int:
    """The index of the nearest element of these tags around this one (itself included), else its own."""
    around: Element | None = element
    while around is not None and around.tag not in tags:
        around = around.parent
    return (around or element).index


def _media(page: Page, chosen: list[TextBlock]) -> Iterator[tuple[int, Block]]:
    first, last = chosen[0].owner, chosen[-1].owner
    for element in page.elements[first.index : last.end]:
        if element.tag == "img":
            url = next((source for name in _SOURCES if (source := element.get(name)) and source[:5] != "data:"), "")
            address = join(page.base_url, url) if url else None
            if address:
                yield element.index, Block(type=BlockType.IMAGE, url=address, caption=_caption(page, element))
        elif element.tag in _FRAMES:
            address = join(page.base_url, element.get("src") or element.get("data-src") or element.get("data"))
            if address and address != page.base_url:
                yield element.index, Block(type=BlockType.EMBED, url=address)


def _caption(page: Page, image: Element) -> str | None:
    for around in image.ancestors():
        if around.tag == "figure":
            caption = page.find("figcaption", within=around)
            return (page.text(caption) if caption is not None else "") or None
    return None
