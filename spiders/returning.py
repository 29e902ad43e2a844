"""What a spider needs that comes back to a site: its profile, and what earlier nights have left of it in the ledger."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.delivery.past import Past
from crawler.frontier.keeping import delivery_of
from crawler.reading import Reading
from crawler.records.article import Article, Run
from crawler.records.enums import RejectReason
from crawler.records.reject import Reject, refuse
from crawler.request import RequestInfo
from crawler.sites.credentials import NO_CREDENTIALS, Credentials
from crawler.sites.revisits import parse_ages
from crawler.urls import article_id, canonicalize
from spiders.profiled import Profiled
from spiders.revisiting import Revisiting, parse_article
from spiders.versions import find_original


class ReturningSpider(Spider):
    """A spider with a ``profiled`` view of its site, a ``past`` and a ``revisiting`` that makes something of it.

    An article that may have moved is held in a request for its old address (:meth:`probe`), and delivered when that
    has answered.
    """

    run: Run
    sites: set[str]
    credentials: Credentials = NO_CREDENTIALS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.profiled = Profiled(None)

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
        return Revisiting(self.past, self.run, profile.id if profile else None, self.count)

    def probe(self, url: str, info: RequestInfo) -> Request:
        """A request that only wants to know what an address answers, however often it was asked for before."""
        meta = {**info.as_meta(), "dont_redirect": True, "handle_httpstatus_all": True}
        self.count(f"requests/{info.kind}")
        return Request(
            url, callback=self.settle, errback=self.release, priority=info.priority, meta=meta, dont_filter=True
        )

    def settle(self, response: Response) -> Iterator[Article]:
        """An article's old address has answered: the article that waited for it is delivered."""
        now = datetime.now(UTC).replace(microsecond=0)
        if held := RequestInfo.from_meta(response.meta).held:
            yield self.revisiting.settle(response.url, response, held, now)

    def release(self, failure: Failure) -> Iterator[Article]:
        """An article's old address cannot be had: the article that waited for it is taken as a new one."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        if held := RequestInfo.from_meta(request.meta).held:
            yield parse_article(held)

    def fold(self, reading: Reading, now: datetime) -> Reject | None:
        """The reject of an article that is only another version of one that was delivered; None where it is none."""
        original = find_original(reading, lambda url: delivery_of(self.crawler).find_article(article_id(url)))
        original = original or find_original(reading, self.past.find_at)
        if original is None:
            return None
        self.past.keep_redirect(canonicalize(reading.article.url), now)
        return refuse(reading.article, RejectReason.DUPLICATE_ADDRESS, f"another version of {original}")

    def count(self, name: str) -> None:
        """Count for the statistics."""
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"readmore/{name}")
