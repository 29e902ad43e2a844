"""``scrapy crawl``: Scrapy's own, with one clear line for each mistake and an exit code that tells the truth."""

import argparse
import asyncio
import difflib
import gc
import importlib
import itertools
import sys
from pathlib import Path
from typing import Any, Final

from scrapy import signals
from scrapy.commands import ScrapyCommand
from scrapy.commands.crawl import Command as ScrapyCrawlCommand
from scrapy.crawler import Crawler

from crawler.download.address_guard import allowed_networks
from crawler.download.rendering.availability import check_renderer
from crawler.errors import ReadmoreError, UsageError
from crawler.feeds import feed_paths
from crawler.frontier.keeping import check_keeping
from crawler.monitoring.summary import count_pages, pretty, summary
from crawler.records.reject import Reject

NOTHING_CRAWLED: Final = 1
MISTYPED: Final = 2


class Command(ScrapyCrawlCommand):
    """Runs one spider.

    Exit codes: 0, something was crawled; 1, nothing could be; 2, the command or a setting is wrong.
    A spider may have a class method ``check_arguments(arguments)`` that raises UsageError before anything starts. One
    that only stands for a command names it in ``command``, and gives its words by ``find_words(arguments)``.
    """

    def __init__(self) -> None:
        super().__init__()
        self._first_reject: Reject | None = None

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options, and ``--show``."""
        super().add_options(parser)
        parser.add_argument(
            "--show", type=int, default=0, metavar="N", help="print the first N records of the feed at the end"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check what was typed, crawl, and say what came of it."""
        try:
            if (command := self._find_command(args)) is not None:
                self._run_command(command.command, command.find_words(opts.spargs))
                return
            crawler = self._prepare(args, opts.spargs)
            self._crawl(crawler, opts.spargs)
        except ReadmoreError as error:
            self._fail(MISTYPED, str(error))
            return
        stats = crawler.stats.get_stats()
        feeds = feed_paths(crawler.settings)
        if stats.get("readmore/run"):
            sys.stderr.write(f"\nReadmore, run {stats['readmore/run']}\n{summary(stats, feeds)}\n")
            _show(feeds.get("articles", ""), opts.show)
        if fault := stats.get("readmore/fault"):
            self._fail(NOTHING_CRAWLED, fault)
        elif stats.get("readmore/job") == "was finished":
            sys.stderr.write("scrapy crawl: an earlier run finished this job; take another JOBDIR to crawl anew\n")
        elif not _has_crawled(stats):
            reason = f": {self._first_reject.url}: {self._first_reject.detail}" if self._first_reject else ""
            self._fail(NOTHING_CRAWLED, f"nothing could be crawled{reason}")

    def _find_command(self, args: list[str]) -> Any:
        """The spider named, where it only stands for a command of ours: Scrapyd can run nothing but spiders."""
        spider = self._find_spider(args[0]) if len(args) == 1 else None
        return spider if getattr(spider, "command", None) else None

    def _run_command(self, name: str, words: list[str]) -> None:
        command: ScrapyCommand = importlib.import_module(f"crawler.commands.{name}").Command()
        command.settings, command.crawler_process = self.settings, self.crawler_process
        parser = argparse.ArgumentParser(prog=f"scrapy {name}", conflict_handler="resolve")
        command.add_options(parser)
        opts, rest = parser.parse_known_args(words)
        command.run(rest, opts)
        self.exitcode = command.exitcode

    def _prepare(self, args: list[str], arguments: dict[str, str]) -> Crawler:
        if len(args) != 1:
            raise UsageError("name one spider: scrapy crawl news -a url=https://example.com/ (scrapy list shows all)")
        crawler = self._create_crawler(self._find_spider(args[0]))
        check = getattr(crawler.spidercls, "check_arguments", None)
        if check is not None:
            check(arguments)
        allowed_networks(crawler.settings)
        check_keeping(crawler.settings)
        check_renderer(crawler.settings)
        crawler.signals.connect(self._note_reject, signal=signals.item_scraped)
        return crawler

    def _find_spider(self, name: str) -> Any:
        assert self.crawler_process is not None  # noqa: S101 - Scrapy sets it before it calls run()
        loader = self.crawler_process.spider_loader
        if name in loader.list():
            return loader.load(name)
        near = difflib.get_close_matches(name, loader.list(), n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(loader.list())}"
        raise UsageError(f"no spider is called {name!r}: {hint}")

    def _crawl(self, crawler: Crawler, arguments: dict[str, str]) -> None:
        assert self.crawler_process is not None  # noqa: S101 - Scrapy sets it before it calls run()
        crawling = self.crawler_process.crawl(crawler, **arguments)
        gc.freeze()  # what is loaded stays: no collection has to look through it again
        self.crawler_process.start()
        if isinstance(crawling, asyncio.Task) and crawling.done() and (error := crawling.exception()):
            raise error
        if self.crawler_process.bootstrap_failed:
            self.exitcode = NOTHING_CRAWLED

    def _note_reject(self, item: Any) -> None:
        if self._first_reject is None and isinstance(item, Reject):
            self._first_reject = item

    def _fail(self, exitcode: int, message: str) -> None:
        sys.stderr.write(f"scrapy crawl: {message}\n")
        self.exitcode = exitcode


def _has_crawled(stats: dict[str, Any]) -> bool:
    """Whether anything was fetched; where the spider counts the pages it read, whether it read one."""
    if stats.get("readmore/run"):
        return count_pages(stats) > 0
    asked: int = stats.get("downloader/request_count", 0)
    return asked == 0 or stats.get("downloader/response_count", 0) > 0


def _show(feed: str, count: int) -> None:
    path = Path(feed)
    if not count or path.suffix != ".jsonl" or not path.is_file():
        return
    with path.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, count):
            sys.stdout.write(f"\n{pretty(line)}\n")
