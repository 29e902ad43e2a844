"""Labels near-duplicates in files of records, once all of them are there."""

import gzip
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Final, cast

import msgspec

from crawler.errors import PageError
from crawler.records.article import ARTICLE_SCHEMA, Article
from crawler.records.clusters import Fingerprint, find_clusters
from crawler.records.json_form import parse_line, write_line

# Below this, a body is mostly what a site writes under all of its stories.
_MIN_WORDS: Final = 50
_NEW_SUFFIX: Final = ".labelling"


class _Line(msgspec.Struct):
    """As much of a line as tells whether it can be labelled."""

    schema: str = ""
    id: str = ""
    simhash: str | None = None
    word_count: int = 0
    duplicate_of: str | None = None
    cluster_id: str | None = None


_decoder: Final = msgspec.json.Decoder(_Line)


def label_files(paths: Sequence[Path], known: Sequence[Fingerprint] = ()) -> int:
    """Give every article line of these JSON Lines files its ``duplicate_of`` and ``cluster_id``; how many have one.

    The labels are those of all the files together, and of the ``known`` articles beside them; what the lines were
    labelled before does not matter. A file is written anew beside itself and put in its place in one step, and only
    where a label changes. A name that ends in ``.gz`` is a gzip file. Lines of other kinds stay as they are.
    """
    told = [Fingerprint(line.id, int(line.simhash or "0", 16)) for path in paths for line in _read_articles(path)]
    clusters = find_clusters([*known, *told])
    for path in paths:
        if any(_is_labelled_otherwise(line, clusters) for line in _read_all_articles(path)):
            _write_anew(path, clusters)
    return sum(fingerprint.id in clusters for fingerprint in set(told))


def _read_articles(path: Path) -> Iterator[_Line]:
    """The lines that may be near-duplicates."""
    return (line for line in _read_all_articles(path) if line.simhash and line.word_count >= _MIN_WORDS)


def _read_all_articles(path: Path) -> Iterator[_Line]:
    with _open(path, "rb") as file:
        for text in file:
            line = _peek(text)
            if line is not None:
                yield line


def _peek(text: bytes) -> _Line | None:
    try:
        line = _decoder.decode(text)
    except msgspec.MsgspecError:
        return None
    return line if line.schema == ARTICLE_SCHEMA else None


def _is_labelled_otherwise(line: _Line, clusters: dict[str, str]) -> bool:
    return (line.duplicate_of, line.cluster_id) != _label(line.id, clusters)


def _label(article_id: str, clusters: dict[str, str]) -> tuple[str | None, str | None]:
    """``duplicate_of`` and ``cluster_id``; the smallest of a cluster is no duplicate."""
    cluster = clusters.get(article_id)
    return (None if cluster == article_id else cluster), cluster


def _write_anew(path: Path, clusters: dict[str, str]) -> None:
    beside = path.with_name(path.name + _NEW_SUFFIX)
    with _open(path, "rb") as old, _open(beside, "wb", like=path) as new:
        for text in old:
            line = _peek(text)
            is_same = line is None or not _is_labelled_otherwise(line, clusters)
            new.write(text if is_same else _labelled(text, clusters))
    with beside.open("rb") as written:
        os.fsync(written.fileno())
    beside.chmod(path.stat().st_mode)
    beside.replace(path)


def _labelled(text: bytes, clusters: dict[str, str]) -> bytes:
    try:
        record = parse_line(text)
    except PageError:
        return text
    if not isinstance(record, Article):
        return text
    duplicate_of, cluster_id = _label(record.id, clusters)
    return write_line(replace(record, duplicate_of=duplicate_of, cluster_id=cluster_id)) + b"\n"


def _open(path: Path, mode: str, like: Path | None = None) -> IO[bytes]:
    if (like or path).suffix == ".gz":
        return cast("IO[bytes]", gzip.open(path, mode))
    return cast("IO[bytes]", path.open(mode))
