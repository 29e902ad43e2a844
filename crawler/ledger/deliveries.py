"""Which articles a job has delivered, and in which line of which segment."""

from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, insert, select

from crawler.ledger.jobs import Job
from crawler.ledger.store import Ledger
from crawler.ledger.tables import ARTICLES, DELIVERIES


class Delivered(NamedTuple):
    """What is kept of an article that was delivered; ``spelling`` is one number for all spellings of one content."""

    article_id: str
    url: str
    headline: str | None
    content_hash: str
    spelling: int


class KeptArticle(NamedTuple):
    """What outlives the job of an article that is written to a segment; ``site`` is its source's id."""

    id: str
    site: str
    canonical_url: str
    revision: int
    content_hash: str
    first_seen_at: str


class Place(NamedTuple):
    """Where a line stands: the number of its segment, and its own in it from 0."""

    segment: int | None = None
    line: int | None = None


class Deliveries:
    """The articles that one job has delivered."""

    def __init__(self, ledger: Ledger, job: Job) -> None:
        self._ledger, self._job = ledger, job
        self._insert: Any = insert(DELIVERIES)
        written = ("canonical_url", "revision", "content_hash", "delivered_at", "job", "segment", "line")
        self._keep: Any = ledger.insert_or_update(ARTICLES, *written)
        columns = [DELIVERIES.c[name] for name in Delivered._fields]
        of_job = select(*columns).where(DELIVERIES.c.job == job.id)
        self._by_id = of_job.where(DELIVERIES.c.article_id == bindparam("of_id"))
        self._by_spelling = of_job.where(DELIVERIES.c.spelling == bindparam("of_spelling")).limit(1)

    def find(self, article_id: str) -> Delivered | None:
        """The article of this id, where it was delivered."""
        with self._ledger.writing() as connection:
            return _as_delivered(connection.execute(self._by_id, {"of_id": article_id}).first())

    def find_spelling(self, spelling: int) -> Delivered | None:
        """The article of this spelling, where one was delivered."""
        with self._ledger.writing() as connection:
            return _as_delivered(connection.execute(self._by_spelling, {"of_spelling": spelling}).first())

    def add(self, article: Delivered, now: str, place: Place) -> None:
        """Note that an article was delivered, at which time, and where."""
        values = {"job": self._job.id, "delivered_at": now, **place._asdict()}
        with self._ledger.writing() as connection:
            connection.execute(self._insert, {**article._asdict(), **values})

    def keep(self, article: KeptArticle, now: str, place: Place) -> None:
        """Note the present state of an article, over the one before; when it was first seen stays."""
        values = {"job": self._job.id, "delivered_at": now, **place._asdict()}
        with self._ledger.writing() as connection:
            connection.execute(self._keep, {**article._asdict(), **values})


def _as_delivered(row: Row[Any] | None) -> Delivered | None:
    return None if row is None else Delivered(**row._asdict())
