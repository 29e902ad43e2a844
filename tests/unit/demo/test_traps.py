"""Each trap that the site promises is there."""

import re

import pytest

from crawler.demo.markup import SITE_NAME, SLOGAN, syndicated_path
from crawler.demo.newsroom import find_quirk
from crawler.demo.pictures import draw_picture
from crawler.demo.stories import write_stories
from crawler.demo.story import Quirk

STORIES = write_stories()
COPIED = find_quirk(Quirk.SLOGAN_AS_TITLE)
ODD = find_quirk(Quirk.WRONG_CHARSET)


@pytest.fixture(scope="module")
def read(get):
    return lambda path: get(path).text


def test_a_story_stands_at_two_addresses_and_names_the_first(site, read):
    copy = read(syndicated_path(COPIED))
    assert copy == read(COPIED.path)
    assert f'<link rel="canonical" href="{site.url}{COPIED.path}">' in copy


def test_the_front_page_links_with_tracking_old_addresses_index_files_and_reordered_parameters(read):
    front = read("/")
    for mark in ("utm_source=", "fbclid=", 'href="/old/', 'index.html"', syndicated_path(COPIED), "#more"):
        assert mark in front, mark
    assert f"/city/story?name={ODD.path.split('name=')[1]}&amp;id={ODD.number}" in front


def test_an_old_address_sends_to_the_new_one(get):
    answer = get("/old/100")
    assert (answer.status, answer.headers["Location"]) == (301, STORIES[100].path)


@pytest.mark.parametrize("ending", ["", "index.html", "?utm_campaign=x", "index.html?fbclid=1"])
def test_spellings_of_an_international_address_are_one_page(get, ending):
    path = find_quirk(Quirk.SEED).path
    assert get(path.rstrip("/") if not ending else path + ending).body == get(path).body


@pytest.mark.parametrize(
    ("section", "turn"), [("Politics", lambda path: path.rstrip("/")), ("Sport", lambda path: f"{path}/")]
)
def test_some_sections_send_a_wrong_slash_to_the_right_one(get, section, turn):
    path = next(story.path for story in STORIES if story.section.name == section)
    answer = get(turn(path))
    assert (answer.status, answer.headers["Location"]) == (301, path)


def test_about_is_long_and_no_story(read):
    about = read("/about/")
    assert len(re.sub(r"<[^>]+>", "", about).split()) > 200
    assert "<article" not in about


def test_read_more_stands_in_a_comment_an_alternative_text_and_a_headline(read):
    page = read(find_quirk(Quirk.READ_MORE_IN_TEXT).path)
    assert re.search(r"<h1[^>]*>Why “Read more”", page)
    assert 'alt="A button that says Read more"' in page
    commented = next(story for story in STORIES if story.number % 9 == 0 and story.comments)
    assert '<a href="/contact/" rel="nofollow">Read more</a>' in read(commented.path)


def test_every_listing_links_to_itself(read):
    for path in ("/", "/page/2/", "/sport/", "/tag/cities/"):
        assert f'<a href="{path}">Refresh</a>' in read(path)


def test_the_calendar_never_ends_and_holds_no_story(read):
    assert 'href="/calendar/2026/01/"' in read("/calendar/2025/12/")
    assert "<article" not in read("/calendar/2999/07/")


def test_a_search_finds_by_headline_and_offers_orders(read):
    found = read("/search?q=ferry")
    assert '<ul class="rows"><li>' in found
    assert "/search?q=ferry&amp;sort=date" in found


def test_one_date_stands_in_words_alone(read):
    page = read(find_quirk(Quirk.DATE_IN_WORDS).path)
    assert "Tuesday, December 10, 2024" in page
    assert "<time" not in page


def test_one_title_is_the_slogan(read):
    assert f'<meta property="og:title" content="{SITE_NAME} – {SLOGAN}">' in read(COPIED.path)


def test_one_headline_is_not_the_h1(read):
    odd = find_quirk(Quirk.SECTION_AS_H1)
    page = read(odd.path)
    assert re.findall(r"<h1[^>]*>([^<]+)</h1>", page) == ["Blog"]
    assert f'<h2 class="entry-title single-post-title">{odd.headline}</h2>' in page


@pytest.mark.parametrize(
    ("language", "direction", "words"), [("ar", "rtl", "اقرأ المزيد"), ("ja", "ltr", "続きを読む")]
)
def test_a_story_in_another_script_has_its_own_words_for_read_more(read, language, direction, words):
    (story,) = [story for story in STORIES if story.language == language]
    page = read(story.path)
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert page.count(words) == 6


def test_one_page_says_utf_8_and_is_windows_1252(get):
    answer = get(ODD.path)
    body = answer.body
    assert answer.headers.get_content_charset() == "utf-8"
    assert "“forty-six years" in body.decode("cp1252")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_a_story_is_pinned_and_some_cards_hide_their_title(read):
    front = read("/")
    assert 'class="pinned sticky"' in front
    assert front.count('aria-label="') >= 3
    assert re.search(r'<a href="[^"]+" aria-label="[^"]{20,}"><img[^>]*></a>', front)


@pytest.mark.parametrize(
    ("path", "markup"), [("/politics/", "card entry"), ("/city/", 'a class="tile"'), ("/sport/", "rows")]
)
def test_sections_have_three_kinds_of_teaser(read, path, markup):
    assert markup in read(path)


def test_a_picture_is_a_png_and_the_same_each_time():
    assert draw_picture("/media/a.png") == draw_picture("/media/a.png") != draw_picture("/media/b.png")
    assert draw_picture("/media/a.png").startswith(b"\x89PNG")
