"""Refuses what is no article that can be delivered, and says why in a reject record."""

from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.article.warning_codes import WarningCode
from crawler.errors import PageError
from crawler.records.article import Article
from crawler.records.enums import Change, PageKind, RejectReason
from crawler.records.json_form import check_record
from crawler.records.reject import refuse


def find_fault(article: Article, *, obey_rights: bool = False) -> tuple[RejectReason, str] | None:
    """Why a crawl does not deliver this article: reason and detail; None where it does.

    With ``obey_rights``, that is also where its publisher reserves its use by machines.
    """
    kind = article.extractor.page_kind
    if article.change is not Change.GONE:  # of which nothing is left to be read
        if kind is not PageKind.ARTICLE:
            return RejectReason.NOT_AN_ARTICLE, f"the page was taken for: {kind}"
        if article.headline is None:
            return RejectReason.NO_HEADLINE, "no headline was found on the page"
        if article.body_text is None:
            return RejectReason.NO_BODY, "no text of an article was found on the page"
        if obey_rights and (reservation := find_reservation(article)):
            return RejectReason.RIGHTS_RESERVED, f"the page reserves its use by machines: {reservation}"
    try:
        check_record(article)
    except PageError as error:
        return RejectReason.INVALID_RECORD, str(error)
    return None


def find_reservation(article: Article) -> str | None:
    """What reserves an article's use by machines, as the page says it; None where nothing does.

    A search engine's ``noindex`` is one: who keeps articles for others to find is asked not to keep this one.
    """
    signals = article.rights_signals
    if signals is not None and signals.robots_noai:
        return "noai"
    if signals is not None and signals.tdm and signals.tdm.split()[0] == "1":
        return f"tdm-reservation {signals.tdm}"
    return "noindex" if WarningCode.NOINDEX in article.warnings else None


class ValidatePipeline:
    """An article with a fault goes on as a reject, in whose feed it ends; everything else passes."""

    def __init__(self, *, obey_rights: bool = False) -> None:
        self._obey_rights = obey_rights

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler's READMORE_OBEY_RIGHTS."""
        return cls(obey_rights=crawler.settings.getbool("READMORE_OBEY_RIGHTS"))

    async def process_item(self, item: Any) -> Any:
        """The item, or the reject that takes its place."""
        if not isinstance(item, Article):
            return item
        fault = find_fault(item, obey_rights=self._obey_rights)
        return item if fault is None else refuse(item, *fault)
