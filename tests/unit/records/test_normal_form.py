"""The normal form is clean, holds nothing twice, and is reached in one step."""

from datetime import datetime, timedelta, timezone

import pytest

from crawler.records.article import Author, hash_content
from crawler.records.json_form import write_line
from crawler.records.normal_form import clean_record, clean_text, normalise
from tests.unit.samples import a_full_article, a_teaser, an_article

PARIS = timezone(timedelta(hours=1))
DIRTY = an_article(
    headline="  Cafe\u0301\x00 opens \n again ",
    body_text="\n First.\x07\n\nSecond\ud800. ",
    tags=("Town", "town ", "", "Café", "Cafe\u0301"),
    authors=(Author(name="Ada Example"), Author(name="ada example")),
    published_at=datetime(2026, 1, 2, 9, 0, 0, 123, tzinfo=PARIS),
    kicker="  ",
    extra={"kept\x00": ["a\x01"]},
)


def test_text_is_composed_and_free_of_what_no_reader_sees():
    article = normalise(DIRTY)
    assert article.headline == "Café opens again"
    assert article.body_text == "First.\n\nSecond."
    assert article.extra == {"kept": ["a"]}


def test_an_empty_text_is_none():
    assert normalise(DIRTY).kicker is None
    assert normalise(an_article(body_text=" \n ")).body_text is None


def test_nothing_stands_twice_and_the_first_spelling_stays():
    article = normalise(DIRTY)
    assert article.tags == ("Town", "Café")
    assert [author.name for author in article.authors] == ["Ada Example"]


def test_times_are_utc_to_the_second():
    assert str(normalise(DIRTY).published_at) == "2026-01-02 08:00:00+00:00"


def test_the_hash_is_that_of_the_clean_text():
    article = normalise(DIRTY)
    assert article.content_hash == hash_content("Café opens again", "First.\n\nSecond.")


@pytest.mark.parametrize("article", [DIRTY, an_article(), a_full_article()])
def test_twice_is_once(article):
    assert normalise(normalise(article)) == normalise(article)


def test_what_breaks_the_encoding_is_gone():
    assert "\\ud800" not in write_line(clean_record(a_teaser(headline="a\ud800b"))).decode()


def test_newlines_and_tabs_stay():
    assert clean_text("a\tb\nc") == "a\tb\nc"
