"""A host is asked as fast as it wishes: crawl-delay, Retry-After, and slower where it is busy."""

from datetime import UTC, datetime

import pytest

from crawler.download.pace import HostPace, PaceLimits, parse_retry_after

NOW = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)
LIMITS = PaceLimits(pause=5, longest_pause=60, longest_delay=8, longest_crawl_delay=30)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 3 ", 3),
        ("0", 0),
        ("1.5", 1.5),
        ("-7", 0),
        ("9" * 400, 999_999_999),
        ("Tue, 24 Nov 2026 12:00:30 GMT", 30),
        ("Tuesday, 24-Nov-26 12:00:30 GMT", 30),
        ("Tue, 24 Nov 2026 13:00:30 +0100", 30),
        ("Tue, 24 Nov 2026 12:00:30 -0000", 30),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("Tue, 99 Nov 2026 11:00:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, seconds):
    assert parse_retry_after(value, NOW) == seconds


def test_crawl_delay_is_kept_to_within_bounds():
    pace = HostPace(LIMITS)
    pace.take_crawl_delay(None)
    assert pace.least_delay_seconds == 0
    pace.take_crawl_delay(7)
    pace.take_crawl_delay(2)
    assert pace.least_delay_seconds == 7
    pace.take_crawl_delay(3_600)
    assert pace.least_delay_seconds == 30


def test_a_busy_host_gets_the_pause_it_asks_for_within_bounds():
    pace = HostPace(LIMITS)
    assert pace.note_busy(20, 0.5) == 20
    assert pace.note_busy(3_600, 0.5) == 60
    assert pace.note_busy(0, 0.5) == 0


def test_the_pause_doubles_with_each_busy_answer_in_a_row():
    pace = HostPace(LIMITS)
    assert [pace.note_busy(None, 0) for _ in range(6)] == [5, 10, 20, 40, 60, 60]
    pace.note_fine()
    assert pace.note_busy(None, 0) == 5
    assert HostPace(LIMITS, busy_in_a_row=5_000).note_busy(None, 0) == 60


def test_one_page_that_fails_does_not_slow_the_host():
    pace = HostPace(LIMITS)
    pace.note_busy(None, 0.5)
    assert pace.least_delay_seconds == 0


def test_the_host_is_slowed_down_and_recovers():
    pace = HostPace(LIMITS)
    pace.note_busy(1, 0.25)
    assert pace.least_delay_seconds == 1
    pace.note_busy(1, 3)
    assert pace.least_delay_seconds == 6
    pace.note_busy(1, 6)
    assert pace.least_delay_seconds == 8
    before = pace.least_delay_seconds
    pace.note_fine()
    assert 0 < pace.least_delay_seconds < before
    for _ in range(60):
        pace.note_fine()
    assert pace.least_delay_seconds == 0


def test_without_a_pause_nothing_is_slowed():
    pace = HostPace(PaceLimits(pause=0, longest_pause=60, longest_delay=8, longest_crawl_delay=30))
    assert pace.note_busy(20, 1) == 0
    assert pace.least_delay_seconds == 0
