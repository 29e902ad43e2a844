"""Saved pages as documents: an HTML file, a folder of them, or a list in JSON lines."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from crawler.errors import PageError, UsageError
from crawler.page.document import Document
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via
from crawler.urls import join

_PAGE_SUFFIXES: Final = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz")
_LIST_SUFFIXES: Final = (".jsonl", ".jl", ".ndjson", ".jsonl.gz", ".jl.gz", ".ndjson.gz")
_HEAD_BYTES: Final = 200_000
_LINK = re.compile(rb"<link\b[^>]*\brel\s*=\s*[\"']?canonical\b[^>]*>", re.IGNORECASE)
_HREF = re.compile(rb"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One page on disk; ``id``, ``url`` and ``encoding`` as a list states them, None where there is no list."""

    path: Path
    id: str | None = None
    url: str | None = None
    encoding: str | None = None

    def load(self, run: Run, now: datetime) -> Document:
        """The page as a document; its address is the list's, else its canonical link's, else ``file://``.

        Raises:
            PageError: the file cannot be read.
        """
        try:
            body = _read_bytes(self.path)
        except (OSError, EOFError) as error:
            raise PageError(f"{self.path} cannot be read: {error}") from error
        url = self.url or find_canonical_link(body) or self.path.resolve().as_uri()
        discovered = Discovered(via=Via.FILE)
        return Document(url=url, body=body, fetched_at=now, run=run, discovered=discovered, encoding=self.encoding)


def find_saved_pages(path: Path) -> Iterator[SavedPage]:
    """The pages that a path names: itself, those of a folder (by name, at any depth), or those of a list.

    Raises:
        UsageError: there is nothing to read at that path.
    """
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.name.lower().endswith(_PAGE_SUFFIXES))
        if not files:
            raise UsageError(f"{path} holds no page: its files should end in {', '.join(_PAGE_SUFFIXES)}")
        yield from map(SavedPage, files)
    elif not path.is_file():
        raise UsageError(f"{path} does not exist: name an HTML file, a folder, or a list in JSON lines")
    elif path.name.lower().endswith(_LIST_SUFFIXES):
        yield from _read_list(path)
    else:
        yield SavedPage(path)


def _read_list(path: Path) -> Iterator[SavedPage]:
    try:
        lines = _read_bytes(path).decode("utf-8").split("\n")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            file = path.parent / entry["file"]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise UsageError(
                f'{path}, line {number}: write {{"file": …, "id": …, "url": …, "encoding": …}} ({error})'
            ) from error
        page_id = entry.get("id")
        yield SavedPage(file, None if page_id is None else str(page_id), entry.get("url"), entry.get("encoding"))


def find_canonical_link(body: bytes) -> str | None:
    """The absolute address of the first ``<link rel="canonical">`` in a page's first 200 kB."""
    link = _LINK.search(body, 0, _HEAD_BYTES)
    href = _HREF.search(link.group()) if link else None
    if href is None:
        return None
    value = next(group for group in href.groups() if group is not None)
    return join("", value.decode("utf-8", "replace").replace("&amp;", "&"))


def _read_bytes(path: Path) -> bytes:
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
        return file.read()
