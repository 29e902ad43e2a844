"""The folder of one site's night, and the marks that say whether it is whole."""

import contextlib
import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from crawler.errors import SegmentError, UsageError
from crawler.export.segments import PART, sync_folder

SUCCESS: Final = "_SUCCESS"
PARTIAL: Final = "_PARTIAL"
MANIFEST: Final = "manifest.json"
UPLOADED: Final = ".uploaded"
_SEGMENT: Final = re.compile(r"(articles|teasers|rejects)-\d{5,}\.jsonl(?:\.gz|\.zst)?")


@dataclass(frozen=True, slots=True)
class Partition:
    """``<root>/<site>/<date>/``: what one site delivered in one night."""

    root: Path
    site: str
    day: date

    @property
    def job(self) -> str:
        """The name of the night's job in the ledger."""
        return f"{self.site}/{self.day}"

    @property
    def folder(self) -> Path:
        """Where its files stand."""
        return self.root / self.site / str(self.day)

    @property
    def segments(self) -> tuple[Path, ...]:
        """Its sealed files of records, by name; files that are still written to are none of them."""
        if not self.folder.is_dir():
            return ()
        return tuple(sorted(path for path in self.folder.iterdir() if _SEGMENT.fullmatch(path.name)))

    @property
    def is_whole(self) -> bool:
        """Whether the site's run ended by itself and everything stands here."""
        return (self.folder / SUCCESS).exists()

    @property
    def mark(self) -> Path | None:
        """The file that says how the night ended; None before it has."""
        return next((path for name in (SUCCESS, PARTIAL) if (path := self.folder / name).exists()), None)

    def reopen(self) -> None:
        """Take back the word that the night has ended, before it goes on."""
        for name in (SUCCESS, PARTIAL, MANIFEST):
            with contextlib.suppress(FileNotFoundError):
                (self.folder / name).unlink()
        if self.folder.is_dir():
            sync_folder(self.folder)

    def close(self, reason: str) -> None:
        """Say that the night has ended; ``reason`` is empty where it ended by itself."""
        write_whole(self.folder / (PARTIAL if reason else SUCCESS), f"{reason}\n".encode() if reason else b"")


def feed_of(path: Path) -> str:
    """``articles``, ``teasers`` or ``rejects``, by a segment's name."""
    return path.name.partition("-")[0]


def list_partitions(root: Path, site: str | None = None) -> tuple[Partition, ...]:
    """Every night that has a folder, the oldest first; of one site or of all."""
    if not root.is_dir():
        return ()
    sites = [root / site] if site else sorted(path for path in root.iterdir() if path.is_dir())
    found = [
        Partition(root, place.name, day)
        for place in sites
        if place.is_dir()
        for folder in place.iterdir()
        if folder.is_dir() and (day := find_day(folder.name))
    ]
    return tuple(sorted(found, key=lambda partition: (partition.day, partition.site)))


def find_day(name: str) -> date | None:
    """The day that a folder is named for; None where it is no night's."""
    try:
        day = date.fromisoformat(name)
    except ValueError:
        return None
    return day if str(day) == name else None


def parse_day(text: str, option: str) -> date:
    """A day as it is typed.

    Raises:
        UsageError: it is none.
    """
    day = find_day(text)
    if day is None:
        raise UsageError(f"{option} {text!r} is no day: write it as 2026-11-24")
    return day


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it stands whole or not at all, whatever happens meanwhile.

    Raises:
        SegmentError: it cannot be written.
    """
    draft = path.with_name(path.name + PART)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise SegmentError(f"{path} cannot be written: {error.strerror or error}") from error
