"""The main job: from a start page along its Read More links, teasers, pagination and sections to every article."""

import secrets
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from twisted.python.failure import Failure

from crawler.delivery.units import give_back
from crawler.download.documents import asked_addresses, read_document, read_headers
from crawler.download.failures import explain_failure
from crawler.download.second_thoughts import NotWorthFetchingError
from crawler.errors import PageError, UsageError
from crawler.links.families import family_of
from crawler.links.sources import is_source, read_source
from crawler.reading import Reading
from crawler.records.article import Article, Discovered, Run
from crawler.records.enums import PageKind, RejectReason, Via
from crawler.records.reject import Reject, refuse
from crawler.records.teaser import Teaser
from crawler.request import (
    ARTICLE_KINDS,
    CLASS_WIDTH,
    OFFER_KINDS,
    RenderOrder,
    RequestInfo,
    RequestKind,
    give_up_rendering,
)
from crawler.urls import canonicalize, site_of
from spiders.arguments import HOW_TO_START, parse_arguments
from spiders.continued import is_continuation, join_pages
from spiders.deliveries import Deliveries, admit, admit_again, is_admitted
from spiders.following import Wanted
from spiders.judging import Refusal
from spiders.page_kind import find_kind, with_kind
from spiders.profiled import Profiled, find_profile
from spiders.remembering import RememberingSpider
from spiders.teasers import Listing

Output = Article | Teaser | Reject | Request


class NewsSpider(RememberingSpider):
    """Crawls news sites: ``scrapy crawl news -a url=https://example.com/``.

    Arguments: ``url``, one start address or several parted by blanks; ``urls_file``, a file with one a line;
    ``site``, a site's profile; ``max_pages``, ``max_articles``, ``since``, ``until``, ``sections``, ``exclude``:
    docs/finding.md says what each does. A start page may be a front page, a section, an article or a feed. The crawl
    stays on the sites that it starts from.
    """

    name = "news"
    # Requests of a lower class of priority wait until those of the higher ones are through.
    priority_class = CLASS_WIDTH
    # A page whose host does not answer is kept for later.
    keeps_unanswered = True

    def __init__(self, *args: Any, **arguments: str) -> None:
        super().__init__(*args)
        now = datetime.now(UTC)
        self.arguments = parse_arguments(arguments, now.date())
        self.start_urls = list(self.arguments.start_urls)
        self.sites = {site_of(url) for url in self.start_urls}
        self.run = Run(id=self.arguments.job_id or _new_run_id(now), spider=self.name)
        self.deliveries = Deliveries(self.arguments.max_articles, self.arguments.max_pages)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: str) -> Self:
        """With the profile that ``site`` names below what was typed, listening to robots.txt and to the pipelines."""
        profiled = Profiled(find_profile(arguments, crawler.settings))
        profiled.set_up(crawler.settings)
        spider = super().from_crawler(crawler, *args, **profiled.complete(arguments))
        spider.profiled = profiled
        spider.credentials = profiled.credentials
        spider.sites |= profiled.sites
        crawler.signals.connect(spider.note_robots, signal=signals.robots_parsed)
        crawler.signals.connect(spider.deliveries.note_scraped, signal=signals.item_scraped)
        crawler.signals.connect(spider.deliveries.note_lost, signal=signals.item_dropped)
        crawler.signals.connect(spider.deliveries.note_lost, signal=signals.item_error)
        crawler.signals.connect(spider.deliveries.take_up, signal=signals.spider_opened)
        crawler.signals.connect(spider.note_costs, signal=signals.spider_closed)
        return spider

    @classmethod
    def check_arguments(cls, arguments: dict[str, str]) -> None:
        """Whether a crawl can begin with these arguments; asked by ``scrapy crawl`` before it starts.

        Raises:
            UsageError: what is missing or wrong, in one line.
        """
        parsed = parse_arguments(arguments, datetime.now(UTC).date())
        if not parsed.start_urls and not parsed.site:
            raise UsageError(f"nothing to crawl: {HOW_TO_START}")

    # ---------------------------------------------------------------- one page after the other

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the start pages."""
        if not self.start_urls:
            raise UsageError(f"nothing to crawl: {HOW_TO_START}")
        if self.crawler.stats:
            self.crawler.stats.set_value("readmore/run", self.run.id)
        for url in self.start_urls:
            self.seen.add(canonicalize(url))
            info = RequestInfo(kind=RequestKind.SEED, discovered=Discovered(via=Via.SEED))
            request = self._request(url, info)
            yield request.replace(meta={**request.meta, "allow_offsite": True})
        for url, info in self.revisiting.list_wanted():
            self.seen.add(url)
            yield self._request(url, info)

    async def parse(self, response: Response) -> AsyncIterator[Output]:
        """One page: its article, if it is one, its teasers, and requests for what it leads to."""
        info = RequestInfo.from_meta(response.meta)
        now = datetime.now(UTC).replace(microsecond=0)
        self.deliveries.note_through(response.meta)
        if self.revisiting.is_unchanged(response, now):
            return
        listing = Listing(url=response.url, page=info.page, seen_at=now, run=self.run)
        if info.kind in OFFER_KINDS or is_source(response.body):
            self.revisiting.keep(response, info, PageKind.OTHER, now)
            for output in self._read_source(response, info, listing):
                yield output
            return
        try:
            document = read_document(response, info.discovered, self.run, now)
        except PageError as error:
            yield self._reject(response.url, RejectReason.NOT_HTML, str(error))
            return
        reading, offers = self.reader.read(document, info)
        self._learn_addresses(response, reading.article, info)
        verdict = self.rendering.judge(response.meta, reading, info.kind)
        if isinstance(verdict, RenderOrder):
            yield self._request(response.url, info, {**verdict.as_meta(), **admit_again(response.meta)})
            return
        self.offers.settle(asked_addresses(document), offers)
        kind = self.profiled.find_kind(response.url) or find_kind(reading, info, response.url, offers)
        self.count(f"pages/{kind}")
        if kind is PageKind.ARTICLE and (version := self.fold(reading, now)):
            self._note_yield(response.url, info, gave=False)
            yield version
            return
        self.revisiting.keep(response, info, kind, now, reading.article)
        is_story = kind is PageKind.ARTICLE and reading.article.body_text is not None  # a flash of two lines is whole
        if verdict is not None and not is_story:
            yield self._reject(response.url, RejectReason.NOT_RENDERED, verdict)
        else:
            article = reading.article
            if kind is PageKind.ARTICLE:
                article = await join_pages(reading, response.url, partial(self._fetch_page, info=info, now=now))
            for output in self._deliver(with_kind(article, kind), kind, info):
                yield output
        for found in self._follow(reading, kind, info, listing, document.headers):
            yield found

    def on_failure(self, failure: Failure) -> Iterator[Output]:
        """A request that came to nothing goes to the rejects; what could not be rendered is fetched plainly."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        info = RequestInfo.from_meta(request.meta)
        if isinstance(failure.value, NotWorthFetchingError):
            reason = str(failure.value)
            self.count(f"skipped/{reason}")
            if reason in {Refusal.MAX_PAGES, Refusal.MAX_ARTICLES}:
                give_back()
                raise CloseSpider(reason)
            return
        self.deliveries.note_through(request.meta)
        if info.guess:
            self._note_yield(request.url, info, gave=False)
            self.count("guesses_missed")
            return
        reject_reason, detail = explain_failure(failure.value)
        if reject_reason is RejectReason.NOT_RENDERED:
            self.logger.warning("%s: %s", request.url, detail)
            yield request.replace(meta=give_up_rendering(request.meta, detail))
            return
        self._note_yield(request.url, info, gave=False)
        asked_url = request.meta.get("redirect_urls", [request.url])[0]
        if status := getattr(getattr(failure.value, "response", None), "status", None):
            gone = self.revisiting.find_gone(asked_url, status, datetime.now(UTC).replace(microsecond=0))
            if gone:
                yield gone
                return
        self.logger.warning("%s: %s", asked_url, detail)
        yield self._reject(asked_url, reject_reason, detail)

    def find_second_thought(self, request: Request) -> str | None:
        """Why a request is not made after all; asked by the downloader as its turn comes."""
        info = RequestInfo.find_in(request.meta)
        if info is None or is_admitted(request.meta):
            return None
        refusal = self.following.think_again(canonicalize(request.url), info)
        if refusal is None and self.deliveries.is_full:
            refusal = Refusal.MAX_ARTICLES
        if refusal is None and not self.deliveries.may_ask():
            refusal = Refusal.MAX_PAGES
        if refusal is None:
            admit(request.meta)
        return refusal

    # ---------------------------------------------------------------- its parts

    async def _fetch_page(self, url: str, info: RequestInfo, now: datetime) -> Reading | None:
        """A further page of an article, read; None where it cannot be had. It is asked for at once, past the queue."""
        assert self.crawler.engine is not None  # noqa: S101 - a spider's callback runs in an engine
        if not self.deliveries.may_ask():
            return None
        self.deliveries.note_through()
        self.seen.add(canonicalize(url))
        self.count("requests/article_page")
        try:
            response = await self.crawler.engine.download_async(Request(url, callback=NO_CALLBACK))
            document = read_document(response, info.discovered, self.run, now)
        except Exception as error:  # noqa: BLE001 - the seam to every download handler's own errors
            self.logger.warning("%s, a further page of an article: %s", url, explain_failure(error)[1])
            return None
        return self.reader.read_part(document, info) if response.status < HTTPStatus.BAD_REQUEST else None

    def _deliver(self, article: Article, kind: PageKind, info: RequestInfo) -> Iterator[Article | Reject | Request]:
        """The record of a page that is an article, or was hoped to be one."""
        is_article = kind is PageKind.ARTICLE
        is_hoped = info.kind in ARTICLE_KINDS
        if not is_article and (not is_hoped or info.guess):
            return
        if is_article and article.pages is None and is_continuation(article):
            yield refuse(article, RejectReason.CONTINUATION_PAGE, "it goes on an article that has a first page")
            return
        outside = self.following.judge.judge_day(article.published_date) if is_article else None
        if is_hoped:
            self._note_yield(article.request_url or article.url, info, gave=is_article)
        if outside is not None:
            yield self._reject(article.url, RejectReason.OUTSIDE_DATES, f"published on {article.published_date}")
        elif self.deliveries.may_deliver():
            probe = self.revisiting.find_probe(article)
            yield self.probe(*probe) if probe else article
        else:
            self.count(f"skipped/{Refusal.MAX_ARTICLES}")
            give_back()

    def _follow(
        self, reading: Reading, kind: PageKind, info: RequestInfo, listing: Listing, headers: dict[str, str]
    ) -> Iterator[Teaser | Request]:
        """What a page leads to: its teasers, and requests for what is to be read next."""
        if "nofollow" in reading.directives:
            yield from self.following.decline(reading.links, kind, info, listing)
            return
        for wanted in self._find_sources(reading, info, listing, headers):
            yield self._request(*wanted)
        for found in self.following.follow(reading.links, kind, info, listing):
            yield self._request(*found) if isinstance(found, Wanted) else found

    def _read_source(self, response: Response, info: RequestInfo, listing: Listing) -> Iterator[Output]:
        """A feed, sitemap or list of posts: its teasers, and requests for what it tells of."""
        try:
            source = read_source(response.body, response.url, read_headers(response))
        except PageError as error:
            if info.guess:
                self.count("guesses_missed")
            else:
                yield self._reject(response.url, RejectReason.NOT_HTML, str(error))
            return
        self.count("sources")
        for output in self.following.follow_source(source, info, listing):
            yield self._request(*output) if isinstance(output, Wanted) else output

    def _find_sources(
        self, reading: Reading, info: RequestInfo, listing: Listing, headers: dict[str, str]
    ) -> Iterator[Wanted]:
        """What a listing, and robots.txt with a start page, name to machines; where they name nothing, good guesses."""
        yield from self.following.follow_sources(reading.links, info, listing)
        if info.kind is RequestKind.SEED:
            for url, kind, guess in self.sources.find(reading.links, listing.url, headers):
                yield from self.following.ask_source(url, kind, info, listing, guess=guess)

    def note_robots(self, robotparser: RobotParser) -> None:
        """Keep the sitemaps that a robots.txt names."""
        self.sources.note_robots(robotparser)

    def note_costs(self) -> None:
        """Say at the end which kinds of address were left and what they cost, and what an article cost."""
        stats = self.crawler.stats
        for family, (asked, _) in self.traps.costs.items():
            stats.set_value(f"readmore/traps/{family}", asked)
        if articles := stats.get_value("readmore/articles", 0):
            pages = stats.get_value("downloader/request_count", 0)
            stats.set_value("readmore/requests_per_article", round(pages / articles, 3))

    def _note_yield(self, url: str, info: RequestInfo, *, gave: bool) -> None:
        if info.kind in ARTICLE_KINDS:
            self.traps.note(family_of(canonicalize(url)), gave=gave)

    def _request(self, url: str, info: RequestInfo, wish: dict[str, Any] | None = None) -> Request:
        self.count(f"requests/{info.kind}" if wish is None else "requests/rendered")
        wish = self.rendering.first_wish(url, info.kind) if wish is None else wish
        return Request(
            url,
            callback=self.parse,
            errback=self.on_failure,
            priority=info.priority,
            meta={**info.as_meta(), **wish},
        )

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


def _new_run_id(now: datetime) -> str:
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
