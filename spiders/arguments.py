"""What a person gives to the news spider with ``-a``, checked before anything is fetched."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from crawler.errors import AddressError, UsageError
from crawler.urls import canonicalize

KNOWN: Final = ("url", "urls_file", "site", "max_pages", "max_articles", "since", "until", "sections", "exclude")
_FROM_SCRAPYD: Final = ("_job",)
_MAX_DAYS_DIGITS: Final = 6
HOW_TO_START: Final = "give it a site to crawl: scrapy crawl news -a url=https://example.com/"


@dataclass(frozen=True, slots=True)
class NewsArguments:
    """What was asked for; None and empty where nothing was.

    ``start_urls`` each once, in the order given; ``site`` is a profile's name; ``max_pages`` and ``max_articles`` at
    least 1; ``since`` and ``until`` are calendar days, both included; ``sections`` are path prefixes that begin with a
    slash and do not end in one; ``job_id`` is Scrapyd's, where it started the run.
    """

    start_urls: tuple[str, ...] = ()
    site: str | None = None
    max_pages: int | None = None
    max_articles: int | None = None
    since: date | None = None
    until: date | None = None
    sections: tuple[str, ...] = ()
    exclude: re.Pattern[str] | None = None
    job_id: str | None = None


def parse_arguments(arguments: Mapping[str, str], today: date) -> NewsArguments:
    """Spider arguments as typed values; none at all is legal here, for ``scrapy list`` and ``check`` give none.

    ``today`` is the day that a number of days is counted back from.

    Raises:
        UsageError: an argument is unknown or holds what it cannot hold, or the file cannot be read.
    """
    for name in arguments:
        if name not in KNOWN and name not in _FROM_SCRAPYD:
            raise UsageError(_unknown(name))
    urls = arguments.get("url", "").split()
    if path := arguments.get("urls_file"):
        urls += _read_urls(Path(path))
    since, until = (_parse_day(arguments, name, today) for name in ("since", "until"))
    if since and until and until < since:
        raise UsageError(f"until={until} is before since={since}: no article can be both")
    return NewsArguments(
        start_urls=tuple(dict.fromkeys(parse_start_url(url) for url in urls)),
        site=arguments.get("site"),
        max_pages=_parse_count(arguments, "max_pages"),
        max_articles=_parse_count(arguments, "max_articles"),
        since=since,
        until=until,
        sections=tuple(dict.fromkeys(_parse_section(section) for section in arguments.get("sections", "").split())),
        exclude=_parse_pattern(arguments.get("exclude", "")),
        job_id=arguments.get("_job"),
    )


def _parse_count(arguments: Mapping[str, str], name: str) -> int | None:
    text = arguments.get(name, "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or not int(text):
        raise UsageError(f"{name}={text} is no number from 1 on: write -a {name}=100")
    return int(text)


def _parse_day(arguments: Mapping[str, str], name: str, today: date) -> date | None:
    """A calendar day, or how many days ago it was."""
    text = arguments.get(name, "").strip()
    if not text:
        return None
    try:
        if text.isascii() and text.isdecimal() and len(text) <= _MAX_DAYS_DIGITS:
            return today - timedelta(days=int(text))
        return date.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        hint = f"write -a {name}={today.isoformat()}, or a number of days ago, -a {name}=7"
        raise UsageError(f"{name}={text} is no day: {hint}") from error


def _parse_section(text: str) -> str:
    if "://" in text or "?" in text:
        raise UsageError(f"sections={text} is no path: write the part behind the host, -a sections='/politics /sport'")
    section = f"/{text.strip('/')}"
    if section == "/":
        raise UsageError("sections=/ is the whole site: leave it out")
    return section


def _parse_pattern(text: str) -> re.Pattern[str] | None:
    if not text:
        return None
    try:
        return re.compile(text)
    except re.error as error:
        raise UsageError(f"exclude={text} is no regular expression: {error}") from error


def parse_start_url(url: str) -> str:
    """The address as given, if a crawl can begin there.

    Raises:
        UsageError: it is no web address.
    """
    scheme, separator, _ = url.partition("://")
    if not separator:
        raise UsageError(f"{url!r} has no scheme: write https://{url}")
    if scheme.lower() not in {"http", "https"}:
        raise UsageError(f"{url!r} is no web address: only http:// and https:// can be crawled")
    try:
        canonicalize(url)
    except AddressError as error:
        raise UsageError(str(error)) from error
    return url


def _read_urls(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"urls_file={path} cannot be read: {error}") from error
    urls = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not urls:
        raise UsageError(f"urls_file={path} holds no address: write one a line")
    return urls


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, KNOWN, n=1)
    hint = f"did you mean -a {near[0]}=…?" if near else f"it takes {', '.join(KNOWN)}"
    return f"the news spider has no argument {name!r}: {hint}"
