"""The golden pages: each of tests/pages reads as its expected.json says."""

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.page.document import Document
from crawler.reading import read
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via
from crawler.records.json_form import as_json

CASES = sorted(path.parent for path in Path(__file__).with_name("pages").glob("*/page.html"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_golden_page_reads_as_it_should(case):
    about = tomllib.loads((case / "about.toml").read_text(encoding="utf-8"))
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    document = Document(
        url=about["url"],
        body=(case / "page.html").read_bytes(),
        fetched_at=datetime(2026, 11, 1, 12, tzinfo=UTC),
        run=Run(id="golden", spider="none"),
        discovered=Discovered(via=Via.FILE),
    )
    record = json.loads(json.dumps(as_json(read(document).article)))
    assert {key: record.get(key) for key in expected} == expected, about["failure"]


def test_there_are_golden_pages():
    assert CASES
