"""The ledger as one looks at it while others write: opened for reading alone, and counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from crawler.errors import LedgerError
from crawler.ledger.dialect import parse_ledger_url
from crawler.ledger.migrations import MIGRATIONS, read_version
from crawler.ledger.tables import ARTICLES, JOBS, PAGES, REQUESTS, SEGMENTS, RequestState, SegmentState


@dataclass(frozen=True, slots=True)
class JobSummary:
    """One job: what waits, what failed, what it delivered in whole segments (lines by feed)."""

    name: str
    state: str
    begun_at: str
    ended_at: str | None
    waiting: int
    failed: int
    lines: dict[str, int]


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """What is known of one site."""

    site: str
    articles: int
    gone: int
    pages: int
    last_visit_at: str | None


@dataclass(frozen=True, slots=True)
class SealedSegment:
    """One whole file of a job."""

    job: str
    feed: str
    path: Path
    bytes: int
    lines: int


@contextmanager
def reading(value: str) -> Iterator[Connection]:
    """A ledger for reading alone, by its URL; whoever writes to it meanwhile is not disturbed.

    Raises:
        SettingError: the URL is none of a ledger.
        LedgerError: there is none, or it is of another version.
    """
    url = parse_ledger_url(value)
    is_file = url.get_backend_name() == "sqlite"
    if is_file and not Path(url.database or "").exists():
        raise LedgerError(f"there is no ledger at {url.database}: scrapy nightly makes one, or set READMORE_LEDGER_URL")
    if is_file:
        url = url.set(database=f"file:{Path(url.database or '').absolute()}", query={"mode": "ro", "uri": "true"})
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            version = read_version(connection)
            if version != len(MIGRATIONS):
                raise LedgerError(
                    f"the ledger {value} is of version {version}, this Readmore reads {len(MIGRATIONS)}: "
                    "run scrapy nightly with the newest Readmore once"
                )
            yield connection
    except SQLAlchemyError as error:
        raise LedgerError(f"the ledger {value} cannot be read: {str(error).splitlines()[0]}") from error
    finally:
        engine.dispose()


def list_sites(connection: Connection) -> list[SiteSummary]:
    """What is known of each site, by name."""
    articles = {
        row.site: (row.total, row.gone)
        for row in connection.execute(
            select(ARTICLES.c.site, func.count().label("total"), func.count(ARTICLES.c.gone_at).label("gone")).group_by(
                ARTICLES.c.site
            )
        )
    }
    pages = {
        row.site: (row.total, row.last)
        for row in connection.execute(
            select(PAGES.c.site, func.count().label("total"), func.max(PAGES.c.fetched_at).label("last")).group_by(
                PAGES.c.site
            )
        )
    }
    return [
        SiteSummary(site, *articles.get(site, (0, 0)), *pages.get(site, (0, None)))
        for site in sorted({*articles, *pages})
    ]


def list_job_summaries(connection: Connection, site: str | None = None) -> list[JobSummary]:
    """The jobs in the order in which they began; of one site's nights, or all."""
    counts = {
        (row.job, row.state): row.number
        for row in connection.execute(
            select(REQUESTS.c.job, REQUESTS.c.state, func.count().label("number")).group_by(
                REQUESTS.c.job, REQUESTS.c.state
            )
        )
    }
    lines: dict[int, dict[str, int]] = {}
    sealed = (
        select(SEGMENTS.c.job, SEGMENTS.c.feed, func.sum(SEGMENTS.c.lines).label("lines"))
        .where(SEGMENTS.c.state == SegmentState.SEALED)
        .group_by(SEGMENTS.c.job, SEGMENTS.c.feed)
    )
    for row in connection.execute(sealed):
        lines.setdefault(row.job, {})[row.feed] = row.lines
    found = select(JOBS).order_by(JOBS.c.id)
    if site is not None:
        found = found.where(JOBS.c.name.startswith(f"{site}/", autoescape=True))
    return [
        JobSummary(
            name=row.name,
            state=row.state,
            begun_at=row.begun_at,
            ended_at=row.ended_at,
            waiting=counts.get((row.id, RequestState.WAITING), 0) + counts.get((row.id, RequestState.LEASED), 0),
            failed=counts.get((row.id, RequestState.FAILED), 0),
            lines=lines.get(row.id, {}),
        )
        for row in connection.execute(found)
    ]


def list_sealed(connection: Connection, site: str, feed: str) -> list[SealedSegment]:
    """The whole files of one feed of a site's nights, in the order in which they were begun."""
    found = (
        select(JOBS.c.name.label("job"), SEGMENTS)
        .join(JOBS, JOBS.c.id == SEGMENTS.c.job)
        .where(JOBS.c.name.startswith(f"{site}/", autoescape=True))
        .where(SEGMENTS.c.feed == feed, SEGMENTS.c.state == SegmentState.SEALED)
        .order_by(SEGMENTS.c.job, SEGMENTS.c.number)
    )
    return [
        SealedSegment(row.job, feed, Path(row.folder, row.name), row.bytes, row.lines)
        for row in connection.execute(found)
    ]
