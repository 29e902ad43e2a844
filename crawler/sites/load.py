"""A profile's text to its value, every mistake told with its file, its line and what to write instead."""

import re
import tomllib
from typing import Final

from crawler.errors import ProfileError
from crawler.sites.profile import Limits, Rate, Revisits, SiteProfile
from crawler.sites.profile_text import Place, ProfileText
from crawler.sites.secret_values import check_secrets
from crawler.sites.selectors import check_selectors
from crawler.sites.tables import check_keys, check_table
from crawler.sites.values import ENTRY_KEYS, PROFILE_KEYS, SECRET_TABLES, TABLE_KEYS
from crawler.urls import site_of

_PLACE: Final = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9_.-]*")
_KNOWN: Final = (*PROFILE_KEYS, *TABLE_KEYS, *SECRET_TABLES, *ENTRY_KEYS)


def parse_profile(text: str, profile_id: str, source: str) -> SiteProfile:
    """A profile of its TOML text; ``source`` is the name of the file, for errors.

    Raises:
        ProfileError: one line that names the file, the line and what to write.
    """
    origin = ProfileText(source, text)
    if not _ID.fullmatch(profile_id):
        raise origin.fault(f"a profile's name is made of small letters, digits, '-', '_' and '.': not {profile_id!r}")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _toml_fault(source, text, str(error)) from error
    tables = {name: check_table(origin, name, data.pop(name)) for name in TABLE_KEYS if name in data}
    secrets = {name: check_secrets(origin, name, data.pop(name)) for name in SECRET_TABLES if name in data}
    field_selectors, link_selectors = check_selectors(origin, data.pop("selectors", []))
    values = check_keys(origin, data, PROFILE_KEYS, _KNOWN, Place())
    if "start" not in values:
        raise origin.fault(f"it names no start page: write {PROFILE_KEYS['start'].example}")
    profile = SiteProfile(
        id=profile_id,
        limits=Limits(**tables.get("limits", {})),
        rate=Rate(**tables.get("rate", {})),
        revisits=Revisits(**tables.get("revisits", {})),
        field_selectors=field_selectors,
        link_selectors=link_selectors,
        headers=secrets.get("headers", ()),
        cookies=secrets.get("cookies", ()),
        **values,
    )
    _check_domains(origin, profile)
    return profile


def _check_domains(origin: ProfileText, profile: SiteProfile) -> None:
    """Where domains are named, the start pages have to stand on them: else it is a slip of the pen."""
    named = {site_of(f"https://{name}/") for name in profile.domains}
    for url in profile.start if named else ():
        if site_of(url) not in named:
            message = f"the start page {url} stands on none of the domains: add {site_of(url)!r} to domains"
            raise origin.fault(message, Place("start", part=url))


def _toml_fault(source: str, text: str, message: str) -> ProfileError:
    place = _PLACE.search(message)
    line = int(place[1]) if place and place[1] else len(text.splitlines())
    return ProfileError(f"{source}, line {line}: this is no TOML: {_PLACE.sub('', message)}")
