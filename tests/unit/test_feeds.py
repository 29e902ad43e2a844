"""Each record goes to its feed, in its one form."""

import io
import json

import pytest
from scrapy.settings import Settings

from crawler.errors import SettingError
from crawler.feeds import DeliverableFilter, FeedsAddon, RecordLinesItemExporter, feed_paths
from crawler.records.json_form import as_json
from crawler.records.reject import Reject
from crawler.records.teaser import Teaser
from tests.unit.samples import a_reject, a_teaser, an_article


def complete(**settings):
    values = Settings(settings)
    FeedsAddon().update_settings(values)
    return values


def export(item, **options):
    file = io.BytesIO()
    RecordLinesItemExporter(file, **options).export_item(item)
    return file.getvalue()


def test_records_are_lines_of_their_schema():
    assert json.loads(export(an_article())) == as_json(an_article())


def test_another_spiders_item_is_written_as_scrapy_does():
    assert export({"title": "x"}) == b'{"title": "x"}\n'


def test_a_feed_may_ask_for_some_fields():
    assert list(json.loads(export(an_article(), fields_to_export=["url", "headline"]))) == ["url", "headline"]


def test_a_feed_that_names_nothing_takes_what_is_deliverable():
    feeds = complete(FEEDS={"a.jsonl": {"format": "jsonl"}, "b.jsonl": {"item_classes": ["x.Y"]}})["FEEDS"]
    assert feeds["a.jsonl"]["item_filter"] is DeliverableFilter
    assert "item_filter" not in feeds["b.jsonl"]


@pytest.mark.parametrize(
    ("item", "taken"), [(an_article(), True), ({}, True), (a_teaser(), False), (a_reject(), False)]
)
def test_teasers_and_rejects_are_not_deliverable(item, taken):
    assert DeliverableFilter({}).accepts(item) is taken


def test_teasers_and_rejects_have_feeds_of_their_own():
    settings = complete(READMORE_TEASERS_FEED="t.jsonl", READMORE_REJECTS_FEED="s3://bucket/r.jsonl.gz")
    teasers, rejects = settings["FEEDS"]["t.jsonl"], settings["FEEDS"]["s3://bucket/r.jsonl.gz"]
    assert (teasers["format"], teasers["item_classes"], teasers["overwrite"]) == ("jsonl", [Teaser], True)
    assert (rejects["format"], rejects["item_classes"], rejects["overwrite"]) == ("jsonl", [Reject], False)
    assert rejects["postprocessing"] == ["scrapy.extensions.postprocessing.GzipPlugin"]


def test_a_paused_runs_feeds_are_continued():
    assert not complete(READMORE_TEASERS_FEED="t.jsonl", JOBDIR="job")["FEEDS"]["t.jsonl"]["overwrite"]


@pytest.mark.parametrize("uri", ["teasers", "teasers.txt", "teasers.gz"])
def test_a_feed_without_a_format_is_a_mistake(uri):
    with pytest.raises(SettingError, match="READMORE_TEASERS_FEED"):
        complete(READMORE_TEASERS_FEED=uri)


def test_the_paths_are_told_by_what_they_hold():
    settings = complete(FEEDS={"a.jsonl": {"format": "jsonl"}}, READMORE_REJECTS_FEED="r.jsonl")
    assert feed_paths(settings) == {"articles": "a.jsonl", "rejects": "r.jsonl"}
