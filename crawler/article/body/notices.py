"""Notices of cookies before and behind a story, told by what they say and where they stand."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from crawler.article.body.surroundings import find_stranger
from crawler.article.body.why import Why, list_chosen
from crawler.article.words import load_words
from crawler.page.blocks import TextBlock

_DATA: Final = load_words("access")["consent"]
_STEMS: Final = tuple(_DATA["cookies"])  # asked for first: most texts hold none
_NOTICES: Final = tuple(_DATA["notices"])
_MAX_NOTICE: Final = 1_200  # signs
_MOST: Final = 4  # times what a notice says, from which a container holds a story that only speaks of cookies
_REACH: Final = 3  # blocks at either end of the body


def find_notices(blocks: Sequence[TextBlock], whys: Sequence[Why]) -> Iterator[int]:
    """The blocks at the ends of the body that tell of cookies, or stand in a box by which a site asks for consent.

    What stands beside a notice in its container belongs to it, unless it says far more.
    """
    chosen = list_chosen(whys)
    if not chosen:
        return
    ends = {*chosen[:_REACH], *chosen[-_REACH:]}
    said = "\n".join([blocks[number].text for number in ends]).lower()
    told = _find_told(blocks, ends) if any(map(said.__contains__, _STEMS)) else []
    boxes = {_find_box(blocks[number]) for number in told}
    boxed = [number for number in chosen if _find_box(blocks[number]) in boxes] if boxes else []
    if _MOST * _measure(blocks, told) < _measure(blocks, boxed):
        boxed = []
    if len(boxed) == len(chosen):
        yield from chosen
        return
    story = [number for number in chosen if number not in boxed] if boxed else chosen
    for number in ends:
        farthest = story[0] if number - story[0] > story[-1] - number else story[-1]
        if number in boxed or find_stranger(blocks[number].owner, blocks[farthest].owner) == "consent":
            yield number


def _find_told(blocks: Sequence[TextBlock], ends: Iterable[int]) -> list[int]:
    """Those of these blocks that tell of cookies."""
    short = [number for number in ends if len(blocks[number].text) <= _MAX_NOTICE]
    return [number for number in short if any(map(blocks[number].text.lower().__contains__, _NOTICES))]


def _measure(blocks: Sequence[TextBlock], numbers: Iterable[int]) -> int:
    return sum(len(blocks[number].text) for number in numbers)


def _find_box(block: TextBlock) -> int:
    parent = block.owner.parent
    return parent.index if parent is not None else block.owner.index
