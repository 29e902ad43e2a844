"""The main job: from a start page along its Read More links, teasers, pagination and sections to every article."""

import secrets
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.download.failures import explain_failure
from crawler.download.rendering.policy import RenderPolicy
from crawler.errors import PageError, UsageError
from crawler.reading import read
from crawler.records.article import Article, Discovered, Run
from crawler.records.enums import PageKind, RejectReason, Via
from crawler.records.reject import Reject
from crawler.records.teaser import Teaser
from crawler.request import PRIORITIES, RenderOrder, RequestInfo, RequestKind, give_up_rendering
from crawler.urls import canonicalize, site_of
from spiders.arguments import HOW_TO_START, parse_arguments
from spiders.following import Following, Wanted
from spiders.page_reader import read_document
from spiders.rendering import Rendering
from spiders.seen import SeenAddresses
from spiders.teasers import Listing

Output = Article | Teaser | Reject | Request


class NewsSpider(Spider):
    """Crawls news sites: ``scrapy crawl news -a url=https://example.com/``.

    Arguments: ``url``, one start address or several parted by blanks; ``urls_file``, a file with one a line.
    A start page may be a front page, a section or an article. The crawl stays on the sites it starts from.
    """

    name = "news"

    def __init__(self, *args: Any, **arguments: str) -> None:
        super().__init__(*args)
        parsed = parse_arguments(arguments)
        self.start_urls = list(parsed.start_urls)
        self.sites = {site_of(url) for url in self.start_urls}
        self.run = Run(id=parsed.job_id or _new_run_id(datetime.now(UTC)), spider=self.name)

    @classmethod
    def check_arguments(cls, arguments: dict[str, str]) -> None:
        """Whether a crawl can begin with these arguments; asked by ``scrapy crawl`` before it starts.

        Raises:
            UsageError: what is missing or wrong, in one line.
        """
        if not parse_arguments(arguments).start_urls:
            raise UsageError(f"nothing to crawl: {HOW_TO_START}")

    @cached_property
    def seen(self) -> SeenAddresses:
        """The addresses met so far; kept in JOBDIR where there is one."""
        return SeenAddresses(getattr(self, "state", {}))

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
    def rendering(self) -> Rendering:
        """What decides which pages are asked for again, through a browser."""
        renderer, budget = self.settings.get("READMORE_RENDERER"), self.settings.getint("READMORE_RENDER_BUDGET")
        policy = RenderPolicy(renderer, budget, getattr(self, "state", {}))
        return Rendering(policy, more=self.settings.getint("READMORE_RENDER_MORE"))

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

    def parse(self, response: Response) -> Iterator[Output]:
        """One page: its article, if it is one, its teasers, and requests for what it leads to."""
        info = RequestInfo.from_meta(response.meta)
        now = datetime.now(UTC).replace(microsecond=0)
        try:
            document = read_document(response, info.discovered, self.run, now)
        except PageError as error:
            yield self._reject(response.url, RejectReason.NOT_HTML, str(error))
            return
        reading = read(document)
        self._learn_addresses(response, reading.article, info)
        verdict = self.rendering.judge(response.meta, reading, info.kind)
        if isinstance(verdict, RenderOrder):
            yield self._request(response.url, info, verdict.as_meta())
            return
        self._count(f"pages/{reading.kind}")
        if verdict is not None:
            yield self._reject(response.url, RejectReason.NOT_RENDERED, verdict)
        elif info.kind is RequestKind.ARTICLE or reading.kind is PageKind.ARTICLE:
            yield reading.article
        listing = Listing(url=response.url, page=info.page, seen_at=now, run=self.run)
        for output in self.following.follow(reading, info, listing):
            yield self._request(*output) if isinstance(output, Wanted) else output

    def on_failure(self, failure: Failure) -> Iterator[Output]:
        """A request that came to nothing goes to the rejects; what could not be rendered is fetched plainly."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        reason, detail = explain_failure(failure.value)
        asked_url = request.meta.get("redirect_urls", [request.url])[0]
        self.logger.warning("%s: %s", asked_url, detail)
        if reason is RejectReason.NOT_RENDERED:
            yield request.replace(meta=give_up_rendering(request.meta, detail))
            return
        yield self._reject(asked_url, reason, detail)

    def _request(self, url: str, info: RequestInfo, wish: dict[str, Any] | None = None) -> Request:
        self._count(f"requests/{info.kind}" if wish is None else "requests/rendered")
        wish = self.rendering.first_wish(url, info.kind) if wish is None else wish
        return Request(
            url,
            callback=self.parse,
            errback=self.on_failure,
            priority=PRIORITIES[info.kind],
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

    def _count(self, name: str) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"readmore/{name}")


def _new_run_id(now: datetime) -> str:
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
