"""Lets each article through once a run, whatever number of addresses it has."""

from dataclasses import replace
from typing import Any, Final, Self

from scrapy.crawler import Crawler

from crawler.delivery.commit import Delivery
from crawler.errors import AddressError
from crawler.frontier.keeping import delivery_of
from crawler.ledger.deliveries import Delivered
from crawler.ledger.keys import address_key
from crawler.records.article import Article
from crawler.records.enums import RejectReason
from crawler.records.reject import Reject, refuse
from crawler.urls import article_id, canonicalize, loose_form

CANONICAL_CONTESTED: Final = "canonical_contested"


class Judge:
    """Decides by what the job has delivered, and by what pages at work are about to."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery

    def judge(self, article: Article) -> Article | Reject:
        """The article where it is new, else the reject that takes its place.

        Articles of one canonical address are one, unless neither headline nor content agree: then a page claims
        the address of another, and each keeps its own. So are those with one content whose addresses differ in
        nothing but a trailing slash, an index file or ``www.``.
        """
        first = self._delivery.find_article(article.id)
        if first and article.headline != first.headline and article.content_hash != first.content_hash:
            own = _at_own_address(article)
            if own.id != article.id:
                return self.judge(own)
        spelling = _spelling(article)
        first = first or self._delivery.find_spelling(spelling)
        if first is not None:
            return refuse(article, RejectReason.DUPLICATE_ADDRESS, f"the same article as {first.url}")
        self._delivery.claim(Delivered(article.id, article.url, article.headline, article.content_hash, spelling))
        return article


def _at_own_address(article: Article) -> Article:
    try:
        own = canonicalize(article.url)
    except AddressError:
        return article
    return replace(article, id=article_id(own), canonical_url=own, warnings=(*article.warnings, CANONICAL_CONTESTED))


def _spelling(article: Article) -> int:
    return address_key(f"{loose_form(article.canonical_url)}\n{article.content_hash}")


class DeduplicatePipeline:
    """One record an article; another address of it becomes a reject that names the first."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler whose deliveries are asked."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """The item, or the reject that takes its place."""
        return Judge(delivery_of(self._crawler)).judge(item) if isinstance(item, Article) else item
