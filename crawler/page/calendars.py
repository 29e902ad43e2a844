"""Years and days of other calendars: the eras of Japan and Taiwan, the Buddhist era, the Persian calendar."""

from datetime import date, timedelta
from typing import Final

ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_FIRST_YEAR: Final = "元"
_BUDDHIST: Final = range(2480, 2600)
_BUDDHIST_AHEAD: Final = 543
_NEW_YEAR: Final = (1399, date(2020, 3, 20))  # a Persian year and the day on which it began
_LONG_MONTHS: Final = 6  # of 31 days; the others have 30, the last 29 or 30
_MONTHS: Final = 12


def from_era(era: str, year: str) -> int:
    """The Gregorian year of a year of such an era; its first may be written 元."""
    return ERAS[era] + (1 if year == _FIRST_YEAR else int(year))


def from_buddhist(year: int) -> int:
    """The Gregorian year, where the number can only be of the Buddhist era; else the number itself."""
    return year - _BUDDHIST_AHEAD if year in _BUDDHIST else year


def from_persian(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a day of the Persian calendar, by the cycle of 33 years that holds until 1472 (2093).

    None where there is no such day.
    """
    length = 31 if month <= _LONG_MONTHS else 30 if month < _MONTHS or _is_leap(year) else 29
    if not (1 <= month <= _MONTHS and 1 <= day <= length):
        return None
    known, start = _NEW_YEAR
    years = range(known, year) if year >= known else range(year, known)
    days = sum(365 + _is_leap(each) for each in years) * (1 if year >= known else -1)
    days += min(month - 1, _LONG_MONTHS) * 31 + max(month - 1 - _LONG_MONTHS, 0) * 30 + day - 1
    return start + timedelta(days=days)


def _is_leap(year: int) -> bool:
    return (25 * year + 11) % 33 < 8  # noqa: PLR2004 -- eight leap years in thirty-three
