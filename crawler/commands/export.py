"""``scrapy export``: what was delivered in a past period, written again from the ledger and the segments."""

import argparse
import gzip
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import IO, Final, cast

from scrapy.commands import ScrapyCommand

from crawler.errors import ReadmoreError, SegmentError, UsageError
from crawler.export.compression import DAMAGE, read_lines
from crawler.export.partitions import parse_day
from crawler.ledger.overview import SealedSegment, list_job_summaries, list_sealed, reading
from crawler.nights.defaults import find_ledger_url
from crawler.nights.plan import find_job_day

MISTYPED: Final = 2
_DAMAGED: Final = 1
_FEEDS: Final = ("articles", "teasers", "rejects")


class Command(ScrapyCommand):
    """Writes the lines of past nights in the order in which they were delivered, each once.

    Exit codes: 0, all is written; 1, a segment is gone or damaged; 2, the command is wrong.
    """

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What is typed behind the command's name."""
        return "--site NAME --since DAY [options]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Write a site's records of a past period again"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and those that say what to write."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="NAME", help="the site, by its profile's name")
        parser.add_argument("--since", metavar="DAY", help="the first night, as 2026-11-24")
        parser.add_argument("--until", metavar="DAY", help="the last night (default: the newest)")
        parser.add_argument("--feed", choices=_FEEDS, default=_FEEDS[0], help="which records (%(default)s)")
        parser.add_argument(
            "-o", "--output", metavar="FILE", default="-", help="a .jsonl or .jsonl.gz file (default: standard output)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find the segments, check that all are there, write their lines."""
        try:
            if args or not opts.site or not opts.since:
                raise UsageError("name the site and the first night: scrapy export --site demo --since 2026-11-24")
            since = parse_day(opts.since, "--since")
            until = parse_day(opts.until, "--until") if opts.until else date.max
            segments = self._find(opts.site, opts.feed, since, until)
            _write(segments, opts.output)
        except SegmentError as error:
            sys.stderr.write(f"scrapy export: {error}\n")
            self.exitcode = _DAMAGED
        except ReadmoreError as error:
            sys.stderr.write(f"scrapy export: {error}\n")
            self.exitcode = MISTYPED

    def _find(self, site: str, feed: str, since: date, until: date) -> list[SealedSegment]:
        with reading(find_ledger_url(self.settings)) as connection:
            if not list_job_summaries(connection, site):
                raise UsageError(f"the ledger knows no night of {site!r} (scrapy ledger shows all)")
            found = list_sealed(connection, site, feed)
        days = [(find_job_day(segment.job, site), segment) for segment in found]
        wanted = [(day, segment) for day, segment in days if day and since <= day <= until]
        return [segment for _, segment in sorted(wanted, key=lambda pair: pair[0])]


def _write(segments: list[SealedSegment], output: str) -> None:
    for segment in segments:
        if not segment.path.exists():
            raise SegmentError(f"{segment.path} is gone: READMORE_KEEP_NIGHTS, or somebody, has taken it away")
    count = 0
    with ExitStack() as stack:
        file = _open_output(output, stack)
        for segment in segments:
            for line in _lines_of(segment):
                file.write(line + b"\n")
                count += 1
    sys.stderr.write(f"{count} records of {len(segments)} segments\n")


def _lines_of(segment: SealedSegment) -> Iterator[bytes]:
    """The lines of a segment, as many as the ledger counted.

    Raises:
        SegmentError: it is not what was sealed.
    """
    count = 0
    try:
        for line in read_lines(segment.path):
            count += 1
            yield line
    except DAMAGE as error:
        raise SegmentError(f"{segment.path} is damaged: {error}") from error
    if count != segment.lines:
        raise SegmentError(f"{segment.path} is damaged: it holds {count} lines, and {segment.lines} were written")


def _open_output(name: str, stack: ExitStack) -> IO[bytes]:
    if name == "-":
        return sys.stdout.buffer
    path = Path(name)
    if not path.name.endswith((".jsonl", ".jsonl.gz")):
        raise UsageError(f"-o {name}: the records are JSON lines, so write {path.stem}.jsonl or {path.stem}.jsonl.gz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".gz":
            return cast("IO[bytes]", stack.enter_context(gzip.open(path, "wb")))
        return stack.enter_context(path.open("wb"))
    except OSError as error:
        raise UsageError(f"-o {name} cannot be written: {error}") from error
