"""``scrapy read``: saved pages to records, without network."""

import argparse
import gc
import gzip
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final, cast

from scrapy.commands import ScrapyCommand

from crawler.errors import PageError, ReadmoreError, UsageError
from crawler.page.saved import SavedPage, find_saved_pages
from crawler.reading import read_by
from crawler.records.article import Article, Run
from crawler.records.json_form import write_line
from crawler.sites.library import load_profile
from crawler.sites.profile import SiteProfile

_MISTYPED: Final = 2
_SOME_UNREAD: Final = 1


class Command(ScrapyCommand):
    """Writes one record for each saved page, whatever its kind; no rule that refuses a record in a crawl applies."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What is typed behind the command's name."""
        return "[options] <page.html | folder | list.jsonl[.gz]> ..."

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Read saved pages into records, without network"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options, and ``-o``."""
        super().add_options(parser)
        parser.add_argument(
            "-o",
            "-O",
            "--output",
            metavar="FILE",
            default="-",
            help="write the records to FILE anew: .jsonl or .jsonl.gz (default: standard output)",
        )
        parser.add_argument("--site", metavar="NAME", help="read by the profile of this name, its selectors first")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read what is named, one page after the other."""
        try:
            if not args:
                raise UsageError("name what to read: scrapy read page.html, a folder, or a list (.jsonl, .jsonl.gz)")
            folder = self.settings.get("READMORE_PROFILES_DIR", "") if self.settings else ""
            profile = load_profile(opts.site, folder) if opts.site else None
            pages = [page for name in args for page in find_saved_pages(Path(name))]
            with ExitStack() as stack:
                self._read_all(pages, _open_output(opts.output, stack), profile)
        except ReadmoreError as error:
            sys.stderr.write(f"scrapy read: {error}\n")
            self.exitcode = _MISTYPED

    def _read_all(self, pages: list[SavedPage], output: IO[bytes], profile: SiteProfile | None) -> None:
        run = Run(id=f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}", spider="read")
        gc.freeze()  # what is loaded stays: no collection has to look through it again
        started, written = time.process_time(), 0
        for page in pages:
            try:
                article = _read_saved(page, run, profile)
            except PageError as error:
                sys.stderr.write(f"scrapy read: {error}\n")
                self.exitcode = _SOME_UNREAD
                continue
            output.write(write_line(article) + b"\n")
            written += 1
        milliseconds = (time.process_time() - started) * 1000 / max(written, 1)
        sys.stderr.write(f"{written} of {len(pages)} pages read, {milliseconds:.1f} ms CPU each\n")


def _read_saved(page: SavedPage, run: Run, profile: SiteProfile | None) -> Article:
    article = read_by(page.load(run, datetime.now(UTC).replace(microsecond=0)), profile).article
    return article if page.id is None else replace(article, extra={**(article.extra or {}), "id": page.id})


def _open_output(name: str, stack: ExitStack) -> IO[bytes]:
    if name == "-":
        return sys.stdout.buffer
    path = Path(name)
    if not path.name.endswith((".jsonl", ".jl", ".jsonl.gz", ".jl.gz")):
        raise UsageError(f"-o {name}: the records are JSON lines, so write {path.stem}.jsonl or {path.stem}.jsonl.gz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".gz":
            return cast("IO[bytes]", stack.enter_context(gzip.open(path, "wb")))
        return stack.enter_context(path.open("wb"))
    except OSError as error:
        raise UsageError(f"-o {name} cannot be written: {error}") from error
