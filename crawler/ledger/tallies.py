"""What a job counts over all of its runs: kept with the pages that are counted, so that a crash counts none twice."""

from collections import Counter
from typing import Any

from sqlalchemy import select

from crawler.ledger.jobs import Job
from crawler.ledger.store import Ledger
from crawler.ledger.tables import TALLIES


class Tallies:
    """The counts of one job by name, in memory; what was added is written by :meth:`sync`, just before a commit."""

    def __init__(self, ledger: Ledger, job: Job) -> None:
        self._ledger, self._job = ledger, job
        self._write: Any = ledger.insert_or_update(TALLIES)
        found = select(TALLIES.c.name, TALLIES.c.value).where(TALLIES.c.job == job.id)
        with ledger.writing() as connection:
            self._counts: Counter[str] = Counter({row.name: row.value for row in connection.execute(found)})
        self._changed: set[str] = set()

    def __getitem__(self, name: str) -> int:
        return self._counts[name]

    def add(self, counts: Counter[str]) -> None:
        """Count on."""
        self._counts.update(counts)
        self._changed.update(counts)

    def below(self, prefix: str) -> dict[str, int]:
        """The counts whose name begins so, by the rest of it."""
        return {name.removeprefix(prefix): value for name, value in self._counts.items() if name.startswith(prefix)}

    def sync(self) -> None:
        """Write what has changed since the last time."""
        if not self._changed:
            return
        rows = [{"job": self._job.id, "name": name, "value": self._counts[name]} for name in sorted(self._changed)]
        with self._ledger.writing() as connection:
            connection.execute(self._write, rows)
        self._changed.clear()
