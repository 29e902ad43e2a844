"""Two looks at each block, and the mean of what both say."""

import pytest

from crawler.article.body.company import COMPANY_FEATURES
from crawler.article.body.features import FEATURES
from crawler.article.body.judge import SECOND_FEATURES, Judge, load_judge
from crawler.page.blocks import read_blocks
from tests.unit.article.body.pages import SENTENCES, a_page

PAGE = a_page(f"<main><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p></main>")
BLOCKS = read_blocks(PAGE)
ROWS = [(1.0,) * len(FEATURES), (2.0,) * len(FEATURES)]


def test_the_first_look_has_the_only_word_where_there_is_no_second():
    assert Judge(lambda rows: [0.0 for _ in rows]).find_shares(BLOCKS, ROWS, [18, 20]) == [0.5, 0.5]


def test_the_second_look_knows_the_first_ones_shares_and_the_mean_counts():
    seen = []

    def look(rows):
        seen.extend(rows)
        return [1e9, -1e9]

    shares = Judge(lambda rows: [0.0 for _ in rows], look).find_shares(BLOCKS, ROWS, [18, 20])
    assert shares == pytest.approx([0.75, 0.25])
    assert [len(row) for row in seen] == [len(SECOND_FEATURES)] * 2
    own = SECOND_FEATURES.index("own")
    assert [row[own] for row in seen] == [0.5, 0.5]
    assert SECOND_FEATURES[own:] == COMPANY_FEATURES
    assert [row[:own] for row in seen] == ROWS


def test_the_shipped_models_are_both_there():
    shares = load_judge().find_shares(BLOCKS, [(0.0,) * len(FEATURES)] * 2, [18, 20])
    assert all(0 < share < 1 for share in shares)
    assert load_judge().second is not None
