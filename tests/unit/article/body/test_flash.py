"""A story of a line or two is found below its headline, and nothing is made up where there is none."""

import pytest

from crawler.article.body.flash import find_flash
from crawler.article.body.reader import judge_blocks, read_body
from crawler.article.body.values import Known
from crawler.page.blocks import read_blocks
from crawler.records.evidence import Evidence

KNOWN = Known(headline="Weather, week 25", authors=("Ada Lind",), published_raw="May 17, 2025")
SAID = "Week 25: mild, some rain in the west, 17 degrees on average."


def flash_of(page_of, below, known=KNOWN):
    page = page_of(f"<nav><a href=/>The Post</a></nav><h1>Weather, week 25</h1>{below}<footer>Made by hand</footer>")
    return [block.text for block in find_flash(page, read_blocks(page), known)]


@pytest.mark.parametrize("sentence", [SAID, "第25週は穏やかで西では雨が降るでしょう。"])
def test_the_sentence_below_headline_and_byline_is_the_story(page_of, sentence):
    assert flash_of(page_of, f"<p>Ada Lind</p><p>May 17, 2025</p><p>{sentence}</p><p>Tags: rain</p>") == [sentence]


@pytest.mark.parametrize(
    "below",
    [
        "<p>Ada Lind</p><p>May 17, 2025</p>",
        "<h2>Comments</h2><p>This is what a reader said of it all.</p>",
        '<p><a href="/next">The next story is a sentence that leads away.</a></p>',
        "<p>One</p>" * 7 + f"<p>{SAID}</p>",
    ],
)
def test_where_no_sentence_follows_there_is_none(page_of, below):
    assert flash_of(page_of, below) == []


def test_it_ends_with_the_first_that_is_no_sentence_and_after_five(page_of):
    assert flash_of(page_of, f"<p>{SAID}</p><p>Tags</p><p>{SAID}</p>") == [SAID]
    assert flash_of(page_of, f"<p>{SAID}</p>" * 7) == [SAID] * 5


def test_a_quote_keeps_the_name_of_who_said_it(page_of):
    quote = f"<blockquote><p>{SAID}</p><cite>Ada Lind</cite></blockquote><p>Ada Lind</p>"
    assert flash_of(page_of, quote) == [SAID, "Ada Lind"]


@pytest.mark.parametrize("known", [Known(), Known(headline="The Post")])
def test_a_page_that_shows_no_headline_is_opened_by_it(page_of, known):
    page = page_of(f"<p>The Post</p><main><p>May 17, 2025</p><p>{SAID}</p></main><footer>The Post</footer>")
    assert [block.text for block in find_flash(page, read_blocks(page), known)] == [SAID]


def test_a_page_without_headline_and_main_part_has_none(page_of):
    assert flash_of(page_of, f"<p>{SAID}</p>", Known()) == []


def test_it_stands_in_where_all_prose_is_the_form_for_comments(page_of):
    form = '<div class="comments"><h3>Leave a reply</h3>' + "<p>Your address will not be published at all.</p>" * 4
    page = page_of(f"<main><h1>Weather, week 25</h1><div><p>{SAID}</p></div></main>{form}</div>")
    assert [block.text for block in read_body(page, KNOWN, Evidence()).blocks] == [SAID]
    assert [judged.block.text for judged in judge_blocks(page, KNOWN, Evidence()) if judged.is_chosen] == [SAID]
