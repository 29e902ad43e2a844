"""Refuses what is no article that can be delivered, and says why in a reject record."""

from typing import Any

from crawler.errors import PageError
from crawler.records.article import Article
from crawler.records.enums import Change, PageKind, RejectReason
from crawler.records.json_form import check_record
from crawler.records.reject import refuse


def find_fault(article: Article) -> tuple[RejectReason, str] | None:
    """Why a crawl does not deliver this article: reason and detail; None where it does."""
    kind = article.extractor.page_kind
    if article.change is not Change.GONE:  # of which nothing is left to be read
        if kind is not PageKind.ARTICLE:
            return RejectReason.NOT_AN_ARTICLE, f"the page was taken for: {kind}"
        if article.headline is None:
            return RejectReason.NO_HEADLINE, "no headline was found on the page"
        if article.body_text is None:
            return RejectReason.NO_BODY, "no text of an article was found on the page"
    try:
        check_record(article)
    except PageError as error:
        return RejectReason.INVALID_RECORD, str(error)
    return None


class ValidatePipeline:
    """An article with a fault goes on as a reject, in whose feed it ends; everything else passes."""

    async def process_item(self, item: Any) -> Any:
        """The item, or the reject that takes its place."""
        if not isinstance(item, Article):
            return item
        fault = find_fault(item)
        return item if fault is None else refuse(item, *fault)
