"""How likely each block is to be body: a first look at it by itself, a second at the company that it keeps."""

import functools
from collections.abc import Sequence
from typing import Final, NamedTuple

from crawler.article.body.company import COMPANY_FEATURES, find_groups, look_again
from crawler.article.body.features import FEATURES
from crawler.article.body.model import Row, Scorer, load_scorers, to_share
from crawler.page.blocks import TextBlock

FIRST: Final = ("crawler.article.body", "body_model.json")
SECOND: Final = ("crawler.article.body", "company_model.json")
SECOND_FEATURES: Final = (*FEATURES, *COMPANY_FEATURES)


class Judge(NamedTuple):
    """The models of both looks, whose mean counts; without the second, the first has the only word."""

    first: Scorer
    second: Scorer | None = None

    def find_shares(self, blocks: Sequence[TextBlock], rows: Sequence[Row], sizes: Sequence[int]) -> list[float]:
        """The share of each of these blocks (0 to 1), by its row of ``FEATURES`` and the words of all."""
        shares = [to_share(odds) for odds in self.first(rows)]
        if self.second is None:
            return shares
        company = look_again(find_groups(blocks), shares, sizes)
        again = self.second([(*row, *beside) for row, beside in zip(rows, company, strict=True)])
        return [(share + to_share(odds)) / 2 for share, odds in zip(shares, again, strict=True)]


@functools.cache
def load_judge() -> Judge:
    """The shipped models."""
    return Judge(load_scorers(*FIRST, FEATURES)["body"], load_scorers(*SECOND, SECOND_FEATURES)["body"])
