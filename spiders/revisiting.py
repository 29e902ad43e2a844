"""What a crawl makes of a site that it has crawled before: what to ask for again, what is gone, what has moved."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Final

from scrapy.http import Response

import crawler
from crawler.article.reader import EXTRACTOR_NAME
from crawler.article.time_zones import place_in_time
from crawler.delivery.past import ARTICLE_PAGE, Answered, Past
from crawler.errors import PageError
from crawler.records.article import Article, Discovered, Extractor, Run
from crawler.records.enums import PageKind, Via
from crawler.records.json_form import parse_line, write_line
from crawler.records.normal_form import normalise
from crawler.records.offer import Offer
from crawler.records.revisions import Departure, tell_gone
from crawler.request import ARTICLE_KINDS, RequestInfo, RequestKind
from crawler.urls import canonicalize
from spiders.following import Wanted
from spiders.judging import find_moment

GONE: Final = frozenset({HTTPStatus.NOT_FOUND.value, HTTPStatus.GONE.value})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
# Asked for again though no page may lead to them, for one that has not changed is not sent: the first page of each.
_SOURCES: Final = {
    RequestKind.SECTION: Via.SECTION,
    RequestKind.SITEMAP: Via.SITEMAP,
    RequestKind.FEED: Via.RSS,
    RequestKind.REST: Via.REST,
}


class Revisiting:
    """A crawl's dealings with the past of its site; ``count`` counts for the statistics."""

    def __init__(self, past: Past, run: Run, profile: str | None, count: Callable[[str], None]) -> None:
        self._past, self._run, self._count = past, run, count
        self._extractor = Extractor(
            name=EXTRACTOR_NAME,
            version=crawler.__version__,
            profile=profile,
            page_kind=PageKind.OTHER,
            page_kind_confidence=1.0,
        )

    def list_wanted(self) -> Iterator[Wanted]:
        """What is asked for again: known listings, feeds and sitemaps, and the articles whose turn it is."""
        for kind, via in _SOURCES.items():
            info = RequestInfo(kind=kind, discovered=Discovered(via=via))
            for url in self._past.list_listings(kind):
                yield Wanted(url, info)
        for url, known in self._past.list_due():
            yield Wanted(url, RequestInfo(kind=RequestKind.REVISIT, discovered=known.discovered))

    def is_unchanged(self, response: Response, now: datetime) -> bool:
        """Whether a page is what it was when it was last asked for: by the server's word, or to the byte."""
        page = self._past.find_condition(canonicalize(response.url))
        if page is None:
            return False
        if response.status != HTTPStatus.NOT_MODIFIED and page.content_hash != _hash(response.body):
            return False
        self._past.keep_unchanged(page, now)
        self._count("unchanged")
        return True

    def is_outdated(self, offer: Offer) -> bool:
        """Whether a known article has changed since it was asked for, by what a feed or sitemap says of it."""
        moment = find_moment(offer.modified_raw)
        return moment is not None and self._past.is_older(offer.canonical_url, place_in_time(moment, None)[0])

    def keep(
        self, response: Response, info: RequestInfo, kind: PageKind, now: datetime, article: Article | None = None
    ) -> None:
        """Keep what a page has answered, and which addresses led to it."""
        if not self._past.is_kept:
            return
        kept_as = _tell_kind(kind, info)
        is_article = kept_as == ARTICLE_PAGE or kind is PageKind.ARTICLE
        headers = {
            name.decode("latin-1").lower(): values[-1].decode("latin-1") for name, values in response.headers.items()
        }
        answered = Answered(
            url=canonicalize(response.url),
            kind=kept_as,
            status=response.status,
            at=now,
            content_hash=_hash(response.body),
            headers=headers,
            article=article if is_article else None,
        )
        self._past.keep_page(answered)
        for asked in response.meta.get("redirect_urls", ()):
            self._past.keep_redirect(canonicalize(asked), now)

    def find_gone(self, url: str, status: int, now: datetime) -> Article | None:
        """The line that says that the article at an address is gone; None where none was delivered, or it is said."""
        if status not in GONE:
            return None
        address = canonicalize(url)
        known = self._past.find_at(address)
        self._past.keep_departure(address, status, now)
        if known is None or known.is_gone or known.canonical_url != address:
            return None
        return tell_gone(known, Departure(status=status, extractor=self._extractor, run=self._run, at=now))

    def find_probe(self, article: Article) -> Wanted | None:
        """The old address to ask where an article that seems new may be a known one that has moved."""
        if not self._past.is_known:
            return None
        normal = normalise(article)
        if self._past.find(normal):
            return None
        known = self._past.find_elsewhere(normal)
        if known is None:
            return None
        held = write_line(article).decode()
        return Wanted(known.canonical_url, RequestInfo(kind=RequestKind.PROBE, discovered=known.discovered, held=held))

    def settle(self, asked_url: str, response: Response, held: str, now: datetime) -> Article:
        """The article that waited for the answer of a known one's old address: that one moved, or a new one."""
        article = parse_article(held)
        known = self._past.find_at(canonicalize(asked_url))
        if known is None or not is_move(response, article):
            return article
        self._past.keep_move(known, article, now)
        return replace(article, id=known.id)


def is_move(response: Response, article: Article) -> bool:
    """Whether an old address says that its article stands elsewhere now: it sends there, or nothing is left."""
    if response.status in GONE:
        return True
    location = response.headers.get("Location")
    if response.status not in _REDIRECTS or location is None:
        return False
    target = canonicalize(response.urljoin(location.decode("latin-1")))
    return target in {article.canonical_url, canonicalize(article.url)}


def _tell_kind(kind: PageKind, info: RequestInfo) -> str:
    """What a page is kept as: what it was asked for as, unless that was an article and it turns out to be a listing."""
    if info.kind in ARTICLE_KINDS:
        return RequestKind.SECTION if kind is PageKind.LISTING else ARTICLE_PAGE
    return RequestKind.NEXT_PAGE if info.page > 1 else info.kind


def parse_article(line: str) -> Article:
    """An article that was held as a line."""
    record = parse_line(line)
    if not isinstance(record, Article):
        raise PageError("what was held is no article")
    return record


def _hash(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()
