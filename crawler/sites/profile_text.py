"""A profile's text, so that whatever is wrong with it is told with its file and its line."""

import re
from typing import NamedTuple

from crawler.errors import ProfileError


class Place(NamedTuple):
    """Where a fault lies: a key, the table around it, which one of several tables of that name (from 1).

    ``part`` is the text of the one entry of the key's list that is wrong.
    """

    key: str = ""
    table: str = ""
    number: int = 1
    part: str | None = None


class ProfileText(NamedTuple):
    """What was written, and in which file."""

    name: str
    text: str

    def fault(self, message: str, place: Place | None = None) -> ProfileError:
        """The error to raise for what is wrong at a place."""
        line = find_line(self.text, place) if place else None
        return ProfileError(f"{self.name}, line {line}: {message}" if line else f"{self.name}: {message}")


def find_line(text: str, place: Place) -> int | None:
    """The line of a place, counted from 1: of its key or of the list's entry, else of its table; None where hidden."""
    key, table = place.key, place.table
    current, count, found = "", 0, None
    spelling = re.compile(rf"\s*(?:\[*\s*)?(?:{re.escape(table)}\s*\.\s*)?[\"']?{re.escape(key)}[\"']?\s*[=\].]")
    header_line = None
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            current = header[1]
            count += current == table
            if current == table and count == place.number:
                header_line = number
        dotted = bool(table) and re.match(rf"\s*{re.escape(table)}\s*[.=]", line) is not None
        is_inside = current in {table, key} and (not table or current != table or count == place.number)
        if found is None and key and (dotted or is_inside) and spelling.match(line):
            found = number
        if found is not None and (place.part is None or place.part in line):
            return number
    return found or header_line
