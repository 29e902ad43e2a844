"""``scrapy explain``: what was chosen for each field of a page, what it beat, and why."""

import argparse
import os
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.commands import ScrapyCommand
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.article.explanation import explain_article
from crawler.commands import log_only_what_is_wrong
from crawler.download.documents import read_document
from crawler.download.failures import explain_failure
from crawler.errors import PageError, ReadmoreError, UsageError
from crawler.monitoring.explanation import describe, describe_link_selectors, find_marks
from crawler.page.annotated import annotate
from crawler.page.document import Document
from crawler.page.saved import SavedPage
from crawler.page.tree import Page
from crawler.reading import read_by
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via
from crawler.records.evidence import Evidence
from crawler.sites.credentials import NO_CREDENTIALS, Credentials, find_credentials
from crawler.sites.library import load_profile
from crawler.sites.profile import SiteProfile

_MISTYPED = 2
_RUN = Run(id="explain", spider="explain")


class Command(ScrapyCommand):
    """Reads one page, from the Web or from a file, and says how each decision was taken."""

    requires_project = True

    def syntax(self) -> str:
        """What is typed behind the command's name."""
        return "[options] <url | page.html>"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Say what was read from one page, what it beat, and why"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options, ``--html`` and ``--url``."""
        super().add_options(parser)
        parser.add_argument("--html", metavar="OUT", help="write the page with the chosen blocks marked to OUT")
        parser.add_argument("--url", help="the address of a page that is read from a file")
        parser.add_argument("--site", metavar="NAME", help="fetch and read by the profile of this name")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Scrapy's options; where no log was asked for, only what is wrong is logged."""
        super().process_options(args, opts)
        log_only_what_is_wrong(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Fetch or load the page, read it, and print the account."""
        try:
            if len(args) != 1:
                raise UsageError("name one page: scrapy explain https://example.com/a-story, or a saved page.html")
            folder = self.settings.get("READMORE_PROFILES_DIR", "") if self.settings else ""
            profile = load_profile(opts.site, folder) if opts.site else None
            document = self._load(args[0], opts.url, profile)
            evidence = profile.evidence() if profile else Evidence()
            page = Page(document)
            sys.stdout.write(f"{describe(read_by(document, profile), explain_article(page, evidence))}\n")
            for line in describe_link_selectors(page, evidence):
                sys.stdout.write(f"{line}\n")
            if opts.html:
                _write_marked(document, Path(opts.html), evidence)
        except ReadmoreError as error:
            sys.stderr.write(f"scrapy explain: {error}\n")
            self.exitcode = _MISTYPED if isinstance(error, UsageError) else 1

    def _load(self, name: str, url: str | None, profile: SiteProfile | None) -> Document:
        now = datetime.now(UTC).replace(microsecond=0)
        if "://" in name:
            return self._fetch(name, now, find_credentials(profile, os.environ) if profile else NO_CREDENTIALS)
        path = Path(name)
        if not path.is_file():
            raise UsageError(f"{name} is no file and no address: write https://{name}, or the path of a saved page")
        return SavedPage(path, url=url).load(_RUN, now)

    def _fetch(self, url: str, now: datetime, credentials: Credentials) -> Document:
        assert self.crawler_process is not None  # noqa: S101 - Scrapy sets it before it calls run()
        answers: list[Response] = []
        failures: list[Failure] = []
        request = Request(url, callback=answers.append, errback=failures.append)
        self.crawler_process.crawl(_OnePageSpider, request=request, credentials=credentials)
        self.crawler_process.start()
        if not answers:
            detail = explain_failure(failures[0].value)[1] if failures else "the request was dropped"
            raise PageError(f"{url} could not be fetched: {detail}")
        return read_document(answers[0], Discovered(via=Via.SEED), _RUN, now)


class _OnePageSpider(Spider):
    """Asks for one page, with the manners of a crawl."""

    name = "explain"

    def __init__(self, request: Request, credentials: Credentials, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._request = request
        self.credentials = credentials

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the page."""
        yield self._request


def _write_marked(document: Document, path: Path, evidence: Evidence) -> None:
    page = Page(document)  # a tree of its own, for marking changes it
    marks = find_marks(explain_article(page, evidence))
    legend = "Readmore: green is the body, blue the headline, red dots are text that was left; hover to see why."
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(annotate(page, marks, legend), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--html {path} cannot be written: {error}") from error
    sys.stderr.write(f"the marked page is at {path}\n")
