"""Bylines on the page itself: links to writers, elements marked as author, lines that begin with a word like "by"."""

import functools
import re
from collections.abc import Iterator
from itertools import islice, pairwise
from string import ascii_letters
from typing import Final

from crawler.article.icons import Icon, find_iconed
from crawler.article.names import (
    Authors,
    begins_with_by,
    ends_as_reporter,
    is_agency,
    is_by_word,
    is_office,
    is_picture_office,
    is_signed_late,
    is_whole_name,
    parse_byline,
    without_by,
)
from crawler.article.roles import begins_with_role
from crawler.article.site_name import squash
from crawler.article.text_lines import read_lines, read_placed_lines
from crawler.page.anchors import Anchor, Place, group_anchors, is_linked
from crawler.page.calendar_words import find_month
from crawler.page.marks import Mark, find_marked, is_elsewhere
from crawler.page.tree import Element, Page
from crawler.records.article import Author

_MAX_BYLINE: Final = 200  # characters; what is longer is a biography
_MAX_INTRODUCED: Final = 120
_MAX_REPORTER: Final = 12  # characters, in scripts that are dense
_MAX_NAMES: Final = 8  # in one byline of a page; more are a list of something else
_TEXTS_ABOVE: Final = 30  # text nodes around the headline in which a byline may stand
_TEXTS_BELOW: Final = 60
_LINES_BELOW: Final = 6
_TEXTS_MARKED: Final = 150
_TEXTS_BETWEEN: Final = 6
_LONG_TEXT: Final = 80
_MAX_SIGNED: Final = 3
_MIN_WORD: Final = 3
_LATIN: Final = frozenset(ascii_letters)
_MIN_BY: Final = 2
_WORDS_OF_PROSE: Final = 3
_SMALL_STARTS: Final = ("the ", "van ", "von ", "de ")
_INITIALS: Final = 2
_DATE: Final = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[./]\d{1,2}[./]\d\d")
_NAME_CLASSES: Final = frozenset({"name", "fn", "author-name", "author__name", "byline-name", "byline__name"})
_NAME_OF: Final = re.compile(r"(?:author|writer|autor|reporter)(?:-card|-info|-meta)?[-_]{1,2}name$")
# The parts of a line below the headline.
_PARTED: Final = re.compile(
    r"\s*[|•·●]\s*|\s[–—-]\s|(?<=\d), (?=[^\W\d_a-z])|(?<=\d)\s*/\s*(?=[^\W\d_]{2})|\s/\s*(?=\d|$)"
)
_PARTED_OFFICE: Final = re.compile(r"\s*[|•·●,/]\s*|\s[–—-]\s")
_IN_SECTION: Final = re.compile(r"(?<=\w) in [^\W\d_][\w &]*$")
_FRAMED_ROLE: Final = re.compile(r"[〔（(【][^〕）)】]{3,30}[〕）)】]")  # "〔記者王小明／台北報導〕…"
_REVIEWED: Final = re.compile(r"\W*reviewed by\b", re.IGNORECASE)
_READING_TIME: Final = re.compile(r"\s*\d+\s*(?:min\w*|words?)(?: read)?\s*")
_STEPS_UP: Final = 2
_HEADINGS: Final = frozenset({"h1", "h2", "h3"})
_SHELF_WORDS: Final = (
    "categor",
    "rubri",
    "kicker",
    "eyebrow",
    "taxonom",
    "topic",
    "post-cat",
    "/tag",
    "/section",
    "/thema",
)
_SUBHEADINGS: Final = ("h2", "h3", "h4")
# "2026年5月4日 10:00 来源：… 作者：…", "12 مايو 2026 كتب: …": scripts without capitals label what stands in one line.
_INNER_LABEL: Final = re.compile(
    r"(?<=\s)(?:作者|记者|記者|撰文|文|執筆|執筆者|著者|筆者|글|작성자"
    r"|كتب|كتبت|بقلم|إعداد|الكاتب|تحرير|نویسنده|خبرنگار|מאת)\s?[:：]\s?[^:：|]{2,40}?"
    r"(?=\s\S{2,6}[:：]|\s*\||\s*$)|(?<=\d\s)記者[\u4e00-\u9fff]{2,4}[／/].{2,10}$"
)


def find_linked_byline(page: Page, headline: Element | None) -> tuple[Authors, bool]:
    """The names of the links to writers' pages near the headline, else of the one writer that the page links to at all.

    The second value is whether they stand near the headline.
    """
    near: dict[str, Author] = {}
    far: dict[str, Author] = {}
    first = max(0, headline.text_start - _TEXTS_ABOVE) if headline is not None else 0
    last = headline.text_end + _TEXTS_BELOW if headline is not None else -1
    for anchor in group_anchors(page).to_writers:
        if not anchor.text:
            continue
        element = anchor.element
        if anchor.place is not Place.CONTENT and not (headline is not None and element.index > headline.index):
            continue
        names = _names_of(anchor)
        if not names or is_elsewhere(element, headline):
            continue
        pool = near if first <= element.text_start <= last else far
        for author in names:
            pool.setdefault(author.name, author)
    if near:
        return tuple(near.values())[:_MAX_NAMES], True
    return (tuple(far.values()), False) if len(far) == 1 else ((), False)


def _names_of(anchor: Anchor) -> Authors:
    """The names of a link to a writer: those that its address holds too, or that are written as names."""
    if len(anchor.text) > _MAX_BYLINE:
        return ()
    slug = anchor.canonical_url.lower()
    return tuple(
        Author(name=name.name, url=anchor.url, type=name.type)
        for name in parse_byline(anchor.text)
        if "author" in anchor.rel or _is_in_address(name.name, slug)
    )


def _is_in_address(name: str, address: str) -> bool:
    """Whether a word of the name stands in the address, where the address spells out anything.

    Addresses spell names of other scripts in Latin letters, in ways of their own: there, a whole name is believed.
    """
    if not name.isascii() and is_whole_name(name) and _LATIN.isdisjoint(name):
        return True
    words = [folded for word in name.split() if len(folded := squash(word)) >= _MIN_WORD]
    return any(word in address for word in words) or (address.rpartition("/")[2].isdecimal() and len(words) > 1)


def find_marked_byline(page: Page, headline: Element | None) -> tuple[Authors, bool]:
    """The names in the first element marked as author below the headline, else above it; empty where none is.

    The second value is whether they stand near the headline.
    """
    start = headline.index if headline is not None else 0
    last = headline.text_end + _TEXTS_MARKED if headline is not None else len(page.texts)
    above: Authors = ()
    marked = find_marked(page, Mark.AUTHOR)
    for place, element in enumerate(marked):
        if element.text_end == element.text_start or is_elsewhere(element, headline) or _leads_to_tags(page, element):
            continue
        if headline is not None and headline in element:
            continue  # a story may bear the name of its writer as a class
        names = _names_in(page, element)
        if not names or len(names) > _MAX_NAMES or (len(names) == 1 and _takes_pictures(page, element)):
            continue
        if element.index > start:
            names = tuple(
                dict.fromkeys((*names, *islice(_names_beside(page, element, marked[place + 1 :]), _MAX_NAMES)))
            )[:_MAX_NAMES]
            return (above, True) if above and element.text_start > last else (names, element.text_start <= last)
        above = above or names
    return above, True


def _names_beside(page: Page, element: Element, marked: list[Element]) -> Iterator[Author]:
    """The names in what is marked alike right behind a byline: each of several writers in a box of its own."""
    end = element.text_end
    for other in marked:
        if other.text_start > end + _TEXTS_BETWEEN or any(
            len(text) >= _LONG_TEXT for text in page.texts[end : other.text_start]
        ):
            return
        if other.text_start >= end and other.get("class") == element.get("class") and other.tag == element.tag:
            if not _takes_pictures(page, other):
                yield from filter(_may_stand_beside, _names_in(page, other))
            end = other.text_end


def _takes_pictures(page: Page, element: Element) -> bool:
    """Whether a box says little but that who is named in it takes or draws pictures."""
    texts = [text for text in page.texts[element.text_start : element.text_end] if text.strip()]
    return 0 < len(texts) <= _MAX_SIGNED and is_picture_office(texts[-1])


def _may_stand_beside(author: Author) -> bool:
    return not author.name.isascii() or is_whole_name(author.name)


def _leads_to_tags(page: Page, element: Element) -> bool:
    """Whether what is marked as a byline lists tags: Blogger calls every line beside a post one."""
    return any(inner.tag == "a" and "tag" in inner.get("rel").split() for inner in page.descendants(element))


def _names_in(page: Page, element: Element) -> Authors:
    """The names in the first line of a byline that holds some; empty for what is too long to be one.

    Where the template marks the name itself within the byline, nothing else is asked.
    """
    named = [inner for inner in page.descendants(element) if _is_name(inner.get("class"))]
    if len(named) > 1:
        named = [inner for inner in named if inner.parent is None or not _takes_pictures(page, inner.parent)]
    if named and len(named) <= _MAX_NAMES:
        names = tuple(dict.fromkeys(name for inner in named for name in parse_byline(page.text(inner))))
        if names and all(map(_looks_like_name, names)):
            return names
    items = [inner for inner in page.descendants(element) if inner.tag == "li"]
    if 1 < len(items) <= _MAX_NAMES:
        return tuple(
            dict.fromkeys(filter(_may_stand_beside, (name for item in items for name in _names_in(page, item))))
        )
    for line in read_lines(page, element.text_start, element.text_end):
        if len(line) > _MAX_BYLINE:
            return ()
        names = () if _is_initials(line) else parse_byline(line)
        if names:
            return names if any(map(_looks_like_name, names)) else ()
    return ()


@functools.lru_cache(maxsize=4_096)
def _is_name(classes: str) -> bool:
    """Whether a class says that within a byline this is the name."""
    return any(name in _NAME_CLASSES or _NAME_OF.search(name) is not None for name in classes.split())


def _is_initials(line: str) -> bool:
    """Whether a line is no more than what stands in place of a writer's picture: "JD"."""
    return len(line) == _INITIALS and line.isalpha() and line.isupper() and not is_agency(line)


def _looks_like_name(author: Author) -> bool:
    """Whether a name is written as one: more than one word, or a capital, or a script without capitals."""
    return " " in author.name or not author.name.islower()


def find_introduced_byline(page: Page, headline: Element | None) -> Authors:
    """The names in the first short line below the headline that begins with a word like "by"."""
    if headline is None:
        return ()
    is_begun = False
    reviewers: Authors = ()  # who sign where nobody else does: "Reviewed by" is what critics write, too
    listed: list[Author] = []  # below a line of its own that says no more than "Posted by:"
    is_list = False
    for place, line in read_placed_lines(page, headline.text_end, headline.text_end + _TEXTS_BELOW):
        is_begun = is_begun or len(line) >= _LONG_TEXT
        if is_list and is_whole_name(line) and len(listed) < _MAX_NAMES:
            listed += parse_byline(line)
            continue
        if listed:
            return tuple(listed)
        is_list = len(line) >= _MIN_BY and is_by_word(line)
        if len(line) <= _MAX_INTRODUCED and not line.isascii() and (inner := _INNER_LABEL.search(line)):
            line = inner.group()  # noqa: PLW2901 - the label stands behind date and source
        if len(line) <= _MAX_INTRODUCED and "|" in line and _is_date(line):
            parts = (part for part in line.split("|") if ":" in part and begins_with_by(part.strip()))
            line = next(parts, line).strip()  # noqa: PLW2901 - "12 May 2026 | Author: Jane Doe | Views: 7"
        if (framed := _FRAMED_ROLE.match(line)) and begins_with_role(framed.group()):
            line = framed.group()  # noqa: PLW2901 - the story goes on behind it
        if len(line) <= _MAX_INTRODUCED and (begins_with_by(line) or ends_as_reporter(line) or _is_dated_by(line)):
            if is_elsewhere(page.text_parents[place], headline):
                continue
            names = parse_byline(line) if not (is_begun and _is_subheading(page, line)) else ()
            if names and (any(map(_looks_like_name, names)) or line.count(" ") == 1) and not _is_prose(names[0].name):
                if not _REVIEWED.match(line):
                    return names
                reviewers = reviewers or names
    return reviewers


def _is_dated_by(line: str) -> bool:
    """Whether a line begins with a day and goes on as a byline: "03/01/2017 by Jane Doe"."""
    is_dated = line[0].isdigit() or find_month(line.split(None, 1)[0].strip(".,").lower()) is not None
    return is_dated and _DATE.search(line) is not None and is_signed_late(line)


def _is_prose(name: str) -> bool:
    """Whether what was taken for a name are the words of a sentence: the first is small, and there are many."""
    return name.count(" ") >= _WORDS_OF_PROSE and name[0].islower() and not name.startswith(_SMALL_STARTS)


def _is_subheading(page: Page, line: str) -> bool:
    """Whether a line of a story that has begun is one of its headings."""
    return any(page.text(heading) == line for tag in _SUBHEADINGS for heading in page.by_tag.get(tag, ()))


def find_iconed_byline(page: Page, headline: Element | None) -> Authors:
    """The names that follow the icon of a person; empty where none does."""
    parts = [part for part in find_iconed(page, Icon.PERSON, headline) if not is_by_word(part)]
    names = tuple(name for part in parts[:1] for name in parse_byline(part))
    return names if names and all(map(_looks_like_name, names)) else ()


def find_bare_byline(page: Page, headline: Element | None) -> Authors:
    """The name in a line, or in a part of one, beside a date right below the headline; empty where there is none."""
    if headline is None:
        return ()
    placed = list(
        islice(read_placed_lines(page, headline.text_end, headline.text_end + _TEXTS_BELOW), _LINES_BELOW + 1)
    )
    lines = [line for _, line in placed]
    for place, line in enumerate(lines[:-1]):
        if _names_shelf(page.text_parents[placed[place][0]]):
            continue
        beside = [lines[place - 1] if place else "", lines[place + 1]]
        if len(lines[place + 1]) <= _LONG_TEXT and is_office(lines[place + 1]):
            beside += lines[place + 2 : place + 3]  # a name, what its bearer does, a date
        if (names := _read_whole_names(line)) and any(map(_is_date, beside)):
            is_begun = any(len(before) >= _LONG_TEXT for before in lines[:place])
            if not (is_begun and _is_subheading(page, line)):
                return names
        if (names := _read_with_office(line)) and not _is_subheading(page, line):
            return names
    return _find_beside_date(page, headline)


def _names_shelf(element: Element) -> bool:
    """Whether what stands in an element is a heading, or by class or address the section or topic of the story."""
    near = (element, *islice(element.ancestors(), _STEPS_UP))
    return any(around.tag in _HEADINGS for around in near[:2]) or any(
        word in name
        for around in near
        if (name := f"{around.get('class')} {around.get('href')}".lower()) != " "
        for word in _SHELF_WORDS
    )


def _find_beside_date(page: Page, headline: Element) -> Authors:
    """The name that a line right below the headline tells right before or after its date, in a text of its own."""
    line: list[tuple[str, Element]] = []
    lines = 0
    for place in range(headline.text_end, min(len(page.texts), headline.text_end + _TEXTS_BELOW)):
        text = page.texts[place]
        if text != "\n":
            parts = _PARTED.split(text) if len(text) < _LONG_TEXT else [text]
            line += [
                (part.strip(" ,\n\t").removesuffix(" in"), page.text_parents[place])
                for part in parts
                if any(map(str.isalnum, part)) and not _READING_TIME.fullmatch(part)
            ]
            continue
        if any(len(text) >= _LONG_TEXT for text, _ in line):
            break
        for (name, holder), (date, _) in [*pairwise(line), *pairwise(line[::-1])]:
            names = _read_whole_names(name) or _read_with_office(name) or _read_reporter(name)
            if names and _is_date(date) and not is_linked(holder):
                return names
        lines += bool(line)
        if lines > _MAX_SIGNED:
            break
        line = []
    return ()


def _read_with_office(text: str) -> Authors:
    """The name in a text that says nothing else but the office or the agency of who bears it; empty for any other."""
    name, *others = _PARTED_OFFICE.split(text, maxsplit=_MAX_SIGNED) if len(text) <= _LONG_TEXT else [text]
    is_told = bool(others) and is_whole_name(name) and all(is_office(part) or is_agency(part) for part in others)
    names = parse_byline(text) if is_told else ()
    return names if names and names[0].name == name else ()


def _read_reporter(text: str) -> Authors:
    """The name in a text that says nothing but that and what such a writer is called: "김하늘 기자"."""
    return parse_byline(text) if len(text) <= _MAX_REPORTER and ends_as_reporter(text) else ()


def _read_whole_names(text: str) -> Authors:
    """The names in a text that is nothing but names; empty where it says anything else.

    "Jane Doe in Politics" names the section behind the writer.
    """
    text = _IN_SECTION.sub("", text)
    names = parse_byline(text) if text[:1].isupper() and len(text) <= _LONG_TEXT else ()
    words = sum(name.name.count(" ") + 1 for name in names)
    is_whole = words + len(names) - 1 >= len(without_by(text).split()) and all(
        is_whole_name(name.name) or is_agency(name.name) for name in names
    )
    return names if is_whole else ()


def _is_date(line: str) -> bool:
    if len(line) > _MAX_INTRODUCED:
        return False
    return _DATE.search(line) is not None or any(find_month(word.strip(".,").lower()) for word in line.split()[:3])
