"""The reject record: what was refused, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from crawler.records.article import Run
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
