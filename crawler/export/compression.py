"""Lines packed into members that can be unpacked each by itself: a file cut between two of them is whole."""

import gzip
import sys
import zlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Final, cast

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_GZIP_LEVEL = 6
DAMAGE: Final = (OSError, EOFError, ValueError, zlib.error, zstd.ZstdError)
"""What reading a segment may raise: it is missing or damaged."""


class Compression(StrEnum):
    """How a segment is packed; the value is what READMORE_EXPORT_COMPRESSION says."""

    NONE = "none"
    GZIP = "gzip"
    ZSTD = "zstd"

    @property
    def suffix(self) -> str:
        """What a file's name has behind ``.jsonl``."""
        return {Compression.NONE: "", Compression.GZIP: ".gz", Compression.ZSTD: ".zst"}[self]


def compression_of(path: Path) -> Compression:
    """How a segment is packed, by its final name."""
    return next(kind for kind in reversed(Compression) if path.name.endswith(f".jsonl{kind.suffix}"))


def pack(data: bytes, compression: Compression) -> bytes:
    """Bytes as one member; the same bytes give the same member."""
    match compression:
        case Compression.GZIP:
            return gzip.compress(data, _GZIP_LEVEL, mtime=0)
        case Compression.ZSTD:
            return zstd.compress(data)
        case _:
            return data


def read_lines(path: Path) -> Iterator[bytes]:
    """The lines of a segment, packed as its name says, without their ends.

    Raises:
        One of DAMAGE: the file is missing, or damaged.
    """
    name = path.name.removesuffix(".part")
    opener: Any = {".gz": gzip.open, ".zst": zstd.open}.get(Path(name).suffix, Path.open)
    with cast("IO[bytes]", opener(path, "rb")) as file:
        for line in file:
            yield line.removesuffix(b"\n")
