"""What one card says of the page it leads to: headline, excerpt, kicker, section, writers, time, image, labels."""

import functools
import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

import msgspec

from crawler.page.anchors import Anchor
from crawler.page.phrases import find_read_more_tail, is_box_label, is_longer, is_read_more, normalise_label
from crawler.page.pictures import find_source
from crawler.page.shapes import Hint
from crawler.page.tree import HEADINGS, Element, Page, fold
from crawler.page.words import load_words
from crawler.urls import join

_TELLING: Final = HEADINGS | {"img", "time", "abbr"}
_DATA: Final = load_words("page", "card_labels")
_SPONSORED: Final = frozenset(map(normalise_label, _DATA["sponsored"]))
_PAYWALL: Final = frozenset(map(normalise_label, _DATA["paywall"]))
_LABELS: Final = ("aria-label", "title")
_WEB: Final = ("http://", "https://")
_FILLERS: Final = frozenset(map(normalise_label, _DATA["fillers"] + _DATA["bylines"]))
_BYLINE: Final = re.compile(rf"(?:{'|'.join(map(re.escape, _DATA['bylines']))})[\s:]+(?=\S)", re.IGNORECASE)
_HEADLINE_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:headline|heading|title|titre|titel|titulo|entry-title)(?:$|[\s_])", re.IGNORECASE
)
_DATE: Final = re.compile(
    r"^(?:19|20)\d\d-\d\d-\d\dT|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|(?:19|20)\d\d\s?[年년]"
    r"|\b\d{1,2}[.,]?(?:\s+de)?\s+\w{3,12}\.?,?(?:\s+de)?\s+(?:19|20)\d\d\b|\b\w{3,12}\.?\s+\d{1,2},?\s+(?:19|20)\d\d\b"
)
_MAX_LABEL: Final = 60  # characters of a byline, a kicker, a section's name, or a line that holds little but a date
_MIN_EXCERPT: Final = 30  # characters of Latin script
_MIN_HEADLINE: Final = 20  # the same
_MAX_NAME_WORDS: Final = 6


class _Part(Enum):
    """What a line of a card may be."""

    NOTHING = auto()
    EXCERPT = auto()
    KICKER = auto()
    DATE = auto()
    AUTHOR = auto()
    SPONSORED = auto()
    PAYWALL = auto()


class CardText(msgspec.Struct, kw_only=True, gc=False):
    """The parts of a card, each None (or empty, or False) where the card has none; texts with white space folded."""

    headline: str | None = None
    has_heading: bool = False
    excerpt: str | None = None
    kicker: str | None = None
    section: str | None = None
    image: str | None = None
    authors: tuple[str, ...] = ()
    published_raw: str | None = None
    paywall_badge: bool = False
    sponsored: bool = False


def read_card_text(
    page: Page, extent: tuple[int, int, int], run: Sequence[Anchor], inside: Sequence[Anchor]
) -> CardText:
    """Read one card.

    ``extent`` is its first element's index, the index behind its last element, and the index behind its last
    text; ``run`` holds the anchors to the card's address, ``inside`` all the anchors in it.
    """
    start, end, text_end = extent
    elements = page.elements[start:end]
    text = CardText()
    skipped = _read_anchors(text, run, inside)
    heading = _read_elements(page, text, elements)
    if heading is not None:
        skipped.append((heading.text_start, heading.text_end))
        text.headline = _read_heading(page, heading, run)
        text.has_heading = True
    else:
        text.headline = _find_headline(page, elements, run)
        skipped += [
            (anchor.element.text_start, anchor.element.text_end) for anchor in run if anchor.text == text.headline
        ]
    _read_lines(text, page.texts, (elements[0].text_start, text_end), sorted(skipped))
    return text


def _read_anchors(text: CardText, run: Sequence[Anchor], inside: Sequence[Anchor]) -> list[tuple[int, int]]:
    """Take writers and section from the links beside the card's own; the stretches of text that are done with."""
    skipped = []
    address = run[0].canonical_url
    for anchor in inside:
        element = anchor.element
        if anchor.canonical_url != address:
            skipped.append((element.text_start, element.text_end))
            _read_side_link(text, anchor)
        elif is_read_more(anchor.text):
            skipped.append((element.text_start, element.text_end))
    return skipped


def _read_side_link(text: CardText, anchor: Anchor) -> None:
    hint, label = anchor.shape.hint, anchor.text
    if not label or len(label) > _MAX_LABEL:
        return
    if hint is Hint.AUTHOR or "author" in anchor.rel:
        if label not in text.authors:
            text.authors = (*text.authors, label)
    elif text.section is None and (hint is Hint.SECTION or (hint is Hint.UNCLEAR and label[0].isalpha())):
        text.section = label


def _read_elements(page: Page, text: CardText, elements: Sequence[Element]) -> Element | None:
    """Take image and time; the card's heading, if it has one."""
    heading = None
    for element in elements:
        tag = element.tag
        if tag not in _TELLING:
            continue
        if tag == "img":
            if text.image is None:
                text.image = _find_image(page, element)
        elif tag in HEADINGS:
            if heading is None and not "".join(page.texts[element.text_start : element.text_end]).isspace():
                heading = element
        elif tag == "time" and text.published_raw is None:
            text.published_raw = element.get("datetime") or page.text(element) or None
        elif tag == "abbr" and text.published_raw is None and _DATE.search(element.get("title")):
            text.published_raw = element.get("title")
    return heading


def _read_heading(page: Page, heading: Element, run: Sequence[Anchor]) -> str | None:
    """The heading's text, or that of the link in it: what stands beside the link is a kicker."""
    for anchor in run:
        if anchor.element in heading and anchor.text and not is_read_more(anchor.text):
            return anchor.text
    return page.text(heading) or None


def _find_headline(page: Page, elements: Sequence[Element], run: Sequence[Anchor]) -> str | None:
    """The headline of a card without heading: what its links, else its classes, else its labels say."""
    for anchor in run:
        element, text = anchor.element, anchor.text
        if is_longer(text, _MIN_HEADLINE) and "\n" not in page.texts[element.text_start : element.text_end]:
            tail = find_read_more_tail(text)
            if tail != "":
                return tail or text
    short = None
    for element in elements:
        if element.text_end > element.text_start and (name := element.get("class")) and _names_headline(name):
            found = page.text(element)
            if is_longer(found, _MIN_HEADLINE) and not is_read_more(found):
                return found
            short = short or found
    for anchor in run:
        for line in map(fold, page_lines(page, anchor.element)):
            if not line or is_read_more(line):
                continue
            if is_longer(line, _MIN_HEADLINE):
                return find_read_more_tail(line) or line
            if not short and not _is_date(line):
                short = line
    return short or find_label(page, run)


@functools.lru_cache(maxsize=16_384)
def _names_headline(name: str) -> bool:
    return _HEADLINE_CLASS.search(name) is not None


def page_lines(page: Page, element: Element) -> list[str]:
    """The element's text, a string for each line that a reader sees, white space as it stands."""
    return "".join(page.texts[element.text_start : element.text_end]).split("\n")


def find_label(page: Page, run: Sequence[Anchor]) -> str | None:
    """The headline that an anchor tells only to screen readers, or that its image is described by."""
    for anchor in run:
        for name in _LABELS:
            label = fold(anchor.element.get(name))
            if label:
                tail = find_read_more_tail(label)
                if tail is None or tail:
                    return tail or label
    for anchor in run:
        for element in page.descendants(anchor.element):
            if element.tag == "img" and is_longer(alt := fold(element.get("alt")), _MIN_HEADLINE):
                return alt
    return None


def _read_lines(text: CardText, texts: Sequence[str], extent: tuple[int, int], skipped: list[tuple[int, int]]) -> None:
    """Take kicker, excerpt, writers, time and labels from the lines that are neither heading nor side links."""
    line: list[str] = []
    place, end = extent
    skips = iter(skipped)
    skip_start, skip_end = next(skips, (end, end))
    while place < end:
        while place >= skip_end and skip_end < end:
            skip_start, skip_end = next(skips, (end, end))
        if skip_start <= place < skip_end:
            if line and "\n" in texts[place:skip_end]:
                _read_line(text, fold("".join(line)))
                line = []
            place = skip_end
            continue
        piece = texts[place]
        place += 1
        if piece != "\n":
            line.append(piece)
        elif line:
            _read_line(text, fold("".join(line)))
            line = []
    _read_line(text, fold("".join(line)))


def _read_line(text: CardText, line: str) -> None:
    if not line or line == text.headline:
        return
    part, words = (_Part.EXCERPT, line) if len(line) > _MAX_LABEL else _sort_label(line)
    if part is _Part.EXCERPT:
        text.excerpt = text.excerpt or words
    elif part is _Part.KICKER:
        text.kicker = text.kicker or words
    elif part is _Part.DATE:
        text.published_raw = text.published_raw or words
    elif part is _Part.AUTHOR:
        text.authors = text.authors or (words,)
    elif part is _Part.SPONSORED:
        text.sponsored = True
    elif part is _Part.PAYWALL:
        text.paywall_badge = True


def is_sponsored_label(line: str) -> bool:
    """Whether a line only says that what stands beside it is paid for."""
    return normalise_label(line) in _SPONSORED


@functools.lru_cache(maxsize=16_384)
def _sort_label(line: str) -> tuple[_Part, str]:
    """What a short line is, and the words of it that count."""
    label = normalise_label(line)
    if not label or label in _FILLERS or is_read_more(line) or is_box_label(line):
        return _Part.NOTHING, ""
    if label in _SPONSORED:
        return _Part.SPONSORED, line
    if label in _PAYWALL:
        return _Part.PAYWALL, line
    byline = _BYLINE.match(line)
    if byline is not None:
        name = line[byline.end() :].rstrip(" ,|·•-–")
        if name[:1].isalpha() and not name[0].islower() and name.count(" ") < _MAX_NAME_WORDS:
            return _Part.AUTHOR, name
    if _is_date(line):
        return _Part.DATE, line
    if is_longer(line, _MIN_EXCERPT):
        return _Part.EXCERPT, line
    return (_Part.KICKER, line) if line[0].isalpha() else (_Part.NOTHING, "")


def _is_date(line: str) -> bool:
    return len(line) <= _MAX_LABEL and _DATE.search(line) is not None


def _find_image(page: Page, element: Element) -> str | None:
    source = find_source(element)
    return source if source.startswith(_WEB) else join(page.base_url, source)
