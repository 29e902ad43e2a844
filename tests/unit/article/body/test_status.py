"""How much of a body a page gave, and the link on which the rest stands."""

import json

import pytest

from crawler.article.body.status import read_extent
from crawler.page.blocks import read_blocks
from crawler.records.enums import BodyStatus
from tests.unit.article.body.pages import PROSE, SENTENCES, URL, a_page

TEXT = PROSE * 3
WORDS = 300


def extent_of(html: str, words: int = WORDS, head: str = ""):
    """The extent where the blocks of five words and more are the body."""
    page = a_page(f"<html><head>{head}</head><body><main>{html}</main></body></html>")
    blocks = read_blocks(page)
    return read_extent(page, blocks, [block for block in blocks if block.text.count(" ") > 4], words)


def json_ld(**data) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **data})}</script>'


def test_a_text_that_ends_is_full():
    assert extent_of(f"<div>{TEXT}</div>") == (BodyStatus.FULL, None)


def test_no_text_is_empty():
    assert read_extent(a_page(""), [], [], 0) == (BodyStatus.EMPTY, None)


@pytest.mark.parametrize(
    ("html", "link"),
    [
        (f"<div>{TEXT}<p><a href=/whole>Continue reading</a></p></div>", "/whole"),
        (f"<div>{TEXT}</div><a href=/whole>Read more →</a>", "/whole"),
        (f"<div>{TEXT}<p>And then the wall began to move [...] <a href=/whole>Read more</a></p></div>", "/whole"),
    ],
)
def test_a_link_right_behind_the_text_leads_on(html, link):
    assert extent_of(html) == (BodyStatus.PARTIAL, link)
    assert extent_of(html, words=50) == (BodyStatus.TEASER, link)


@pytest.mark.parametrize(
    "html",
    [
        f"<div>{TEXT}<p><a href={URL}#more>Continue reading</a></p></div>",
        f"<div>{TEXT}</div><div><div><div><a href=/other>Read more</a></div></div></div>",
        f"<div>{TEXT}<p>Continue reading</p></div>",
        f"<div><p>{SENTENCES[0]} <a href=/x>Read more</a></p>{TEXT}</div>",
    ],
)
def test_other_links_lead_nowhere(html):
    assert extent_of(html) == (BodyStatus.FULL, None)


def test_an_ellipsis_before_a_wall_breaks_off():
    html = f"<div>{TEXT}<p>And then, in the night of Monday to Tuesday, the wall…</p></div>"
    assert extent_of(html) == (BodyStatus.FULL, None)
    assert extent_of(html, head=json_ld(isAccessibleForFree="False")) == (BodyStatus.PARTIAL, None)
    assert extent_of(f"{html}<div class=paywall></div>") == (BodyStatus.PARTIAL, None)


@pytest.mark.parametrize("href", [f"{URL}/2", f"{URL}/page/2/", "?page=2"])
def test_a_link_to_the_second_page_leads_on(href):
    assert extent_of(f"<div>{TEXT}</div><p>Pages: 1 <a href='{href}'>2</a></p>") == (BodyStatus.PARTIAL, href)


@pytest.mark.parametrize("href", ["/other/2", "?page=3", "?comments=2", "https://b.example/story/2"])
def test_other_numbers_lead_to_no_second_page(href):
    assert extent_of(f"<div>{TEXT}</div><p>Pages: 1 <a href='{href}'>2</a></p>") == (BodyStatus.FULL, None)


def test_a_label_may_name_the_page_or_stand_at_the_end_of_a_sentence():
    title = "<title>The wall moves</title>"
    named = f"<div>{TEXT}</div><a href=/whole>Continue reading <span>The wall moves</span></a>"
    assert extent_of(named, head=title) == (BodyStatus.PARTIAL, "/whole")
    assert extent_of(named.replace("The wall", "How ice")) == (BodyStatus.FULL, None)
    ends = f"<div>{TEXT}<p>And then, on Monday, the wall moved. <a href=/whole>Weiterlesen</a></p></div>"
    assert extent_of(ends) == (BodyStatus.PARTIAL, "/whole")
    assert extent_of(ends.replace("moved.", "moved")) == (BodyStatus.FULL, None)


def test_a_card_that_holds_the_whole_text_is_no_teaser_beside_it():
    card = f"<article><h2><a href=/whole>The wall moves</a></h2><div>{TEXT}</div><a href=/whole>Read more</a></article>"
    assert extent_of(card) == (BodyStatus.PARTIAL, "/whole")


@pytest.mark.parametrize(
    ("part", "selector", "status"),
    [
        ("<div class=paid></div>", ".paid", BodyStatus.PARTIAL),
        (f"<div class=paid>{PROSE}</div>", ".paid", BodyStatus.FULL),
        ("<div class=paid></div>", ".other", BodyStatus.FULL),
        ("<div class=paid></div>", "div:is(.paid", BodyStatus.FULL),
    ],
)
def test_a_closed_part_without_its_text_is_missing(part, selector, status):
    head = json_ld(hasPart={"isAccessibleForFree": False, "cssSelector": selector})
    assert extent_of(f"<div>{TEXT}</div>{part}", head=head).status is status


@pytest.mark.parametrize(
    ("end", "wall", "status"),
    [
        ("", "<p>Subscribe to continue reading</p>", BodyStatus.PARTIAL),
        ("", "<p>Il reste 80% de cet article à lire.</p>", BodyStatus.PARTIAL),
        ("", "<p>Already a subscriber?</p>", BodyStatus.FULL),
        ("", "<div hidden><p>Subscribe to continue</p></div>", BodyStatus.FULL),
        ("<p>And then, in the night to Tuesday, the wall…</p>", "<p>Already a subscriber?</p>", BodyStatus.PARTIAL),
    ],
)  # fmt: skip
def test_a_wall_that_says_so_right_behind_the_text_breaks_it_off(end, wall, status):
    page = a_page(f"<main><div>{TEXT}{end}</div>{wall}</main>")
    blocks = read_blocks(page)
    chosen = [block for block in blocks if len(block.text) > 40]
    assert read_extent(page, blocks, chosen, WORDS) == (status, None)


def test_a_body_in_json_ld_that_is_far_longer_shows_that_the_rest_is_missing():
    whole = " ".join(SENTENCES) * 8
    assert extent_of(f"<div>{TEXT}</div>", head=json_ld(articleBody=whole)).status is BodyStatus.PARTIAL
    assert extent_of(f"<div>{TEXT}</div>", head=json_ld(articleBody=whole[:600])).status is BodyStatus.FULL


@pytest.mark.parametrize(("words", "status"), [(60, BodyStatus.TEASER), (WORDS, BodyStatus.FULL)])
def test_a_closed_part_that_is_not_there_is_missing_from_a_short_text(words, status):
    head = json_ld(hasPart={"isAccessibleForFree": False, "cssSelector": ".paid"})
    assert extent_of(f"<div>{PROSE}</div>", words, head=head).status is status
