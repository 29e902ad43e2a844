"""Times told from now ("3 hours ago", "gestern, 14:05"), which mean nothing without the time at which that was read."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from crawler.page.dates import Moment, parse_date
from crawler.page.words import load_words
from crawler.records.enums import Precision

_DATA: Final = load_words("page", "calendar")["past"]


def _any_of(words: Iterable[str]) -> str:
    """A pattern of these words, the longest first; those of scripts with blanks stand by themselves."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) if word > "\u3000" else rf"(?<!\w){re.escape(word)}(?!\w)" for word in longest)


_UNIT_OF: Final = {form: unit for unit, forms in _DATA["units"].items() for form in forms}
_UNITS: Final = "|".join(re.escape(form) for form in sorted(_UNIT_OF, key=len, reverse=True))
_SPAN: Final = re.compile(
    rf"(?:(?<!\d)(\d{{1,3}})\s?|(?:{_any_of(_DATA['ones'])})\s)({_UNITS})(?![^\W\d_\u3000-\u9fff\uac00-\ud7af])"
)
_MARK: Final = re.compile(_any_of(_DATA["marks"]))
_NAMED: Final = {0: re.compile(_any_of(_DATA["today"])), 1: re.compile(_any_of(_DATA["yesterday"]))}
_CLOCK: Final = re.compile(r"(?<!\d)(\d\d?)[:.h](\d\d)(?!\d)")
_MAX_LENGTH: Final = 60  # characters; what is longer tells of something that happened


def parse_past(text: str, now: datetime) -> Moment | None:
    """The day of a time that a short line tells from ``now``, with its time of day where it is stated; else None.

    A named day counts where the line says no more than a time of day with it.
    """
    lowered = " ".join(text.lower().split())
    if not lowered or len(lowered) > _MAX_LENGTH:
        return None
    span = _SPAN.search(lowered)
    if span and _MARK.search(lowered):
        ago = timedelta(**{_UNIT_OF[span.group(2)]: int(span.group(1) or 1)})
        day = (now - ago).date()
        return Moment(datetime(day.year, day.month, day.day), Precision.DAY)  # noqa: DTZ001 -- a day, without a zone
    for days, pattern in _NAMED.items():
        named = pattern.match(lowered)
        if named is not None:
            clock = _CLOCK.search(lowered, named.end())
            day = (now - timedelta(days=days)).date()
            if clock:
                return parse_date(f"{day} {clock.group(1)}:{clock.group(2)}")
            if named.end() == len(lowered):
                return parse_date(str(day))
    return None
