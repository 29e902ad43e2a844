"""What a profile's keys may hold, each with an example to write instead."""

import difflib
import re
import zoneinfo
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from crawler.errors import AddressError, SettingError
from crawler.sites.profile import Renderer
from crawler.sites.revisits import parse_ages
from crawler.urls import canonicalize

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")
_DOMAIN: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?")


class ValueFault(NamedTuple):
    """What is wrong with a value; ``part`` is the text of the one entry of a list that is wrong."""

    text: str
    part: str | None = None


Checked = Any | ValueFault
"""The value as the profile keeps it, or what is wrong with it."""


class Key(NamedTuple):
    """One key of a profile: its check, and what one writes."""

    check: Callable[[Any], Checked]
    example: str


def _text(value: Any) -> Checked:
    if isinstance(value, str) and value.strip():
        return value.strip()
    return ValueFault("it takes a text in quotes")


def _flag(value: Any) -> Checked:
    return value if isinstance(value, bool) else ValueFault("it takes true or false")


def _whole(value: Any) -> Checked:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    return ValueFault("it takes a whole number above 0")


def _number(value: Any) -> Checked:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < float("inf"):
        return float(value)
    return ValueFault("it takes a number above 0")


def _delay(value: Any) -> Checked:
    return 0.0 if value == 0 and not isinstance(value, bool) else _number(value)


def _many(check_one: Callable[[str], str | None]) -> Callable[[Any], Checked]:
    """A list of texts, each of which ``check_one`` finds nothing wrong with."""

    def check(value: Any) -> Checked:
        if not isinstance(value, list) or not value:
            return ValueFault("it takes a list of texts in square brackets")
        for entry in value:
            if not isinstance(entry, str) or not entry.strip():
                return ValueFault("each entry of the list is a text in quotes")
            if fault := check_one(entry):
                return ValueFault(fault, entry)
        return tuple(value)

    return check


def _address(entry: str) -> str | None:
    if "://" not in entry:
        return f"{entry!r} has no scheme: write https://{entry}"
    try:
        canonicalize(entry)
    except AddressError as error:
        return str(error)
    return None


def _domain(entry: str) -> str | None:
    return None if _DOMAIN.fullmatch(entry) else f"{entry!r} is no domain: write it without scheme and path"


def _path(entry: str) -> str | None:
    return None if entry.startswith("/") else f"{entry!r} is no path: begin it with a slash"


def _pattern(entry: str) -> str | None:
    try:
        re.compile(entry)
    except re.error as error:
        return f"{entry!r} is no regular expression ({error})"
    return None


def _age(entry: str) -> str | None:
    try:
        parse_ages(entry, "")
    except SettingError:
        return f"{entry!r} is no age"
    return None


def _share(value: Any) -> Checked:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    return ValueFault("it takes a number from 0 to 1")


def _zone(value: Any) -> Checked:
    if not isinstance(value, str):
        return _text(value)
    known = zoneinfo.available_timezones()
    if value in known:
        return value
    near = difflib.get_close_matches(value, known, n=1)
    return ValueFault(f"{value!r} is no time zone" + (f": did you mean {near[0]!r}?" if near else ""))


def _language(value: Any) -> Checked:
    if isinstance(value, str) and _LANGUAGE.fullmatch(value):
        return value
    return ValueFault(f"{value!r} is no language tag")


def _renderer(value: Any) -> Checked:
    if value in list(Renderer):
        return Renderer(value)
    return ValueFault(f"{value!r} is no renderer: it takes {', '.join(Renderer)}")


PROFILE_KEYS: Final[dict[str, Key]] = {
    "name": Key(_text, 'name = "The Example Post"'),
    "start": Key(_many(_address), 'start = ["https://www.example.com/"]'),
    "domains": Key(_many(_domain), 'domains = ["example.com", "example.net"]'),
    "time_zone": Key(_zone, 'time_zone = "Europe/Oslo"'),
    "language": Key(_language, 'language = "en" or "pt-BR"'),
    "sections": Key(_many(_path), 'sections = ["/politics/"]'),
    "exclude": Key(_many(_pattern), "exclude = ['/live/', '[?]print=']"),
    "article_urls": Key(_many(_pattern), r"article_urls = ['/\d{4}/\d\d/\d\d/']"),
    "listing_urls": Key(_many(_pattern), "listing_urls = ['/topics/']"),
    "renderer": Key(_renderer, 'renderer = "none"'),
    "nightly": Key(_flag, "nightly = true"),
}
TABLE_KEYS: Final[dict[str, dict[str, Key]]] = {
    "limits": {
        "max_pages": Key(_whole, "max_pages = 5_000"),
        "max_articles": Key(_whole, "max_articles = 1_000"),
        "max_minutes": Key(_number, "max_minutes = 60"),
        "max_bytes": Key(_whole, "max_bytes = 2_000_000_000"),
    },
    "rate": {
        "delay_seconds": Key(_delay, "delay_seconds = 1.5"),
        "concurrent_requests": Key(_whole, "concurrent_requests = 1"),
    },
    "revisits": {
        "after": Key(_many(_age), 'after = ["1h", "1d", "3d"]'),
        "share": Key(_share, "share = 0.02"),
    },
}
