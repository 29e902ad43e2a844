"""Jobs: one piece of work that may take several runs; the same name is the same job."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select, update

from crawler.ledger.store import Ledger
from crawler.ledger.tables import HOSTS, JOBS, REQUESTS, JobState, RequestState


@dataclass(frozen=True, slots=True)
class Job:
    """A job of a ledger: its number, its name, and whether it was finished by an earlier run."""

    id: int
    name: str
    is_finished: bool
    is_new: bool


def open_job(ledger: Ledger, name: str, now: str) -> Job:
    """The job of this name, begun where there is none; what an earlier run left undone waits again."""
    with ledger.writing() as connection:
        row = connection.execute(select(JOBS.c.id, JOBS.c.state).where(JOBS.c.name == name)).one_or_none()
        if row is None:
            values = {"name": name, "state": JobState.OPEN, "begun_at": now}
            number = connection.execute(insert(JOBS).values(values).returning(JOBS.c.id)).scalar_one()
            return Job(id=number, name=name, is_finished=False, is_new=True)
        undone = (RequestState.LEASED, RequestState.FAILED)
        connection.execute(
            update(REQUESTS)
            .where(REQUESTS.c.job == row.id, REQUESTS.c.state.in_(undone))
            .values(state=RequestState.WAITING)
        )
        return Job(id=row.id, name=name, is_finished=row.state == JobState.FINISHED, is_new=False)


def finish_job(ledger: Ledger, job: Job, now: str) -> None:
    """Note that nothing of the job is left to do."""
    with ledger.writing() as connection:
        connection.execute(update(JOBS).where(JOBS.c.id == job.id).values(state=JobState.FINISHED, ended_at=now))


def count_requests(ledger: Ledger, job: Job) -> dict[RequestState, int]:
    """How many requests of a job stand in each state."""
    counts = select(REQUESTS.c.state, func.count()).where(REQUESTS.c.job == job.id).group_by(REQUESTS.c.state)
    with ledger.writing() as connection:
        return {RequestState(state): count for state, count in connection.execute(counts)}


class Hosts:
    """The hosts that have answered a job, and the first page that each gave.

    Where one of them answers no more, its pages are not lost but late.
    """

    def __init__(self, ledger: Ledger, job: Job) -> None:
        self._ledger, self._job = ledger, job
        self._insert: Any = ledger.insert_new(HOSTS)
        with ledger.writing() as connection:
            rows = connection.execute(select(HOSTS.c.host, HOSTS.c.url).where(HOSTS.c.job == job.id))
            self._pages: dict[str, str] = {row.host: row.url for row in rows}

    def __contains__(self, host: str) -> bool:
        return host in self._pages

    def __getitem__(self, host: str) -> str:
        return self._pages[host]

    def add(self, host: str, url: str) -> None:
        """Note that a host has answered for a page."""
        if host not in self._pages:
            self._pages[host] = url
            with self._ledger.writing() as connection:
                connection.execute(self._insert, {"job": self._job.id, "host": host, "url": url})


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as the ledger lists it; times are RFC 3339 texts."""

    id: int
    name: str
    state: str
    begun_at: str
    ended_at: str | None


def list_jobs(ledger: Ledger, site: str | None = None) -> list[JobRow]:
    """The jobs of a ledger in the order in which they began; those of one site's nights, or all."""
    found = select(*[JOBS.c[name] for name in JobRow.__slots__]).order_by(JOBS.c.id)
    if site is not None:
        found = found.where(JOBS.c.name.startswith(f"{site}/", autoescape=True))
    with ledger.writing() as connection:
        return [JobRow(**row._asdict()) for row in connection.execute(found)]


def reopen_job(ledger: Ledger, job_id: int) -> None:
    """Take back that a job is finished: it was through before anything came of it."""
    with ledger.writing() as connection:
        connection.execute(update(JOBS).where(JOBS.c.id == job_id).values(state=JobState.OPEN, ended_at=None))
