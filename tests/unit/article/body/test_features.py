"""The figures of a block: each is what its name says."""

import json

import pytest

from crawler.article.body.features import FEATURES, read_candidates
from crawler.article.body.landscape import survey
from crawler.article.body.values import Known
from crawler.page.blocks import read_blocks
from tests.unit.article.body.pages import PROSE, SENTENCES, a_page, an_article


def figures_of(html: str, text: str, known: Known | None = None) -> dict[str, float]:
    """The figures of the candidate whose text begins so."""
    page = a_page(html)
    blocks = read_blocks(page)
    candidates = read_candidates(page, blocks, survey(blocks), known or Known())
    for place, row in zip(candidates.places, candidates.rows, strict=True):
        if blocks[place].text.startswith(text):
            return dict(zip(FEATURES, row, strict=True))
    raise AssertionError(f"no candidate {text!r}")


FIRST = figures_of(an_article(), SENTENCES[0])


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("length", len(SENTENCES[0])),
        ("words", 18),
        ("link_share", 0),
        ("commas", 1),
        ("ending", 3),
        ("beginning", 3),
        ("inline_tag", 0),
        ("from_first", 0),
        ("from_last", -4),
        ("from_headline", 2),
        ("from_heading", 2),
        ("repeats", 1),
        ("kin", 5),
        ("kin_good", 1),
        ("is_in_best", 1),
        ("steps_up", 0),
        ("steps_down", 1),
        ("parent_prose", 1),
        ("parent_good", 1),
        ("parent_score", 1),
        ("witness", 0),
        ("card_size", 0),
        ("best_good", 1),
        ("prose_before", 0),
        ("before1_length", len("By Ada Example, 4 May 2026")),
        ("after1_prose", len(SENTENCES[1])),
        ("articles", 1),
    ],
)
def test_a_paragraph_has_its_figures(name, figure):
    assert FIRST[name] == pytest.approx(figure)


@pytest.mark.parametrize(
    ("text", "beginning", "ending"),
    [("“So it is”", 4, 2), ("lower:", 2, 1), ("9 of ten!", 1, 3), ("• Point", 0, 0), ("その通り。", 2, 3)],
)
def test_the_first_and_the_last_sign_have_a_class(text, beginning, ending):
    figures = figures_of(an_article(f"{PROSE}<p>{text}</p>"), text)
    assert (figures["beginning"], figures["ending"]) == (beginning, ending)


def test_the_headline_is_known_by_its_words_else_by_its_tag():
    known = Known(headline="Council votes on  the harbour")
    assert figures_of(an_article(), SENTENCES[0], known)["from_headline"] == 2
    assert figures_of(f"<div>{PROSE}</div>", SENTENCES[1])["from_headline"] == -100


def test_a_block_that_says_what_the_description_says_is_told_so():
    known = Known(description="The wall is to be rebuilt.")
    html = an_article(above="<p class=dek>The wall is to be rebuilt.</p>")
    assert figures_of(html, "The wall", known)["description_overlap"] == 1
    assert figures_of(html, SENTENCES[4], known)["description_overlap"] == 0


def test_the_body_in_json_ld_is_a_witness():
    data = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(SENTENCES[:4])})
    html = an_article(head=f'<script type="application/ld+json">{data}</script>')
    assert figures_of(html, SENTENCES[0])["witness"] == 1
    assert figures_of(html, SENTENCES[4])["witness"] == -1


def test_a_block_in_a_card_knows_of_its_neighbours():
    card = (
        "<li><h3><a href=/2026/a-story-of-{0}>A story of the town of {0}</a></h3><p>{1}</p>"
        "<a href=/2026/a-story-of-{0}>Read more</a></li>"
    )
    cards = "".join(card.format(name, SENTENCES[3].replace("March", name)) for name in ("Ulm", "Bonn", "Kiel"))
    figures = figures_of(an_article(below=f"<ul>{cards}</ul>"), "An engineer from the university had warned in Bonn")
    assert (figures["card_size"], figures["card_has_more"]) == (3, 1)


def test_a_story_that_links_to_others_is_no_card_itself():
    html = f'<div><a href="/2026/another-story-of-the-town">Another story of the town</a>{PROSE}</div>'
    assert figures_of(html, SENTENCES[0])["card_size"] == 0


def test_a_container_of_few_ancestors_has_figures_for_all_three():
    figures = figures_of(f"<div>{PROSE}</div>", SENTENCES[0])
    assert figures["third_prose"] == 1
    assert figures["second_prose"] == 1
