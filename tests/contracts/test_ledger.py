"""What every ledger does, whatever database it lives in."""

from collections import Counter

import pytest
from sqlalchemy import insert, select, update

from crawler.ledger.addresses import Addresses, Offers
from crawler.ledger.deliveries import Delivered, Deliveries, KeptArticle, Place
from crawler.ledger.facts import read_fact, write_fact
from crawler.ledger.jobs import Hosts, count_requests, finish_job, open_job
from crawler.ledger.keys import address_key
from crawler.ledger.queue import NewRequest, RequestQueue
from crawler.ledger.segments import SegmentRow, SegmentRows
from crawler.ledger.tables import ARTICLES, JOBS, RequestState, SegmentState
from crawler.ledger.tallies import Tallies

NOW = "2026-01-02T03:04:05Z"


def a_request(fingerprint=None, **changes):
    values = {"lane": "", "level": 0, "priority": 0, "place": 0, "url": f"https://a.example/{fingerprint}"}
    return NewRequest(**{"fingerprint": fingerprint, "payload": b"", **values, **changes})


@pytest.fixture
def job(ledger):
    return open_job(ledger, "a job", NOW)


@pytest.fixture
def queue(ledger, job):
    return RequestQueue(ledger, job)


def lease_all(queue, lane=""):
    return [leased.url for leased in iter(lambda: queue.lease(lane), None)]


# ---------------------------------------------------------------- jobs


def test_the_same_name_is_the_same_job(ledger):
    first = open_job(ledger, "a job", NOW)
    assert first.is_new
    again = open_job(ledger, "a job", NOW)
    assert (again.id, again.is_new, again.is_finished) == (first.id, False, False)
    assert open_job(ledger, "another", NOW).id != first.id


def test_a_finished_job_says_so(ledger, job):
    finish_job(ledger, job, NOW)
    assert open_job(ledger, "a job", NOW).is_finished


def test_what_was_left_undone_waits_again(ledger, job, queue):
    queue.add([a_request(n) for n in range(4)])
    leased = [queue.lease("") for _ in range(3)]
    queue.fail(leased[0].id)
    queue.finish(leased[1].id)
    open_job(ledger, "a job", NOW)
    assert count_requests(ledger, job) == {RequestState.WAITING: 3, RequestState.DONE: 1}
    assert sorted(leased.attempts for leased in iter(lambda: queue.lease(""), None)) == [0, 0, 1]


def test_a_host_that_has_answered_is_remembered(ledger, job):
    hosts = Hosts(ledger, job)
    hosts.add("a.example", "https://a.example/first")
    hosts.add("a.example", "https://a.example/second")
    assert Hosts(ledger, job)["a.example"] == "https://a.example/first"
    assert "b.example" not in Hosts(ledger, job)


def test_what_is_counted_holds_from_the_next_commit_on(open_again):
    ledger = open_again()
    tallies = Tallies(ledger, open_job(ledger, "a job", NOW))
    tallies.add(Counter({"pages": 2, "trap asked //a": 1}))
    tallies.sync()
    tallies.add(Counter({"pages": 3}))
    assert tallies["pages"] == 5
    assert Tallies(ledger, open_job(ledger, "a job", NOW))["pages"] == 2
    tallies.sync()
    again = Tallies(ledger, open_job(ledger, "a job", NOW))
    assert (again["pages"], again["articles"], again.below("trap asked ")) == (5, 0, {"//a": 1})
    assert Tallies(ledger, open_job(ledger, "another job", NOW))["pages"] == 0


# ---------------------------------------------------------------- requests


def test_a_fingerprint_is_added_once(queue):
    queue.add([a_request(1), a_request(2), a_request(1)])
    queue.add([a_request(2)])
    assert queue.knows(1)
    assert not queue.knows(3)
    assert len(lease_all(queue)) == 2
    assert queue.add_one(a_request(1)) is None
    assert queue.add_one(a_request(3)) is not None


def test_a_request_without_fingerprint_is_always_new(queue):
    queue.add([a_request(), a_request()])
    assert len(lease_all(queue)) == 2


def test_level_then_priority_then_place_decide(queue):
    order = [(2, 0, 5), (1, 9, -2), (1, 9, 0), (1, 3, -9), (0, 99, 0)]
    rows = [a_request(n, level=level, priority=p, place=place) for n, (level, p, place) in enumerate(order)]
    queue.add(rows[::-1])
    assert lease_all(queue) == [row.url for row in rows]


def test_a_lane_is_a_queue_of_its_own(queue):
    queue.add([a_request(1, lane="a"), a_request(2, lane="b"), a_request(3, lane="a")])
    assert sorted(queue.lanes()) == ["a", "b"]
    assert len(lease_all(queue, "a")) == 2
    assert queue.lanes() == ["b"]


def test_nothing_below_the_level_asked_for_is_handed_out(queue):
    queue.add([a_request(1, level=10)])
    assert queue.lease("", from_level=11) is None
    assert queue.lease("", from_level=10).level == 10


def test_what_is_done_never_comes_back(queue):
    queue.add([a_request(1)])
    queue.finish(queue.lease("").id)
    queue.add([a_request(1)])
    assert lease_all(queue) == []
    assert queue.count(RequestState.DONE) == 1


def test_what_failed_comes_back_when_it_is_told(queue):
    queue.add([a_request(1)])
    leased = queue.lease("")
    queue.fail(leased.id)
    assert queue.lease("") is None
    queue.revive([leased.id])
    assert queue.lease("").attempts == 1


def test_what_could_not_be_kept_is_taken_out(queue):
    queue.add([a_request(1, payload=None), a_request(2)])
    assert queue.drop_lost() == 1
    assert len(lease_all(queue)) == 1


def test_numbers_grow(queue):
    assert queue.last_id() == 0
    queue.add([a_request(1), a_request(2)])
    assert queue.last_id() == 2


# ---------------------------------------------------------------- addresses, offers, deliveries, facts


def test_an_address_once_met_is_known(ledger, job):
    addresses = Addresses(ledger, job)
    key = address_key("https://a.example/ä")
    assert key not in addresses
    addresses.add([key, key])
    addresses.add([])
    assert key in addresses
    assert key in Addresses(ledger, job)
    assert key not in Addresses(ledger, open_job(ledger, "another", NOW))


def test_more_addresses_than_memory_holds_are_known(ledger, job, monkeypatch):
    monkeypatch.setattr("crawler.ledger.addresses._REMEMBERED", 4)
    addresses = Addresses(ledger, job)
    addresses.add(range(20))
    assert all(key in addresses for key in range(20))
    assert 20 not in addresses


def test_offers_come_back_in_one_order_and_once(ledger, job):
    offers = Offers(ledger, job)
    offers.add([(1, b"b"), (1, b"a"), (2, b"c"), (1, b"b")])
    offers.add([])
    assert offers.of(1) == [b"a", b"b"]
    assert offers.of(3) == []


def test_an_article_is_found_by_id_and_by_spelling(ledger, job):
    deliveries = Deliveries(ledger, job)
    article = Delivered("id-1", "https://a.example/x", "A headline", "hash", 77)
    deliveries.add(article, NOW, Place(1, 0))
    assert deliveries.find("id-1") == article
    assert deliveries.find_spelling(77) == article
    assert deliveries.find("id-2") is None
    assert deliveries.find_spelling(78) is None


def test_an_article_keeps_when_it_was_first_seen_and_what_others_wrote(ledger, job):
    deliveries = Deliveries(ledger, job)
    article = KeptArticle("id-1", "a.example", "https://a.example/x", 1, "hash", NOW)
    deliveries.keep(article, NOW, Place(1, 0))
    ledger.connection.execute(update(ARTICLES).values(parts="{}"))
    later = "2026-02-03T04:05:06Z"
    deliveries.keep(article._replace(revision=2, first_seen_at=later), later, Place())
    row = ledger.connection.execute(select(ARTICLES)).one()
    assert (row.revision, row.first_seen_at, row.delivered_at, row.parts) == (2, NOW, later, "{}")


def test_a_fact_replaces_the_one_before(ledger):
    write_fact(ledger, "a.example", "lenient", value=True)
    write_fact(ledger, "a.example", "lenient", value=[1, {"x": None}])
    assert read_fact(ledger, "a.example", "lenient") == [1, {"x": None}]
    assert read_fact(ledger, "b.example", "lenient") is None


def test_a_segment_is_brought_from_state_to_state(ledger, job):
    rows = SegmentRows(ledger, job)
    segment = SegmentRow("articles", 1, "/tmp", "articles-00001.jsonl", SegmentState.OPEN, 10, 1)  # noqa: S108
    rows.write(SegmentRow("articles", 1, "/tmp", "articles-00001.jsonl", SegmentState.OPEN))  # noqa: S108
    rows.write(segment)
    assert rows.all() == [segment]
    rows.set_state(SegmentState.OPEN, SegmentState.SEALING, NOW)
    assert [row.state for row in rows.all()] == [SegmentState.SEALING]


# ---------------------------------------------------------------- transactions


def test_what_is_not_committed_is_undone(open_again):
    ledger = open_again()
    queue = RequestQueue(ledger, open_job(ledger, "a job", NOW))
    queue.add([a_request(1)])
    ledger.commit()
    queue.add([a_request(2)])
    ledger.connection.rollback()
    assert queue.knows(1)
    assert not queue.knows(2)


def test_syncs_write_into_the_commit_that_calls_them(ledger):
    def sync():
        with ledger.writing() as connection:
            connection.execute(insert(JOBS).values(name="by a sync", state="open", begun_at=NOW))

    ledger.syncs.append(sync)
    ledger.commit()
    ledger.connection.rollback()
    assert ledger.connection.execute(select(JOBS.c.name)).scalars().all() == ["by a sync"]
