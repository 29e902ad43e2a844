"""What a page is: one article, a list of teasers, or something else."""

import math
from typing import Final

from crawler.article.body.model import load_scorers
from crawler.article.body.values import Body, Known
from crawler.article.kind_figures import KIND_FEATURES, read_figures
from crawler.page.tree import Page
from crawler.records.enums import PageKind

MODEL: Final = ("crawler.article", "kind_model.json")


def read_kind(page: Page, body: Body, known: Known) -> tuple[PageKind, float]:
    """The page's kind, and the share of pages so judged that are of it (0 to 1)."""
    shares = weigh_kinds(read_figures(page, body, known))
    kind = max(shares, key=lambda kind: shares[kind])
    return kind, round(shares[kind], 3)


def weigh_kinds(figures: tuple[float, ...]) -> dict[PageKind, float]:
    """The probability of each kind, by a page's figures; their sum is 1."""
    odds = {PageKind(name): score((figures,))[0] for name, score in load_scorers(*MODEL, KIND_FEATURES).items()}
    highest = max(odds.values())
    weights = {kind: math.exp(value - highest) for kind, value in odds.items()}
    whole = sum(weights.values())
    return {kind: weight / whole for kind, weight in weights.items()}
