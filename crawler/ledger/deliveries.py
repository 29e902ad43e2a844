"""Which articles a job has delivered, and in which line of which segment."""

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, bindparam, insert, or_, select

from crawler.ledger.jobs import Job
from crawler.ledger.prepared import Prepared
from crawler.ledger.store import Ledger
from crawler.ledger.tables import ARTICLES, DELIVERIES, JOBS

_SIGN: Final = 1 << 63  # databases have no unsigned numbers of 64 bits


class Delivered(NamedTuple):
    """What is kept of an article that was delivered; ``spelling`` is one number for all spellings of one content."""

    article_id: str
    url: str
    headline: str | None
    content_hash: str
    spelling: int


class KeptArticle(NamedTuple):
    """What outlives the job of an article that is written to a segment; ``site`` is its source's id.

    ``simhash`` is the 64-bit number of its text, None where it is too short to be compared.
    """

    id: str
    site: str
    canonical_url: str
    revision: int
    content_hash: str
    first_seen_at: str
    simhash: int | None = None


class Place(NamedTuple):
    """Where a line stands: the number of its segment, and its own in it from 0."""

    segment: int | None = None
    line: int | None = None


class Deliveries:
    """The articles that one job has delivered."""

    def __init__(self, ledger: Ledger, job: Job) -> None:
        self._ledger, self._job = ledger, job
        self._insert = Prepared(ledger, insert(DELIVERIES), DELIVERIES.c.keys())
        written = ("canonical_url", "revision", "content_hash", "delivered_at", "job", "segment", "line", "simhash")
        given = [name for name in ARTICLES.c.keys() if name not in {"parts", "gone_at"}]  # noqa: SIM118 - no dict
        self._keep = Prepared(ledger, ledger.insert_or_update(ARTICLES, *written), given)
        columns = [DELIVERIES.c[name] for name in Delivered._fields]
        of_job = select(*columns).where(DELIVERIES.c.job == job.id)
        self._by_id = Prepared(ledger, of_job.where(DELIVERIES.c.article_id == bindparam("of_id")))
        self._by_spelling = Prepared(ledger, of_job.where(DELIVERIES.c.spelling == bindparam("of_spelling")).limit(1))

    def find(self, article_id: str) -> Delivered | None:
        """The article of this id, where it was delivered."""
        return _as_delivered(self._by_id.first({"of_id": article_id}))

    def find_spelling(self, spelling: int) -> Delivered | None:
        """The article of this spelling, where one was delivered."""
        return _as_delivered(self._by_spelling.first({"of_spelling": spelling}))

    def add(self, article: Delivered, now: str, place: Place) -> None:
        """Note that an article was delivered, at which time, and where."""
        values = {"job": self._job.id, "delivered_at": now, **place._asdict()}
        self._insert.run({**article._asdict(), **values})

    def keep(self, article: KeptArticle, now: str, place: Place) -> None:
        """Note the present state of an article, over the one before; when it was first seen stays."""
        values = {"job": self._job.id, "delivered_at": now, **place._asdict()}
        simhash = None if article.simhash is None else article.simhash - _SIGN
        self._keep.run({**article._asdict(), **values, "simhash": simhash})

    def list_fingerprints(self, days: int) -> list[tuple[str, int]]:
        """Id and simhash of the articles that this job has delivered, and of those that its sites' other jobs have.

        Of the others those alone that were delivered no more than so many days before this job began.
        """
        begun_at = select(JOBS.c.begun_at).where(JOBS.c.id == self._job.id)
        own = ARTICLES.c.job == self._job.id
        with self._ledger.writing() as connection:
            begun = datetime.fromisoformat(connection.execute(begun_at).scalar_one())
            since = f"{begun - timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"
            sites = connection.scalars(select(ARTICLES.c.site).where(own).distinct()).all()
            near = or_(own, and_(ARTICLES.c.site.in_(sites), ARTICLES.c.delivered_at >= since))
            found = select(ARTICLES.c.id, ARTICLES.c.simhash).where(near, ARTICLES.c.simhash.is_not(None))
            return [(row.id, row.simhash + _SIGN) for row in connection.execute(found)]


def _as_delivered(row: tuple[Any, ...] | None) -> Delivered | None:
    return None if row is None else Delivered(*row)
