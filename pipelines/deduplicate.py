"""Lets each article through once a run, whatever number of addresses it has."""

import hashlib
from dataclasses import replace
from functools import cached_property
from typing import Any, Final, NamedTuple, Self

from scrapy.crawler import Crawler

from crawler.errors import AddressError
from crawler.records.article import Article
from crawler.records.enums import RejectReason
from crawler.records.reject import Reject, refuse
from crawler.urls import article_id, canonicalize, loose_form

CANONICAL_CONTESTED: Final = "canonical_contested"


class _First(NamedTuple):
    """What is kept of the first article of an id."""

    url: str
    headline: str | None
    content_hash: str


class Deliveries:
    """The articles that a run has let through, in a plain dict that outlives a pause (Scrapy's ``spider.state``)."""

    def __init__(self, state: dict[str, Any]) -> None:
        self._by_id: dict[str, _First] = state.setdefault("readmore_articles", {})
        self._by_spelling: dict[bytes, str] = state.setdefault("readmore_spellings", {})

    def judge(self, article: Article) -> Article | Reject:
        """The article where it is new, else the reject that takes its place.

        Articles of one canonical address are one, unless neither headline nor content agree: then a page claims
        the address of another, and each keeps its own. So are those with one content whose addresses differ in
        nothing but a trailing slash, an index file or ``www.``.
        """
        first = self._by_id.get(article.id)
        if first and article.headline != first.headline and article.content_hash != first.content_hash:
            own = _at_own_address(article)
            if own.id != article.id:
                return self.judge(own)
        spelling = _spelling(article)
        first_url = first.url if first else self._by_spelling.get(spelling)
        if first_url is not None:
            return refuse(article, RejectReason.DUPLICATE_ADDRESS, f"the same article as {first_url}")
        self._by_id[article.id] = _First(article.url, article.headline, article.content_hash)
        self._by_spelling[spelling] = article.url
        return article


def _at_own_address(article: Article) -> Article:
    try:
        own = canonicalize(article.url)
    except AddressError:
        return article
    return replace(article, id=article_id(own), canonical_url=own, warnings=(*article.warnings, CANONICAL_CONTESTED))


def _spelling(article: Article) -> bytes:
    text = f"{loose_form(article.canonical_url)}\n{article.content_hash}"
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class DeduplicatePipeline:
    """One record an article; another address of it becomes a reject that names the first."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler whose spider keeps the state."""
        return cls(crawler)

    @cached_property
    def _deliveries(self) -> Deliveries:
        return Deliveries(getattr(self._crawler.spider, "state", {}))

    async def process_item(self, item: Any) -> Any:
        """The item, or the reject that takes its place."""
        return self._deliveries.judge(item) if isinstance(item, Article) else item
