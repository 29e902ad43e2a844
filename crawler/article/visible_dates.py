"""Dates that a reader sees: time elements, titles of abbreviations, short lines; judged by where they stand."""

import functools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate, compress, count
from typing import Final, NamedTuple

from crawler.article.words import flatten, load_words
from crawler.page.dates import Moment, parse_date
from crawler.page.marks import is_elsewhere
from crawler.page.tree import Element, Page
from crawler.records.enums import Precision

_DATA: Final = load_words("dates")


class _Words:
    """A list of words to find in a line; most lines hold none, which is told before any pattern is tried."""

    def __init__(self, table: dict[str, list[str]]) -> None:
        words = flatten(table)
        longest = sorted(words, key=len, reverse=True)
        # What holds another of them says nothing more, and a line of plain letters holds none but plain words.
        self.words = tuple(word for word in longest if not any(word != other in word for other in words))
        self.plain = tuple(word for word in self.words if word.isascii())
        self.pattern = re.compile(
            "|".join(rf"\b{re.escape(word)}" if word.isascii() else re.escape(word) for word in longest)
        )

    def search(self, line: str) -> re.Match[str] | None:
        """Where the first of the words stands in a line of small letters."""
        words = self.plain if line.isascii() else self.words
        return self.pattern.search(line) if any(map(line.__contains__, words)) else None


_MODIFIED: Final = _Words(_DATA["modified"])
_PUBLISHED: Final = _Words(_DATA["published"])
_OTHER: Final = _Words(_DATA["other"])
_TOLD: Final = _Words(_DATA["told"])
_MARKS: Final = tuple(flatten(_DATA["marks"]))
_STATED_IN: Final = ("datetime", "title", "content", "data-datetime", "data-date", "data-time", "data-timestamp",
                     "data-utime", "data-published", "data-publish-date")  # fmt: skip
_MACHINE: Final = (
    'abbr[title],[class~="published"][title],[class~="updated"][title],[class~="dt-published"],relative-time,'
    "local-time,time-ago,[data-datetime],[data-utime],[data-published],[data-publish-date],[data-timestamp]"
)
# What may be the year of a date, or a date with a short year; by its first sign it is found in a fifth of the time.
_HIT: Final = re.compile(r"\d(?:\d{3}(?!\d(?!\d?[:h]\d\d))|\d?[./-]\s?\d\d?[./-]\s?\d\d(?!\d))")
_HIT_OR_ERA: Final = re.compile(rf"{_HIT.pattern}|(?:令和|平成|民國|民国)\w{{1,3}}年")
# From one day to another; the month and day of 2025-01-10 are none.
_RANGE: Final = re.compile(r"(?<!\d{4}-\d)\d\.?\s*(?:[-–—]|bis|to|al?)\s*\d\d?[\s.]")
# A day that is followed by the word that says that it is that of a change, as Chinese, Japanese and Korean papers do.
_CHANGED_BEHIND: Final = re.compile(
    r"\d{4}\s?[年년./-][^年년]{2,16}?\s?[)）に]?\s?(?:更新|修改|수정|업데이트)(?!\w*\s?[:：]?\s?\d)"
)
# Three numbers with points that are no day: what is called a version, and what the headline of a release holds.
_VERSION: Final = re.compile(r"\b(?:version|release|build|v) ?\d{1,2}\.\d{1,2}\.\d{1,2}(?!\d|\.\d)", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.\d{1,2}(?!\d|\.\d)")
# Where only style keeps two texts apart: "Jane DoeMay 12, 2026Updated May 13".
_GLUED: Final = re.compile(
    r"(?<=[a-zà-ÿ])(?=[A-Z][a-zA-Z]{2,8}\.? ?\d{1,2}\b)|(?<=\d)(?=[A-ZÀ-ÞĞİŞΑ-ΩА-Я][^\W\d_A-Z]{2})"
    r"|(?<=20\d\d)(?=\d?\d[:h]\d\d)"
)
_BAR: Final = re.compile(r"\s[|·•]\s")
_CLOCK: Final = re.compile(r"(?<![\d.:])([01]?\d|2[0-3])[:h]([0-5]\d)(?!\d|[.:]\d|\s?[ap]\.?m)", re.IGNORECASE)
_YEAR: Final = timedelta(days=364)
_MAX_LINE: Final = 200  # characters of a line that may be there for its date
_LONG: Final = 80  # from here on a line says more than a date and a name
_BESIDE: Final = 55  # characters of a line that is there for its date and needs no mark to say so
_DATELINE: Final = 60  # characters of a paragraph in which its date stands, if it begins with one
_SENTENCE: Final = re.compile(r"^[^\d]{26}|^[^\d]*?\b[^\W\d_A-Z]\w+\s")  # begins with more than a place's name
_MAX_LABEL: Final = 20  # characters of a line that is no more than the label of the date below it
_CELLS: Final = frozenset({"dd", "td"})  # whose label stands in a box of its own
_DIGIT: Final = re.compile(r"\d")
_MAX_LINES: Final = 60
_AROUND: Final = (12, 25)  # lines above and below the headline that are always looked at
_MAX_TIMES: Final = 12
_QUOTING: Final = frozenset({"figure", "figcaption", "blockquote"})
_STRANGE: Final = re.compile(r"comment|today|current[-_]?(?:date|time)", re.IGNORECASE)
_MARKED: Final = 3  # steps up the tree in which a template may say that here is a date
_CARDS: Final = 3  # lines of one make from which they are a list's
_Steps = tuple[tuple[int, float], ...]  # up to so many lines, so sure
_BELOW: Final[_Steps] = ((0, 0.66), (3, 0.7), (8, 0.64), (20, 0.54), (45, 0.46), (10_000, 0.36))
_ABOVE: Final[_Steps] = ((2, 0.66), (6, 0.56), (12, 0.42), (10_000, 0.28))
_UNPLACED: Final[_Steps] = ((10, 0.5), (40, 0.45), (10_000, 0.3))


class VisibleDate(NamedTuple):
    """One date on the page; ``is_modified`` where the words before it say so."""

    moment: Moment
    text: str
    confidence: float
    is_modified: bool
    note: str


class Manner(NamedTuple):
    """How a page writes dates: its language, and whether 3/4/2024 begins with the month (None: not known)."""

    language: str
    is_month_first: bool | None


def find_visible_dates(
    page: Page, headline: Element | None, manner: Manner, *, is_whole: bool
) -> tuple[VisibleDate, ...]:
    """The dates of the page's elements and lines, each with how sure it is to be the article's.

    Where not the whole page is to be looked through, only what stands near the headline is.
    """
    place = Place(page, headline, manner.language)
    is_whole = is_whole or headline is None
    elements = page.by_tag.get("time", [])
    if is_whole:
        elements = elements + page.select(_MACHINE)
    return (*_find_in_elements(place, elements, manner), *_find_in_lines(place, manner, is_whole=is_whole))


class Place:
    """Where things stand on the page: counted in lines from the headline."""

    def __init__(self, page: Page, headline: Element | None, language: str = "") -> None:
        self.page, self.headline = page, headline
        self.breaks = list(compress(count(), map("\n".__eq__, page.texts)))
        self.first = self.last = -1
        self.versions = _VERSION
        if headline is not None:
            if language == "en" and _NUMBERED.search(page.text(headline)):
                self.versions = _NUMBERED  # English papers write no day so
            self.first = self.line_of(headline.text_start)
            self.last = max(self.first, bisect_left(self.breaks, headline.text_end - 1))

    def line_of(self, position: int) -> int:
        """The line in which a text stands; a mark of a break begins the line behind it."""
        return bisect_right(self.breaks, position)

    def text_of(self, line: int) -> str:
        """A line's text, white space folded."""
        start = self.breaks[line - 1] + 1 if line else 0
        end = self.breaks[line] if line < len(self.breaks) else len(self.page.texts)
        text = _GLUED.sub(" ", "".join(self.page.texts[start:end]))
        if text.count(".") > 1 and _NUMBERED.search(text):
            text = self.versions.sub(" ", text)
        return " ".join(text.split())

    def label_above(self, line: int) -> str:
        """The line above where it says no more than that what follows was changed or published then; else nothing."""
        above = self.text_of(line - 1) if line else ""
        if not 0 < len(above) <= _MAX_LABEL or _DIGIT.search(above):
            return ""
        label = above.lower()
        return f"{above} " if _MODIFIED.search(label) or _PUBLISHED.search(label) else ""

    def judge(self, line: int) -> float:
        """How often a date so many lines from the headline is the article's."""
        if self.headline is None:
            steps, distance = _UNPLACED, line
        elif line >= self.first:
            steps, distance = _BELOW, max(line - self.last, 0)
        else:
            steps, distance = _ABOVE, self.first - line
        confidence = next(sure for limit, sure in steps if distance <= limit)
        return confidence - min(distance, 50) * 0.001  # of two in one stretch, the nearer


def _find_in_elements(place: Place, elements: list[Element], manner: Manner) -> Iterator[VisibleDate]:
    page = place.page
    found: list[tuple[Element, Moment, str]] = []
    for element in elements:
        if len(found) >= _MAX_TIMES:
            break
        attributes = element.attributes
        stated = next((value for name in _STATED_IN if (value := attributes.get(name))), "")
        moment = _parse(stated, manner) if stated else None
        if moment is None and element.tag == "time":
            stated = page.text(element)
            moment = _parse(stated, manner)
        if moment is not None:
            found.append((element, moment, stated))
    for element, moment, stated in found:
        label = _label(page, element)
        confidence = place.judge(place.line_of(element.text_start)) + 0.06
        is_published = _PUBLISHED.search(label) is not None
        is_modified = not is_published and _MODIFIED.search(label) is not None
        confidence += 0.08 if is_published else 0
        confidence -= weigh_strangeness(element, place.headline)
        is_modified = is_modified or _is_marked_beside(element, found)
        yield VisibleDate(moment, stated.strip(), confidence, is_modified, f"{element.tag} element")


def _is_marked_beside(element: Element, found: list[tuple[Element, Moment, str]]) -> bool:
    """Whether the own class of a time says that it is that of a change, beside one that does not: WordPress's two."""
    own = f"{element.get('class')} {element.get('itemprop')}".lower()
    return says_modified(own) and any(
        other.parent is element.parent and other is not element and not says_modified(other.get("class").lower())
        for other, _, _ in found
    )


def _parse(text: str, manner: Manner) -> Moment | None:
    return parse_date(text, language=manner.language, is_month_first=manner.is_month_first)


def _label(page: Page, element: Element) -> str:
    """The words right before an element in its line, its own first ones, and the classes around it."""
    start = element.text_start
    while start and page.texts[start - 1] != "\n" and element.text_start - start < 6:  # noqa: PLR2004 -- a line's worth
        start -= 1
    words = " ".join(page.texts[start : element.text_start])[-60:]
    parent = element.parent
    around = f"{parent.get('class')} {parent.get('itemprop')}" if parent is not None else ""
    return f"{around} {element.get('class')} {element.get('itemprop')} {words} {page.text(element)[:30]}".lower()


def says_modified(label: str) -> bool:
    """Whether words in small letters say that a date is that of a change, and none that it is that of publication."""
    return _MODIFIED.search(label) is not None and _PUBLISHED.search(label) is None


def begins_with_change(line: str) -> bool:
    """Whether a line of small letters begins by saying that what follows was changed or published then."""
    return any((match := words.search(line)) is not None and match.start() == 0 for words in (_MODIFIED, _PUBLISHED))


def _find_in_lines(place: Place, manner: Manner, *, is_whole: bool) -> Iterator[VisibleDate]:
    found = [
        (_make_of(owner), distance, date)
        for line, owner in _hit_lines(place, is_whole=is_whole)
        for distance, date in _read_line(place, line, owner, manner)
    ]
    makes = Counter(make for make, _, _ in found)
    nearest = min((distance for _, distance, _ in found), default=0)
    for make, distance, date in found:
        is_card = makes[make] >= _CARDS and distance > max(nearest, 4)
        yield date._replace(confidence=date.confidence - 0.2) if is_card else date


def _make_of(owner: Element) -> tuple[str, str, str]:
    parent = owner.parent
    return owner.tag, owner.get("class"), parent.get("class") if parent is not None else ""


def _hit_lines(place: Place, *, is_whole: bool) -> Iterator[tuple[int, Element]]:
    """The lines of the page's body that may hold a date, nearest to the headline first, and what holds the date."""
    page, breaks = place.page, place.breaks
    body = page.find("body")
    if body is None or not breaks:
        return
    start, end = body.text_start, body.text_end
    if not is_whole:
        above, below = _AROUND
        start = max(start, breaks[max(place.first - above, 0)])
        end = min(end, breaks[min(place.last + below, len(breaks) - 1)])
    texts = page.texts[start:end]
    ends = list(accumulate(map(len, texts)))
    lines: dict[int, Element] = {}
    text = "".join(texts)
    for match in (_HIT_OR_ERA if "年" in text else _HIT).finditer(text):
        position = start + bisect_right(ends, match.start())
        lines.setdefault(place.line_of(position), page.text_parents[position])
    for line in sorted(lines, key=lambda line: abs(line - place.last))[:_MAX_LINES]:
        yield line, lines[line]


def _read_line(place: Place, line: int, owner: Element, manner: Manner) -> Iterator[tuple[int, VisibleDate]]:
    """The dates of one line, each with its distance from the headline in lines."""
    text = place.text_of(line)
    if owner.tag in _CELLS and len(text) <= _BESIDE:
        text = f"{place.label_above(line)}{text}"
    confidence = place.judge(line)
    told = _TOLD.search(text.lower())
    if told:
        text, confidence = text[told.start() : told.start() + _MAX_LINE], confidence + 0.12
    is_marked = told is not None or _is_marked(owner, place.headline)
    if len(text) > _MAX_LINE and not is_marked:
        if _SENTENCE.search(text):
            return
        text, confidence = text[:_DATELINE], min(confidence - 0.15, 0.5)
    elif len(text) > _LONG:
        confidence -= 0.35 if not is_marked and _SENTENCE.search(text) else 0.1
    confidence -= weigh_strangeness(owner, place.headline)
    if is_marked:
        confidence += 0.08
    elif len(text) > _BESIDE:
        confidence -= 0.15
    for date in _part(text, confidence, manner):
        yield abs(line - place.last), date


def weigh_strangeness(element: Element, headline: Element | None) -> float:
    """What is taken off a date that stands in something else: a card, a comment, a caption, a quoted post."""
    for around in (element, *element.ancestors()):
        if headline is not None and headline in around:
            break
        if around.tag in _QUOTING or ((name := around.get("class")) and _is_strange(name)):
            return 0.45
    return 0.25 if is_elsewhere(element, headline) else 0


@functools.lru_cache(maxsize=8_192)
def _is_strange(name: str) -> bool:
    """Whether a class is that of comments, or of the day on which the page is read."""
    return _STRANGE.search(name) is not None


def _is_marked(owner: Element, headline: Element | None) -> bool:
    element: Element | None = owner
    for _ in range(_MARKED):
        if element is None or (headline is not None and headline in element and element is not headline):
            break
        name = f"{element.get('class')} {element.get('id')}".lower()
        if any(mark in name for mark in _MARKS):
            return True
        element = element.parent
    return False


def _part(line: str, confidence: float, manner: Manner) -> Iterator[VisibleDate]:
    """The dates of a line that may tell both when it was published and when it was changed."""
    lowered = line.lower()
    modified, published = _MODIFIED.search(lowered), _PUBLISHED.search(lowered)
    changed = _CHANGED_BEHIND.search(line)
    if changed:
        parts = [(line[: changed.start()], False), (changed.group(), True), (line[changed.end() :], False)]
    elif modified and published:
        cut = max(modified.start(), published.start())
        is_first_modified = modified.start() < published.start()
        parts = [(line[:cut], is_first_modified), (line[cut:], not is_first_modified)]
    elif modified and modified.start() > 8:  # noqa: PLR2004 -- a date may stand before the word
        parts = [(line[: modified.start()], False), (line[modified.start() :], True)]
    elif modified and (bar := _BAR.search(line, modified.end())):
        parts = [(line[: bar.start()], True), (line[bar.end() :], False)]
    else:
        parts = [(line, modified is not None)]
    told = [(part, is_modified, _parse(part, manner)) for part, is_modified in parts]
    first = next((moment for _, is_modified, moment in told if moment is not None and not is_modified), None)
    for part, is_modified, moment in told:
        if moment is None and is_modified and first is not None:
            # A change told without its year is of the year that follows the day of publication.
            moment = parse_date(part, language=manner.language, near=first.day + _YEAR)  # noqa: PLW2901
            moment = moment or _find_later(part, first)  # noqa: PLW2901
        if moment is None:
            continue
        sure = confidence
        if published and not is_modified:
            sure += 0.12
        if _OTHER.search(lowered) or _RANGE.search(part):
            sure -= 0.3
        yield VisibleDate(moment, part.strip(), sure, is_modified, "line")


def _find_later(text: str, first: Moment) -> Moment | None:
    """The time of a change of which a text tells the clock alone, where that is later than the first on its day."""
    clock = _CLOCK.search(text)
    moment = parse_date(f"{first.day} {clock.group(1)}:{clock.group(2)}") if clock else None
    is_later = moment is not None and moment.when.replace(tzinfo=None) > first.when.replace(tzinfo=None)
    return moment if is_later and first.precision is not Precision.DAY else None
