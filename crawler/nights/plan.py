"""Which night a site's run belongs to: the day on which it began, until it has ended."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from crawler.export.partitions import find_day
from crawler.ledger.jobs import JobRow
from crawler.ledger.tables import JobState

# A night that was broken off is gone on with when it began less than this ago; the next evening is another night.
GOES_ON_FOR: Final = timedelta(hours=18)


def find_night(jobs: Iterable[JobRow], site: str, now: datetime) -> date:
    """The day that a site's run belongs to where none was typed; ``now`` has the zone whose days count.

    It is that of the newest night that is not through, if it is young enough to be this one, else today.
    """
    undone = [job for job in jobs if job.state != JobState.FINISHED and find_job_day(job.name, site)]
    for job in sorted(undone, key=lambda job: job.begun_at, reverse=True):
        if now - datetime.fromisoformat(job.begun_at) < GOES_ON_FOR:
            return find_job_day(job.name, site) or now.date()
    return now.date()


def find_job_day(name: str, site: str) -> date | None:
    """The day in the name of a site's job; None where it is another's."""
    of_site, _, day = name.rpartition("/")
    return find_day(day) if of_site == site else None
