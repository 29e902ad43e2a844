"""Boxes that offer letters amid a story, told by their field for an address or their link."""

import pytest

from crawler.article.body.offers import find_offers
from crawler.article.body.why import Why
from crawler.page.blocks import read_blocks
from tests.unit.article.body.pages import PROSE, a_page

OFFER = "<h3>Morning briefing</h3><p>The news of the day in your inbox, every morning.</p>"
FORM = "<form><input type=email><button>Go</button></form>"
LINK = "<div><a href=/newsletters/>Sign up</a></div>"


def offered(html: str) -> list[str]:
    blocks = read_blocks(page := a_page(f"<body><main>{html}</main></body>"))
    return [blocks[number].text for number in find_offers(page, blocks, [Why.CHOSEN] * len(blocks))]


@pytest.mark.parametrize("mark", [FORM, LINK, "<p><a href='https://post.example/subscribe?src=a'>Sign up</a></p>"])
def test_a_short_box_with_a_field_or_a_link_to_letters_is_an_offer(mark):
    found = offered(f"{PROSE}<div>{OFFER}{mark}</div>{PROSE}")
    assert found[:2] == ["Morning briefing", "The news of the day in your inbox, every morning."]


def test_a_box_that_ends_the_body_may_have_its_field_behind_it():
    blocks = read_blocks(page := a_page(f"<body><main>{PROSE}<div>{OFFER}{FORM}</div></main></body>"))
    found = find_offers(page, blocks, [Why.CHOSEN] * len(blocks))
    assert "Morning briefing" in [blocks[number].text for number in found]


def test_a_vote_is_no_part_of_the_story():
    vote = "<h5>Will you use it?</h5><label><input type=radio>Yes</label><label><input type=radio>No</label>"
    assert offered(f"{PROSE}<div>{vote}</div>{PROSE}")[0] == "Will you use it?"


@pytest.mark.parametrize(
    "html",
    [
        f"{PROSE}<p>The paper announced it in its <a href=/newsletter>newsletter</a> on Monday.</p>{PROSE}",
        f"{PROSE}<div>{OFFER}<p><a href=/2026/the-newsletter-that-won-a-prize-at-last>It won</a></p></div>{PROSE}",
        f"<div>{OFFER}{FORM}</div>",
        "",
    ],
)
def test_what_speaks_of_letters_or_is_all_there_is_is_none(html):
    assert offered(html) == []
