"""A profile's ``[[selectors]]``: each names a field or a kind of link, and where a page keeps it."""

from collections.abc import Mapping
from typing import Any

from crawler.records.selector import Selector
from crawler.sites.profile_text import Place, ProfileText
from crawler.sites.tables import check_keys
from crawler.sites.values import ENTRY_KEYS

_TABLE = "selectors"
Selectors = tuple[Selector, ...]


def check_selectors(text: ProfileText, data: Any) -> tuple[Selectors, Selectors]:
    """The selectors of fields and those of links, each in the order in which they were written.

    Raises:
        ProfileError: one holds a mistake.
    """
    if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
        message = "selectors are tables: write [[selectors]], in two brackets, on a line of its own above each"
        raise text.fault(message, Place(key=_TABLE))
    fields: list[Selector] = []
    links: list[Selector] = []
    for number, entry in enumerate(data, 1):
        place = Place(table=_TABLE, number=number)
        values = check_keys(text, entry, ENTRY_KEYS[_TABLE], ENTRY_KEYS[_TABLE], place)
        _check_whole(text, values, place)
        name = values.pop("field", None)
        (links if name is None else fields).append(Selector(name=name or values.pop("link"), **values))
    return tuple(fields), tuple(links)


def _check_whole(text: ProfileText, values: Mapping[str, Any], place: Place) -> None:
    """What no key can tell by itself."""
    if ("field" in values) == ("link" in values):
        has = "has both: keep one" if "field" in values else "has neither"
        raise text.fault(f'a selector finds a field = "headline" or a link = "article"; this one {has}', place)
    if "css" not in values:
        raise text.fault(f"a selector says where: add {ENTRY_KEYS[_TABLE]['css'].example}", place)
    if "remove" in values and "link" in values:
        raise text.fault("remove: a link is an address, of which nothing can be left out", place._replace(key="remove"))
    first, last = values.get("valid_from"), values.get("valid_until")
    if first and last and last < first:
        message = f"valid_until: {last} lies before valid_from, {first}: no page is of both times; exchange the two"
        raise text.fault(message, place._replace(key="valid_until"))
