"""Short lines amid an article that are none of it: what a control does, letters to subscribe to, when and by whom."""

import re
from typing import Final

from crawler.article.body.why import Why
from crawler.article.notes import is_reading_time
from crawler.article.visible_dates import begins_with_change
from crawler.article.words import any_of, flatten, load_words
from crawler.page.dates import parse_date
from crawler.page.phrases import normalise_label

_DATA: Final = load_words("lines")
_HEAD: Final = 5  # signs
_WHOLE: Final = frozenset(map(normalise_label, flatten(_DATA["whole"])))
_BEGINNINGS: Final = tuple(flatten(_DATA["beginnings"]))
_BROWSERS: Final = tuple(flatten(_DATA["browsers"]))
_PLACEHOLDERS: Final = tuple(flatten(_DATA["placeholders"]))
_HEADS: Final = frozenset(line[:_HEAD] for line in _PLACEHOLDERS)  # looked at first, for most lines begin otherwise
_PICTURES: Final = any_of(flatten(_DATA["pictures"]))
_CREDIT: Final = re.compile(
    rf"[(\[]?(?:{_PICTURES})\s?[:：©/=]|[(\[]?(?:photo|foto) (?:by|credit)\b|fot\. ", re.IGNORECASE
)
_CREDIT_SIGNS: Final = ":：©/="
_CREDIT_BEHIND: Final = re.compile(rf"[.!?。！？।(|—–]\s*(?:{_PICTURES})\s?[:：©/=]\s?[^.:]{{2,50}}$", re.IGNORECASE)
_DISCUSSION: Final = re.compile(
    rf"\W*(?:\d[\d.,]*\s*)?(?:{any_of(flatten(_DATA['discussion']))})\s*(?:\W?\d[\d.,]*\W?)?\W*", re.IGNORECASE
)
_MEASURES: Final = re.compile(
    rf"(?:[≈~]?\d[\d.,]*k?\s?(?:{any_of(flatten(_DATA['measures']))})\W*){{1,3}}", re.IGNORECASE
)
_ARROWS: Final = ">›»"
_PATH: Final = re.compile(r"(?:[^>›»]{2,40}\s[>›»]\s){2,}[^>›»]+")
_COPYRIGHT: Final = re.compile(r"(?:\(c\)|copyright\b)", re.IGNORECASE)
_COPYRIGHT_SIGNS: Final = re.compile(r"(?:copyright\s*)?[©ⓒ]", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COUNTS: Final = frozenset("0123456789≈~")
_MAX_LINE: Final = 160  # signs; what is longer is the story's
_MAX_CREDIT: Final = 80
_MAX_NOTICE: Final = 250  # of what a browser is told, or of a text with a credit behind it
_MAX_PLACEHOLDER: Final = 450
_MAX_DATE: Final = 60
_MAX_TIME: Final = 40
_DATE_WORDS: Final = 4


def find_line(text: str) -> Why | None:
    """Why a text is no part of an article whatever stands around it; None where it may be."""
    if len(text) > _MAX_NOTICE:
        return Why.CONSENT if len(text) <= _MAX_PLACEHOLDER and _keeps_place(text) else None
    if any(map(text.__contains__, _CREDIT_SIGNS)) and _CREDIT_BEHIND.search(text):
        return Why.CAPTION
    lowered = text.lower()
    if lowered.startswith(_BROWSERS):
        return Why.CONTROL
    if _keeps_place(text):
        return Why.CONSENT
    if len(text) > _MAX_LINE:
        return None
    if normalise_label(text) in _WHOLE or ("|" in text and all(map(_is_control, text.split("|")))):
        return Why.CONTROL
    if lowered.startswith(_BEGINNINGS):
        return Why.CONTROL
    if _COPYRIGHT_SIGNS.match(text) or (_COPYRIGHT.match(text) and _YEAR.search(text)):
        return Why.COLOPHON
    return _find_short_line(text, lowered) if len(text) <= _MAX_CREDIT else None


def _find_short_line(text: str, lowered: str) -> Why | None:
    """The same of a text that may be a credit, a time of reading, the count of comments or the day of a change."""
    if _CREDIT.match(text):
        return Why.CAPTION
    if len(text) <= _MAX_TIME:
        if is_reading_time(text) or (text[0] in _COUNTS and _MEASURES.fullmatch(text)):
            return Why.BYLINE
        if any(map(str.isdigit, text)) and heads_discussion(text):
            return Why.CONTROL
    if len(text) <= _MAX_DATE and _YEAR.search(text) and begins_with_change(lowered) and parse_date(text):
        return Why.BYLINE
    return None


def _keeps_place(text: str) -> bool:
    """Whether a text stands where another site would show something, until a reader agrees."""
    return text[:_HEAD].lower() in _HEADS and text.lower().startswith(_PLACEHOLDERS)


def _is_control(part: str) -> bool:
    return normalise_label(part) in _WHOLE


def is_date(text: str) -> bool:
    """Whether a text is a day of a year and nothing else."""
    if not _YEAR.search(text) or len(text.split()) > _DATE_WORDS:
        return False
    moment = parse_date(text)
    return moment is not None and moment.is_year_given


def leave_measures(text: str) -> str:
    """A text without what it says of how long a story is."""
    return _MEASURES.sub("", text)


def heads_discussion(text: str) -> bool:
    """Whether a text is what heads the comments of readers."""
    return len(text) <= _MAX_TIME and _DISCUSSION.fullmatch(text) is not None


def is_path(text: str) -> bool:
    """Whether a text names the sections above the article, parted by arrows."""
    return len(text) <= _MAX_LINE and any(map(text.__contains__, _ARROWS)) and _PATH.fullmatch(text) is not None
