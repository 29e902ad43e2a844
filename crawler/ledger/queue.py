"""The requests of a job: added once each, handed out in order, kept until they are through."""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, func, insert, select, update

from crawler.ledger.jobs import Job
from crawler.ledger.prepared import Prepared
from crawler.ledger.store import Ledger
from crawler.ledger.tables import REQUESTS, RequestState, in_state

LOWEST_LEVEL: Final = -(2**31)


class NewRequest(NamedTuple):
    """A request as the ledger takes it; without ``fingerprint`` it is never compared with others."""

    fingerprint: int | None
    lane: str
    level: int
    priority: int
    place: int
    url: str
    payload: bytes | None


@dataclass(frozen=True, slots=True)
class LeasedRequest:
    """A request that was handed out; ``attempts`` counts how often it has failed."""

    id: int
    lane: str
    level: int
    priority: int
    url: str
    payload: bytes | None
    attempts: int


class RequestQueue:
    """The requests of one job. In a lane the highest level goes first, then priority, then the smallest place."""

    def __init__(self, ledger: Ledger, job: Job) -> None:
        self._ledger, self._job = ledger, job
        given = [name for name in REQUESTS.c.keys() if name != "id"]  # noqa: SIM118 - no dict
        self._insert = Prepared(ledger, ledger.insert_new(REQUESTS), given)
        self._insert_one = Prepared(ledger, insert(REQUESTS).returning(REQUESTS.c.id), given)
        of_job = REQUESTS.c.job == job.id
        waiting = in_state(RequestState.WAITING)
        first = (
            select(REQUESTS.c.id)
            .where(of_job, REQUESTS.c.lane == bindparam("in_lane"), waiting)
            .order_by(REQUESTS.c.level.desc(), REQUESTS.c.priority.desc(), REQUESTS.c.place)
            .limit(1)
            .scalar_subquery()
        )
        lease = (
            update(REQUESTS)
            .where(REQUESTS.c.id == first, REQUESTS.c.level >= bindparam("from_level"))
            .values(state=RequestState.LEASED.value)
            .returning(*(REQUESTS.c[name] for name in LeasedRequest.__slots__))
        )
        of_number = update(REQUESTS).where(REQUESTS.c.id == bindparam("request"))
        failed = of_number.values(state=RequestState.FAILED.value, attempts=REQUESTS.c.attempts + 1)
        known = select(REQUESTS.c.id).where(of_job, REQUESTS.c.fingerprint == bindparam("of_fingerprint"))
        self._lease = Prepared(ledger, lease)
        self._finish = Prepared(ledger, of_number.values(state=RequestState.DONE.value, payload=None))
        self._fail = Prepared(ledger, failed)
        self._has = Prepared(ledger, known)
        self._lanes = select(REQUESTS.c.lane).where(of_job, waiting).distinct()
        self._count = select(func.count()).select_from(REQUESTS).where(of_job)

    def add(self, requests: list[NewRequest]) -> None:
        """Add those whose fingerprint is new; the others are passed over."""
        self._insert.run(*map(self._values, requests))

    def add_one(self, request: NewRequest) -> int | None:
        """Add one request and give its number; None where its fingerprint is known."""
        if request.fingerprint is not None and self.knows(request.fingerprint):
            return None
        ((number,),) = self._insert_one.rows(self._values(request))
        return int(number)

    def knows(self, fingerprint: int) -> bool:
        """Whether a request of this fingerprint was ever added."""
        return self._has.first({"of_fingerprint": fingerprint}) is not None

    def lease(self, lane: str, from_level: int = LOWEST_LEVEL) -> LeasedRequest | None:
        """Hand out the first request of a lane; None where there is none, or none of this level or a higher one."""
        row = self._lease.first({"in_lane": lane, "from_level": from_level})
        return None if row is None else LeasedRequest(*row)

    def finish(self, request_id: int) -> None:
        """A request is through: only its fingerprint stays."""
        self._finish.run({"request": request_id})

    def fail(self, request_id: int) -> None:
        """A request found no answer: it is kept, but does not wait."""
        self._fail.run({"request": request_id})

    def revive(self, request_ids: list[int]) -> None:
        """Let failed requests wait again."""
        with self._ledger.writing() as connection:
            connection.execute(
                update(REQUESTS).where(REQUESTS.c.id.in_(request_ids)).values(state=RequestState.WAITING)
            )

    def drop_lost(self) -> int:
        """Take out what waits but could never be kept (no payload); how many there were."""
        lost = (REQUESTS.c.job == self._job.id, in_state(RequestState.WAITING), REQUESTS.c.payload.is_(None))
        with self._ledger.writing() as connection:
            taken = update(REQUESTS).where(*lost).values(state=RequestState.DONE).returning(REQUESTS.c.id)
            return len(connection.scalars(taken).all())

    def lanes(self) -> list[str]:
        """The lanes in which something waits."""
        with self._ledger.writing() as connection:
            return list(connection.scalars(self._lanes))

    def count(self, state: RequestState) -> int:
        """How many requests of the job stand in a state."""
        with self._ledger.writing() as connection:
            return connection.execute(self._count.where(in_state(state))).scalar_one()

    def last_id(self) -> int:
        """The highest number given so far; 0 where there is none."""
        with self._ledger.writing() as connection:
            return connection.execute(select(func.max(REQUESTS.c.id))).scalar_one() or 0

    def _values(self, request: NewRequest) -> dict[str, Any]:
        return {"job": self._job.id, "state": RequestState.WAITING.value, "attempts": 0, **request._asdict()}
