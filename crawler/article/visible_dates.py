"""Dates that a reader sees: time elements and short lines near the headline, told apart by the words before them."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from crawler.article.words import flatten, load_words
from crawler.page.dates import Moment, parse_date
from crawler.page.marks import is_elsewhere
from crawler.page.tree import Element, Page

_DATA: Final = load_words("dates")


def _pattern(table: dict[str, list[str]]) -> re.Pattern[str]:
    words = sorted(flatten(table), key=len, reverse=True)
    return re.compile("|".join(re.escape(word) if not word.isascii() else rf"\b{re.escape(word)}" for word in words))


_MODIFIED: Final = _pattern(_DATA["modified"])
_PUBLISHED: Final = _pattern(_DATA["published"])
_OTHER: Final = _pattern(_DATA["other"])
_MAYBE: Final = re.compile(r"(?:19|20|25)\d\d|\d[./-]\d\d?[./-]\d\d|[٠-٩۰-۹०-९]{4}|令和|平成")
_MAX_LINE: Final = 160  # characters of a line that may be there for its date
_MAX_TIMES: Final = 12
_LINES_BELOW: Final = 40
_LINES_ABOVE: Final = 15


class VisibleDate(NamedTuple):
    """One date on the page; ``is_modified`` where the words before it say so."""

    moment: Moment
    text: str
    confidence: float
    is_modified: bool
    note: str


def find_visible_dates(
    page: Page, headline: Element | None, language: str, is_month_first: bool | None
) -> Iterator[VisibleDate]:
    """The dates in time elements and in short lines around the headline, in the order of their trust."""
    times = 0
    start = headline.index if headline is not None else 0
    for element in page.by_tag.get("time", ()):
        if times >= _MAX_TIMES:
            break
        stated = element.get("datetime") or element.get("content") or page.text(element)
        moment = parse_date(stated, language=language, is_month_first=is_month_first) if stated else None
        if moment is None or is_elsewhere(element, headline):
            continue
        times += 1
        label = _label(page, element)
        confidence = 0.78 if element.index > start or headline is None else 0.68
        is_modified = _is_modified(label)
        yield VisibleDate(moment, stated, confidence - 0.03 * times, is_modified, "time element")
    yield from _find_in_lines(page, headline, language, is_month_first)


def _label(page: Page, element: Element) -> str:
    """The words right before an element in its line, and its class."""
    start = element.text_start
    while start and page.texts[start - 1] != "\n" and element.text_start - start < 6:  # noqa: PLR2004 -- a line's worth
        start -= 1
    words = " ".join(page.texts[start : element.text_start])[-60:]
    parent = element.parent
    around = f"{parent.get('class')} {parent.get('itemprop')}" if parent is not None else ""
    return f"{around} {element.get('class')} {element.get('itemprop')} {words} {page.text(element)[:30]}".lower()


def _is_modified(label: str) -> bool:
    return _MODIFIED.search(label) is not None and _PUBLISHED.search(label) is None


def _find_in_lines(
    page: Page, headline: Element | None, language: str, is_month_first: bool | None
) -> Iterator[VisibleDate]:
    body = page.find("body")
    if body is None:
        return
    begin, end = (headline.text_end, body.text_end) if headline is not None else (body.text_start, body.text_end)
    for rank, line in enumerate(_lines(page, begin, end)):
        if rank >= _LINES_BELOW:
            break
        if len(line) > _MAX_LINE or not _MAYBE.search(line):
            continue
        yield from _read_line(line, 0.7 - 0.008 * rank, language, is_month_first)


def _read_line(line: str, confidence: float, language: str, is_month_first: bool | None) -> Iterator[VisibleDate]:
    lowered = line.lower()
    modified, published = _MODIFIED.search(lowered), _PUBLISHED.search(lowered)
    first_end = len(line)
    if modified and published:
        first_end = max(modified.start(), published.start())
        parts = [
            (line[:first_end], published.start() > modified.start()),
            (line[first_end:], modified.start() > published.start()),
        ]
    elif modified and modified.start() > 8:  # noqa: PLR2004 -- a date may stand before the word
        parts = [(line[: modified.start()], False), (line[modified.start() :], True)]
    else:
        parts = [(line, modified is not None)]
    for part, is_modified in parts:
        moment = parse_date(part, language=language, is_month_first=is_month_first)
        if moment is None:
            continue
        if published and not is_modified:
            confidence += 0.08
        elif len(part) > 60 or _OTHER.search(lowered):  # noqa: PLR2004 -- a sentence rather than a dateline
            confidence -= 0.25
        yield VisibleDate(moment, part.strip(), confidence, is_modified, "line near the headline")


def _lines(page: Page, start: int, end: int) -> Iterator[str]:
    pieces: list[str] = []
    for position in range(start, end):
        text = page.texts[position]
        if text == "\n":
            line = " ".join("".join(pieces).split())
            if line:
                yield line
            pieces = []
        else:
            pieces.append(text)
