"""The reject record: what was refused, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

import msgspec

from crawler.records.article import Article, Run
from crawler.records.enums import RejectReason

REJECT_SCHEMA: Final = "readmore.reject/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Something that was refused, with the reason; nothing is dropped in silence."""

    schema: Literal["readmore.reject/1"] = REJECT_SCHEMA
    url: str
    reason: RejectReason
    detail: str
    seen_at: datetime
    run: Run
    item: dict[str, Any] | None = None


def refuse(article: Article, reason: RejectReason, detail: str) -> Reject:
    """The reject that takes an article's place; its ``item`` is the record without the blocks."""
    item = {key: value for key, value in msgspec.to_builtins(article).items() if value is not None and key != "blocks"}
    return Reject(url=article.url, reason=reason, detail=detail, seen_at=article.fetched_at, run=article.run, item=item)
