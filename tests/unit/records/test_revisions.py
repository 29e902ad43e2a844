"""An article is another revision when what a reader reads has changed, and not when its page has."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from crawler.records.article import Author, Discovered, Extractor, Image, Related, hash_content
from crawler.records.enums import BodyStatus, Change, PageKind, Via
from crawler.records.json_form import check_record, parse_line, write_line
from crawler.records.revisions import Departure, Remembered, judge_change, remember, tell_gone
from tests.unit.samples import NOW, RUN, URL, an_article

BEFORE = an_article()


def changed(**changes):
    return replace(BEFORE, **changes)


def test_an_article_that_nothing_is_known_of_is_new():
    assert judge_change(BEFORE, None) is BEFORE


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"tags": ("council", "trending")},
        {"authors": ()},
        {"images": (Image(url="https://ads.example/socks.png"),)},
        {"related": (Related(url="https://news.example/other"),)},
        {"modified_at": NOW},
        {"published_at": NOW + timedelta(minutes=1)},
        {"authors": (Author(name="Ada Example", url="https://news.example/ada"),)},
        {"body_text": "The council met.\n\n It decided.  "},
        {"description": "Another word for it"},
        {"fetched_at": NOW + timedelta(days=1), "url": f"{URL}?utm_source=x"},
    ],
)
def test_what_is_no_content_makes_no_revision(changes):
    assert judge_change(changed(**changes), remember(BEFORE)) is None


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"body_text": "The council met."}, ("body_text",)),
        ({"headline": "The council decides at last"}, ("headline",)),
        ({"authors": (Author(name="Bea Example"),)}, ("authors",)),
        ({"canonical_url": "https://news.example/moved"}, ("canonical_url",)),
        ({"body_text": "Less.", "modified_at": NOW, "tags": ("a",)}, ("body_text", "tags", "modified_at")),
        ({"body_text": None, "tags": ()}, ("body_text",)),
        ({"correction_note": "Correction: it was Tuesday."}, ("correction_note",)),
    ],
)
def test_content_makes_a_revision_that_names_what_changed(changes, fields):
    again = Discovered(via=Via.SEED)
    after = changed(
        **changes, discovered=again, fetched_at=NOW + timedelta(days=1), first_seen_at=NOW + timedelta(days=1)
    )
    line = judge_change(after, remember(BEFORE))
    assert line.change is Change.UPDATED
    assert line.changed_fields == fields
    assert line.discovered == BEFORE.discovered
    assert (line.revision, line.supersedes, line.first_seen_at) == (2, BEFORE.content_hash, NOW)


def test_a_moved_article_keeps_its_id():
    line = judge_change(an_article("https://news.example/moved"), remember(BEFORE))
    assert line.id == BEFORE.id
    assert line.changed_fields == ("canonical_url",)


def test_what_is_remembered_survives_its_json_form():
    known = remember(BEFORE)
    assert msgspec.json.decode(msgspec.json.encode(known), type=Remembered) == known


def departure(status=410):
    return Departure(
        status=status,
        extractor=Extractor(name="readmore", version="1", page_kind=PageKind.OTHER, page_kind_confidence=1.0),
        run=RUN,
        at=NOW + timedelta(days=2),
    )


def test_a_gone_article_carries_identity_and_dates_and_no_content():
    line = tell_gone(remember(BEFORE), departure())
    check_record(line)
    assert parse_line(write_line(line)) == line
    assert (line.change, line.revision, line.id) == (Change.GONE, 2, BEFORE.id)
    assert line.content_hash == line.supersedes == BEFORE.content_hash
    assert (line.published_at, line.first_seen_at, line.fetched_at) == (NOW, NOW, NOW + timedelta(days=2))
    assert (line.headline, line.body_text, line.body_status, line.authors) == (None, None, BodyStatus.EMPTY, ())
    assert line.fetch.status == 410


def test_an_article_that_comes_back_is_told_anew_under_its_id():
    gone = remember(tell_gone(remember(BEFORE), departure()))
    assert gone.is_gone
    back = judge_change(BEFORE, gone)
    assert (back.change, back.revision) == (Change.UPDATED, 3)
    assert {"headline", "body_text", "authors"} <= set(back.changed_fields)


def test_the_hash_of_content_ignores_white_space():
    assert hash_content("A", "b  c\n\nd") == hash_content("A ", "b c d")
