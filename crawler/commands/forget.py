"""``scrapy forget``: the ledger knows an address, or a whole site, no more; what was delivered stays where it is."""

import argparse
import sys
from datetime import UTC, datetime
from typing import Final

from scrapy.commands import ScrapyCommand

from crawler.errors import AddressError, ReadmoreError, UsageError
from crawler.ledger.expiry import expire, forget_address, forget_site
from crawler.ledger.store import Ledger, open_ledger
from crawler.nights.defaults import find_ledger_url
from crawler.urls import canonicalize

MISTYPED: Final = 2
_UNKNOWN: Final = 1


class Command(ScrapyCommand):
    """The next night that meets what was forgotten asks for it again and delivers it as new.

    Exit codes: 0, it is forgotten; 1, an address was not known; 2, the command or a setting is wrong.
    """

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What is typed behind the command's name."""
        return "[options] URL ... | --site NAME [--older-than DAYS]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Forget addresses or a site, so that they are delivered anew"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options, ``--site`` and ``--older-than``."""
        super().add_options(parser)
        parser.add_argument("--site", metavar="NAME", help="forget all that is known of a site")
        parser.add_argument(
            "--older-than",
            metavar="DAYS",
            type=int,
            help="with --site: only what no night has asked for so long",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Forget, in one commit."""
        try:
            _check(args, opts)
            ledger = open_ledger(find_ledger_url(self.settings))
            try:
                self._forget(ledger, args, opts)
                ledger.commit()
            finally:
                ledger.close()
        except ReadmoreError as error:
            sys.stderr.write(f"scrapy forget: {error}\n")
            self.exitcode = MISTYPED

    def _forget(self, ledger: Ledger, urls: list[str], opts: argparse.Namespace) -> None:
        with ledger.writing() as connection:
            if opts.site and opts.older_than:
                count = expire(connection, opts.site, datetime.now(UTC), opts.older_than)
                sys.stderr.write(f"{opts.site}: {count} articles forgotten\n")
            elif opts.site:
                sys.stderr.write(f"{opts.site}: {forget_site(connection, opts.site)} things forgotten\n")
            for url in urls:
                known = forget_address(connection, _canonical(url))
                sys.stderr.write(f"{url}: {'forgotten' if known else 'was not known'}\n")
                if not known:
                    self.exitcode = _UNKNOWN


def _check(urls: list[str], opts: argparse.Namespace) -> None:
    if bool(urls) == bool(opts.site):
        raise UsageError("name what to forget: scrapy forget URL ..., or --site NAME")
    if opts.older_than is not None and (not opts.site or opts.older_than < 1):
        raise UsageError("--older-than takes a number of days above 0, with --site NAME")
    for url in urls:
        _canonical(url)


def _canonical(url: str) -> str:
    try:
        return canonicalize(url)
    except AddressError as error:
        raise UsageError(str(error)) from error
