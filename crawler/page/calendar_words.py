"""The words of dates in many languages: months, halves of the day, zones."""

from datetime import UTC, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.page.words import load_words

_DATA: Final = load_words("page", "calendar")
_MONTHS: Final[dict[str, dict[str, int]]] = {
    language: {form.replace("_", " "): number for number, forms in enumerate(groups, 1) for form in forms.split()}
    for language, groups in _DATA["months"].items()
}
_ANY_MONTH: Final[dict[str, int]] = {}
for _names in _MONTHS.values():
    for _form, _number in _names.items():
        _ANY_MONTH.setdefault(_form, _number)
_HALVES: Final = {form: half for half, forms in _DATA["halves"].items() for form in forms}
_ZONES: Final[dict[str, int | str]] = _DATA["zones"]
JOINTS: Final = frozenset(_DATA["joints"]["words"])
ORDINALS: Final = frozenset(_DATA["joints"]["ordinals"])
_PERSIAN: Final = {name: number for number, name in enumerate(_DATA["persian"]["months"], 1)}


def find_month(word: str, language: str = "") -> int | None:
    """The number of the month that a word (in small letters, without full stop) names, in this language first."""
    names = _MONTHS.get(language)
    return (names.get(word) if names else None) or _ANY_MONTH.get(word)


def find_persian_month(word: str) -> int | None:
    """The number of the month of the Persian calendar that a word names."""
    return _PERSIAN.get(word.replace("ي", "ی").replace("ك", "ک"))  # as Arabic keyboards write them


def find_half(word: str) -> str | None:
    """``am`` or ``pm`` where a word says so."""
    return _HALVES.get(word)


def find_zone(name: str) -> tzinfo | None:
    """The zone that ``+02:00``, ``+0200``, ``Z``, ``CEST`` or ``ET`` names; None for none known."""
    name = name.strip().lower().removeprefix("utc").removeprefix("gmt") or "utc"
    if name[0] in "+-−":
        digits = name[1:].replace(":", "")
        if not digits.isdecimal() or len(digits) not in {1, 2, 4}:
            return None
        hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:2]), int(digits[2:]))  # noqa: PLR2004 -- "+2", "+02"
        shift = timedelta(hours=hours, minutes=minutes)
        return timezone(shift if name[0] == "+" else -shift) if shift < timedelta(hours=15) else None
    zone = _ZONES.get(name)
    if zone is None:
        return None
    if isinstance(zone, int):
        return timezone(timedelta(minutes=zone)) if zone else UTC
    return load_zone(zone)


def load_zone(name: str | None) -> tzinfo | None:
    """The zone of an IANA name; None for no name, or where this machine does not know it."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
