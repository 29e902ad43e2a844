"""A whole night: every site's run, some at a time, and what came of each."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, cast

from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import BaseSettings

from crawler.delivery.job_segments import JobSegments
from crawler.errors import ReadmoreError
from crawler.export.manifest import Ending, Manifest, make_manifest, read_manifest, write_manifest
from crawler.export.partitions import Partition
from crawler.export.retention import find_outdated, remove
from crawler.faults import pass_point
from crawler.ledger.expiry import expire, forget_work
from crawler.ledger.jobs import Job, JobRow, count_requests, list_jobs, reopen_job
from crawler.ledger.store import Ledger
from crawler.ledger.tables import JobState, RequestState
from crawler.monitoring.summary import count_pages
from crawler.records.reject import Reject
from crawler.sites.profile import SiteProfile
from crawler.upload import Uploader, find_storage

FINISHED: Final = "finished"
NOTHING_CRAWLED: Final = "nothing_crawled"
UNREACHABLE: Final = "unreachable"
FAULT: Final = "fault"
SHUTDOWN: Final = "shutdown"


@dataclass(slots=True)
class SiteNight:
    """One site's part of a night: where it goes, how far it is, and how it ended."""

    profile: SiteProfile
    partition: Partition
    crawler: Crawler | None = None
    manifest: Manifest | None = None
    fault: str = ""
    was_whole: bool = False
    uploaded: int = 0
    began_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def stats(self) -> dict[str, Any]:
        """What its run has counted so far."""
        try:
            return self.crawler.stats.get_stats() if self.crawler else {}
        except RuntimeError:  # the run has not begun
            return {}

    @property
    def is_success(self) -> bool:
        """Whether all of it stands in its folder, and where it was to be carried."""
        return self.partition.is_whole and not self.fault


@dataclass(slots=True)
class Night:
    """What all sites of a night share."""

    process: AsyncCrawlerProcess
    ledger: Ledger
    spider: type[Spider]
    sites: Sequence[SiteNight] = ()
    is_stopped: bool = False
    report: Callable[[SiteNight], None] = field(default=lambda _: None)

    @property
    def settings(self) -> BaseSettings:
        """The settings as typed."""
        return self.process.settings


async def run_night(night: Night, at_once: int) -> None:
    """Run every site, ``at_once`` of them together; what befalls one is its own."""
    places = asyncio.Semaphore(max(1, at_once))

    async def take_turn(site: SiteNight) -> None:
        async with places:
            if night.is_stopped:
                return
            try:
                await run_site(night, site)
            except ReadmoreError as error:
                site.fault = str(error)
            except Exception as error:  # noqa: BLE001 - the seam: one site's fault ends no other site
                site.fault = f"{type(error).__name__}: {error}"
            night.report(site)

    await asyncio.gather(*(take_turn(site) for site in night.sites))


async def run_site(night: Night, site: SiteNight) -> None:
    """Crawl one site to where its budget or its pages end, and close its folder.

    Raises:
        ReadmoreError: something cannot be kept or carried.
    """
    site.began_at = datetime.now(UTC)
    site.was_whole = site.partition.is_whole
    if site.was_whole:
        site.manifest = read_manifest(site.partition.folder)
        _let_go(night, site)
    else:
        await _crawl(night, site)
        _close(night, site)
    site.ended_at = datetime.now(UTC)
    if site.stats.get("finish_reason") == SHUTDOWN:
        night.is_stopped = True
        return
    storage = find_storage(night.settings)
    if storage is not None:
        crawler = site.crawler or night.process.create_crawler(night.spider)
        site.uploaded = await Uploader(crawler, storage).upload(site.partition)
    keep_nights = night.settings.getint("READMORE_KEEP_NIGHTS")
    for outdated in find_outdated(site.partition.root, site.profile.id, keep_nights):
        remove(outdated)


def close_stopped(night: Night) -> None:
    """Close the folders of the sites that a signal ended, after the reactor has stopped."""
    night.is_stopped = True
    for site in night.sites:
        if site.began_at and not site.ended_at:
            try:
                _close(night, site)
            except ReadmoreError as error:
                site.fault = str(error)
            site.ended_at = datetime.now(UTC)


def stop_reactor() -> None:
    """End the process's event loop once what is under way this very moment is through."""
    from twisted.internet import reactor  # noqa: PLC0415 - Scrapy installs it when the process begins

    cast("Any", reactor).callLater(0, cast("Any", reactor).stop)


async def _crawl(night: Night, site: SiteNight) -> None:
    site.partition.reopen()
    crawler = night.process.create_crawler(night.spider)
    for name, value in _settings_of(site, night.settings).items():
        crawler.settings.set(name, value, priority="cmdline")
    first_reject: list[Reject] = []

    def note(item: Any) -> None:
        if isinstance(item, Reject) and not first_reject:
            first_reject.append(item)

    crawler.signals.connect(note, signal=signals.item_scraped, weak=False)
    site.crawler = crawler
    await night.process.crawl(crawler, site=site.profile.id)
    if first_reject and not _has_crawled(site.stats):
        site.fault = f"{first_reject[0].url}: {first_reject[0].detail}"


def _settings_of(site: SiteNight, settings: BaseSettings) -> dict[str, Any]:
    """What a site's own run is told beside what was typed."""
    concurrent = site.profile.rate.concurrent_requests or settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
    return {
        "READMORE_JOB": site.partition.job,
        "READMORE_EXPORT_DIR": str(site.partition.folder),
        "READMORE_PROGRESS_SECONDS": 0,
        # What the downloader has taken on is fetched to the end: a budget is overdrawn by no more than this.
        "CONCURRENT_REQUESTS": 2 * concurrent,
    }


def _has_crawled(stats: dict[str, Any]) -> bool:
    unchanged: int = stats.get("readmore/unchanged", 0)
    return count_pages(stats) + unchanged > 0


def _close(night: Night, site: SiteNight) -> None:
    """Seal what was written, say in the manifest how the night ended, and last set the mark."""
    now = datetime.now(UTC)
    row = _find_job(night, site)
    is_finished = row is not None and row.state == JobState.FINISHED
    counts: dict[RequestState, int] = {}
    if row is not None:
        job = Job(id=row.id, name=row.name, is_finished=is_finished, is_new=False)
        counts = count_requests(night.ledger, job)
        if not is_finished:
            JobSegments(night.ledger, job, None).seal(_write_time(now), is_through=False)
    pass_point("night.sealed")
    reason = _find_reason(site, is_finished)
    ending = Ending(
        reason=reason,
        is_complete=reason == FINISHED,
        begun_at=datetime.fromisoformat(row.begun_at) if row else now,
        ended_at=now,
        waiting=counts.get(RequestState.WAITING, 0),
        unreachable=counts.get(RequestState.FAILED, 0),
        requests=site.stats.get("downloader/request_count", 0),
        bytes=site.stats.get("downloader/response_bytes", 0),
    )
    site.manifest = make_manifest(site.partition, ending)
    write_manifest(site.partition, site.manifest)
    pass_point("night.listed")
    site.partition.close("" if ending.is_complete else _explain(reason, site.fault))
    if row is not None and is_finished and not ending.is_complete:
        reopen_job(night.ledger, row.id)
    _let_go(night, site)


def _find_job(night: Night, site: SiteNight) -> JobRow | None:
    jobs = list_jobs(night.ledger, site.profile.id)
    return next((job for job in jobs if job.name == site.partition.job), None)


def _let_go(night: Night, site: SiteNight) -> None:
    """Have the ledger forget what a night that is whole, or that has to begin anew, needed to find its way."""
    row = _find_job(night, site)
    is_over = site.partition.is_whole or (site.manifest is not None and site.manifest.ended == NOTHING_CRAWLED)
    if row is not None and is_over:
        now, days = datetime.now(UTC), night.settings.getint("READMORE_FORGET_AFTER_DAYS")
        with night.ledger.writing() as connection:
            forget_work(connection, row.id)
            expire(connection, site.profile.id, now, days)
    night.ledger.commit()


def _find_reason(site: SiteNight, is_finished: bool) -> str:
    reason: str = site.stats.get("finish_reason", FAULT)
    if site.fault and not _has_crawled(site.stats):
        return NOTHING_CRAWLED
    if reason != FINISHED:
        return reason
    return FINISHED if is_finished else UNREACHABLE


def _explain(reason: str, fault: str) -> str:
    return f"{reason}: {fault}" if fault else reason


def _write_time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
