"""``scrapy nightly``: every site's news of one night, into a folder each that says whether it is whole."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import SETTINGS_PRIORITIES, Settings

from crawler.download.address_guard import allowed_networks
from crawler.errors import ReadmoreError, UsageError
from crawler.export.partitions import Partition, parse_day
from crawler.frontier.keeping import check_keeping
from crawler.ledger.jobs import list_jobs
from crawler.ledger.store import Ledger, open_ledger
from crawler.monitoring.summary import count_pages
from crawler.nights.defaults import COMPRESSION, find_ledger_url
from crawler.nights.night import Night, SiteNight, close_stopped, run_night, stop_reactor
from crawler.nights.plan import find_night
from crawler.nights.report import SiteLine, make_table, make_verdict, write_report
from crawler.sites.library import load_nightly_profiles, load_profile
from crawler.sites.profile import SiteProfile
from crawler.sites.revisits import parse_ages
from crawler.upload import find_storage

NOT_WHOLE: Final = 1
MISTYPED: Final = 2


class Command(ScrapyCommand):
    """Runs the sites named, or every profile of the user's own, several at once.

    Exit codes: 0, every site's folder is whole; 1, one is not; 2, the command, a setting or a profile is wrong.
    """

    requires_project = True

    def syntax(self) -> str:
        """What is typed behind the command's name."""
        return "[options] [SITE ...]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Crawl sites by their profiles into one folder a site and night, exactly once"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options, and ``--date``."""
        super().add_options(parser)
        parser.add_argument(
            "--date", metavar="DAY", help="the night to begin or go on with, as 2026-11-24 (default: this one)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check what was typed, run the night, say what came of it."""
        try:
            self._run(args, parse_day(opts.date, "--date") if opts.date else None)
        except ReadmoreError as error:
            sys.stderr.write(f"scrapy nightly: {error}\n")
            self.exitcode = MISTYPED

    def _run(self, names: list[str], day: date | None) -> None:
        process = self.crawler_process
        assert isinstance(process, AsyncCrawlerProcess)  # noqa: S101 - by our settings
        settings = process.settings
        _complete(settings)
        profiles = _find_profiles(names, settings.get("READMORE_PROFILES_DIR", ""))
        allowed_networks(settings)
        check_keeping(settings)
        find_storage(settings)
        parse_ages(settings.get("READMORE_REVISIT_AFTER", ""), "READMORE_REVISIT_AFTER")
        ledger = open_ledger(settings.get("READMORE_LEDGER_URL"))
        try:
            night = Night(process, ledger, process.spider_loader.load("news"), report=_say_ended)
            night.sites = _plan(profiles, Path(settings.get("READMORE_NIGHTS_DIR")), ledger, day)
            _start(night)
        finally:
            ledger.close()
        self._report(night)

    def _report(self, night: Night) -> None:
        lines = [_make_line(site) for site in night.sites]
        root = night.sites[0].partition.root
        path = root / f"{max(line.day for line in lines)}.html"
        write_report(path, lines)
        sys.stderr.write(f"\n{make_table(lines)}\n\n{make_verdict(lines)}\nreport: {path}\n")
        if not all(site.is_success for site in night.sites):
            self.exitcode = NOT_WHOLE


def _complete(settings: Settings) -> None:
    """What a night keeps where nothing else was set: a ledger that lasts, and packed segments."""
    settings.set("READMORE_LEDGER_URL", find_ledger_url(settings), priority="cmdline")
    typed = (settings.getpriority("READMORE_EXPORT_COMPRESSION") or 0) >= SETTINGS_PRIORITIES["cmdline"]
    if not typed and settings.get("READMORE_EXPORT_COMPRESSION") in {None, "", "none"}:
        settings.set("READMORE_EXPORT_COMPRESSION", COMPRESSION, priority="cmdline")


def _find_profiles(names: list[str], folder: str) -> Sequence[SiteProfile]:
    if names:
        return [load_profile(name, folder) for name in dict.fromkeys(names)]
    profiles = load_nightly_profiles(folder)
    if not profiles:
        raise UsageError(
            f"there is no profile to run: write {folder or 'profiles'}/NAME.toml (docs/add-a-site.md), or name one "
            "that comes along: scrapy nightly demo"
        )
    return profiles


def _plan(profiles: Sequence[SiteProfile], root: Path, ledger: Ledger, day: date | None) -> list[SiteNight]:
    now = datetime.now().astimezone()
    return [
        SiteNight(
            profile,
            Partition(root, profile.id, day or find_night(list_jobs(ledger, profile.id), profile.id, now)),
        )
        for profile in profiles
    ]


def _start(night: Night) -> None:
    """Run the reactor until the night is over, or was stopped by a signal."""
    settings, outcome = night.settings, asyncio.get_event_loop().create_future()

    async def work() -> None:
        progress = asyncio.create_task(_say_progress(night, settings.getfloat("READMORE_PROGRESS_SECONDS")))
        try:
            await run_night(night, settings.getint("READMORE_SITES_AT_ONCE"))
            outcome.set_result(None)
        except BaseException as error:  # noqa: BLE001 - the reactor would run on for ever
            outcome.set_exception(error)
        finally:
            progress.cancel()
            stop_reactor()

    task = asyncio.get_event_loop().create_task(work())
    night.process.start(stop_after_crawl=False)
    if outcome.done():
        outcome.result()
    else:
        task.cancel()
        close_stopped(night)


async def _say_progress(night: Night, interval_seconds: float) -> None:
    while interval_seconds:
        await asyncio.sleep(interval_seconds)
        ended = [site for site in night.sites if site.ended_at]
        running = [site for site in night.sites if site.began_at and not site.ended_at]
        pages = sum(count_pages(site.stats) for site in running)
        articles = sum(site.stats.get("readmore/articles", 0) for site in running)
        names = ", ".join(site.profile.id for site in running[:5]) + (" …" if running[5:] else "")
        sys.stderr.write(
            f"{len(ended)} of {len(night.sites)} sites ended; running: {names or 'none'} "
            f"({pages} pages read, {articles} articles)\n"
        )


def _say_ended(site: SiteNight) -> None:
    line = _make_line(site)
    sys.stderr.write(f"{line.site} {line.day}: {line.ending}\n")


def _make_line(site: SiteNight) -> SiteLine:
    ended_at = site.ended_at or datetime.now(UTC)
    return SiteLine(
        site=site.profile.id,
        day=str(site.partition.day),
        folder=site.partition.folder,
        manifest=site.manifest,
        seconds=(ended_at - site.began_at).total_seconds() if site.began_at else 0.0,
        is_whole=site.partition.is_whole,
        fault=site.fault,
        was_whole=site.was_whole,
        uploaded=site.uploaded,
    )
