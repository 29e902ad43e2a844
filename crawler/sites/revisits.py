"""When an article that is known is asked for again: by its age, and all of them in turn."""

import re
from datetime import datetime, timedelta
from typing import Final

from crawler.errors import SettingError

_UNITS: Final = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_AGE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([mhdw])")


def parse_ages(text: str, name: str) -> tuple[timedelta, ...]:
    """Ages as they are written, ``1h, 1d, 3d``, in order; ``name`` is the setting's or key's, for the error.

    Raises:
        SettingError: one of them is none.
    """
    ages = []
    for part in text.split(","):
        if part.strip():
            match = _AGE.fullmatch(part.strip())
            if match is None:
                raise SettingError(f"{name} is {text!r}: write ages as 1h, 1d, 3d (m, h, d or w)")
            ages.append(float(match[1]) * _UNITS[match[2]])
    return tuple(sorted(ages))


def find_next_visit(born_at: datetime, visited_at: datetime, ages: tuple[timedelta, ...]) -> datetime | None:
    """When an article that was just visited is due again: at the next of the ages; None once it is past them all."""
    return next((born_at + age for age in ages if born_at + age > visited_at), None)


def find_turns(share: float) -> int:
    """In how many nights every known article is asked for once more, where each night asks for this share; 0: never."""
    return round(1 / share) if share > 0 else 0
