"""What costs requests and gives nothing is closed, and what gives is not."""

from crawler.delivery.commit import Delivery
from crawler.delivery.units import Unit, working_on
from crawler.ledger.jobs import open_job
from crawler.ledger.store import open_temporary_ledger
from spiders.traps import Traps

NOW = "2026-03-10T00:00:00Z"
CALENDAR, NEWS = "archive //a.example/calendar/#/", "//a.example/news/*"


def test_a_family_is_closed_when_it_has_cost_its_budget_and_given_nothing():
    traps = Traps(3)
    for _ in range(2):
        traps.note(CALENDAR, gave=False)
    assert not traps.refuse(CALENDAR)
    traps.note(CALENDAR, gave=False)
    assert traps.refuse(CALENDAR)
    assert traps.refuse(CALENDAR)
    assert traps.costs == {CALENDAR: (3, 2)}


def test_a_family_that_gave_once_stays_open_until_it_gives_next_to_nothing():
    traps = Traps(3)
    traps.note(NEWS, gave=True)
    for _ in range(40):
        traps.note(NEWS, gave=False)
    assert not traps.is_closed(NEWS)
    for _ in range(40):
        traps.note(NEWS, gave=False)
    assert traps.is_closed(NEWS)


def test_strictly_judged_a_quarter_of_the_budget_has_to_bring_something_new():
    traps = Traps(8)
    for _ in range(2):
        traps.note(CALENDAR, gave=True, new=False)
    assert traps.is_closed(CALENDAR, is_strict=True)
    assert not traps.is_closed(CALENDAR)


def test_what_was_counted_outlives_a_break():
    ledger = open_temporary_ledger()
    first_run = Delivery(ledger, open_job(ledger, "traps", NOW))
    first = Traps(2, first_run)
    first.note(CALENDAR, gave=False)
    first.note(NEWS, gave=True)
    first_run.commit()
    second = Traps(2, Delivery(ledger, open_job(ledger, "traps", NOW)))
    second.note(CALENDAR, gave=False)
    assert second.is_closed(CALENDAR)
    assert second.given == 1
    assert second.has_given(NEWS)
    assert not second.has_given(CALENDAR)
    assert not second.has_given("//a.example/other/*")
    assert not Traps(2, Delivery(ledger, open_job(ledger, "another job", NOW))).has_given(NEWS)
    ledger.close()


def test_what_a_page_counts_that_is_never_through_is_not_kept():
    ledger = open_temporary_ledger()
    delivery = Delivery(ledger, open_job(ledger, "traps", NOW))
    for is_through in (False, True):
        unit = Unit()
        with working_on(unit):
            Traps(2, delivery).note(CALENDAR, gave=False)
        delivery.end(unit) if is_through else delivery.drop(unit)
    delivery.commit()
    assert delivery.tallies.below("trap asked ") == {CALENDAR: 1}
    ledger.close()
