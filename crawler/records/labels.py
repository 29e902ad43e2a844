"""Labels near-duplicates in files of records, once all of them are there."""

import gzip
import os
from collections.abc import Iterator, Mapping, Sequence
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
    told = [fingerprint for path in paths for fingerprint in _read_fingerprints(path)]
    clusters = find_clusters([*known, *told])
    for path in paths:
        with _open(path, "rb") as file:
            is_otherwise = any(is_labelled_otherwise(line, clusters) for line in file)
        if is_otherwise:
            _write_anew(path, clusters)
    return sum(fingerprint.id in clusters for fingerprint in set(told))


def find_fingerprint(article: Article) -> int | None:
    """The number by which an article is compared with others; None where it is too short for that."""
    is_long = article.simhash is not None and article.word_count >= _MIN_WORDS
    return int(article.simhash or "0", 16) if is_long else None


def is_labelled_otherwise(line: bytes, clusters: Mapping[str, str]) -> bool:
    """Whether a line is an article's, and has other labels than these clusters give it."""
    peeked = _peek(line)
    return peeked is not None and (peeked.duplicate_of, peeked.cluster_id) != _label(peeked.id, clusters)


def label_line(line: bytes, clusters: Mapping[str, str]) -> bytes:
    """A line, without its end, with the labels that these clusters give it; any line but an article's as it is."""
    try:
        record = parse_line(line) if is_labelled_otherwise(line, clusters) else None
    except PageError:
        return line
    if not isinstance(record, Article):
        return line
    duplicate_of, cluster_id = _label(record.id, clusters)
    return write_line(replace(record, duplicate_of=duplicate_of, cluster_id=cluster_id))


def _read_fingerprints(path: Path) -> Iterator[Fingerprint]:
    """Those of the lines that may be near-duplicates."""
    with _open(path, "rb") as file:
        for text in file:
            line = _peek(text)
            if line is not None and line.simhash and line.word_count >= _MIN_WORDS:
                yield Fingerprint(line.id, int(line.simhash, 16))


def _peek(text: bytes) -> _Line | None:
    try:
        line = _decoder.decode(text)
    except msgspec.MsgspecError:
        return None
    return line if line.schema == ARTICLE_SCHEMA else None


def _label(article_id: str, clusters: Mapping[str, str]) -> tuple[str | None, str | None]:
    """``duplicate_of`` and ``cluster_id``; the smallest of a cluster is no duplicate."""
    cluster = clusters.get(article_id)
    return (None if cluster == article_id else cluster), cluster


def _write_anew(path: Path, clusters: Mapping[str, str]) -> None:
    beside = path.with_name(path.name + _NEW_SUFFIX)
    with _open(path, "rb") as old, _open(beside, "wb", like=path) as new:
        for line in old:
            text = line.rstrip(b"\n")
            new.write(label_line(text, clusters) + line[len(text) :])
    with beside.open("rb") as written:
        os.fsync(written.fileno())
    beside.chmod(path.stat().st_mode)
    beside.replace(path)


def _open(path: Path, mode: str, like: Path | None = None) -> IO[bytes]:
    if (like or path).suffix == ".gz":
        return cast("IO[bytes]", gzip.open(path, mode))
    return cast("IO[bytes]", path.open(mode))
