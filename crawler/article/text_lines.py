"""The lines of a stretch of a page's texts as a reader sees them, what is glued together kept apart."""

from collections.abc import Iterator
from typing import Final

from crawler.article.names import is_by_word
from crawler.page.tree import Element, Page

_SHORT_TEXT: Final = 30  # characters; a word like "by" alone is shorter
_SHORT_WORD: Final = 3  # letters; what is shorter may be the first part of a word
_APART: Final = " – "
_LISTED: Final = ", "


def find_text_above(page: Page, headline: Element | None) -> int | None:
    """The place of the last text above the headline that is no white space; None where there is none."""
    place = headline.text_start - 1 if headline is not None else -1
    while place >= 0 and page.texts[place].isspace():
        place -= 1
    return place if place >= 0 else None


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
            if pieces and pieces[-1][-1].isalpha() and parents[place] is not parents[place - 1]:
                pieces.append(_part(pieces[-1], text, parents[place - 1 : place + 1]))
            pieces.append(f"{text} " if len(text) < _SHORT_TEXT and is_by_word(text) else text)
    line = " ".join("".join(pieces).split())
    if line:
        yield first, line


def _part(before: str, text: str, parents: list[Element]) -> str:
    """What is put between two texts that meet: nothing where they are of one word, or are parted as they stand."""
    if text[0].isalpha() and _are_links(parents):
        return _LISTED
    return _APART if _are_glued(before, text) else ""


def _are_glued(before: str, text: str) -> bool:
    """Whether two texts that meet are of no one word: by their signs, or because the second is a label."""
    last, first = before[-1], text[0]
    return (
        (last.islower() and first.isupper())
        or (last.isalpha() and first.isdigit())
        or (last.isalpha() and first.isalpha() and len(before) >= _SHORT_WORD and ":" in text[1:_SHORT_TEXT])
    )


def _are_links(parents: list[Element]) -> bool:
    """Whether two texts stand in two links: two names, where nothing is said between."""
    links = [
        next((step for step in (parent, parent.parent) if step is not None and step.tag == "a"), None)
        for parent in parents
    ]
    return None not in links and links[0] is not links[1]
