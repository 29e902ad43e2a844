"""Short lines amid an article that are none of it: what a control does, letters to subscribe to, when and by whom."""

import re
from typing import Final

from crawler.article.body.why import Why
from crawler.article.notes import is_reading_time
from crawler.article.visible_dates import begins_with_change
from crawler.article.words import flatten, load_words
from crawler.page.dates import parse_date
from crawler.page.phrases import normalise_label

_DATA: Final = load_words("lines")
_WHOLE: Final = frozenset(map(normalise_label, flatten(_DATA["whole"])))
_BEGINNINGS: Final = tuple(flatten(_DATA["beginnings"]))
_PICTURES: Final = "|".join(map(re.escape, sorted(flatten(_DATA["pictures"]), key=len, reverse=True)))
_CREDIT: Final = re.compile(rf"[(\[]?(?:{_PICTURES})\s?[:：©/]|[(\[]?(?:photo|foto) (?:by|credit)\b", re.IGNORECASE)
_COPYRIGHT: Final = re.compile(r"(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MAX_LINE: Final = 160  # signs; what is longer is the story's
_MAX_CREDIT: Final = 80
_MAX_DATE: Final = 60
_MAX_TIME: Final = 40


def find_line(text: str) -> Why | None:
    """Why a text is no part of an article whatever stands around it; None where it may be."""
    if len(text) > _MAX_LINE:
        return None
    if normalise_label(text) in _WHOLE:
        return Why.CONTROL
    lowered = text.lower()
    if lowered.startswith(_BEGINNINGS):
        return Why.CONTROL
    if _COPYRIGHT.match(text) and _YEAR.search(text):
        return Why.COLOPHON
    if len(text) <= _MAX_CREDIT and _CREDIT.match(text):
        return Why.CAPTION
    if len(text) <= _MAX_TIME and is_reading_time(text):
        return Why.BYLINE
    if len(text) <= _MAX_DATE and _YEAR.search(text) and begins_with_change(lowered) and parse_date(text):
        return Why.BYLINE
    return None
