"""The main job: from a start page along its Read More links, teasers, pagination and sections to every article."""

import secrets
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.delivery.past import Past
from crawler.download.failures import explain_failure
from crawler.errors import PageError, UsageError
from crawler.frontier.keeping import delivery_of
from crawler.reading import read
from crawler.records.article import Article, Discovered, Run
from crawler.records.enums import PageKind, RejectReason, Via
from crawler.records.reject import Reject
from crawler.records.teaser import Teaser
from crawler.request import PRIORITIES, RequestInfo, RequestKind
from crawler.sites.revisits import parse_ages
from crawler.urls import canonicalize, site_of
from spiders.arguments import HOW_TO_START, parse_arguments
from spiders.following import Following, Wanted
from spiders.page_reader import read_document
from spiders.profiled import Profiled, find_profile
from spiders.revisiting import Revisiting, parse_article
from spiders.seen import SeenAddresses
from spiders.teasers import Listing

_ARTICLE_REQUESTS = frozenset({RequestKind.ARTICLE, RequestKind.REVISIT})
Output = Article | Teaser | Reject | Request


class NewsSpider(Spider):
    """Crawls news sites: ``scrapy crawl news -a url=https://example.com/``.

    Arguments: ``url``, one start address or several parted by blanks; ``urls_file``, a file with one a line;
    ``site``, the name of a site's profile. A start page may be a front page, a section or an article. The crawl
    stays on the sites it starts from.
    """

    name = "news"
    # Requests of a lower class of priority wait until those of the higher ones are through.
    priority_class = 10
    # A page whose host does not answer is kept for later.
    keeps_unanswered = True

    def __init__(self, *args: Any, **arguments: str) -> None:
        super().__init__(*args)
        parsed = parse_arguments(arguments)
        self.start_urls = list(parsed.start_urls)
        self.sites = {site_of(url) for url in self.start_urls}
        self.profiled = Profiled(None)
        self.run = Run(id=parsed.job_id or _new_run_id(datetime.now(UTC)), spider=self.name)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: str) -> Self:
        """With the profile that ``site`` names, below what was typed."""
        profiled = Profiled(find_profile(arguments, crawler.settings))
        profiled.set_up(crawler.settings)
        spider = super().from_crawler(crawler, *args, **profiled.complete(arguments))
        spider.profiled = profiled
        spider.sites |= profiled.sites
        return spider

    @classmethod
    def check_arguments(cls, arguments: dict[str, str]) -> None:
        """Whether a crawl can begin with these arguments; asked by ``scrapy crawl`` before it starts.

        Raises:
            UsageError: what is missing or wrong, in one line.
        """
        parsed = parse_arguments(arguments)
        if not parsed.start_urls and not parsed.site:
            raise UsageError(f"nothing to crawl: {HOW_TO_START}")

    @cached_property
    def seen(self) -> SeenAddresses:
        """The addresses met so far, in the ledger."""
        return SeenAddresses(delivery_of(self.crawler), self.past)

    @cached_property
    def following(self) -> Following:
        """What decides which links are followed."""
        return Following(
            sites=self.sites,
            seen=self.seen,
            count=self._count,
            max_dry_pages=self.settings.getint("READMORE_MAX_DRY_PAGES"),
        )

    @cached_property
    def past(self) -> Past:
        """What the ledger knows of the site from earlier jobs."""
        profile, settings = self.profiled.profile, self.settings
        site = profile.id if profile else " ".join(sorted(self.sites))
        ages = parse_ages(settings.get("READMORE_REVISIT_AFTER", ""), "READMORE_REVISIT_AFTER")
        return Past(delivery_of(self.crawler), site, ages, settings.getfloat("READMORE_REVISIT_SHARE"))

    @cached_property
    def revisiting(self) -> Revisiting:
        """What is made of that."""
        profile = self.profiled.profile
        return Revisiting(self.past, self.run, profile.id if profile else None, self._count)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the start pages."""
        if not self.start_urls:
            raise UsageError(f"nothing to crawl: {HOW_TO_START}")
        if self.crawler.stats:
            self.crawler.stats.set_value("readmore/run", self.run.id)
        for url in self.start_urls:
            self.seen.add(canonicalize(url))
            info = RequestInfo(kind=RequestKind.SEED, discovered=Discovered(via=Via.SEED))
            yield self._request(url, info).replace(meta={**info.as_meta(), "allow_offsite": True})
        for url, info in self.revisiting.list_wanted():
            self.seen.add(url)
            yield self._request(url, info)

    def parse(self, response: Response) -> Iterator[Output]:
        """One page: its article, if it is one, its teasers, and requests for what it leads to."""
        info = RequestInfo.from_meta(response.meta)
        now = datetime.now(UTC).replace(microsecond=0)
        if self.revisiting.is_unchanged(response, now):
            return
        try:
            document = read_document(response, info.discovered, self.run, now)
        except PageError as error:
            yield self._reject(response.url, RejectReason.NOT_HTML, str(error))
            return
        reading = self.profiled.apply(read(document, self.profiled.evidence))
        self._count(f"pages/{reading.kind}")
        self._learn_addresses(response, reading.article, info)
        self.revisiting.keep(response, reading, info, now)
        if info.kind in _ARTICLE_REQUESTS or reading.kind is PageKind.ARTICLE:
            probe = self.revisiting.find_probe(reading.article)
            yield self._probe(*probe) if probe else reading.article
        listing = Listing(url=response.url, page=info.page, seen_at=now, run=self.run)
        for output in self.following.follow(reading, info, listing):
            yield self._request(*output) if isinstance(output, Wanted) else output

    def on_failure(self, failure: Failure) -> Iterator[Reject | Article]:
        """A request that came to nothing: the reason goes to the rejects."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        reason, detail = explain_failure(failure.value)
        asked_url = request.meta.get("redirect_urls", [request.url])[0]
        if status := getattr(getattr(failure.value, "response", None), "status", None):
            gone = self.revisiting.find_gone(asked_url, status, datetime.now(UTC).replace(microsecond=0))
            if gone:
                yield gone
                return
        self.logger.warning("%s: %s", asked_url, detail)
        yield self._reject(asked_url, reason, detail)

    def settle(self, response: Response) -> Iterator[Article]:
        """An article's old address has answered: the article that waited for it is delivered."""
        now = datetime.now(UTC).replace(microsecond=0)
        held = RequestInfo.from_meta(response.meta).held
        if held:
            yield self.revisiting.settle(response.url, response, held, now)

    def release(self, failure: Failure) -> Iterator[Article]:
        """An article's old address cannot be had: the article that waited for it is taken as a new one."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        held = RequestInfo.from_meta(request.meta).held
        if held:
            yield parse_article(held)

    def _request(self, url: str, info: RequestInfo) -> Request:
        self._count(f"requests/{info.kind}")
        return Request(
            url,
            callback=self.parse,
            errback=self.on_failure,
            priority=PRIORITIES[info.kind],
            meta=info.as_meta(),
        )

    def _probe(self, url: str, info: RequestInfo) -> Request:
        """A request that only wants to know what an address answers, however often it was asked for before."""
        request = self._request(url, info).replace(callback=self.settle, errback=self.release, dont_filter=True)
        request.meta.update({"dont_redirect": True, "handle_httpstatus_all": True})
        return request

    def _learn_addresses(self, response: Response, article: Article, info: RequestInfo) -> None:
        """What the site says of its own addresses, by redirect and by canonical link."""
        final = canonicalize(response.url)
        if info.kind is RequestKind.SEED:
            self.sites.add(site_of(final))
        for asked in response.meta.get("redirect_urls", ()):
            self.seen.learn_alike(canonicalize(asked), final)
        self.seen.learn_alike(final, article.canonical_url)

    def _reject(self, url: str, reason: RejectReason, detail: str) -> Reject:
        now = datetime.now(UTC).replace(microsecond=0)
        return Reject(url=url, reason=reason, detail=detail, seen_at=now, run=self.run)

    def _count(self, name: str) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"readmore/{name}")


def _new_run_id(now: datetime) -> str:
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
