"""No address is asked for twice, and a site's own word decides which spellings are one."""

import pytest

from crawler.delivery.commit import Delivery
from crawler.delivery.units import Unit, working_on
from crawler.ledger.jobs import open_job
from crawler.ledger.store import open_temporary_ledger
from spiders.seen import SeenAddresses


@pytest.fixture
def delivery():
    ledger = open_temporary_ledger()
    delivery = Delivery(ledger, open_job(ledger, "a job", "2026-01-02T03:04:05Z"))
    yield delivery
    delivery.close()


@pytest.fixture
def seen(delivery):
    return SeenAddresses(delivery)


def test_an_address_is_new_once(seen):
    assert seen.add("https://a.example/x")
    assert not seen.add("https://a.example/x")
    assert "https://a.example/x" in seen


def test_a_trailing_slash_matters_until_the_site_says_otherwise(seen):
    seen.add("https://a.example/x")
    assert seen.add("https://a.example/x/")
    seen.learn_alike("https://a.example/y", "https://a.example/y/")
    seen.add("https://a.example/z")
    assert not seen.add("https://a.example/z/")
    assert not seen.add("https://a.example/z/index.html")


def test_what_one_site_treats_alike_another_may_not(seen):
    seen.learn_alike("https://a.example/y", "https://a.example/y/")
    seen.add("https://b.test/z")
    assert seen.add("https://b.test/z/")


def test_a_redirect_elsewhere_teaches_nothing_of_slashes(seen):
    seen.learn_alike("https://a.example/old", "https://a.example/new")
    assert "https://a.example/new" in seen
    assert seen.add("https://a.example/new/")


def test_the_ledger_outlives_the_object(delivery):
    SeenAddresses(delivery).add("https://a.example/x")
    assert not SeenAddresses(delivery).add("https://a.example/x")


def test_what_a_page_learns_is_kept_when_it_is_through(delivery, seen):
    unit = Unit()
    with working_on(unit):
        assert seen.add("https://a.example/x")
        assert not seen.add("https://a.example/x")
        seen.learn_alike("https://a.example/y", "https://a.example/y/")
    assert "https://a.example/x" not in SeenAddresses(delivery)
    delivery.end(unit)
    again = SeenAddresses(delivery)
    assert "https://a.example/x" in again
    assert not again.add("https://a.example/x/")
