"""A profile's text to its value, every mistake told with its file, its line and what to write instead."""

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

from crawler.errors import ProfileError
from crawler.sites.profile import Limits, Rate, Revisits, SiteProfile
from crawler.sites.values import PROFILE_KEYS, TABLE_KEYS, Key, ValueFault
from crawler.urls import site_of

_PLACE: Final = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9_.-]*")


class _Source(NamedTuple):
    """Where a profile was written, so that a fault can name its line."""

    name: str
    text: str

    def fault(self, message: str, key: str = "", table: str = "", part: str | None = None) -> ProfileError:
        """The error to raise for a key; ``part`` is the entry of its list that is wrong."""
        line = _find_line(self.text, key, table, part) if key else None
        place = f"{self.name}, line {line}" if line else self.name
        return ProfileError(f"{place}: {message}")


def parse_profile(text: str, profile_id: str, source: str) -> SiteProfile:
    """A profile of its TOML text; ``source`` is the name of the file, for errors.

    Raises:
        ProfileError: one line that names the file, the line and what to write.
    """
    origin = _Source(source, text)
    if not _ID.fullmatch(profile_id):
        raise origin.fault(f"a profile's name is made of small letters, digits, '-', '_' and '.': not {profile_id!r}")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _toml_fault(source, text, str(error)) from error
    tables = {name: _check_table(origin, name, data.pop(name)) for name in TABLE_KEYS if name in data}
    values = _check_keys(origin, data, PROFILE_KEYS, known=(*PROFILE_KEYS, *TABLE_KEYS))
    if "start" not in values:
        raise origin.fault(f"it names no start page: write {PROFILE_KEYS['start'].example}")
    profile = SiteProfile(
        id=profile_id,
        limits=Limits(**tables.get("limits", {})),
        rate=Rate(**tables.get("rate", {})),
        revisits=Revisits(**tables.get("revisits", {})),
        **values,
    )
    _check_domains(origin, profile)
    return profile


def _check_table(origin: _Source, table: str, data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise origin.fault(f"{table} is a table: write [{table}] on a line of its own, and its keys below", table)
    return _check_keys(origin, data, TABLE_KEYS[table], known=TABLE_KEYS[table], table=table)


def _check_keys(
    origin: _Source, data: Mapping[str, Any], keys: Mapping[str, Key], *, known: Collection[str], table: str = ""
) -> dict[str, Any]:
    values = {}
    for name, value in data.items():
        if name not in keys:
            raise origin.fault(_unknown(name, known, table), name, table)
        checked = keys[name].check(value)
        if isinstance(checked, ValueFault):
            hint = "" if checked.text.endswith("?") else f"; such as {keys[name].example}"
            raise origin.fault(f"{name}: {checked.text}{hint}", name, table, checked.part)
        values[name] = checked
    return values


def _unknown(name: str, known: Collection[str], table: str) -> str:
    for other, keys in TABLE_KEYS.items():
        if other != table and name in keys:
            return f"{name!r} stands in the table [{other}]: write it below a line [{other}]"
    if table and name in PROFILE_KEYS:
        return f"{name!r} stands above all tables: move it up, before the first line in square brackets"
    near = difflib.get_close_matches(name, known, n=1)
    where = f" in [{table}]" if table else ""
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
    return f"unknown key {name!r}{where}: {hint}"


def _check_domains(origin: _Source, profile: SiteProfile) -> None:
    """Where domains are named, the start pages have to stand on them: else it is a slip of the pen."""
    named = {site_of(f"https://{name}/") for name in profile.domains}
    for url in profile.start if named else ():
        if site_of(url) not in named:
            message = f"the start page {url} stands on none of the domains: add {site_of(url)!r} to domains"
            raise origin.fault(message, "start", part=url)


def _toml_fault(source: str, text: str, message: str) -> ProfileError:
    place = _PLACE.search(message)
    line = int(place[1]) if place and place[1] else len(text.splitlines())
    return ProfileError(f"{source}, line {line}: this is no TOML: {_PLACE.sub('', message)}")


def _find_line(text: str, key: str, table: str, part: str | None) -> int | None:
    """The line, counted from 1, on which a key stands, or the entry ``part`` of its list; None where it is hidden."""
    current, found = "", None
    spelling = re.compile(rf"\s*(?:\[?\s*)?(?:{re.escape(table)}\s*\.\s*)?[\"']?{re.escape(key)}[\"']?\s*[=\].]")
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            current = header[1]
        dotted = bool(table) and re.match(rf"\s*{re.escape(table)}\s*[.=]", line) is not None
        if found is None and (dotted or current in {table, key}) and spelling.match(line):
            found = number
        if found is not None and (part is None or part in line):
            return number
    return found
