"""Labels are a function of what the files hold, and of nothing else."""

import gzip
import json
import random
from dataclasses import replace

import pytest

from crawler.records.clusters import Fingerprint
from crawler.records.json_form import write_line
from crawler.records.labels import label_files
from crawler.records.simhash import simhash
from tests.unit.samples import an_article

WORDS = ("council", "harbour", "town", "today", "bakers", "teachers", "drivers")


def a_line(article_id, seed, words=120, **changes):
    chosen = random.Random(seed)  # noqa: S311 - no secret
    body = " ".join(chosen.choice(WORDS) + str(chosen.randint(0, 40)) for _ in range(words))
    article = replace(
        an_article(), id=article_id, body_text=body, word_count=words, simhash=simhash("One headline", body), **changes
    )
    return write_line(article)


def write(path, lines):
    data = b"".join(line + b"\n" for line in lines)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def read(path):
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.splitlines()]


def labels(path):
    return {line["id"]: (line.get("duplicate_of"), line.get("cluster_id")) for line in read(path) if "id" in line}


LINES = [a_line("c" * 32, 1), a_line("e" * 32, 2), a_line("a" * 32, 1), a_line("d" * 32, 1)]
LABELS = {
    "a" * 32: (None, "a" * 32),
    "c" * 32: ("a" * 32, "a" * 32),
    "d" * 32: ("a" * 32, "a" * 32),
    "e" * 32: (None, None),
}


@pytest.mark.parametrize("name", ["feed.jsonl", "feed.jsonl.gz"])
def test_all_but_the_smallest_point_to_it_whatever_the_order(tmp_path, name):
    for order in (LINES, LINES[::-1]):
        feed = write(tmp_path / name, order)
        assert label_files([feed]) == 3
        assert labels(feed) == LABELS
        assert [line["id"] for line in read(feed)] == [json.loads(line)["id"] for line in order]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_labelling_twice_changes_nothing_and_does_not_write(tmp_path):
    feed = write(tmp_path / "feed.jsonl", LINES)
    label_files([feed])
    before = feed.stat().st_ino
    assert label_files([feed]) == 3
    assert feed.stat().st_ino == before


def test_several_files_are_labelled_as_one(tmp_path):
    first, second = write(tmp_path / "1.jsonl", LINES[:2]), write(tmp_path / "2.jsonl.gz", LINES[2:])
    label_files([first, second])
    assert labels(first) | labels(second) == LABELS


def test_what_is_known_beside_the_files_counts(tmp_path):
    feed = write(tmp_path / "feed.jsonl", [LINES[0]])
    known = json.loads(LINES[2])
    assert label_files([feed], [Fingerprint(known["id"], int(known["simhash"], 16))]) == 1
    assert labels(feed) == {"c" * 32: ("a" * 32, "a" * 32)}


def test_a_label_that_no_longer_holds_is_taken_away(tmp_path):
    feed = write(tmp_path / "feed.jsonl", [a_line("c" * 32, 1, duplicate_of="b" * 32, cluster_id="b" * 32)])
    assert label_files([feed]) == 0
    assert labels(feed) == {"c" * 32: (None, None)}


def test_short_texts_and_other_lines_stay_as_they_are(tmp_path):
    lines = [
        a_line("a" * 32, 1, words=20),
        a_line("b" * 32, 1, words=20),
        b'{"title": "of another spider", "id": 7}',
        b"[1, 2]",
        b"no json",
        b'{"schema": "readmore.article/1", "id": "x", "simhash": null}',
    ]
    feed = write(tmp_path / "feed.jsonl", lines)
    assert label_files([feed]) == 0
    assert feed.read_bytes().splitlines() == lines


def test_a_line_that_is_no_whole_record_stays_as_it_is(tmp_path):
    broken = json.dumps({"schema": "readmore.article/1", "id": "a" * 32, "simhash": json.loads(LINES[2])["simhash"],
                         "word_count": 120}).encode()  # fmt: skip
    feed = write(tmp_path / "feed.jsonl", [LINES[0], broken])
    assert label_files([feed]) == 2
    assert feed.read_bytes().splitlines()[1] == broken
    assert read(feed)[0]["duplicate_of"] == "a" * 32
