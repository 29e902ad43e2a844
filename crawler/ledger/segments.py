"""The segments of a job as the ledger knows them: how far each was committed, and which are whole."""

from dataclasses import dataclass

from sqlalchemy import select, update

from crawler.ledger.jobs import Job
from crawler.ledger.store import Ledger
from crawler.ledger.tables import SEGMENTS, SegmentState


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One segment: final name, state, and the bytes and lines of it that are committed."""

    feed: str
    number: int
    folder: str
    name: str
    state: SegmentState
    bytes: int = 0
    lines: int = 0


class SegmentRows:
    """The segments of one job."""

    def __init__(self, ledger: Ledger, job: Job) -> None:
        self._ledger, self._job = ledger, job
        self._write = ledger.insert_or_update(SEGMENTS, "folder", "name", "state", "bytes", "lines")

    def all(self) -> list[SegmentRow]:
        """Every segment, by feed and number."""
        columns = [SEGMENTS.c[name] for name in ("feed", "number", "folder", "name", "state", "bytes", "lines")]
        rows = select(*columns).where(SEGMENTS.c.job == self._job.id).order_by(SEGMENTS.c.feed, SEGMENTS.c.number)
        with self._ledger.writing() as connection:
            found = [row._asdict() for row in connection.execute(rows)]
        return [SegmentRow(**{**row, "state": SegmentState(row["state"])}) for row in found]

    def write(self, segment: SegmentRow) -> None:
        """Note where a segment stands."""
        values = {name: getattr(segment, name) for name in SegmentRow.__slots__}
        with self._ledger.writing() as connection:
            connection.execute(self._write, {"job": self._job.id, "sealed_at": None, **values})

    def set_state(self, before: SegmentState, after: SegmentState, now: str | None = None) -> None:
        """Bring every segment of one state into the next."""
        with self._ledger.writing() as connection:
            connection.execute(
                update(SEGMENTS)
                .where(SEGMENTS.c.job == self._job.id, SEGMENTS.c.state == before)
                .values(state=after, **({"sealed_at": now} if now else {}))
            )
