"""Reading holds the figures that it has reached on real pages: body, headline, authors, date and kind."""

import gzip
import importlib.util
import json
import os
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
CEILINGS = {"without"}
# Coverage learns nothing from thousands of pages that a few do not tell it, and makes them take four times as long.
UNTRACED = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def to_prediction(record):
    return {
        "title": record["headline"],
        "authors": [author["name"] for author in record["authors"]],
        "date_published": record["published_date"] or record["published_at"],
        "body": record["body_text"],
        "page_type": record["extractor"]["page_kind"],
    }


@pytest.fixture(scope="module")
def figures(shared, tmp_path_factory):
    """Name of a table in floors.toml to its figures, each set read once and when first asked for."""
    spec = importlib.util.spec_from_file_location("corpus_score", shared / "corpus" / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)

    @cache
    def read_set(name):
        pages = shared / "corpus" / name / "pages.jsonl.gz"
        feed = tmp_path_factory.mktemp(name) / "records.jsonl"
        words = [sys.executable, "-m", "scrapy", "read", pages, "-o", feed]
        subprocess.run(words, check=True, capture_output=True, env=UNTRACED)
        records = [json.loads(line) for line in feed.read_text(encoding="utf-8").split("\n") if line]
        with gzip.open(pages, "rt", encoding="utf-8") as lines:
            entries = [json.loads(line) for line in lines]
        assert [record["extra"]["id"] for record in records] == [entry["id"] for entry in entries]
        return [
            (entry.get("page_type"), scorer.score_page(entry, to_prediction(record)))
            for entry, record in zip(entries, records, strict=True)
        ]

    @cache
    def find_figures(table):
        name, _, only = table.partition("-")
        rows = [row for kind, row in read_set(name) if not only or kind == "article"]
        return {key: figure["value"] for key, figure in scorer.summarise(rows, boot=0).items()}

    return find_figures


@pytest.mark.parametrize(("table", "key"), [(table, key) for table, floors in FLOORS.items() for key in floors])
def test_a_figure_is_not_lost(figures, table, key):
    reached, floor = figures(table)[key], FLOORS[table][key]
    assert reached <= floor if key in CEILINGS else reached >= floor, f"{table} {key}: {reached:.4f}, floor {floor}"
