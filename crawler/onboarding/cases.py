"""Pages that prove a profile: each saved beside what it is expected to read as, and read again to compare."""

import gzip
import json
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.errors import PageError, UsageError
from crawler.links.reader import LinkKind
from crawler.onboarding.visit import VisitedPage
from crawler.page.document import Document
from crawler.reading import Reading, read_by
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via
from crawler.records.json_form import as_json
from crawler.sites.profile import SiteProfile

PAGE: Final = "page.html.gz"
EXPECTED: Final = "expected.json"
ABOUT: Final = "about.toml"
_FIELDS: Final = (
    "headline", "kicker", "description", "authors", "published_at", "published_date", "modified_at", "section", "tags",
    "language", "access", "body_status", "word_count", "images", "warnings", "body_text",
)  # fmt: skip
_LINKS: Final = (LinkKind.ARTICLE, LinkKind.NEXT_PAGE, LinkKind.SECTION)
_MAX_NAME: Final = 60
_NAME_PARTS: Final = 3
_MAX_ARTICLES: Final = 8
_MAX_LISTINGS: Final = 3
_RUN: Final = Run(id="onboard", spider="onboard")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a case that reads otherwise than expected."""

    case: str
    field: str
    expected: Any
    found: Any


def choose_pages(articles: tuple[VisitedPage, ...], listings: tuple[VisitedPage, ...]) -> list[VisitedPage]:
    """The pages of a visit that are worth keeping."""
    return [*listings[:_MAX_LISTINGS], *articles[:_MAX_ARTICLES]]


def save_cases(pages: list[VisitedPage], folder: Path, profile: SiteProfile) -> int:
    """Write a folder for each page, the cases that were there before taken away; their number.

    Raises:
        UsageError: the folder cannot be written.
    """
    try:
        if folder.exists():
            shutil.rmtree(folder)
        for page in pages:
            case = folder / _find_free(folder, _name_of(page.document.url))
            case.mkdir(parents=True)
            (case / PAGE).write_bytes(gzip.compress(page.document.body, mtime=0))
            (case / ABOUT).write_text(_describe(page), encoding="utf-8")
            _write_expected(case, _read(case, profile))
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error}") from error
    return len(pages)


def check_cases(folder: Path, profile: SiteProfile) -> tuple[int, list[Difference]]:
    """How many cases there are, and every field that reads otherwise than expected.

    Raises:
        UsageError: there are none.
        PageError: one of them is damaged.
    """
    cases = _list_cases(folder)
    return len(cases), [difference for case in cases for difference in _check(case, profile)]


def accept_cases(folder: Path, profile: SiteProfile) -> int:
    """Expect of every case what it reads as now; their number.

    Raises:
        UsageError: there are none.
        PageError: one of them is damaged.
    """
    cases = _list_cases(folder)
    for case in cases:
        _write_expected(case, _read(case, profile))
    return len(cases)


def _list_cases(folder: Path) -> list[Path]:
    cases = sorted(path.parent for path in folder.glob(f"*/{EXPECTED}"))
    if not cases:
        raise UsageError(f"{folder} holds no saved pages: scrapy onboard URL --name {folder.name} saves some")
    return cases


def _check(case: Path, profile: SiteProfile) -> Iterator[Difference]:
    try:
        expected: dict[str, Any] = json.loads((case / EXPECTED).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PageError(f"{case / EXPECTED} cannot be read: {error}") from error
    found = _read(case, profile)
    for field in [*expected, *(field for field in found if field not in expected)]:
        if expected.get(field) != found.get(field):
            yield Difference(case.name, field, expected.get(field), found.get(field))


def make_expected(reading: Reading, *, is_article: bool) -> dict[str, Any]:
    """What a page reads as, as its case keeps it: an article's fields, or what any other page leads to."""
    if not is_article:
        links = {kind: [link.canonical_url for link in reading.links if link.kind is kind] for kind in _LINKS}
        return {f"links_{kind}": urls for kind, urls in links.items()}
    text = json.dumps(as_json(reading.article), ensure_ascii=False)
    record = json.loads(text.encode("utf-8", "replace"))  # of a half of a character nothing can be written
    return {"page_kind": str(reading.kind), **{name: record[name] for name in _FIELDS if name in record}}


def _read(case: Path, profile: SiteProfile) -> dict[str, Any]:
    document, is_article = _load(case)
    return make_expected(read_by(document, profile), is_article=is_article)


def _write_expected(case: Path, expected: dict[str, Any]) -> None:
    text = json.dumps(expected, ensure_ascii=False, indent=2)
    (case / EXPECTED).write_text(f"{text}\n", encoding="utf-8")


def _describe(page: VisitedPage) -> str:
    document = page.document
    lines = [
        f"url = {json.dumps(document.url)}",
        f"fetched_at = {document.fetched_at:%Y-%m-%dT%H:%M:%SZ}",
        f"is_article = {str(page.is_article).lower()}  # as the site tells; a front page that prints a story is none",
    ]
    if content_type := document.headers.get("content-type"):
        lines.append(f"content_type = {json.dumps(content_type)}")
    if document.encoding:
        lines.append(f"encoding = {json.dumps(document.encoding)}")
    return "\n".join(lines) + "\n"


def _load(case: Path) -> tuple[Document, bool]:
    """The saved page, and whether it is an article."""
    try:
        about = tomllib.loads((case / ABOUT).read_text(encoding="utf-8"))
        fetched_at = about["fetched_at"]
        if not isinstance(fetched_at, datetime):
            raise PageError(f"{case / ABOUT}: fetched_at is no time")
        document = Document(
            url=about["url"],
            body=gzip.decompress((case / PAGE).read_bytes()),
            fetched_at=fetched_at,
            run=_RUN,
            discovered=Discovered(via=Via.FILE),
            headers={"content-type": about["content_type"]} if "content_type" in about else {},
            encoding=about.get("encoding"),
        )
        return document, bool(about["is_article"])
    except (OSError, EOFError, KeyError, tomllib.TOMLDecodeError) as error:
        raise PageError(f"{case} cannot be read: {error!r}") from error


def _name_of(url: str) -> str:
    """A folder's name for a page: the last parts of its address in small letters."""
    parts = urlsplit(url)
    text = "-".join(list(filter(None, [*parts.path.split("/"), parts.query]))[-_NAME_PARTS:]) or "front"
    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text.lower())
    return "-".join(filter(None, name.split("-")))[:_MAX_NAME].strip("-") or "page"


def _find_free(folder: Path, name: str) -> str:
    number, free = 1, name
    while (folder / free).exists():
        number += 1
        free = f"{name}-{number}"
    return free
