"""Dates from text: machine forms, numbers, and words in many languages; no time of day is made up."""

import functools
import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from crawler.page.calendar_words import JOINTS, ORDINALS, find_half, find_month, find_persian_month, find_zone
from crawler.page.calendars import from_buddhist, from_era, from_persian
from crawler.records.enums import Precision

_ISO: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-/.]|\.\s)(\d\d?)\2(\d\d?)(?!\d)"
    r"(?:(?:\.?[T\s_,·|–]|\s-\s)\s*(\d\d?)[:.](\d\d)(?::(\d\d?)(?:[.,]\d{1,9})?)?(?!\d)\s*([ap]\.?m\b)?\s*(Z\b|[+\-−]\d\d(?::?\d\d)?(?!\d)|[A-Z]{2,5}\b)?)?",
    re.IGNORECASE,
)
_COMPACT: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)"
    r"(?:T?(\d\d):?(\d\d)(?::?(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?(?!\d)"
)
_HAN: Final = re.compile(
    r"(?:((?:19|20)\d\d)|(令和|平成|昭和|民國|民国)(\d{1,3}|元))\s*[年년/]\s*(\d\d?)\s*[月월]\s*(\d\d?)\s*[日일]?"
    r"(?:[^\d]{0,8}?(午前|午後|上午|下午|오전|오후)?\s*(\d\d?)\s*(?:[:：]|[時时시]\s*)(\d\d)(?:[:：](\d\d))?)?"
)
_VIETNAMESE: Final = re.compile(r"(\d\d?)\s+tháng\s+(\d\d?),?\s+(?:năm\s+)?((?:19|20)\d\d)", re.IGNORECASE)
_NUMERIC: Final = re.compile(
    r"(?<![\d.,/-])(\d\d?)([-/.]|\.\s|\s[|/]\s)(\d\d?)(?:\2)((?:19|20)\d\d|\d\d)(?![\d/-]|\.\d)"
)
_CLOCK: Final = re.compile(
    r"(?<![\d:.,])(\d\d?)(?:[:.hH]|\s?h\s?|\sUhr\s)(\d\d)(?::(\d\d))?(?!\d|[.:/-]\d)\s*(?:Uhr|h\b)?\s*([apAP]\.?\s?[mM]\b\.?|صباحا|مساء)?"
    r"\s*\(?(Z\b|(?:UTC|GMT)?\s?[+\-−]\d\d?(?::?\d\d)?(?!\d)|[A-Z]{2,5}\b|мск|МСК)?"
)
_HOUR: Final = re.compile(r"(?<![\d:.,])(\d\d?)\s*([apAP]\.?[mM]\b)\.?\s*\(?([A-Z]{2,5}\b)?")
_WORD: Final = re.compile(r"\d+|[^\W\d_][^\s\d,;:|()/\-–—·•]*")
_TIME: Final = re.compile(r"(?<!\d)\d\d?:\d\d(?::\d\d)?(?!\d)")
_RFC: Final = re.compile(r"^[A-Za-z]{3},\s+\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d\d:\d\d")
_UNIX: Final = re.compile(
    r"[A-Z][a-z]{2}\s+([A-Z][a-z]{2})\s+(\d\d?)\s+(\d\d):(\d\d):(\d\d)\s+([A-Z]{1,5}\s+)?((?:19|20)\d\d)\b"
)
_PERSIAN: Final = re.compile(r"(?<!\d)(\d\d?)\s+([^\W\d_]+)\s+(1[34]\d\d)(?!\d)")
_PERSIAN_NUMERIC: Final = re.compile(r"(?<!\d)(1[34]\d\d)([-/])(\d\d?)\2(\d\d?)(?!\d)")
_EPOCH: Final = re.compile(r"1[0-9]{9}(?:\.\d+|\d{3})?")
_MAX_LENGTH: Final = 300  # characters that are looked at
_SHORT_YEAR: Final = 70  # below it a two-digit year is of this century
_CLOCK_SIGNS: Final = (":", "h", "H")
_TO_AM_PM: Final = {"a": "am", "p": "pm"}
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯０１２３４５６７８９", "0123456789" * 5)


class Moment(NamedTuple):
    """A time as it was stated.

    ``when`` carries a zone only where one was stated; for a precision of ``day`` it is midnight.
    ``is_ambiguous`` says that day and month may have changed places, ``is_year_given`` that no year was added.
    """

    when: datetime
    precision: Precision
    is_ambiguous: bool = False
    is_year_given: bool = True

    @property
    def day(self) -> date:
        """The calendar day as stated, in its own zone."""
        return self.when.date()


@functools.lru_cache(maxsize=4_096)
def parse_date(
    text: str, *, language: str = "", is_month_first: bool | None = None, near: date | None = None
) -> Moment | None:
    """The first date of a text, in whatever form it is written; None where there is none.

    ``language`` is the primary tag of the text's language; ``is_month_first`` says how 3/4/2024 is meant where
    that is known; ``near`` is a day on or before which a date without a year is thought to lie: without it,
    such a date is none.
    """
    text = text[:_MAX_LENGTH].strip()
    if not text:
        return None
    if not text.isascii():
        text = text.translate(_DIGITS)
    return (
        _parse_machine(text)
        or _parse_han(text)
        or _parse_persian(text, language)
        or _parse_words(text, language, near)
        or _parse_numeric(text, language, is_month_first)
    )


def _parse_machine(text: str) -> Moment | None:
    """ISO 8601 and what resembles it, RFC 5322, seconds since 1970."""
    match = _ISO.search(text)
    if match:
        year, _, month, day, hour, minute, second, half, zone = match.groups()
        return _moment((year, month, day), (hour, minute, second), half, zone)
    match = _COMPACT.search(text)
    if match:
        year, month, day, hour, minute, second, zone = match.groups()
        return _moment((year, month, day), (hour, minute, second), None, zone)
    match = _UNIX.search(text)
    if match:
        name, day, hour, minute, second, zone, year = match.groups()
        month = find_month(name.lower())
        return _moment((year, month, day), (hour, minute, second), None, zone) if month else None
    if _RFC.match(text):
        try:
            return Moment(parsedate_to_datetime(text), Precision.SECOND)
        except (ValueError, TypeError):
            return None
    if _EPOCH.fullmatch(text):
        return Moment(datetime.fromtimestamp(int(text[:10]), UTC), Precision.SECOND)
    return None


def _parse_han(text: str) -> Moment | None:
    """Chinese, Japanese and Korean dates with their year signs; Vietnamese ones, whose months are numbers too."""
    match = _VIETNAMESE.search(text)
    if match:
        return _moment((match.group(3), match.group(2), match.group(1)), *_clock(text, match.end()))
    match = _HAN.search(text)
    if match is None:
        return None
    year, era, era_year, month, day, half, hour, minute, second = match.groups()
    if era:
        year = str(from_era(era, era_year))
    return _moment((year, month, day), (hour, minute, second), find_half(half) if half else None, None)


def _parse_persian(text: str, language: str) -> Moment | None:
    """A day of the Persian calendar, its month in letters, or in numbers on a page in Persian."""
    match = _PERSIAN.search(text)
    month = find_persian_month(match.group(2)) if match else None
    if match and month:
        day = from_persian(int(match.group(3)), month, int(match.group(1)))
    else:
        match = _PERSIAN_NUMERIC.search(text) if language == "fa" else None
        day = from_persian(int(match.group(1)), int(match.group(3)), int(match.group(4))) if match else None
    return _moment((day.year, day.month, day.day), *_clock(text, match.end())) if match and day else None


def _parse_words(text: str, language: str, near: date | None) -> Moment | None:
    """A month's name with a day beside it: 5 May 2024, May 5th, 2024, 2024. május 5., le 5 mai."""
    plain = text.lower()
    if ":" in plain:
        plain = _TIME.sub(_blank, plain)  # no number of a clock is a day
    words = _without_second_names([(match.group(), match.end()) for match in _WORD.finditer(plain)], language)
    yearless = None
    for place, (word, _) in enumerate(words):
        if word[0].isdecimal():
            continue
        month = find_month(word.rstrip("."), language)
        if month is None:
            continue
        day, year, end = _beside(text, words, place)
        if day is None:
            continue
        if year is None:
            yearless = yearless or (month, day, end)
            continue
        moment = _moment((year, month, day), *_clock(text, end))
        if moment is not None:
            return moment
    if yearless is None or near is None:
        return None
    month, day, end = yearless
    year = _guess_year(month, day, near)
    moment = _moment((year, month, day), *_clock(text, end)) if year else None
    return moment._replace(is_year_given=False) if moment else None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _without_second_names(words: list[tuple[str, int]], language: str) -> list[tuple[str, int]]:
    """The words; of a month that is called by two names, as Arabic papers do, the first alone."""
    months = [None if word[0].isdecimal() else find_month(word.rstrip("."), language) for word, _ in words]
    pairs = zip(words, months, [None, *months], strict=False)
    return [word for word, month, last in pairs if month is None or month != last]


def _beside(text: str, words: list[tuple[str, int]], place: int) -> tuple[int | None, int | None, int]:
    """Day and year beside the month at ``place``, and where the last of them ends in the text."""
    before = [word for word in words[max(0, place - 4) : place] if word[0].rstrip(".") not in JOINTS]
    after = [word for word in words[place + 1 : place + 6] if word[0].rstrip(".") not in JOINTS]
    if before and before[-1][0] in ORDINALS:
        before.pop()
    after = [word for number, word in enumerate(after) if number != 1 or word[0] not in ORDINALS]
    end = words[place][1]
    number = _number(before[-1][0]) if before else None
    following = _number(after[0][0]) if after else None
    if number is not None and _is_day(number):
        if following is not None and text[after[0][1] : after[0][1] + 1] not in _CLOCK_SIGNS:
            year = _as_year(after[0][0])
            if year:
                return number, year, after[0][1]
        year = _as_year(before[-2][0]) if len(before) > 1 else None
        return number, year, end
    if following is not None and _is_day(following):
        year = _as_year(after[1][0], is_long=True) if len(after) > 1 else None
        if year:
            return following, year, after[1][1]
        year = _as_year(before[-1][0], is_long=True) if number is not None else None
        return following, year, after[0][1]
    return None, None, end


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) <= 4 else None  # noqa: PLR2004 -- a year at most


def _is_day(number: int) -> bool:
    return 1 <= number <= 31  # noqa: PLR2004 -- the calendar's own


def _as_year(word: str, *, is_long: bool = False) -> int | None:
    number = _number(word)
    if number is None:
        return None
    if len(word) == 2 and not is_long:  # noqa: PLR2004 -- '24
        return number + (2000 if number < _SHORT_YEAR else 1900)
    number = from_buddhist(number)
    return number if len(word) == 4 and 1900 <= number < 2100 else None  # noqa: PLR2004 -- years that news has


def _guess_year(month: int, day: int, near: date) -> int | None:
    """The latest year in which that day is not after ``near`` (a day's grace for the zones)."""
    for year in (near.year + 1, near.year, near.year - 1):
        try:
            if date(year, month, day) <= near + timedelta(days=1):
                return year
        except ValueError:
            continue
    return None


def _parse_numeric(text: str, language: str, is_month_first: bool | None) -> Moment | None:
    for match in _NUMERIC.finditer(text):
        first, separator, second, year = match.groups()
        one, two = int(first), int(second)
        full = int(year) + (0 if len(year) == 4 else 2000 if int(year) < _SHORT_YEAR else 1900)  # noqa: PLR2004
        if is_month_first is None:
            is_month_first = separator.strip() == "/" and language in {"en", "tl"}
        is_ambiguous = one <= 12 and two <= 12 and one != two and separator[0] != "."  # noqa: PLR2004 -- months
        swapped = is_month_first and separator[0] != "."
        day, month = (two, one) if (swapped and one <= 12) or two > 12 else (one, two)  # noqa: PLR2004
        moment = _moment((full, month, day), *_clock(text, match.end()))
        if moment is not None:
            return moment._replace(is_ambiguous=is_ambiguous)
    return None


_Clock = tuple[tuple[str | None, str | None, str | None], str | None, str | None]


def _clock(text: str, end: int) -> _Clock:
    """Hour, minute, second, half and zone that stand right behind a date, else right before it."""
    match = _CLOCK.search(text, end, end + 60) or _CLOCK.search(text)
    if match:
        hour, minute, second, half, zone = match.groups()
        return (hour, minute, second), _half(half), zone
    match = _HOUR.search(text, end, end + 40)
    if match:
        return (match.group(1), "0", None), _half(match.group(2)), match.group(3)
    return (None, None, None), None, None


def _half(text: str | None) -> str | None:
    return text and (_TO_AM_PM.get(text[0].lower()) or find_half(text))


def _moment(
    day: tuple[str | int, str | int, str | int],
    clock: tuple[str | None, str | None, str | None],
    half: str | None,
    zone: str | None,
) -> Moment | None:
    hour, minute, second = clock
    try:
        when = datetime(int(day[0]), int(day[1]), int(day[2]))  # noqa: DTZ001 -- the zone is set where one is stated
        if hour is None or minute is None:
            return Moment(when, Precision.DAY)
        hours = int(hour)
        if half and hours <= 12:  # noqa: PLR2004 -- half of a day
            hours = hours % 12 + (12 if half[0] in "pP" else 0)
        if hours == 24:  # noqa: PLR2004 -- ISO's end of the day
            hours = 0
        when = when.replace(hour=hours, minute=int(minute), second=int(second or 0))
    except ValueError:
        try:
            return Moment(datetime(int(day[0]), int(day[1]), int(day[2])), Precision.DAY)  # noqa: DTZ001
        except ValueError:
            return None
    found = find_zone(zone) if zone else None
    return Moment(when.replace(tzinfo=found), Precision.SECOND if second else Precision.MINUTE)
