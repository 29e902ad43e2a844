"""What a person gives to the news spider with ``-a``, checked before anything is fetched."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crawler.errors import AddressError, UsageError
from crawler.urls import canonicalize

KNOWN: Final = ("url", "urls_file", "site")
_FROM_SCRAPYD: Final = ("_job",)
HOW_TO_START: Final = "give it a site to crawl: scrapy crawl news -a url=https://example.com/"


@dataclass(frozen=True, slots=True)
class NewsArguments:
    """The start pages, in the order given and each once; the profile's name; Scrapyd's job id where it runs us."""

    start_urls: tuple[str, ...] = ()
    site: str | None = None
    job_id: str | None = None


def parse_arguments(arguments: Mapping[str, str]) -> NewsArguments:
    """Spider arguments as typed values; none at all is legal here, for ``scrapy list`` and ``check`` give none.

    Raises:
        UsageError: an argument is unknown, an address cannot be one, or the file cannot be read.
    """
    for name in arguments:
        if name not in KNOWN and name not in _FROM_SCRAPYD:
            raise UsageError(_unknown(name))
    urls = arguments.get("url", "").split()
    if path := arguments.get("urls_file"):
        urls += _read_urls(Path(path))
    return NewsArguments(
        start_urls=tuple(dict.fromkeys(parse_start_url(url) for url in urls)),
        site=arguments.get("site"),
        job_id=arguments.get("_job"),
    )


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
