"""Records have one JSON form: it validates, it comes back, and it says what it leaves out."""

import json
from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from crawler.errors import PageError
from crawler.records.article import Article, Block, join_blocks
from crawler.records.enums import BlockType
from crawler.records.json_form import as_json, check_record, parse_line, write_line
from crawler.records.reject import Reject
from crawler.records.schemas import json_schema
from crawler.records.teaser import Teaser
from tests.unit.samples import a_full_article, a_reject, a_teaser, an_article

RECORDS = [an_article(), a_full_article(), a_teaser(), a_reject(), a_reject(item={"url": "x", "n": None})]


@pytest.mark.parametrize("record", RECORDS)
def test_every_line_validates_against_its_schema(record):
    validator = Draft202012Validator(json_schema(type(record)), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(json.loads(write_line(record)))] == []


@pytest.mark.parametrize("record", RECORDS)
def test_a_line_comes_back_as_the_record_it_was(record):
    assert parse_line(write_line(record)) == record
    check_record(record)


@pytest.mark.parametrize("record_type", [Article, Teaser, Reject])
def test_the_schemas_are_sound_json_schema(record_type):
    Draft202012Validator.check_schema(json_schema(record_type))


def test_a_required_key_is_null_and_an_optional_one_left_out():
    line = as_json(an_article(headline=None, modified_at=None))
    assert line["headline"] is None
    assert line["modified_at"] is None
    assert "kicker" not in line
    assert "blocks" not in line
    assert "url" not in line["authors"][0]


def test_what_a_stranger_put_into_extra_is_kept_as_it_came():
    assert as_json(a_full_article())["extra"] == {"id": 7, "nested": {"kept": None}}


def test_times_end_in_z():
    assert as_json(an_article(published_at=datetime(2024, 12, 10, 8, tzinfo=UTC)))["published_at"] == (
        "2024-12-10T08:00:00Z"
    )


@pytest.mark.parametrize(
    "change", [{"tags": ("a", 1)}, {"word_count": "many"}, {"published_date": "yesterday"}, {"authors": ("Ada",)}]
)
def test_a_record_that_breaks_its_types_is_told(change):
    with pytest.raises(PageError, match=r"Expected|Invalid"):
        check_record(an_article(**change))


@pytest.mark.parametrize(
    "line", ["", "[]", "{}", '{"schema": "readmore.article/9"}', '{"schema": "readmore.reject/1"}']
)
def test_a_line_of_no_feed_of_ours_is_told(line):
    with pytest.raises(PageError, match="not a line of a Readmore feed"):
        parse_line(line)


def test_an_unknown_key_breaks_the_schema():
    line = as_json(an_article()) | {"mood": "good"}
    assert not Draft202012Validator(json_schema(Article)).is_valid(line)


def test_body_text_is_made_of_blocks_in_order():
    blocks = (
        Block(type=BlockType.HEADING, text="One", level=2),
        Block(type=BlockType.IMAGE, url="https://news.example/i.jpg", caption="not in the text"),
        Block(type=BlockType.LIST, items=("a", "b")),
        Block(type=BlockType.TABLE, rows=(("c", "d"), ("e", "f"))),
        Block(type=BlockType.QUOTE, text="Said so"),
    )
    assert join_blocks(blocks) == "One\n\na\nb\n\nc\td\ne\tf\n\nSaid so"
