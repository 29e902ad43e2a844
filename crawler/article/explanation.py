"""Why a page reads as it does: each field's candidates and each block's verdict, kept for a person to look at."""

from dataclasses import dataclass
from typing import Any

from crawler.article.body.reader import JudgedBlock, judge_blocks
from crawler.article.candidates import Choice
from crawler.article.fields import Fields, read_fields
from crawler.article.reader import to_known
from crawler.page.tree import Page
from crawler.records.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Explanation:
    """The choices of one page by field of the record, and every text block in document order with its verdict."""

    fields: Fields
    blocks: tuple[JudgedBlock, ...]

    @property
    def choices(self) -> dict[str, Choice[Any]]:
        """Field of the record to what was chosen and what it beat."""
        return self.fields.choices()


def explain_article(page: Page, evidence: Evidence) -> Explanation:
    """Read a page as :func:`crawler.article.reader.read_article` does, and keep what it decided on the way."""
    fields = read_fields(page, evidence)
    return Explanation(fields, tuple(judge_blocks(page, to_known(page, fields), evidence)))
