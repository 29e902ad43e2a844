"""The main job on the demo site: exactly its 200 articles, each field as the site's truth has it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from crawler.demo.truth import list_truth, write_truth
from crawler.records.json_form import RECORD_TYPES
from crawler.records.schemas import json_schema
from crawler.urls import canonicalize

PROJECT = Path(__file__).parents[2]
FEEDS = ("articles", "teasers", "rejects")
# A story's own truth, by the record's names; pictures are compared apart, for a record may hold more of them.
FIELDS = [field for field in list_truth("http://x.test")[0].__slots__ if field not in {"url", "images"}]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """The three feeds of one crawl, and the truth of the site that was crawled, both by address."""
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-m", "crawler.demo.crawl"],
        cwd=folder,
        env={**os.environ, "SCRAPY_SETTINGS_MODULE": "crawler.settings", "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    url = re.search(r"The demo site is at (http://[\d.:]+)/", done.stderr).group(1)
    write_truth(folder / "truth.jsonl", url)
    paths = {name: folder / "feeds" / "demo" / f"{name}.jsonl" for name in FEEDS}
    return {name: read_lines(path) for name, path in {**paths, "truth": folder / "truth.jsonl"}.items()}, done


def read_lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def compare(lines, read):
    """What ``read`` gives of each record and of its truth, by address, where the two differ."""
    truth = {canonicalize(line["url"]): read(line) for line in lines["truth"]}
    found = {line["canonical_url"]: read(line) for line in lines["articles"]}
    wrong = {url: (value, truth[url]) for url, value in found.items() if url in truth and value != truth[url]}
    assert len(found) == len(truth)
    assert not wrong, f"{len(wrong)} of {len(truth)}: {dict(list(wrong.items())[:3])}"


def test_every_article_comes_once_and_nothing_else(crawled):
    lines, _ = crawled
    found = [line["canonical_url"] for line in lines["articles"]]
    assert sorted(found) == sorted(canonicalize(line["url"]) for line in lines["truth"])


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_as_the_truth_has_it(crawled, field):
    lines, _ = crawled
    compare(lines, lambda line: line.get(field))


def test_the_lead_image_is_the_picture_above_the_body(crawled):
    lines, _ = crawled
    compare(lines, lambda line: line["images"][:1])


def test_every_line_holds_to_its_schema(crawled):
    lines, _ = crawled
    for schema_id, record_type in RECORD_TYPES.items():
        validator = jsonschema.Draft202012Validator(json_schema(record_type), format_checker=jsonschema.FormatChecker())
        written = [line for name in FEEDS for line in lines[name] if line["schema"] == schema_id]
        assert written
        assert not [error.message for line in written for error in validator.iter_errors(line)][:3]


def test_it_says_what_it_wrote_and_shows_a_record(crawled):
    _, done = crawled
    assert "articles  200" in done.stderr
    assert "articles.jsonl" in done.stderr
    assert '"schema": "readmore.article/1"' in done.stdout
