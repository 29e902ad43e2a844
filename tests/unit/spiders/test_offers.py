"""What a site told of an article does not depend on the order in which it was told."""

from itertools import permutations

import pytest

from crawler.delivery.commit import Delivery
from crawler.ledger.jobs import open_job
from crawler.ledger.store import open_temporary_ledger
from crawler.records.article import Discovered
from crawler.records.enums import Via
from spiders.offers import KnownOffers, choose_discovered
from tests.unit.spiders.test_judging import an_offer

ADDRESS = an_offer().canonical_url


@pytest.fixture
def delivery():
    ledger = open_temporary_ledger()
    yield Delivery(ledger, open_job(ledger, "offers", "2026-03-10T00:00:00Z"))
    ledger.close()


def test_offers_come_back_best_first_whatever_their_order(delivery):
    told = [an_offer(via=Via.SITEMAP), an_offer(via=Via.READ_MORE, depth=2), an_offer(via=Via.READ_MORE, depth=1)]
    answers = set()
    for number, order in enumerate(permutations(told)):
        offers = KnownOffers(delivery)
        address = f"{ADDRESS}/{number}"
        for offer in order:
            offers.add(an_offer(f"/news/ferry-late-again/{number}", via=offer.via, depth=offer.depth), 0)
        answers.add(tuple((offer.via, offer.depth) for offer in offers.about([address])))
    assert answers == {((Via.READ_MORE, 1), (Via.READ_MORE, 2), (Via.SITEMAP, 0))}


def test_no_more_than_a_few_of_one_way_are_given(delivery):
    offers = KnownOffers(delivery)
    for position in range(9, 0, -1):
        offers.add(an_offer(position=position), 0)
    assert [offer.position for offer in offers.about([ADDRESS, ADDRESS])] == [1, 2, 3]


def test_what_comes_with_a_later_wave_does_not_count(delivery):
    offers = KnownOffers(delivery)
    offers.add(an_offer(), 1)
    offers.add(an_offer(via=Via.READ_MORE), 2)
    assert [offer.via for offer in offers.about([ADDRESS])] == [Via.TEASER]


def test_an_address_is_known_until_its_page_is_read_and_after_a_break_too(delivery):
    offers = KnownOffers(delivery)
    assert ADDRESS not in offers
    offers.add(an_offer(), 0)
    assert ADDRESS in offers
    assert ADDRESS in KnownOffers(delivery)
    offers.forget([ADDRESS])
    assert ADDRESS not in offers
    offers.add(an_offer(via=Via.READ_MORE), 0)
    assert len(offers.about([ADDRESS])) == 1


def test_the_best_way_is_told_with_the_least_depth():
    asked = Discovered(via=Via.SITEMAP, from_url="https://a.example/sitemap.xml", position=4, depth=1)
    told = (an_offer(via=Via.READ_MORE, depth=3), an_offer(via=Via.RSS, depth=2))
    best = choose_discovered(asked, told)
    assert (best.via, best.depth, best.from_url) == (Via.READ_MORE, 1, "https://a.example/")
    assert choose_discovered(asked, ()) == asked


def test_an_address_that_memory_has_let_go_of_is_told_the_same(delivery, monkeypatch):
    monkeypatch.setattr("spiders.offers._REMEMBERED", 2)
    told = [an_offer(position=position) for position in (3, 1, 2)]
    small, large = KnownOffers(delivery), KnownOffers(delivery)
    for wave, offer in enumerate(told):
        small.add(offer, wave)
        for other in range(3):
            small.add(an_offer(f"/news/other-{wave}-{other}"), wave)
    assert ADDRESS in small
    assert small.about([ADDRESS]) == large.about([ADDRESS]) == (told[0],)
