"""What is thought of the blocks around each block."""

import pytest

from crawler.article.body.company import COMPANY_FEATURES, Groups, find_groups, look_again
from crawler.page.blocks import read_blocks
from tests.unit.article.body.pages import a_page

STORY, BOX = 1, 2


def look(numbers, shares, sizes):
    rows = look_again(Groups(numbers, numbers), shares, sizes)
    return [dict(zip(COMPANY_FEATURES, row, strict=True)) for row in rows]


def test_blocks_of_one_container_and_of_one_make_are_grouped():
    page = a_page("<div class=a><p>One.</p><p class=dek>Two.</p></div><div class=a><p>Three.</p></div>")
    (one, two, three), (own, other, same) = find_groups(read_blocks(page))
    assert one == two != three
    assert own == same != other


def test_a_block_is_told_of_its_neighbours_and_of_its_group():
    first, second, third = look([STORY, BOX, STORY], [0.9, 0.1, 0.5], [20, 10, 60])
    assert (second["own"], second["before1"], second["after1"]) == (0.1, 0.9, 0.5)
    assert (first["before1"], third["after1"], third["before2"]) == (0.0, 0.0, 0.9)
    # The others of the first one's container are the third alone; of the second one's there are none.
    assert (first["container"], third["container"], second["container"]) == (0.5, 0.9, -1.0)
    assert first["container_body"] == pytest.approx((18 + 30) / 49)
    assert second["kin_body"] == pytest.approx(1 / 49)


def test_a_block_is_told_where_it_stands_in_the_body():
    rows = look([STORY] * 3, [0.9, 0.9, 0.2], [10, 10, 10])
    assert [row["body_before"] for row in rows] == pytest.approx([0.45, 0.9, 1.0])
    assert [(row["from_first_sure"], row["from_last_sure"]) for row in rows] == [(0, -1), (1, 0), (2, 1)]
    assert {row["surest"] for row in rows} == {0.9}
    assert rows[0]["around"] == pytest.approx(2 / 3)
    assert rows[0]["page_body"] == pytest.approx(20 / 30)


def test_a_page_of_no_blocks_gives_no_rows_and_one_of_no_words_does():
    assert look([], [], []) == []
    assert [row["page_body"] for row in look([STORY], [0.0], [0])] == [1.0]
