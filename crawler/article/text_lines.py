"""The lines of a stretch of a page's texts as a reader sees them, what is glued together kept apart."""

from collections.abc import Iterator
from typing import Final

from crawler.article.names import is_by_word
from crawler.page.tree import Page

_SHORT_TEXT: Final = 30  # characters; a word like "by" alone is shorter
_SHORT_WORD: Final = 3  # letters; what is shorter may be the first part of a word
_APART: Final = " – "


def read_lines(page: Page, start: int, end: int) -> Iterator[str]:
    """The lines of a stretch of texts; a word like "by" is kept apart from the name that it is glued to.

    So are two elements that only style keeps apart.
    """
    return (line for _, line in read_placed_lines(page, start, end))


def read_placed_lines(page: Page, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The same, each with the place of its first text."""
    parents = page.text_parents
    pieces: list[str] = []
    first = start
    for place, text in enumerate(page.texts[start:end], start):
        if text == "\n":
            line = " ".join("".join(pieces).split())
            if line:
                yield first, line
            pieces = []
        else:
            first = first if pieces else place
            if pieces and parents[place] is not parents[place - 1] and _are_glued(pieces[-1], text):
                pieces.append(_APART)
            pieces.append(f"{text} " if len(text) < _SHORT_TEXT and is_by_word(text) else text)
    line = " ".join("".join(pieces).split())
    if line:
        yield first, line


def _are_glued(before: str, text: str) -> bool:
    """Whether two texts that meet are of no one word: a capital or a digit behind a small letter, or a label."""
    last, first = before[-1], text[0]
    return (
        (last.islower() and first.isupper())
        or (last.isalpha() and first.isdigit())
        or (last.isalpha() and first.isalpha() and len(before) >= _SHORT_WORD and ":" in text[1:_SHORT_TEXT])
    )
