"""``scrapy deploy``: the project to a Scrapyd server, proved to work there or taken back."""

import argparse
import configparser
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from scrapy.commands import ScrapyCommand
from scrapy.utils.conf import get_sources

from crawler.deployment.delivery import deliver
from crawler.deployment.egg import build_egg
from crawler.deployment.server import ScrapydServer
from crawler.deployment.targets import read_target
from crawler.errors import ReadmoreError, UsageError

_FAILED: Final = 1
_MISTYPED: Final = 2


class Command(ScrapyCommand):
    """Builds the egg, sends it, and has the server list its spiders.

    Exit codes: 0, the server runs the new version; 1, it does not, and the one before is still in place; 2, the
    command or a target is wrong.
    """

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What is typed behind the command's name."""
        return "[options] [target]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Bring the project to a Scrapyd server that scrapy.cfg names"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options, and ``--version-name``."""
        super().add_options(parser)
        parser.add_argument(
            "--version-name", default="", metavar="NAME", help="what to call the version (default: seconds since 1970)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Deploy to one target, ``default`` where none is named."""
        try:
            if len(args) > 1:
                raise UsageError("name one target: scrapy deploy default")
            config = configparser.ConfigParser(interpolation=None)
            config.read(get_sources())
            target = read_target(config, args[0] if args else "default")
            # what scrapyd-deploy takes too: a name that sorts by time, whoever deploys
            version = opts.version_name or str(int(time.time()))
            with tempfile.TemporaryDirectory(prefix="readmore-deploy-") as folder:
                egg = build_egg(Path(folder) / "project.egg")
            done = deliver(ScrapydServer(target), target.project, version, egg)
        except ReadmoreError as error:
            sys.stderr.write(f"scrapy deploy: {error}\n")
            self.exitcode = _MISTYPED if isinstance(error, UsageError) else _FAILED
            return
        spiders = ", ".join(done.spiders)
        sys.stdout.write(f"{target.project} {done.version} runs at {target.url} with: {spiders}\n")
