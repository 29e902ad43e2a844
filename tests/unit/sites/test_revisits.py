"""A known article is due at certain ages, and in its turn."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.errors import SettingError
from crawler.sites.revisits import find_next_visit, find_turns, parse_ages

BORN = datetime(2026, 11, 24, 12, tzinfo=UTC)
AGES = parse_ages("3d, 1h,1d", "X")


def test_ages_are_written_with_their_unit():
    assert (timedelta(hours=1), timedelta(days=1), timedelta(days=3)) == AGES
    assert parse_ages("90m, 2w", "X") == (timedelta(minutes=90), timedelta(days=14))
    assert parse_ages("", "X") == ()


@pytest.mark.parametrize("text", ["1", "1h, later", "-1h", "1y"])
def test_an_age_without_a_unit_is_a_mistake(text):
    with pytest.raises(SettingError, match=r"READMORE_REVISIT_AFTER is .* write ages as 1h, 1d, 3d"):
        parse_ages(text, "READMORE_REVISIT_AFTER")


@pytest.mark.parametrize(
    ("age", "due"),
    [(0, timedelta(hours=1)), (1, timedelta(days=1)), (30, timedelta(days=3)), (72, None), (9_999, None)],
)
def test_the_next_age_is_the_next_visit(age, due):
    moment = find_next_visit(BORN, BORN + timedelta(hours=age), AGES)
    assert moment == (BORN + due if due else None)


def test_a_share_is_a_number_of_turns():
    assert [find_turns(share) for share in (1, 0.5, 0.02, 0)] == [1, 2, 50, 0]
