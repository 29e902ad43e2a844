"""A night's folder says whether it is whole, its manifest what is in it, and old ones are taken away."""

import gzip
from datetime import UTC, date, datetime

import pytest

from crawler.errors import SegmentError, UsageError
from crawler.export.manifest import Ending, find_damage, make_manifest, read_manifest, write_manifest
from crawler.export.partitions import Partition, list_partitions, parse_day, write_whole
from crawler.export.retention import find_outdated, remove
from crawler.records.enums import Decision, RejectReason, TeaserLink
from crawler.records.json_form import write_line
from crawler.records.reject import Reject
from crawler.records.teaser import Teaser
from tests.unit.samples import NOW, RUN, an_article

DAY = date(2026, 11, 24)
ENDING = Ending(reason="finished", is_complete=True, begun_at=NOW, ended_at=datetime(2026, 1, 2, 3, 9, 5, 7, UTC))


def write_segment(partition, name, *records):
    partition.folder.mkdir(parents=True, exist_ok=True)
    members = [gzip.compress(write_line(record) + b"\n") for record in records]
    (partition.folder / name).write_bytes(b"".join(members))


def a_teaser(url):
    return Teaser(
        listing_url="https://news.example/",
        url=url,
        canonical_url=url,
        position=1,
        page=1,
        seen_at=NOW,
        anchor_text=None,
        link_kind=TeaserLink.READ_MORE,
        confidence=1.0,
        decision=Decision.FOLLOW,
        reason=None,
        known=False,
        article_id=None,
        run=RUN,
    )


@pytest.fixture
def night(tmp_path):
    partition = Partition(tmp_path, "post", DAY)
    write_segment(partition, "articles-00001.jsonl.gz", an_article(), an_article("https://news.example/2"))
    write_segment(partition, "articles-00002.jsonl.gz", an_article("https://news.example/3"))
    write_segment(partition, "teasers-00001.jsonl.gz", a_teaser("https://news.example/story"))
    fault = Reject(url="https://news.example/x", reason=RejectReason.NO_BODY, detail="", seen_at=NOW, run=RUN)
    write_segment(partition, "rejects-00001.jsonl.gz", fault)
    (partition.folder / "articles-00003.jsonl.gz.part").write_bytes(b"half")
    return partition


def test_where_it_stands_and_what_its_job_is_called(night, tmp_path):
    assert night.folder == tmp_path / "post" / "2026-11-24"
    assert night.job == "post/2026-11-24"
    assert [path.name for path in night.segments][:2] == ["articles-00001.jsonl.gz", "articles-00002.jsonl.gz"]
    assert len(night.segments) == 4
    assert Partition(tmp_path, "other", DAY).segments == ()


def test_the_manifest_lists_files_and_counts_and_finds_damage(night):
    manifest = make_manifest(night, ENDING)
    assert {file.name: file.lines for file in manifest.files} == {
        "articles-00001.jsonl.gz": 2,
        "articles-00002.jsonl.gz": 1,
        "teasers-00001.jsonl.gz": 1,
        "rejects-00001.jsonl.gz": 1,
    }
    assert manifest.counts == {"articles": {"new": 3}, "teasers": {"follow": 1}, "rejects": {"no_body": 1}}
    assert (manifest.complete, manifest.ended, manifest.ended_at) == (True, "finished", "2026-01-02T03:09:05Z")
    assert {"readmore", "scrapy", "python", "readmore.article"} <= set(manifest.versions)
    write_manifest(night, manifest)
    assert read_manifest(night.folder) == manifest
    assert find_damage(night.folder, manifest) == ()
    (night.folder / "articles-00001.jsonl.gz").write_bytes(b"other")
    (night.folder / "articles-00002.jsonl.gz").unlink()
    assert [line.rpartition("gz ")[2] for line in find_damage(night.folder, manifest)] == [
        "is not the file that the manifest lists",
        "is missing",
    ]


def test_a_damaged_segment_or_manifest_is_told(night):
    (night.folder / "articles-00001.jsonl.gz").write_bytes(b"\x1f\x8b broken")
    with pytest.raises(SegmentError, match=r"articles-00001.jsonl.gz is damaged"):
        make_manifest(night, ENDING)
    write_whole(night.folder / "manifest.json", b"{}")
    with pytest.raises(SegmentError, match=r"manifest.json cannot be read"):
        read_manifest(night.folder)


def test_marks_say_how_it_ended(night):
    assert night.mark is None
    night.close("")
    assert night.is_whole
    night.reopen()
    assert night.mark is None
    night.close("budget_seconds")
    assert not night.is_whole
    assert night.mark.read_text(encoding="utf-8") == "budget_seconds\n"


def test_nights_are_listed_by_day_and_strangers_are_left_alone(tmp_path):
    for site, day in (("post", "2026-11-23"), ("herald", "2026-11-24"), ("post", "notes"), ("post", "20261122")):
        (tmp_path / site / day).mkdir(parents=True)
    assert [night.job for night in list_partitions(tmp_path)] == ["post/2026-11-23", "herald/2026-11-24"]
    assert [night.job for night in list_partitions(tmp_path, "post")] == ["post/2026-11-23"]
    assert list_partitions(tmp_path / "absent") == ()


def test_nights_beyond_the_newest_are_taken_away_once_they_have_ended(tmp_path):
    for day in range(20, 25):
        partition = Partition(tmp_path, "post", date(2026, 11, day))
        write_segment(partition, "articles-00001.jsonl.gz", an_article())
        if day != 21:
            write_manifest(partition, make_manifest(partition, ENDING))
            partition.close("")
    assert find_outdated(tmp_path, "post", 0) == ()
    outdated = find_outdated(tmp_path, "post", 2)
    assert [night.day.day for night in outdated] == [20, 22]
    for night in outdated:
        remove(night)
    assert [night.day.day for night in list_partitions(tmp_path, "post")] == [21, 23, 24]


@pytest.mark.parametrize("text", ["yesterday", "20261124", "2026-13-01", ""])
def test_a_day_is_typed_in_one_way(text):
    assert parse_day("2026-11-24", "--date") == DAY
    with pytest.raises(UsageError, match="write it as 2026-11-24"):
        parse_day(text, "--date")
