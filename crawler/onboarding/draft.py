"""A first profile of a site: what has to be said, and in comments what was found without it."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from crawler.onboarding.findings import Findings
from crawler.onboarding.printable import printable
from crawler.records.enums import Precision, TimeZoneSource
from crawler.urls import site_of

_HEAD: Final = """# {name}, as scrapy onboard found it on {day}. Every key is explained in docs/add-a-site.md.
# After a change: scrapy onboard {profile} --check
"""
_SELECTOR: Final = """
# Most articles have no {field}. Where the pages show any:
# [[selectors]]
# field = "{field}"
# css = ".{field}"
"""
_LOGIN: Final = """
# Texts are for subscribers ({sign}). Your login, from the environment:
# [cookies]
# session = "$SESSION"
"""


def propose_name(url: str) -> str:
    """A name for the profile of a site: the first part of its domain; for an IP address, address and port."""
    site = site_of(url).removeprefix("www.")
    is_address = site.replace(".", "").replace(":", "").isdigit() or site.startswith("[")
    name = site if is_address else site.partition(":")[0].partition(".")[0]
    signs = (sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "-" for sign in name.lower())
    return "".join(signs).strip("-_.") or "site"


def draft_profile(found: Findings, profile_name: str, day: date) -> str:
    """The profile's text: only what differs from what is found by itself stands there uncommented."""
    name = " ".join((found.site_name or found.start_url).split())  # a comment ends with its line
    head = _HEAD.format(name=name, day=day, profile=profile_name)
    return printable(head + "\n".join(_list_keys(found)) + "\n" + "".join(_list_tables(found)))


def _list_keys(found: Findings) -> Iterator[str]:
    yield f"start = [{_quote(found.start_url)}]"
    if found.site_name is None:
        name = _quote(found.front_headline or "The Example Post")
        yield f"# The pages do not say what the site is called:\n# name = {name}"
    else:
        yield f"# name = {_quote(found.site_name)}{_by_itself()}"
    if found.language:
        yield f"# language = {_quote(found.language)}{_by_itself()}"
    yield _describe_zone(found)
    if found.shells:
        yield 'renderer = "playwright"  # or "splash": pages show more to a browser'
    if found.doubtful:
        paths = ", ".join(urlsplit(page.document.url).path for page in found.doubtful[:3])
        yield f"# Offered as articles, but not read as such: {paths}"
        yield "# article_urls = ['']"


def _by_itself() -> str:
    return "  # found by itself"


def _describe_zone(found: Findings) -> str:
    dating = found.dating
    is_local = dating is not None and dating.precision is not Precision.DAY
    if is_local and dating is not None and TimeZoneSource.ASSUMED_UTC in dating.zones:
        return '# Times are stated without a zone: taken as UTC, until this says which:\n# time_zone = "Europe/Oslo"'
    return '# time_zone = "Europe/Oslo"  # not needed: the pages state the zone, or no time of day'


def _list_tables(found: Findings) -> Iterator[str]:
    for field in found.missing:
        yield _SELECTOR.format(field=field)
    if found.closed:
        yield _LOGIN.format(sign=next(iter(found.closed)))


def _quote(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's."""
    return json.dumps(printable(text), ensure_ascii=False)
