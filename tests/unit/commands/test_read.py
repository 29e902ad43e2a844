"""``scrapy read``: saved pages become records, whatever their kind, and what cannot be read is named."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
PAGE = "<html lang=en><link rel=canonical href=https://a.example/x><h1>A bridge opens</h1><p>{} of it.</p></html>"


def read(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "read", *map(str, words)],
        cwd=folder,
        env={**os.environ, "SCRAPY_SETTINGS_MODULE": "crawler.settings", "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def saved(tmp_path):
    """A folder with two pages, one of them packed, and a list that names them."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text(PAGE.format("All"), encoding="utf-8")
    (tmp_path / "pages" / "b.html.gz").write_bytes(gzip.compress(PAGE.format("Half").encode()))
    entries = [
        {"id": 1, "file": "pages/a.html", "url": "https://b.example/one", "encoding": "utf-8"},
        {"id": "two", "file": "pages/b.html.gz"},
    ]
    (tmp_path / "list.jsonl").write_text("".join(f"{json.dumps(entry)}\n" for entry in entries), encoding="utf-8")
    return tmp_path


def to_lines(text):
    return [json.loads(line) for line in text.split("\n") if line]


def test_a_list_gives_each_page_under_its_id_and_address(saved):
    done = read(saved, "list.jsonl", "-o", "out/records.jsonl")
    assert done.returncode == 0, done.stderr
    records = to_lines((saved / "out" / "records.jsonl").read_text(encoding="utf-8"))
    assert [(record["extra"]["id"], record["url"]) for record in records] == [
        ("1", "https://b.example/one"),
        ("two", "https://a.example/x"),
    ]
    assert {record["discovered"]["via"] for record in records} == {"file"}
    assert "2 of 2 pages read" in done.stderr


def test_a_folder_goes_to_standard_output(saved):
    done = read(saved, "pages")
    assert [record["headline"] for record in to_lines(done.stdout)] == ["A bridge opens"] * 2
    assert all("extra" not in record for record in to_lines(done.stdout))


def test_a_packed_feed_is_written(saved):
    assert read(saved, "pages", "-O", "records.jsonl.gz").returncode == 0
    assert len(to_lines(gzip.decompress((saved / "records.jsonl.gz").read_bytes()).decode())) == 2


def test_a_file_that_is_missing_is_named_and_the_others_are_read(saved):
    (saved / "pages" / "a.html").unlink()
    done = read(saved, "list.jsonl")
    assert done.returncode == 1
    assert "a.html cannot be read" in done.stderr
    assert len(to_lines(done.stdout)) == 1


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([], "name what to read"),
        (["nowhere.html"], "nowhere.html does not exist"),
        (["pages", "-o", "records.csv"], "so write records.jsonl"),
        (["pages", "-o", "list.jsonl/x.jsonl"], "cannot be written"),
    ],
)
def test_a_mistake_gets_one_line(saved, words, line):
    done = read(saved, *words)
    assert done.returncode == 2
    assert line in done.stderr.strip().splitlines()[-1]
    assert "Traceback" not in done.stderr
