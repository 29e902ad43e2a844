"""No more articles leave, and no more pages are asked for, than may."""

from spiders.deliveries import Deliveries
from tests.unit.samples import a_reject, a_teaser, an_article


def test_an_article_on_its_way_takes_a_place_until_it_is_refused():
    deliveries = Deliveries(max_articles=2, max_pages=None)
    assert deliveries.may_deliver()
    assert deliveries.may_deliver()
    assert not deliveries.may_deliver()
    deliveries.note_scraped(a_reject(item={"url": "https://news.example/story"}))
    assert deliveries.may_deliver()
    deliveries.note_lost(an_article())
    deliveries.note_lost(a_teaser())
    assert deliveries.may_deliver()
    assert not deliveries.is_full
    for item in (an_article(), a_teaser(), a_reject(), an_article()):
        deliveries.note_scraped(item)
    assert deliveries.is_full
    assert not deliveries.may_deliver()


def test_pages_are_counted_as_they_are_asked_for():
    deliveries = Deliveries(max_articles=None, max_pages=1)
    assert deliveries.may_ask()
    assert not deliveries.may_ask()


def test_without_bounds_all_may():
    deliveries = Deliveries(None, None)
    assert all(deliveries.may_deliver() and deliveries.may_ask() for _ in range(1_000))
    assert not deliveries.is_full
