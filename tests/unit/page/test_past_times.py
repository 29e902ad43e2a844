"""Times told from now, in many languages."""

from datetime import UTC, date, datetime

import pytest

from crawler.page.past_times import parse_past
from crawler.records.enums import Precision

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 hours ago", 24), ("13 hours ago", 23), ("an hour ago", 24), ("1h ago", 24), ("vor 2 Tagen", 22),
        ("Vor einer Stunde", 24), ("vor 3 Std.", 24), ("il y a 20 heures", 23), ("hace 5 minutos", 24),
        ("5 giorni fa", 19), ("há 3 horas", 24), ("3 uur geleden", 24), ("for 2 timer siden", 24),
        ("5 дней назад", 19), ("14小时前", 23), ("3 時間前", 24), ("5日前", 19), ("2시간 전", 24), ("منذ 3 ساعات", 24),
        ("Published 2 days ago by Jane", 22), ("Heute", 24), ("yesterday", 23), ("昨日", 23),
    ],
)  # fmt: skip
def test_a_time_told_from_now_is_a_day(text, day):
    moment = parse_past(text, NOW)
    assert (moment.day, moment.precision) == (date(2026, 11, day), Precision.DAY)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("gestern, 14:05 Uhr", datetime(2026, 11, 23, 14, 5)),
        ("Today at 9.30", datetime(2026, 11, 24, 9, 30)),
        ("hier à 18h30", datetime(2026, 11, 23, 18, 30)),
    ],
)
def test_a_named_day_may_have_its_time(text, when):
    assert parse_past(text, NOW).when == when


@pytest.mark.parametrize(
    "text",
    ["", "3 min read", "3 Tage Regen", "Today we talk of the bridge", "It fell 3 days ago " + "in the night " * 9],
)
def test_what_tells_no_time_gives_none(text):
    assert parse_past(text, NOW) is None
