"""What a page is: one article, a list of teasers, or something else."""

from typing import Final

from crawler.article.body.values import Body, Known
from crawler.page.tree import Page
from crawler.records.enums import PageKind

_MIN_WORDS: Final = 120
_MOSTLY_LINKS: Final = 0.6


def read_kind(page: Page, body: Body, known: Known) -> tuple[PageKind, float]:
    """The page's kind, and the share of pages so judged that are of it (0 to 1)."""
    if body.word_count >= _MIN_WORDS and body.signals["linked"] < _MOSTLY_LINKS:
        return PageKind.ARTICLE, 0.8 if known.published_raw else 0.6
    if len(page.by_tag.get("article", ())) > 1 or body.signals["linked"] >= _MOSTLY_LINKS:
        return PageKind.LISTING, 0.5
    return PageKind.OTHER, 0.5
