"""What a site told of an article does not depend on the order in which it was told."""

from datetime import UTC, datetime
from itertools import permutations

import pytest

from crawler.delivery.commit import Delivery
from crawler.delivery.past import Answered, Past
from crawler.delivery.units import Unit, working_on
from crawler.ledger.expiry import forget_address
from crawler.ledger.jobs import open_job
from crawler.ledger.store import open_ledger, open_temporary_ledger
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
    offers.settle([ADDRESS], ())
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


def test_what_an_earlier_night_was_told_holds_until_it_is_told_anew(tmp_path):
    ledger = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    feed = an_offer(via=Via.RSS, headline="The ferry is late", tags=("ferry",))
    teaser = an_offer(headline="Late again")

    def a_night(number):
        delivery = Delivery(ledger, open_job(ledger, f"post/2026-03-1{number}", f"2026-03-1{number}T00:00:00Z"))
        return delivery, KnownOffers(delivery, Past(delivery, "post"))

    def read(delivery, offers):
        unit = Unit()
        with working_on(unit):
            told = offers.about([ADDRESS])
            offers.settle([f"{ADDRESS}?old", ADDRESS], told)
            page = Answered(url=ADDRESS, kind="article", status=200, at=datetime(2026, 3, 10, tzinfo=UTC), headers={})
            Past(delivery, "post").keep_page(page)
        delivery.end(unit)
        delivery.commit()
        return told

    delivery, offers = a_night(1)
    offers.add(feed, 0)
    offers.add(teaser, 0)
    assert set(read(delivery, offers)) == {feed, teaser}
    delivery, offers = a_night(2)
    assert set(read(delivery, offers)) == {feed, teaser}
    delivery, offers = a_night(3)
    assert ADDRESS not in offers
    offers.add(newer := an_offer(via=Via.ATOM, headline="The ferry is on time"), 0)
    assert set(read(delivery, offers)) == {newer, teaser}
    with ledger.writing() as connection:
        forget_address(connection, ADDRESS)
    delivery, offers = a_night(4)
    assert read(delivery, offers) == ()
    ledger.close()
