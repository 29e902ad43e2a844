"""A first visit to a site, for ``scrapy onboard``: few pages, with the manners of a crawl, and nothing delivered."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.download.documents import asked_addresses, read_document, read_headers
from crawler.download.failures import explain_failure
from crawler.errors import PageError, UsageError
from crawler.links.link import LinkKind
from crawler.links.sources import is_source, read_source
from crawler.onboarding.itinerary import Itinerary, Stop
from crawler.onboarding.visit import Visit, VisitedPage, VisitedSource
from crawler.page.document import Document
from crawler.reading import Reading, read
from crawler.records.article import Discovered, Run
from crawler.records.enums import PageKind, Via
from crawler.records.evidence import Evidence
from crawler.records.offer import Offer
from crawler.request import LISTING_KINDS, OFFER_KINDS, SOURCE_KINDS, RenderOrder, RequestInfo, RequestKind
from crawler.urls import site_of
from spiders.offers import make_offer
from spiders.page_kind import find_kind, with_kind
from spiders.sources import SiteSources

_KINDS: Final = {
    LinkKind.NEXT_PAGE: RequestKind.NEXT_PAGE,
    LinkKind.SECTION: RequestKind.SECTION,
    LinkKind.ARTICLE: RequestKind.ARTICLE,
}
_MAX_SOURCES: Final = 8  # requests for feeds, sitemaps and lists of posts
_OFFERS: Final = 5  # of one article that are kept
_SURE: Final = 0.5


class VisitSpider(Spider):
    """Looks at a site and fills the ``visit`` that the command hands it; ``max_pages`` bounds the pages."""

    name = "visit"

    def __init__(self, visit: Visit | None = None, max_pages: int = 0, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.visit = visit or Visit("")
        self.sites = {site_of(self.visit.start_url)}
        self._run = Run(id="onboard", spider=self.name)
        self._itinerary = Itinerary(self.visit.start_url, max_pages) if visit else None
        self._sources = SiteSources()
        self._asked_sources: set[str] = set()
        self._offers: defaultdict[str, list[Offer]] = defaultdict(list)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: Any) -> Self:
        """Listening to robots.txt, which may name sitemaps."""
        spider = super().from_crawler(crawler, *args, **arguments)
        crawler.signals.connect(spider.note_robots, signal=signals.robots_parsed)
        return spider

    @classmethod
    def check_arguments(cls, arguments: dict[str, str]) -> None:
        """A visit is made by its command.

        Raises:
            UsageError: always.
        """
        raise UsageError(f"visit looks at a site for a command: scrapy onboard {arguments.get('url', 'URL')}")

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the start page."""
        request = self._request(self.visit.start_url, RequestKind.SEED)
        yield request.replace(meta={**request.meta, "allow_offsite": True})

    def parse(self, response: Response) -> Iterator[Request]:
        """One page or source: kept, and what it leads to asked for."""
        info = RequestInfo.from_meta(response.meta)
        if info.kind is RequestKind.SEED:
            self.sites.add(site_of(response.url))
        if info.kind in OFFER_KINDS or is_source(response.body):
            yield from self._note_source(response, info)
            return
        now = datetime.now(UTC).replace(microsecond=0)
        try:
            document = read_document(response, info.discovered, self._run, now)
        except PageError as error:
            self.visit.refusals[response.url] = str(error)
            return
        addresses = asked_addresses(document)
        offers = [offer for address in addresses for offer in self._offers.get(address, ())]
        reading = read(document, Evidence(teasers=tuple(offers[:_OFFERS])))
        is_shell = reading.lacking is not None and RenderOrder.find(response.meta) is None
        if is_shell and self.settings.get("READMORE_RENDERER") != "none":
            wish = RenderOrder(reason=str(reading.lacking)).as_meta()
            request = self._request(response.url, info.kind)
            yield request.replace(meta={**request.meta, **wish})
            return
        kind = find_kind(reading, info, response.url, offers)
        reading = replace(reading, article=with_kind(reading.article, kind))
        page = VisitedPage(document, reading, is_offered=info.kind is RequestKind.ARTICLE)
        self.visit.pages.append(page)
        yield from self._go_on(document, reading, info)

    def on_failure(self, failure: Failure) -> None:
        """An address that gave nothing; a guess that missed is none."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        if not RequestInfo.from_meta(request.meta).guess:
            asked_url = request.meta.get("redirect_urls", [request.url])[0]
            self.visit.refusals[asked_url] = explain_failure(failure.value)[1]

    def note_robots(self, robotparser: Any) -> None:
        """Keep the sitemaps that a robots.txt names."""
        self._sources.note_robots(robotparser)

    def _go_on(self, document: Document, reading: Reading, info: RequestInfo) -> Iterator[Request]:
        assert self._itinerary is not None  # noqa: S101 - the command gives the visit before it starts
        is_listing = info.kind in LISTING_KINDS and reading.kind is not PageKind.ARTICLE
        for link in reading.links if is_listing else ():
            if link.kind is LinkKind.ARTICLE:
                self._offers[link.canonical_url].append(make_offer(link, document.url, 0))
        if info.kind is RequestKind.SEED:
            yield from self._ask_sources(document, reading)
        choose = self._itinerary.choose if is_listing else self._itinerary.fill
        yield from self._visit(choose(reading.links, document.url))

    def _ask_sources(self, document: Document, reading: Reading) -> Iterator[Request]:
        for link in reading.links:
            if link.kind in SOURCE_KINDS and link.confidence >= _SURE:
                yield from self._ask_source(link.url, SOURCE_KINDS[link.kind])
        for url, kind, guess in self._sources.find(reading.links, document.url, document.headers):
            yield from self._ask_source(url, kind, guess=guess)

    def _ask_source(self, url: str, kind: RequestKind, *, guess: bool = False) -> Iterator[Request]:
        if len(self._asked_sources) < _MAX_SOURCES and site_of(url) in self.sites and url not in self._asked_sources:
            self._asked_sources.add(url)
            yield self._request(url, kind, guess=guess)

    def _note_source(self, response: Response, info: RequestInfo) -> Iterator[Request]:
        assert self._itinerary is not None  # noqa: S101 - as above
        try:
            source = read_source(response.body, response.url, read_headers(response))
        except PageError as error:
            if not info.guess:
                self.visit.refusals[response.url] = str(error)
            return
        via = source.offers[0].via if source.offers else None
        self.visit.sources.append(VisitedSource(response.url, len(source.offers), via, len(source.parts)))
        for offer in source.offers:
            self._offers[offer.canonical_url].append(offer)
        for part in source.parts[:1]:
            yield from self._ask_source(part.url, RequestKind.SITEMAP)
        if via not in {None, Via.SITEMAP}:  # of a plain sitemap nobody knows what is an article
            yield from self._visit(self._itinerary.choose_offered(source.offers, response.url))

    def _visit(self, stops: Iterable[Stop]) -> Iterator[Request]:
        for stop in stops:
            yield self._request(stop.url, _KINDS[stop.kind])

    def _request(self, url: str, kind: RequestKind, *, guess: bool = False) -> Request:
        info = RequestInfo(kind=kind, discovered=Discovered(via=Via.SEED), guess=guess)
        return Request(url, callback=self.parse, errback=self.on_failure, priority=info.priority, meta=info.as_meta())
