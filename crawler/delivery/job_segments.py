"""The segments of one job: which are open, how far they are committed, and how all of them are sealed."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from crawler.export.compression import Compression, compression_of
from crawler.export.segments import (
    OpenSegment,
    part_of,
    put_in_place,
    read_segment,
    seal,
    segment_name,
    write_beside,
)
from crawler.faults import pass_point
from crawler.ledger.deliveries import Deliveries, Place
from crawler.ledger.jobs import Job, finish_job
from crawler.ledger.segments import SegmentRow, SegmentRows
from crawler.ledger.store import Ledger
from crawler.ledger.tables import SegmentState
from crawler.records.clusters import Fingerprint, find_clusters
from crawler.records.labels import is_labelled_otherwise, label_line

_ARTICLES: Final = "articles"
# An article is compared with those that its site's jobs have delivered in so many days before.
_COMPARED_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class ExportTarget:
    """The folder that segments go to, and how they are packed."""

    folder: Path
    compression: Compression = Compression.NONE


class JobSegments:
    """What a job has written, feed by feed; nothing is written where there is no target."""

    def __init__(self, ledger: Ledger, job: Job, target: ExportTarget | None) -> None:
        """Bring the files to what was committed: cut back what is open, finish what was being sealed.

        Raises:
            KeepingError: a file is damaged or cannot be written.
        """
        self._ledger, self._job, self._target = ledger, job, target
        self._table = SegmentRows(ledger, job)
        self._open: dict[str, tuple[SegmentRow, OpenSegment]] = {}
        rows = self._table.all()
        if any(row.state in {SegmentState.SEALING, SegmentState.LABELLED} for row in rows):
            self._finish_sealing()
        for row in rows:
            if row.state is SegmentState.OPEN:
                path = Path(row.folder, row.name)
                self._open[row.feed] = row, OpenSegment(path, compression_of(path), row.bytes, row.lines)

    @property
    def are_written(self) -> bool:
        """Whether there is a target."""
        return self._target is not None

    def prepare(self, feed: str) -> None:
        """Have a segment open for a feed.

        A new one is written into the ledger before its file is made, so that a file which the ledger does not know
        is another's and is left alone.
        """
        if self._target is None or feed in self._open:
            return
        folder, compression = self._target.folder.absolute(), self._target.compression
        number = 1 + max((row.number for row in self._table.all() if row.feed == feed), default=0)
        while _is_taken(folder / segment_name(feed, number, compression)):
            number += 1
        path = folder / segment_name(feed, number, compression)
        row = SegmentRow(feed=feed, number=number, folder=str(folder), name=path.name, state=SegmentState.OPEN)
        self._table.write(row)
        self._ledger.commit()
        self._open[feed] = row, OpenSegment(path, compression)

    def append(self, feed: str, line: bytes) -> Place:
        """Add a line; gives its place."""
        if self._target is None:
            return Place()
        row, segment = self._open[feed]
        return Place(row.number, segment.append(line))

    def sync(self) -> None:
        """Make all new lines durable, and write into the ledger how far that is."""
        for row, segment in self._open.values():
            if segment.has_news:
                segment.sync()
                self._table.write(replace(row, bytes=segment.bytes, lines=segment.lines))

    def seal(self, now: str, *, is_through: bool) -> None:
        """Give every open segment its final name, and finish the job that is through; all must be committed."""
        self.close()
        self._open.clear()
        self._table.set_state(SegmentState.OPEN, SegmentState.SEALING, now)
        if is_through:
            finish_job(self._ledger, self._job, now)
        self._ledger.commit()
        self._finish_sealing()

    def close(self) -> None:
        """Leave the files as they are."""
        for _, segment in self._open.values():
            segment.close()

    def _finish_sealing(self) -> None:
        self._label()
        for row in self._table.all():
            if row.state is SegmentState.SEALING:
                seal(_path_of(row), row.bytes)
        self._table.set_state(SegmentState.SEALING, SegmentState.SEALED)
        self._table.set_state(SegmentState.LABELLED, SegmentState.SEALED)
        self._ledger.commit()

    def _label(self) -> None:
        """Label near-duplicates in all that the job has delivered, while nothing says yet that it is whole.

        What a segment becomes is written beside it, noted with its size, and put in its place: whatever cuts this off,
        either the old one or the new one stands there as the ledger says. Segments that an earlier run of the job has
        sealed are labelled anew: what came since may have made a cluster of their articles.
        """
        rows = [row for row in self._table.all() if row.feed == _ARTICLES and row.state is not SegmentState.OPEN]
        for row in rows:
            if row.state is SegmentState.LABELLED:
                put_in_place(_path_of(row), row.bytes)
        fingerprints = Deliveries(self._ledger, self._job).list_fingerprints(_COMPARED_DAYS)
        clusters = find_clusters(Fingerprint(*pair) for pair in fingerprints)
        for row in rows:
            path = _path_of(row)
            if not (path.exists() or part_of(path).exists()):
                continue  # sealed by an earlier run, and taken away since
            if any(is_labelled_otherwise(line, clusters) for line in read_segment(path, row.bytes)):
                size = write_beside(path, (label_line(line, clusters) for line in read_segment(path, row.bytes)))
                pass_point("label.written")
                self._table.write(replace(row, state=SegmentState.LABELLED, bytes=size))
                self._ledger.commit()
                pass_point("label.noted")
                put_in_place(path, size)


def _path_of(row: SegmentRow) -> Path:
    return Path(row.folder, row.name)


def _is_taken(path: Path) -> bool:
    return path.exists() or part_of(path).exists()
