"""Rows of teasers behind a story, and what only looks like one."""

import pytest

from crawler.article.body.features import read_candidates
from crawler.article.body.landscape import survey
from crawler.article.body.last_teasers import find_last_teasers
from crawler.article.body.values import Known
from crawler.article.body.why import Why
from crawler.page.blocks import read_blocks
from crawler.page.tree import HEADINGS
from tests.unit.article.body.pages import PROSE, a_page

DATED = Known(headline="Council votes on the harbour", published_raw="2026-05-04")
EXCERPTS = [f"Excerpt {number} tells in one sentence what another story of the paper is about." for number in range(3)]


def card(number: int, tag: str = "div") -> str:
    link = f"<a href=/2026/05/0{number + 1}/a-story-of-another-day>Headline of the story of day {number}</a>"
    return f"<{tag}><h3>{link}</h3><p>{EXCERPTS[number]}</p></{tag}>"


CARDS = "".join(map(card, range(3)))


def find(html: str, known: Known = DATED) -> list[str]:
    page = a_page(f"<body><main>{html}</main></body>")
    blocks = read_blocks(page)
    candidates = read_candidates(page, blocks, survey(blocks), known)
    judged = [blocks[place] for place in candidates.places]
    whys = [Why.SCORE if block.owner.tag in HEADINGS else Why.CHOSEN for block in judged]
    return sorted(judged[number].text for number in find_last_teasers(page, judged, candidates.rows, whys, known))


@pytest.mark.parametrize("box", [f"<div>{CARDS}</div>", f"<section><h2>Related</h2>{CARDS}</section>"])
def test_the_excerpts_of_a_box_behind_the_story_are_found(box):
    assert find(f"<div>{PROSE}</div>{box}") == EXCERPTS


def test_a_list_below_a_label_of_other_stories_is_of_teasers_too():
    lines = [f"Headline of the story of day {number}{EXCERPTS[number]}" for number in range(3)]
    items = "".join(
        f"<li><a href=/2026/05/0{number + 1}/a-story-of-another-day>{line[: -len(EXCERPTS[number])]}</a>"
        f"<span>{EXCERPTS[number]}</span></li>"
        for number, line in enumerate(lines)
    )
    for label in ("Recommended", "Most read", "Lo más leído"):
        assert find(f"<div>{PROSE}</div><div><h3>{label}</h3><ul>{items}</ul></div>") == lines
    assert find(f"<div>{PROSE}</div><div><h3>The plans of other towns</h3><ul>{items}</ul></div>") == []


@pytest.mark.parametrize(
    "html",
    [
        f"<div>{PROSE}{CARDS}</div>",
        f"<div><p>Three to read.</p></div><div>{CARDS}</div>",
        f"<div>{PROSE}</div><div>{CARDS}</div><div>{PROSE}</div>",
        f"<div>{CARDS}</div>",
        f"<div>{PROSE}</div>",
        "",
    ],
)
def test_what_a_story_tells_of_is_left(html):
    assert find(html) == []


def test_a_page_without_a_date_is_no_story_above_teasers():
    assert find(f"<div>{PROSE}</div><div>{CARDS}</div>", Known()) == []
