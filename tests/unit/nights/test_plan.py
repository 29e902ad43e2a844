"""A night's date is the day on which it began, until it has ended."""

from datetime import date, datetime, timedelta, timezone

from crawler.ledger.jobs import JobRow
from crawler.nights.plan import find_night

ZONE = timezone(timedelta(hours=2))


def a_job(name, begun_at, state="open"):
    return JobRow(id=1, name=name, state=state, begun_at=begun_at, ended_at=None)


def test_a_night_that_nobody_began_is_todays():
    late = datetime(2026, 11, 25, 0, 30, tzinfo=ZONE)  # the 24th in UTC
    assert find_night([], "post", late) == date(2026, 11, 25)


def test_started_again_at_three_in_the_morning_it_is_still_that_night():
    jobs = [a_job("post/2026-11-24", "2026-11-24T21:30:00Z")]
    assert find_night(jobs, "post", datetime(2026, 11, 25, 3, 0, tzinfo=ZONE)) == date(2026, 11, 24)


def test_the_next_evening_is_another_night_whatever_was_left():
    jobs = [a_job("post/2026-11-24", "2026-11-24T21:30:00Z")]
    assert find_night(jobs, "post", datetime(2026, 11, 25, 23, 30, tzinfo=ZONE)) == date(2026, 11, 25)


def test_a_night_that_is_through_is_not_gone_on_with():
    jobs = [a_job("post/2026-11-24", "2026-11-24T21:30:00Z", "finished")]
    assert find_night(jobs, "post", datetime(2026, 11, 25, 3, 0, tzinfo=ZONE)) == date(2026, 11, 25)


def test_another_sites_night_and_other_jobs_play_no_part():
    jobs = [
        a_job("herald/2026-11-24", "2026-11-24T21:30:00Z"),
        a_job("post/x", "2026-11-24T21:30:00Z"),
        a_job("news https://post.example/", "2026-11-24T21:30:00Z"),
    ]
    assert find_night(jobs, "post", datetime(2026, 11, 25, 3, 0, tzinfo=ZONE)) == date(2026, 11, 25)


def test_of_two_the_newest_is_gone_on_with():
    jobs = [
        a_job("post/2026-11-23", "2026-11-24T12:00:00Z"),
        a_job("post/2026-11-24", "2026-11-24T21:30:00Z"),
    ]
    assert find_night(jobs, "post", datetime(2026, 11, 25, 3, 0, tzinfo=ZONE)) == date(2026, 11, 24)
