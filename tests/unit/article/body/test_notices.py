"""Notices of cookies at the ends of a body, and stories that speak of cookies."""

import pytest

from crawler.article.body.notices import find_notices
from crawler.article.body.why import Why
from crawler.page.blocks import read_blocks
from tests.unit.article.body.pages import PROSE, SENTENCES, a_page

NOTICE = "We use cookies to show you news from where you are. You can change your mind at any time."


def find(html: str) -> list[str]:
    blocks = read_blocks(a_page(f"<body>{html}</body>"))
    return [blocks[number].text for number in sorted(find_notices(blocks, [Why.CHOSEN] * len(blocks)))]


@pytest.mark.parametrize(
    "notice",
    [
        NOTICE,
        "Datenschutz & Cookies: Diese Website verwendet Cookies.",
        "Nous utilisons des cookies pour mesurer notre audience.",
        "当サイトではクッキーを使用しています。",
        "Käytämme evästeitä sisällön kohdentamiseen.",
    ],
)
def test_a_notice_in_a_box_of_its_own_is_found_on_either_side_of_the_story(notice):
    box = f"<div><p>{notice}</p></div>"
    assert find(f"<main>{PROSE}</main>{box}") == [notice]
    assert find(f"{box}<main>{PROSE}</main>") == [notice]


def test_what_stands_in_one_box_with_a_notice_is_of_it():
    assert find(f"<main>{PROSE}</main><div><p>Your privacy</p><p>{NOTICE}</p></div>") == ["Your privacy", NOTICE]


def test_the_box_of_a_maker_is_known_by_its_name_even_where_most_text_stands_in_it():
    box = "<div id=onetrust-consent-sdk><p>Performance: how often pages are read.</p></div>"
    assert find(f"<main><p>{SENTENCES[0]}</p></main>{box}") == ["Performance: how often pages are read."]


def test_where_a_notice_is_all_there_is_nothing_is_left():
    assert find(f"<div><p>Your privacy</p><p>{NOTICE}</p></div>") == ["Your privacy", NOTICE]


def test_a_paragraph_may_itself_be_named_as_the_box():
    told = "<p class=cookie-notice>Pages are counted here.</p>"
    assert find(f"{PROSE}{told}") == find(f"{told}{PROSE}") == ["Pages are counted here."]


@pytest.mark.parametrize(
    "html",
    [
        f"<main>{PROSE}<p>{NOTICE}</p></main>",
        f"<header><p>Standfirst of the story.</p></header><main>{PROSE * 2}<p>{NOTICE}</p></main>",
        f"<main>{PROSE}</main>",
        "",
    ],
)
def test_a_story_that_speaks_of_cookies_is_whole(html):
    assert find(html) == []
