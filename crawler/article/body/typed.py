"""Chosen text blocks to the typed blocks of the record: headings, paragraphs, lists, quotes, tables, images, embeds."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from crawler.article.body.surroundings import FLAGS, Side
from crawler.page.blocks import TextBlock
from crawler.page.pictures import find_source
from crawler.page.tree import Element, Page, fold
from crawler.records.article import Block
from crawler.records.enums import BlockType
from crawler.urls import join

_HEADINGS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LISTS: Final = frozenset({"ul", "ol", "dl", "menu", "dir"})
_FRAMES: Final = ("iframe", "embed", "object", "video", "audio")
_SHAPES: Final = frozenset({*_HEADINGS, *_LISTS, "table", "blockquote"})
_PARTS: Final = frozenset({"li", "dt", "dd", "td", "th", "caption"})
_TOPS: Final = frozenset({"body", "article", "main"})
_OFFERS: Final = ("newsletter", "subscribe", "signup", "sign-up")  # in the address of a frame that is a form
_MAX_PART: Final = 700  # characters; an item or cell of more, or of more blocks than these, is a layout's
_MAX_PART_BLOCKS: Final = 2
_MAX_QUOTE: Final = 0.6  # share of the body; a quote of more is a layout's
_MAX_BOX: Final = 200  # characters beside an image, its caption apart; with more it belongs to another text
_PIXEL: Final = frozenset({"0", "1", "2", "3"})  # widths and heights of images that only count readers
_ALOOF: Final = tuple(
    place
    for place, flag in enumerate(FLAGS)
    if flag in {"says_promo", "says_related", "says_author", "says_comment", "in_aside", "in_form"}
)
_MAX_STEPS: Final = 40  # up the tree
_INITIALS: Final = ("drop", "initial", "cap", "lettrine", "letter")
_LONE_WORDS: Final = frozenset("AÀÁÂEÈÉÊIÍOÒÓÔUÙÚYVWZSKCBАВИКОСУЯІЙЗЄЭ")  # letters that are a word in some language


def type_blocks(page: Page, chosen: Sequence[TextBlock], find_side: Callable[[Element], Side]) -> tuple[Block, ...]:
    """The typed blocks of a body: the chosen texts, with the images and embeds that stand between them."""
    if not chosen:
        return ()
    placed = [*_place_texts(page, chosen), *_place_media(page, chosen, find_side)]
    placed.sort(key=lambda pair: pair[0])
    return tuple(block for _, block in placed)


def _place_texts(page: Page, chosen: Sequence[TextBlock]) -> Iterator[tuple[tuple[int, int], Block]]:
    shapes = [_find_shapes(block.owner) for block in chosen]
    layouts = _find_layouts(chosen, shapes)
    texts = _join_initials(page, chosen, shapes)
    numbered = [
        (number, next((shape for shape, _ in found if shape.index not in layouts), None))
        for number, found in enumerate(shapes)
        if texts[number]
    ]
    for shape, group in groupby(numbered, key=lambda pair: pair[1]):
        run = [number for number, _ in group]
        place = (chosen[run[0]].start, 1)
        if shape is None:
            for number in run:
                yield (chosen[number].start, 1), Block(type=BlockType.PARAGRAPH, text=texts[number])
        elif shape.tag in _HEADINGS:
            text = " ".join(texts[number] for number in run)
            yield place, Block(type=BlockType.HEADING, text=text, level=_HEADINGS[shape.tag])
        elif shape.tag == "blockquote":
            yield place, Block(type=BlockType.QUOTE, text="\n".join(texts[number] for number in run))
        elif shape.tag == "table":
            rows = tuple(
                tuple(" ".join(texts[number] for number in cell) for cell in _part(row, chosen, _PARTS))
                for row in _part(run, chosen, {"tr", "caption"})
            )
            yield place, Block(type=BlockType.TABLE, rows=rows)
        else:
            items = tuple(" ".join(texts[number] for number in item) for item in _part(run, chosen, _PARTS))
            yield place, Block(type=BlockType.LIST, items=items, ordered=shape.tag == "ol")


def _find_shapes(owner: Element) -> list[tuple[Element, Element]]:
    """What gives a block its form, the outermost first: a heading, list, table or quote, and the part of it."""
    found = []
    part = owner
    for element in _climb(owner):
        if element.tag in _SHAPES:
            if element.tag in _HEADINGS:
                return [(element, part)]
            found.append((element, part))
        elif element.tag in _PARTS:
            part = element
    return found[::-1]


def _find_layouts(chosen: Sequence[TextBlock], shapes: list[list[tuple[Element, Element]]]) -> set[int]:
    """The lists, tables and quotes that only place the text: their parts hold whole stories."""
    counts: dict[tuple[int, int], int] = {}
    lengths: dict[int, int] = {}
    layouts = set()
    whole = 0
    for block, found in zip(chosen, shapes, strict=True):
        length = len(block.text)
        whole += length
        for shape, part in found:
            index = shape.index
            lengths[index] = lengths.get(index, 0) + length
            if shape.tag == "blockquote":
                if lengths[index] > _MAX_PART:
                    layouts.add(-index)
                continue
            count = counts[index, part.index] = counts.get((index, part.index), 0) + 1
            if count > _MAX_PART_BLOCKS or length > _MAX_PART:
                layouts.add(index)
    quotes = {-index for index in layouts if index < 0 and lengths[-index] > _MAX_QUOTE * whole}
    return {index for index in layouts if index > 0} | quotes


def _part(run: list[int], chosen: Sequence[TextBlock], tags: set[str] | frozenset[str]) -> Iterator[list[int]]:
    """The run parted by the nearest element of these tags around each block."""
    for _, group in groupby(run, key=lambda number: _find_around(chosen[number].owner, tags).index):
        yield list(group)


def _find_around(element: Element, tags: set[str] | frozenset[str]) -> Element:
    """The nearest element of these tags around this one (itself included), else itself."""
    return next((around for around in _climb(element) if around.tag in tags), element)


def _climb(element: Element) -> Iterator[Element]:
    """The element and the ones around it, up to what holds the whole, and no farther than a reader can see."""
    around: Element | None = element
    for _ in range(_MAX_STEPS):
        if around is None or around.tag in _TOPS:
            break
        yield around
        around = around.parent


def _join_initials(page: Page, chosen: Sequence[TextBlock], shapes: list[list[tuple[Element, Element]]]) -> list[str]:
    """The texts, with an initial that a template sets apart joined to its word, and empty where it was."""
    texts = [block.text for block in chosen]
    pictures = {image.text_start: letter for image in page.by_tag.get("img", ()) if (letter := _read_letter(image))}
    for number, text in enumerate(texts):
        following = texts[number + 1] if number + 1 < len(texts) else ""
        if len(text) == 1 and text.isupper() and following[:1].islower() and not shapes[number]:
            texts[number], texts[number + 1] = "", text + following
        elif text[:1].islower() and chosen[number].start in pictures:
            texts[number] = pictures[chosen[number].start] + text
        elif text[:1].isupper() and (text[1:2] == text[0] or (text[1:2] == " " and text[2:3].islower())):
            texts[number] = _join_initial(page, chosen[number], texts)
    return texts


def _read_letter(image: Element) -> str:
    """The one letter that a picture shows, as it says of itself; empty where it shows more."""
    letter = image.get("alt").strip()
    return letter if len(letter) == 1 and letter.isupper() else ""


def _join_initial(page: Page, block: TextBlock, texts: Sequence[str]) -> str:
    """A text that begins with a letter in an element of its own: joined to its word, or left out if said twice."""
    text, parent = block.text, page.text_parents[block.start]
    if parent is block.owner or page.texts[block.start].strip() != text[0]:
        return text
    if text[1] == text[0]:
        return text[1:] if parent.get("aria-hidden") == "true" else text
    if text[0] in _LONE_WORDS:
        word = text[2:].split()[0]
        is_initial = any(part in parent.get("class").lower() for part in _INITIALS)
        if not is_initial or any(word in other.split() for other in texts if other is not text):
            return text
    return text[0] + text[2:]


def _place_media(
    page: Page, chosen: Sequence[TextBlock], find_side: Callable[[Element], Side]
) -> Iterator[tuple[tuple[int, int], Block]]:
    starts = [block.start for block in chosen]
    first, end = chosen[0].owner.index, chosen[-1].end
    shown = set()
    for element in page.by_tag.get("img", ()):
        if (
            element.index < first
            or element.text_start > end
            or element.get("width") in _PIXEL
            or element.get("height") in _PIXEL
            or _read_letter(element)
        ):
            continue
        address = join(page.base_url, find_source(element))
        if address and address not in shown and _is_of_body(page, element, starts, find_side):
            shown.add(address)
            image = Block(type=BlockType.IMAGE, url=address, caption=_read_caption(page, element))
            yield (element.text_start, 0), image
    for tag in _FRAMES:
        for element in page.by_tag.get(tag, ()):
            if element.index > first and element.text_start <= end:
                address = join(page.base_url, find_source(element) or element.get("data"))
                if address is None or any(word in address for word in _OFFERS):
                    continue
                if address not in shown and _is_of_body(page, element, starts, find_side):
                    shown.add(address)
                    yield (element.text_start, 0), Block(type=BlockType.EMBED, url=address)


def _is_of_body(page: Page, element: Element, starts: list[int], find_side: Callable[[Element], Side]) -> bool:
    """Whether an image or embed stands in the body rather than in a box of something else amid it."""
    flags = find_side(element).flags
    if any(flags[place] for place in _ALOOF):
        return False
    box = element
    for around in _climb(element):
        place = bisect_left(starts, around.text_start)
        if place < len(starts) and starts[place] < around.text_end:
            break
        box = around
    caption = _read_caption(page, element) or ""
    return len(fold("".join(page.texts[box.text_start : box.text_end]))) - len(caption) <= _MAX_BOX


def _read_caption(page: Page, element: Element) -> str | None:
    for around in _climb(element):
        if around.tag == "figure":
            caption = page.find("figcaption", within=around)
            return (page.text(caption) if caption is not None else "") or None
    return None
