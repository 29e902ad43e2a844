"""``scrapy onboard``: a first visit to a site, told to a person; its profile, and pages that prove the profile."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from scrapy.commands import ScrapyCommand

from crawler.commands import log_only_what_is_wrong
from crawler.download.address_guard import allowed_networks
from crawler.download.rendering.availability import check_renderer
from crawler.errors import AddressError, PageError, ReadmoreError, UsageError
from crawler.onboarding.cases import Difference, accept_cases, check_cases, choose_pages, save_cases
from crawler.onboarding.draft import draft_profile, propose_name
from crawler.onboarding.findings import Findings, find_out
from crawler.onboarding.printable import printable
from crawler.onboarding.report import report
from crawler.onboarding.visit import Visit
from crawler.sites.load import parse_profile
from crawler.urls import canonicalize

FAILED: Final = 1
MISTYPED: Final = 2
_PAGES: Final = 16
_FEWEST_PAGES: Final = 4
_SHOWN: Final = 300  # characters of a value


class Command(ScrapyCommand):
    """Looks at a site and writes its profile, or reads the pages that it saved then.

    Exit codes: 0, done, and every page reads as expected; 1, the site gave no article, or a page reads otherwise;
    2, the command or a profile is wrong.
    """

    requires_project = True

    def syntax(self) -> str:
        """What is typed behind the command's name."""
        return "[options] <url> | <profile> --check | <profile> --accept"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Look at a new site, and write its profile with pages that prove it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument("--name", help="the profile's name (default: from the site's domain)")
        parser.add_argument(
            "--pages", type=int, default=_PAGES, metavar="N", help=f"visit N pages at most (default: {_PAGES})"
        )
        parser.add_argument("--out", metavar="DIR", help="the folder of profiles (default: READMORE_PROFILES_DIR)")
        parser.add_argument("--force", action="store_true", help="overwrite a profile of that name and its pages")
        parser.add_argument("--check", action="store_true", help="read the saved pages of a profile, and compare")
        parser.add_argument("--accept", action="store_true", help="expect of them what they read as now")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Scrapy's options; where no log was asked for, only what is wrong is logged, for the report is what counts."""
        super().process_options(args, opts)
        log_only_what_is_wrong(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Visit and write, or read and compare."""
        try:
            if len(args) != 1:
                raise UsageError("name one site, scrapy onboard https://example.com/, or one profile and --check")
            usual = self.settings.get("READMORE_PROFILES_DIR") if self.settings else ""
            folder = Path(opts.out or usual or "profiles")
            if opts.check or opts.accept:
                self._compare(folder, args[0], is_accepted=opts.accept)
            else:
                self._onboard(args[0], folder, opts)
        except ReadmoreError as error:
            sys.stderr.write(f"scrapy onboard: {error}\n")
            self.exitcode = MISTYPED if isinstance(error, UsageError) else FAILED

    # ---------------------------------------------------------------- a new site

    def _onboard(self, url: str, folder: Path, opts: argparse.Namespace) -> None:
        _check_url(url)
        if opts.pages < _FEWEST_PAGES:
            raise UsageError(f"--pages {opts.pages} is too few to know a site by: give it {_FEWEST_PAGES} or more")
        name = opts.name or propose_name(url)
        file = folder / f"{name}.toml"
        parse_profile(f"start = [{json.dumps(url)}]", name, str(file))
        if file.exists() and not opts.force:
            raise UsageError(f"{file} exists: take another --name, or --force to write it anew")
        found = find_out(self._visit(url, opts.pages))
        if not found.articles:
            raise PageError(_explain_nothing(found))
        sys.stdout.write(f"{report(found)}\n")
        text = draft_profile(found, name, datetime.now(UTC).date())
        profile = parse_profile(text, name, str(file))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{file} cannot be written: {error}") from error
        count = save_cases(choose_pages(found.articles, found.listings), folder / name, profile)
        sys.stdout.write(
            f"\nwrote {file}, and {count} pages with what they read as below {folder / name}\n"
            f"next: scrapy crawl news -a site={name} -O articles.jsonl\n"
            f"after a change to the profile: scrapy onboard {name} --check\n"
        )

    def _visit(self, url: str, pages: int) -> Visit:
        process = self.crawler_process
        assert process is not None  # noqa: S101 - Scrapy sets it before it calls run()
        allowed_networks(process.settings)
        check_renderer(process.settings)
        sys.stderr.write(f"visiting {url}: {pages} pages at most, no faster than a crawl\n")
        visit = Visit(url)
        crawler = process.create_crawler(process.spider_loader.load("visit"))
        process.crawl(crawler, visit=visit, max_pages=pages)
        process.start()
        visit.requests = crawler.stats.get_value("downloader/request_count", 0) if crawler.stats else 0
        return visit

    # ---------------------------------------------------------------- the saved pages of one that is known

    def _compare(self, folder: Path, name: str, *, is_accepted: bool) -> None:
        file = folder / f"{name}.toml"
        if not file.is_file():
            raise UsageError(f"{file} does not exist: scrapy onboard URL --name {name} writes it")
        profile = parse_profile(file.read_text(encoding="utf-8"), name, str(file))
        if is_accepted:
            count = accept_cases(folder / name, profile)
            sys.stdout.write(f"{count} pages are expected to read as they do now\n")
            return
        count, differences = check_cases(folder / name, profile)
        for line in map(_describe, differences):
            sys.stdout.write(f"{line}\n")
        changed = len({difference.case for difference in differences})
        sys.stdout.write(f"{count - changed} of {count} pages read as expected\n")
        if differences:
            sys.stdout.write(f"if the change is right: scrapy onboard {name} --accept\n")
            self.exitcode = FAILED


def _check_url(url: str) -> None:
    if "://" not in url:
        raise UsageError(f"{url!r} has no scheme: write https://{url}; a profile of yours takes --check or --accept")
    try:
        canonicalize(url)
    except AddressError as error:
        raise UsageError(str(error)) from error


def _explain_nothing(found: Findings) -> str:
    """Why a visit has found no article, in one line."""
    if reason := found.refusals.get(found.start_url):
        return f"{found.start_url} gave nothing: {reason}"
    if found.shells:
        reason = next(iter(found.shells))
        return (
            f"{found.start_url} shows its content only to a browser ({reason}): "
            "-s READMORE_RENDERER=playwright or splash visits it through one"
        )
    refused = next(iter(found.refusals.items()), None)
    detail = f"; {refused[0]}: {refused[1]}" if refused else ""
    return f"no article was found from {found.start_url} on: name a page that leads to some{detail}"


def _describe(difference: Difference) -> str:
    return (
        f"{difference.case}: {difference.field}\n"
        f"  expected  {_shorten(difference.expected)}\n"
        f"  found     {_shorten(difference.found)}"
    )


def _shorten(value: Any) -> str:
    text = printable(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"
