"""Bylines in the places that are asked last: signed below the text, labelled, in a link to a page of that name."""

import re
from bisect import bisect_left
from itertools import islice, takewhile
from typing import Final

from crawler.article.names import (
    Authors,
    begins_with_label,
    find_labelled_name,
    is_by_word,
    is_label,
    is_whole_name,
    parse_byline,
)
from crawler.article.site_name import squash
from crawler.article.text_lines import read_lines, read_placed_lines
from crawler.article.words import FIRST_DENSE, load_words
from crawler.page.anchors import Anchor, find_anchors, group_anchors
from crawler.page.marks import Mark, find_marked, is_elsewhere
from crawler.page.tree import HEADINGS, Element, Page
from crawler.records.article import Author

_TEXTS_SIGNED: Final = 12
_TEXTS_BELOW: Final = 30
_LONG_TEXT: Final = 80
_MAX_SIGNATURE: Final = 50
_MAX_SIGNED: Final = 3
_EMPHASIS: Final = frozenset({"em", "i", "strong", "b"})
_STEPS_UP: Final = 2
_NEAR: Final = 100  # elements on each side of the headline
_SIGNATURE: Final = re.compile(r"[(\[—–-]?\s*[^\W\d_a-z][^.!?:;\d。！？]*[)\]]?")
# "（山田太郎）": how papers in these scripts sign.
_BRACKETED_NAME: Final = re.compile(r"[（(][\u3040-\u30ff\u3005\u3400-\u9fff・＝、]{3,14}[）)]")
_SHELVES: Final = frozenset(load_words("bylines")["shelves"]["words"])


def _is_long(text: str) -> bool:
    """Whether a text is a paragraph's; scripts without blanks say in half the signs what others do."""
    return len(text) >= _LONG_TEXT or (len(text) >= _LONG_TEXT // 2 and text[0] >= FIRST_DENSE)


def find_signature(page: Page, headline: Element | None) -> Authors:
    """The names in a short line right below the last paragraph of the story; empty where none stands there."""
    if headline is None:
        return ()
    texts, parents = page.texts, page.text_parents
    last: dict[int, int] = {}  # the paragraphs' container to its last long text
    counts: dict[int, int] = {}
    for place in range(headline.text_end, len(texts)):
        if _is_long(texts[place]):
            around = parents[place].parent
            if around is not None:
                last[around.index] = place
                counts[around.index] = counts.get(around.index, 0) + 1
    if not counts:
        return ()
    container = page.elements[max(counts, key=lambda index: counts[index])]
    start = last[container.index] + 1
    while start < len(texts) and texts[start] != "\n":
        start += 1
    end = min(container.text_end, start + _TEXTS_SIGNED)
    lines = list(read_placed_lines(page, start, end))
    bracketed = next((line for _, line in lines if _BRACKETED_NAME.fullmatch(line)), None)
    if bracketed is not None:
        return parse_byline(bracketed)
    if not lines or not any(parent.tag in _EMPHASIS for parent in parents[start:end]):
        return ()
    place, line = lines[0]
    if any(around.tag in HEADINGS for around in (parents[place], *islice(parents[place].ancestors(), _STEPS_UP))):
        return ()
    names = parse_byline(line.strip("()[]")) if len(line) <= _MAX_SIGNATURE and _SIGNATURE.fullmatch(line) else ()
    if any(name.name.istitle() and name.name.isalpha() for name in names):
        return ()  # a single word with a capital is the heading of what follows
    return names if len(names) <= _MAX_SIGNED else ()


def find_labelled_byline(page: Page) -> Authors:
    """The names behind a word for author in a line of its own anywhere on the page, or below it; empty without one."""
    texts = page.texts
    for place, text in enumerate(texts):
        if len(text) < _MAX_SIGNATURE * 2 and text[:1].isupper() and begins_with_label(text):
            lines = read_lines(page, place, place + _TEXTS_SIGNED)
            line = next(lines, "")
            name = find_labelled_name(line) if len(line) <= _MAX_SIGNATURE * 2 else None
            names = _read_listed(page, place) if is_label(line) else parse_byline(name or "")
            if names and is_whole_name(names[0].name) and not _is_comment(page.text_parents[place]):
                return names
    return ()


def _is_comment(element: Element) -> bool:
    """Whether an element stands in what is named for comments, each of which names who wrote it."""
    return any("comment" in around.get("class").lower() for around in (element, *element.ancestors()))


def _read_listed(page: Page, place: int) -> Authors:
    """The whole names in the lines right below a label, as far as they stand in a box with it."""
    boxes = list(islice(page.text_parents[place].ancestors(), 2))
    end = min(boxes[-1].text_end if boxes else place, place + _TEXTS_SIGNED)
    lines = islice(read_lines(page, place, end), 1, None)
    return tuple(dict.fromkeys(name for line in takewhile(is_whole_name, lines) for name in parse_byline(line)))


def find_titled_byline(page: Page, headline: Element | None) -> Authors:
    """The names in the first element by the headline whose title, or label for the ear, is a word for author."""
    near = page.elements[max(0, headline.index - _NEAR) : headline.end + _NEAR] if headline is not None else ()
    for element in near:
        label = element.attributes.get("title") or element.attributes.get("aria-label")
        if label and is_by_word(label):
            text = page.text(element)
            names = parse_byline(text) if len(text) <= _MAX_SIGNATURE else ()
            if names and is_whole_name(names[0].name) and not is_elsewhere(element, headline):
                return names
    return ()


def find_boxed_byline(page: Page) -> Authors:
    """The names of the links to writers in the one box that is marked as author, beside the story as it may stand."""
    found: list[tuple[Element, list[Anchor]]] = []
    for element in find_marked(page, Mark.AUTHOR):
        if found and element in found[-1][0]:
            continue
        links = [anchor for anchor in group_anchors(page).to_writers if anchor.element in element]
        if links and not _is_comment(element):
            found.append((element, links))
    if len(found) != 1:
        return ()
    return tuple(
        Author(name=name.name, url=anchor.url, type=name.type)
        for anchor in found[0][1]
        for name in (parse_byline(anchor.text) if is_whole_name(anchor.text) else ())
    )


def find_named_link(page: Page, headline: Element | None) -> Authors:
    """The whole name of a link by the headline whose address says the same below a word for people."""
    if headline is None:
        return ()
    anchors = find_anchors(page)
    first, last_text = headline.text_start - _TEXTS_SIGNED, headline.text_end + _TEXTS_BELOW
    start = bisect_left(anchors, first, key=lambda anchor: anchor.element.text_start)
    for anchor in anchors[start:]:
        if anchor.element.text_start > last_text:
            break
        *shelves, last = anchor.canonical_url.rstrip("/").split("/")
        if (
            is_whole_name(anchor.text)
            and not _SHELVES.isdisjoint(shelves[3:])
            and _is_address_of(last.partition(".")[0], anchor.text)
            and not is_elsewhere(anchor.element, headline)
            and len(names := parse_byline(anchor.text)) == 1
        ):
            return (Author(name=names[0].name, url=anchor.url, type=names[0].type),)
    return ()


def _is_address_of(slug: str, name: str) -> bool:
    """Whether a segment of an address says a name, or another form of the first name ("matthew-doe": "Matt Doe")."""
    if squash(slug) == squash(name):
        return True
    first, last = name.split(None, 1)
    return slug.count("-") == 1 and squash(slug).endswith(squash(last)) and slug[:2].lower() == first[:2].lower()
