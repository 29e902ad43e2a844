"""What a page is: one article, a list of teasers, or something else."""

import math
from typing import Final

from crawler.article.body.model import load_scorers
from crawler.article.body.values import Body, Known
from crawler.article.kind_figures import KIND_FEATURES, read_figures
from crawler.page.lost import is_lost
from crawler.page.tree import Page
from crawler.records.enums import PageKind

# The corpus has few news sites, so the model has seen few tag and section pages that print a whole story first.
_DECLARED: Final = ("type_news", "type_article", "og_article")
_STRICTLY: Final = ("type_news", "type_article")  # systems call any page of theirs an article in Open Graph
_DOUBT: Final = 3.5  # log-odds taken from an article at the address of a list or service, or that says it is lost
_HALF: Final = 0.5
_OTHERS: Final = tuple(kind for kind in PageKind if kind is not PageKind.ARTICLE)
MODEL: Final = ("crawler.article", "kind_model.json")


def read_kind(page: Page, body: Body, known: Known) -> tuple[PageKind, float]:
    """The page's kind, and the share of pages so judged that are of it (0 to 1).

    An article is what is more likely one than not; only then is asked which of the others a page is.
    """
    shares = weigh_kinds(read_figures(page, body, known), is_lost=is_lost(page))
    kind = choose_kind(shares)
    return kind, round(shares[kind], 3)


def choose_kind(shares: dict[PageKind, float]) -> PageKind:
    """The kind of a page by the probability of each."""
    if shares[PageKind.ARTICLE] > _HALF:
        return PageKind.ARTICLE
    return max(_OTHERS, key=lambda kind: shares[kind])


def weigh_kinds(figures: tuple[float, ...], *, is_lost: bool = False) -> dict[PageKind, float]:
    """The probability of each kind, by a page's figures; their sum is 1.

    ``is_lost`` where the page says that there is none.
    """
    odds = {PageKind(name): score((figures,))[0] for name, score in load_scorers(*MODEL, KIND_FEATURES).items()}
    said = dict(zip(KIND_FEATURES, figures, strict=True))
    is_list = said["hint_listing"] and not any(said[name] for name in _DECLARED)
    is_service = said["hint_service"] and not (said["query_length"] or any(said[name] for name in _STRICTLY))
    if is_list or is_service or is_lost:
        odds[PageKind.ARTICLE] -= _DOUBT
    highest = max(odds.values())
    weights = {kind: math.exp(value - highest) for kind, value in odds.items()}
    whole = sum(weights.values())
    return {kind: weight / whole for kind, weight in weights.items()}
