"""One segment on disk: appended to, made durable, cut back after a crash, and given its final name when it is whole.

While it grows, a segment is called ``<name>.part``. Whoever keeps the committed size (the ledger does) can bring it
back to exactly what was committed; a file with its final name is whole and never touched again.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from crawler.errors import SegmentError
from crawler.export.compression import DAMAGE, Compression, compression_of, pack, read_lines
from crawler.faults import pass_point

PART: Final = ".part"
_BESIDE: Final = ".new"
_LINES_A_MEMBER: Final = 500


def segment_name(feed: str, number: int, compression: Compression) -> str:
    """The final name of a feed's segment: ``articles-00001.jsonl.gz``."""
    return f"{feed}-{number:05}.jsonl{compression.suffix}"


class OpenSegment:
    """A segment that is written to. ``bytes`` and ``lines`` count what is durable; nothing else will be kept."""

    def __init__(self, path: Path, compression: Compression, size: int = 0, lines: int = 0) -> None:
        """Open a segment by its final ``path`` and cut it back to the size that was committed.

        Raises:
            SegmentError: it cannot be written, or is shorter than what was committed.
        """
        self.path, self.bytes, self.lines = path, size, lines
        self._compression = compression
        self._buffer: list[bytes] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = part_of(path).open("ab", buffering=0)
            there = self._file.seek(0, os.SEEK_END)
            if there > size:
                self._file.truncate(size)
                self._file.seek(size)
        except OSError as error:
            raise _explain(path, error) from error
        if there < size:
            self._file.close()
            raise SegmentError(
                f"{part_of(path)} is damaged: it holds {there} bytes, and {size} were written. "
                "Put the whole file back, or begin the job anew"
            )

    def append(self, line: bytes) -> int:
        """Add a line, to be written with the next :meth:`sync`; gives its number in the segment, from 0."""
        self._buffer.append(line)
        return self.lines + len(self._buffer) - 1

    @property
    def has_news(self) -> bool:
        """Whether lines wait to be written."""
        return bool(self._buffer)

    def sync(self) -> None:
        """Write the new lines as one member, and wait until the disk has them.

        Raises:
            SegmentError: the disk is full or broken; the file may hold a part of them.
        """
        if not self._buffer:
            return
        member = pack(b"\n".join(self._buffer) + b"\n", self._compression)
        try:
            if self.bytes == 0:
                sync_folder(self.path.parent)
            written = 0
            while written < len(member):
                written += self._file.write(member[written:])
            pass_point("segment.written")
            os.fdatasync(self._file.fileno())
            pass_point("segment.synced")
        except OSError as error:
            raise _explain(self.path, error) from error
        self.bytes += len(member)
        self.lines += len(self._buffer)
        self._buffer.clear()

    def close(self) -> None:
        """Leave the file as it is."""
        self._file.close()


def seal(path: Path, size: int) -> None:
    """Give a segment its final name; done again after a crash, it does what is left to do.

    Raises:
        SegmentError: the file is not of the size that was committed, or cannot be renamed.
    """
    part = part_of(path)
    try:
        if part.exists():
            _cut(part, size)
            pass_point("seal.begin")
            part.rename(path)
            pass_point("seal.renamed")
        _check_size(path, size)
        sync_folder(path.parent)
        pass_point("seal.synced")
    except OSError as error:
        raise _explain(path, error) from error


def read_segment(path: Path, size: int) -> Iterator[bytes]:
    """The lines of a segment that is no longer written to, by its final ``path``, whether it has that name yet or not.

    Raises:
        SegmentError: the file is missing, or is not what was committed.
    """
    part = part_of(path)
    try:
        if part.exists():
            _cut(part, size)
        yield from read_lines(part if part.exists() else path)
    except DAMAGE as error:
        raise SegmentError(f"{path} is damaged: {error}") from error


def write_beside(path: Path, lines: Iterable[bytes]) -> int:
    """Write lines to a whole new segment beside the one at ``path``, and wait for the disk; gives its size in bytes.

    Raises:
        SegmentError: the disk is full or broken.
    """
    try:
        with beside_of(path).open("wb") as file:
            rest = iter(lines)
            while batch := list(islice(rest, _LINES_A_MEMBER)):
                file.write(pack(b"\n".join(batch) + b"\n", compression_of(path)))
            file.flush()
            os.fsync(file.fileno())
            return file.tell()
    except OSError as error:
        raise _explain(path, error) from error


def put_in_place(path: Path, size: int) -> None:
    """Give a new segment beside another the other's name, and that one is gone; done again, it does what is left.

    Raises:
        SegmentError: the file is not of that size, or cannot be renamed.
    """
    try:
        if beside_of(path).exists():
            _check_size(beside_of(path), size)
            beside_of(path).replace(path)
            pass_point("label.placed")
        _check_size(path, size)
        part_of(path).unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise _explain(path, error) from error


def beside_of(path: Path) -> Path:
    """What a segment is called while it is written anew."""
    return path.with_name(path.name + _BESIDE)


def part_of(path: Path) -> Path:
    """What a segment is called while it grows."""
    return path.with_name(path.name + PART)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    with contextlib.suppress(PermissionError):  # Windows opens no folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _cut(part: Path, size: int) -> None:
    if part.stat().st_size > size:
        os.truncate(part, size)
    _check_size(part, size)


def _check_size(path: Path, size: int) -> None:
    there = path.stat().st_size
    if there != size:
        raise SegmentError(f"{path} is damaged: it holds {there} bytes, and {size} were written")


def _explain(path: Path, error: OSError) -> SegmentError:
    return SegmentError(f"{path} cannot be written: {error.strerror or error}")
