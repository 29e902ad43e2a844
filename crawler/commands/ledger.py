"""``scrapy ledger``: what is known, waiting and delivered, and how large the ledger is."""

import argparse
import sys
from pathlib import Path
from typing import Final

from scrapy.commands import ScrapyCommand

from crawler.errors import ReadmoreError
from crawler.ledger.dialect import parse_ledger_url
from crawler.ledger.overview import JobSummary, SiteSummary, list_job_summaries, list_sites, reading
from crawler.nights.defaults import find_ledger_url

MISTYPED: Final = 2
_LAST_JOBS: Final = 10
_MEGABYTE: Final = 1_000_000


class Command(ScrapyCommand):
    """Looks at a ledger without disturbing who writes to it."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What is typed behind the command's name."""
        return "[options] [SITE]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Show what the ledger knows, what waits and what was delivered"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options, and ``--all``."""
        super().add_options(parser)
        parser.add_argument("--all", action="store_true", help=f"every job, not the last {_LAST_JOBS} alone")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read and print."""
        url = find_ledger_url(self.settings)
        try:
            with reading(url) as connection:
                sites = [line for line in list_sites(connection) if not args or line.site in args]
                jobs = list_job_summaries(connection, args[0] if args else None)
        except ReadmoreError as error:
            sys.stderr.write(f"scrapy ledger: {error}\n")
            self.exitcode = MISTYPED
            return
        sys.stdout.write(f"{url}{_size(url)}\n\n{_site_table(sites)}\n\n")
        sys.stdout.write(_job_table(jobs if opts.all else jobs[-_LAST_JOBS:]) + "\n")


def _size(url: str) -> str:
    path = Path(parse_ledger_url(url).database or "")
    files = [file for suffix in ("", "-wal") if (file := path.with_name(path.name + suffix)).exists()]
    return f", {sum(file.stat().st_size for file in files) / _MEGABYTE:.1f} MB" if files else ""


def _site_table(sites: list[SiteSummary]) -> str:
    rows: list[tuple[str, ...]] = [("site", "articles", "gone", "pages", "last asked for")]
    rows += [
        (line.site, str(line.articles), str(line.gone), str(line.pages), line.last_visit_at or "") for line in sites
    ]
    return _columns(rows)


def _job_table(jobs: list[JobSummary]) -> str:
    rows: list[tuple[str, ...]] = [("job", "state", "begun", "waiting", "failed", "articles", "teasers", "rejects")]
    rows += [
        (
            job.name,
            job.state,
            job.begun_at,
            str(job.waiting),
            str(job.failed),
            *(str(job.lines.get(feed, 0)) for feed in ("articles", "teasers", "rejects")),
        )
        for job in jobs
    ]
    return _columns(rows)


def _columns(rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
