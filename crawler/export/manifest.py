"""The manifest of one night: every file with its size and sha256, what is in them, and how the night ended."""

import hashlib
import platform
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import msgspec

import crawler
from crawler.errors import SegmentError
from crawler.export.compression import DAMAGE, read_lines
from crawler.export.partitions import MANIFEST, Partition, feed_of, write_whole
from crawler.records.json_form import RECORD_TYPES

MANIFEST_SCHEMA: Final = "readmore.manifest/1"
_CHUNK_BYTES: Final = 1 << 20
# What a line of each feed is counted by.
_COUNTED_BY: Final = {"articles": "change", "teasers": "decision", "rejects": "reason"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """One file of a night; ``sha256`` in hex and ``bytes`` of the file as it stands, ``lines`` unpacked."""

    name: str
    feed: str
    sha256: str
    bytes: int
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a night ended.

    ``reason`` is what ended it: ``finished``, or the budget or fault that did. ``is_complete`` says whether it ended
    by itself; ``waiting`` counts addresses that were left unasked, ``unreachable`` those whose host did not answer.
    ``requests`` and ``bytes`` are what its last run asked for and downloaded.
    """

    reason: str
    is_complete: bool
    begun_at: datetime
    ended_at: datetime
    waiting: int = 0
    unreachable: int = 0
    requests: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What stands in ``manifest.json``; ``counts`` has for each feed how many lines of which kind."""

    schema: str = MANIFEST_SCHEMA
    site: str
    date: str
    files: tuple[ListedFile, ...]
    counts: dict[str, dict[str, int]]
    complete: bool
    ended: str
    begun_at: str
    ended_at: str
    waiting: int
    unreachable: int
    requests: int
    bytes: int
    versions: dict[str, str] = field(default_factory=dict)


def make_manifest(partition: Partition, ending: Ending) -> Manifest:
    """The manifest of what stands in a night's folder.

    Raises:
        SegmentError: a file there cannot be read.
    """
    counts: dict[str, Counter[str]] = {}
    files = tuple(_list_file(path, counts) for path in partition.segments)
    return Manifest(
        site=partition.site,
        date=str(partition.day),
        files=files,
        counts={feed: dict(sorted(kinds.items())) for feed, kinds in sorted(counts.items())},
        complete=ending.is_complete,
        ended=ending.reason,
        begun_at=_write_time(ending.begun_at),
        ended_at=_write_time(ending.ended_at),
        waiting=ending.waiting,
        unreachable=ending.unreachable,
        requests=ending.requests,
        bytes=ending.bytes,
        versions=list_versions(),
    )


def write_manifest(partition: Partition, manifest: Manifest) -> None:
    """Put ``manifest.json`` beside the files it lists."""
    content = msgspec.json.format(msgspec.json.encode(asdict(manifest)), indent=2)
    write_whole(partition.folder / MANIFEST, content + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """A night's manifest.

    Raises:
        SegmentError: there is none, or it is damaged.
    """
    path = folder / MANIFEST
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise SegmentError(f"{path} cannot be read: {error}") from error


def find_damage(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """What does not stand as the manifest says, one line a file; nothing where all is whole."""
    found = []
    for listed in manifest.files:
        path = folder / listed.name
        if not path.exists():
            found.append(f"{path} is missing")
        elif path.stat().st_size != listed.bytes or hash_file(path) != listed.sha256:
            found.append(f"{path} is not the file that the manifest lists")
    return tuple(found)


def hash_file(path: Path) -> str:
    """Hex sha256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def list_versions() -> dict[str, str]:
    """The versions that a line's reader may have to ask for."""
    schemas = {name.partition("/")[0]: name.partition("/")[2] for name in RECORD_TYPES}
    return {
        "readmore": crawler.__version__,
        "scrapy": version("scrapy"),
        "python": platform.python_version(),
        **dict(sorted(schemas.items())),
    }


def _list_file(path: Path, counts: dict[str, Counter[str]]) -> ListedFile:
    feed = feed_of(path)
    try:
        lines = _count(read_lines(path), _COUNTED_BY[feed], counts.setdefault(feed, Counter()))
        return ListedFile(name=path.name, feed=feed, sha256=hash_file(path), bytes=path.stat().st_size, lines=lines)
    except (*DAMAGE, KeyError) as error:
        raise SegmentError(f"{path} is damaged: {error}") from error


def _count(lines: Iterable[bytes], key: str, kinds: Counter[str]) -> int:
    number = 0
    for line in lines:
        number += 1
        record: Mapping[str, Any] = msgspec.json.decode(line)
        kinds[str(record[key])] += 1
    return number


def _write_time(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
