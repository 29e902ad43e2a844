"""Units are written whole, in the order in which they end, and what is judged by another is written after it."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from crawler.delivery.commit import Delivery
from crawler.delivery.job_segments import ExportTarget
from crawler.delivery.units import Unit, current_unit, work_on, working_on
from crawler.errors import LedgerError, SegmentError
from crawler.export.compression import Compression, read_lines
from crawler.ledger.deliveries import Delivered, KeptArticle
from crawler.ledger.jobs import open_job
from crawler.ledger.queue import NewRequest
from crawler.ledger.store import open_ledger
from crawler.ledger.tables import ARTICLES, DELIVERIES
from crawler.records.json_form import write_line
from crawler.records.labels import find_fingerprint
from tests.unit.samples import an_article

NOW = "2026-01-02T03:04:05Z"
ARTICLE = Delivered("id-1", "https://a.example/x", "A headline", "hash", 7)


@pytest.fixture
def start(tmp_path):
    """Open the delivery of one job; the one before is left as a crash would leave it."""
    opened = []

    def open_delivery(compression=Compression.NONE, name="a job"):
        if opened:
            opened.pop().close()
        ledger = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
        target = ExportTarget(tmp_path / "export", compression)
        try:
            opened.append(Delivery(ledger, open_job(ledger, name, NOW), target))
        except SegmentError:
            ledger.close()
            raise
        return opened[0]

    yield open_delivery
    for delivery in opened:
        delivery.close()


def a_request(fingerprint, payload=b""):
    return NewRequest(fingerprint, "lane", 0, 0, 0, f"https://a.example/{fingerprint}", payload)


def hand_out(delivery, fingerprint):
    delivery.queue.add([a_request(fingerprint)])
    return Unit(request_id=delivery.queue.lease("lane").id)


def lines(tmp_path, name):
    return list(read_lines(tmp_path / "export" / name))


def test_a_unit_is_written_with_all_that_it_brought(start, tmp_path):
    delivery = start(Compression.GZIP)
    unit = hand_out(delivery, 1)
    with working_on(unit):
        assert delivery.meet("https://a.example/x")
        delivery.offer("https://a.example/x", b"told")
        delivery.claim(ARTICLE)
        delivery.take("articles", b"{}", KeptArticle("id-1", "a.example", "https://a.example/x", 1, "hash", NOW))
        current_unit().then(lambda: delivery.ledger.connection.execute(ARTICLES.update().values(parts="[1]")))
    unit.requests.append((a_request(2), None))
    assert delivery.end(unit) == {"lane"}
    delivery.commit()
    delivery = start()
    assert delivery.has_met("https://a.example/x")
    assert delivery.offers("https://a.example/x") == [b"told"]
    assert delivery.find_article("id-1") == delivery.find_spelling(7) == ARTICLE
    assert delivery.queue.lease("lane").url == "https://a.example/2"
    connection = delivery.ledger.connection
    assert connection.execute(select(DELIVERIES.c.segment, DELIVERIES.c.line)).one() == (1, 0)
    assert connection.execute(select(ARTICLES.c.parts)).scalar_one() == "[1]"
    assert lines(tmp_path, "articles-00001.jsonl.gz.part") == [b"{}"]


def test_a_unit_that_did_not_end_leaves_nothing(start):
    delivery = start()
    with working_on(hand_out(delivery, 1)):
        delivery.meet("https://a.example/x")
        delivery.claim(ARTICLE)
        delivery.take("articles", b"{}")
    delivery.commit()
    delivery = start()
    assert not delivery.has_met("https://a.example/x")
    assert delivery.find_article("id-1") is None
    assert delivery.queue.lease("lane").url == "https://a.example/1"


def test_what_was_not_committed_is_done_again(start, tmp_path):
    delivery = start()
    delivery.commit()
    unit = hand_out(delivery, 1)
    with working_on(unit):
        delivery.take("articles", b"{}")
    delivery.end(unit)
    start()
    assert lines(tmp_path, "articles-00001.jsonl.part") == []


def test_pages_at_work_do_not_know_of_each_other(start):
    delivery = start()
    first, second = hand_out(delivery, 1), hand_out(delivery, 2)
    with working_on(first):
        assert delivery.meet("https://a.example/x")
        assert not delivery.meet("https://a.example/x")
    with working_on(second):
        assert delivery.meet("https://a.example/x")
    delivery.end(first)
    with working_on(Unit()):
        assert not delivery.meet("https://a.example/x")


def test_what_is_judged_by_a_page_at_work_is_written_after_it(start, tmp_path):
    delivery = start()
    first, second = hand_out(delivery, 1), hand_out(delivery, 2)
    with working_on(first):
        delivery.claim(ARTICLE)
        delivery.take("articles", b"the article")
    with working_on(second):
        assert delivery.find_spelling(7) == ARTICLE
        assert delivery.find_article("id-2") is None
        delivery.take("rejects", b"the same")
        delivery.claim(Delivered("id-3", "", None, "", 8))
    with working_on(first):  # no two wait for each other
        assert delivery.find_article("id-3") is not None
    assert delivery.end(second) == set()
    assert not (tmp_path / "export" / "rejects-00001.jsonl.part").exists()
    delivery.end(first)
    delivery.finish()
    assert lines(tmp_path, "articles-00001.jsonl") == [b"the article"]
    assert lines(tmp_path, "rejects-00001.jsonl") == [b"the same"]


def test_a_failed_request_is_kept_and_nothing_else_of_it(start):
    delivery = start()
    unit = hand_out(delivery, 1)
    with working_on(unit):
        delivery.meet("https://a.example/x")
        delivery.claim(ARTICLE)
        delivery.claim(ARTICLE._replace(article_id="id-2"))
    delivery.fail(unit)
    delivery.fail(Unit())
    assert not delivery.has_met("https://a.example/x")
    assert delivery.find_article("id-1") is None
    assert delivery.queue.lease("lane") is None


def test_what_cannot_be_made_into_bytes_lives_as_long_as_the_process(start):
    delivery = start()
    unit = hand_out(delivery, 1)
    unit.requests += [(a_request(2, None), "live"), (a_request(2, None), "the same again")]
    delivery.end(unit)
    leased = delivery.queue.lease("lane")
    assert delivery.live == {leased.id: "live"}
    delivery.end(Unit(request_id=leased.id))
    assert delivery.live == {}


def test_work_outside_of_a_page_is_a_unit_of_its_own(start, tmp_path):
    delivery = start()
    work_on(None)
    assert delivery.meet("https://a.example/x")
    assert not delivery.meet("https://a.example/x")
    delivery.offer("https://a.example/x", b"told")
    delivery.claim(ARTICLE)
    delivery.take("articles", b"{}")
    assert delivery.has_segments
    assert delivery.offers("https://a.example/x") == [b"told"]
    delivery.finish()
    assert lines(tmp_path, "articles-00001.jsonl") == [b"{}"]


def test_a_job_that_is_sealed_before_its_end_goes_on_in_a_new_segment(start, tmp_path):
    delivery = start()
    delivery.take("articles", b"1")
    delivery.finish(is_through=False)
    assert not start().job.is_finished
    delivery = start()
    delivery.take("articles", b"2")
    delivery.finish()
    assert lines(tmp_path, "articles-00002.jsonl") == [b"2"]
    assert start().job.is_finished


def test_a_file_that_stands_there_is_left_alone(start, tmp_path):
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "articles-00001.jsonl").write_bytes(b"another's\n")
    (tmp_path / "export" / "articles-00002.jsonl.part").write_bytes(b"another's\n")
    delivery = start()
    delivery.take("articles", b"mine")
    delivery.finish()
    assert lines(tmp_path, "articles-00001.jsonl") == [b"another's"]
    assert lines(tmp_path, "articles-00003.jsonl") == [b"mine"]


def test_a_damaged_segment_is_told(start, tmp_path):
    delivery = start()
    delivery.take("articles", b"1")
    delivery.commit()
    (tmp_path / "export" / "articles-00001.jsonl.part").write_bytes(b"")
    with pytest.raises(SegmentError, match="is damaged"):
        start()


def test_after_a_fault_nothing_more_is_kept_and_nothing_is_followed(start):
    delivery = start()
    fault = delivery.ledger.break_off(OSError(28, "No space left on device"))
    assert "cannot be used: No space left on device" in str(fault)
    assert delivery.has_met("https://a.example/never")
    assert delivery.offers("https://a.example/never") == []
    assert delivery.find_article("id-1") is delivery.find_spelling(7) is None
    with pytest.raises(LedgerError, match="No space left"):
        delivery.commit()


def test_a_sync_that_fails_undoes_the_commit(start, tmp_path):
    delivery = start()
    delivery.commit()
    unit = hand_out(delivery, 1)
    with working_on(unit):
        delivery.take("articles", b"{}")
    delivery.end(unit)
    segment = delivery._segments._open["articles"][1]
    segment._file.close()
    segment._file = (tmp_path / "export" / "articles-00001.jsonl.part").open("rb", buffering=0)
    with pytest.raises(SegmentError):
        delivery.commit()
    assert start().queue.lease("lane").url == "https://a.example/1"


# ---------------------------------------------------------------- near-duplicates


def an_article_of(article_id, words, *, simhash_of=1):
    body = " ".join(["the council met"] * words)
    return replace(an_article(), id=article_id, body_text=body, word_count=words, simhash=f"{simhash_of:016x}")


def deliver(delivery, *articles):
    for article in articles:
        kept = KeptArticle(
            article.id, "a.example", article.canonical_url, 1, "hash", NOW, simhash=find_fingerprint(article)
        )
        delivery.take("articles", write_line(article), kept)


def clusters(tmp_path, name):
    records = [json.loads(line) for line in lines(tmp_path, name)]
    return {record["id"][0]: record.get("cluster_id", "-")[0] for record in records}


@pytest.mark.parametrize("compression", list(Compression))
def test_near_duplicates_are_labelled_before_a_segment_is_sealed(start, tmp_path, compression):
    delivery = start(compression)
    told = [an_article_of("b" * 32, 60), an_article_of("a" * 32, 60), an_article_of("c" * 32, 40)]
    deliver(delivery, *told, an_article_of("d" * 32, 60, simhash_of=2**63 + 2**40 - 1))
    delivery.finish()
    name = f"articles-00001.jsonl{compression.suffix}"
    assert clusters(tmp_path, name) == {"b": "a", "a": "a", "c": "-", "d": "-"}
    assert [path.name for path in (tmp_path / "export").iterdir()] == [name]
    row = delivery._segments._table.all()[0]
    assert row.bytes == (tmp_path / "export" / name).stat().st_size


def test_what_an_earlier_run_or_job_has_delivered_counts(start, tmp_path):
    delivery = start()
    deliver(delivery, an_article_of("c" * 32, 60))
    delivery.finish(is_through=False)
    assert clusters(tmp_path, "articles-00001.jsonl") == {"c": "-"}
    delivery = start()
    deliver(delivery, an_article_of("b" * 32, 60))
    delivery.finish()
    assert clusters(tmp_path, "articles-00001.jsonl") == {"c": "b"}
    assert clusters(tmp_path, "articles-00002.jsonl") == {"b": "b"}
    delivery = start(name="another job")
    deliver(delivery, an_article_of("d" * 32, 60), an_article_of("a" * 32, 60, simhash_of=2**64 - 1))
    delivery.finish()
    assert clusters(tmp_path, "articles-00003.jsonl") == {"d": "b", "a": "-"}
    assert clusters(tmp_path, "articles-00001.jsonl") == {"c": "b"}
