"""What a profile's keys may hold, each with an example to write instead."""

import difflib
import re
import zoneinfo
from collections.abc import Callable
from datetime import date, datetime
from string import Template
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from crawler.errors import AddressError, SettingError
from crawler.records.selector import FIELDS, LINKS
from crawler.sites.profile import Renderer
from crawler.sites.revisits import parse_ages
from crawler.urls import canonicalize

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")
_ATTRIBUTE: Final = re.compile(r"[A-Za-z_:][\w:.-]*", re.ASCII)
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


def _one_of(names: tuple[str, ...], what: str) -> Callable[[Any], Checked]:
    """One of these names."""

    def check(value: Any) -> Checked:
        if value in names:
            return value
        near = difflib.get_close_matches(str(value), names, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"it takes {', '.join(names)}"
        return ValueFault(f"{value!r} is no {what}: {hint}")

    return check


def _css(entry: str) -> str | None:
    try:
        LexborHTMLParser("").css(entry)
    except SelectolaxError:
        return f"{entry!r} is no CSS selector"
    return None


def _selector(value: Any) -> Checked:
    text = _text(value)
    fault = None if isinstance(text, ValueFault) else _css(text)
    return ValueFault(fault) if fault else text


def _attribute(value: Any) -> Checked:
    if isinstance(value, str) and _ATTRIBUTE.fullmatch(value):
        return value.lower()
    return ValueFault(f"{value!r} is no attribute's name")


def _day(value: Any) -> Checked:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return ValueFault("it takes a day, written without quotes and without a time")


def _proxy(value: Any) -> Checked:
    """An address, or a text with names of environment variables in it; never repeated, for it may hold a password."""
    text = value.strip() if isinstance(value, str) else ""
    written = f"${{{text[4:]}}}" if text.startswith("env:") else text
    template = Template(written)
    if not written or not template.is_valid():
        return ValueFault("it takes the address of a proxy, or the name of an environment variable that holds it")
    if not template.get_identifiers() and not is_proxy(written):
        return ValueFault("a proxy's address begins with http:// and has a host")
    return written


def is_proxy(text: str) -> bool:
    """Whether a text is the address of a proxy that Scrapy can go through."""
    try:
        parts = urlsplit(text)
        return parts.scheme == "http" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


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
    "proxy": Key(_proxy, 'proxy = "http://proxy.example.com:3128" or "$POST_PROXY"'),
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
# Tables whose keys are names of the site's own, and whose values may be secrets.
SECRET_TABLES: Final = ("headers", "cookies")
# Tables of which there may be several.
ENTRY_KEYS: Final[dict[str, dict[str, Key]]] = {
    "selectors": {
        "field": Key(_one_of(FIELDS, "field of an article"), 'field = "headline"'),
        "link": Key(_one_of(LINKS, "kind of link"), 'link = "article"'),
        "css": Key(_selector, 'css = "h1.story-title"'),
        "attribute": Key(_attribute, 'attribute = "datetime"'),
        "remove": Key(_many(_css), 'remove = [".newsletter", "aside"]'),
        "valid_from": Key(_day, "valid_from = 2024-01-31"),
        "valid_until": Key(_day, "valid_until = 2024-01-31"),
        "optional": Key(_flag, "optional = true"),
    },
}
