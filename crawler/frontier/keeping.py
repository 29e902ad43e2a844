"""Where a crawl keeps what it keeps: by its settings, the ledger, the job and the folder of its segments."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.job import job_dir

from crawler.delivery.commit import Delivery
from crawler.delivery.job_segments import ExportTarget
from crawler.errors import ReadmoreError, SettingError
from crawler.export.compression import Compression
from crawler.ledger.dialect import parse_ledger_url
from crawler.ledger.jobs import Job, open_job
from crawler.ledger.store import Ledger, open_ledger, open_temporary_ledger

_deliveries: Final[WeakKeyDictionary[Crawler, Delivery]] = WeakKeyDictionary()


def delivery_of(crawler: Crawler) -> Delivery:
    """What a crawl keeps.

    Where the scheduler in use is not ours, nothing that is kept outlives the run.
    """
    if crawler not in _deliveries:
        ledger = open_temporary_ledger()
        _keep(crawler, Delivery(ledger, open_job(ledger, "no frontier of ours", _now())))
    return _deliveries[crawler]


def open_delivery(crawler: Crawler, spider: Spider) -> Delivery:
    """Open what a crawl's settings say; it stays open until the last listener of ``spider_closed`` was called.

    Raises:
        SettingError: a setting says what cannot be.
        KeepingError: the ledger or a segment cannot be used.
    """
    target = find_target(crawler.settings)
    ledger = _open(crawler.settings)
    try:
        delivery = Delivery(ledger, _open_job(ledger, crawler.settings, spider), target)
    except ReadmoreError:
        ledger.close()
        raise
    _keep(crawler, delivery)
    return delivery


def find_target(settings: BaseSettings) -> ExportTarget | None:
    """Where segments go: READMORE_EXPORT_DIR, else below JOBDIR; None where neither is set.

    Raises:
        SettingError: READMORE_EXPORT_COMPRESSION is none that there is.
    """
    value = str(settings.get("READMORE_EXPORT_COMPRESSION") or Compression.NONE)
    try:
        compression = Compression(value.lower())
    except ValueError:
        choice = ", ".join(Compression)
        raise SettingError(f"READMORE_EXPORT_COMPRESSION is {value!r}: write one of {choice}") from None
    if folder := settings.get("READMORE_EXPORT_DIR"):
        return ExportTarget(Path(folder), compression)
    jobdir = settings.get("JOBDIR")
    return ExportTarget(Path(jobdir, "export"), compression) if jobdir else None


def check_keeping(settings: BaseSettings) -> None:
    """Look at the settings of this room before anything starts.

    Raises:
        SettingError: one of them says what cannot be.
    """
    find_target(settings)
    if url := settings.get("READMORE_LEDGER_URL"):
        parse_ledger_url(url)


def _open(settings: BaseSettings) -> Ledger:
    if url := settings.get("READMORE_LEDGER_URL"):
        return open_ledger(url)
    if jobdir := job_dir(settings):
        return open_ledger(f"sqlite:///{Path(jobdir).absolute()}/ledger.db")
    return open_temporary_ledger()


def _open_job(ledger: Ledger, settings: BaseSettings, spider: Spider) -> Job:
    """The job by its name; JOBDIR is one job of each spider, as it is with Scrapy."""
    name = settings.get("READMORE_JOB")
    if not name:
        starts = [] if settings.get("JOBDIR") else sorted(getattr(spider, "start_urls", []))
        name = " ".join([spider.name, *starts])
    return open_job(ledger, name, _now())


def _keep(crawler: Crawler, delivery: Delivery) -> None:
    def close() -> None:
        _deliveries.pop(crawler, None)
        delivery.close()

    _deliveries[crawler] = delivery
    crawler.signals.connect(close, signal=signals.spider_closed, weak=False)


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
