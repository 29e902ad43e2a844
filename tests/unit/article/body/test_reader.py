"""A page to its body: what is in, what is out, and what is said of each block."""

from dataclasses import replace

from crawler.article.body.reader import judge_blocks, read_body
from crawler.article.body.values import Known
from crawler.page.blocks import block_key
from crawler.records.article import join_blocks
from crawler.records.enums import BodyStatus, TeaserLink, Via
from crawler.records.evidence import Evidence
from crawler.records.offer import Offer
from tests.unit.article.body.pages import PROSE, SENTENCES, a_page, an_article

KNOWN = Known(headline="Council votes on the harbour", authors=("Ada Example",), published_raw="4 May 2026")
SIGN_UP = "Sign up for our morning letter and get the five stories of the day before breakfast, free of any charge."


def test_the_body_is_the_paragraphs_in_order():
    body = read_body(a_page(an_article()), KNOWN, Evidence())
    assert join_blocks(body.blocks) == "\n\n".join(SENTENCES)
    assert (body.status, body.inner_link) == (BodyStatus.FULL, None)
    assert body.word_count == sum(len(sentence.split()) for sentence in SENTENCES)
    assert len(body.elements) == len(SENTENCES)
    assert body.signals["body_blocks"] == len(SENTENCES)
    assert 0.5 < body.signals["body_certainty"] <= 1


def test_a_page_without_prose_has_an_empty_body():
    body = read_body(a_page("<ul><li>Politics</ul>"), KNOWN, Evidence())
    assert (body.blocks, body.status, body.word_count, body.elements) == ((), BodyStatus.EMPTY, 0, ())
    assert body.signals["body_certainty"] == 0
    assert body.signals.keys() == read_body(a_page(an_article()), KNOWN, Evidence()).signals.keys()


def test_what_stands_on_many_pages_of_the_site_is_no_body():
    page = a_page(an_article(PROSE + f"<p>{SIGN_UP}</p>"))
    evidence = Evidence(repeated_blocks=frozenset({block_key(SIGN_UP)}))
    assert SIGN_UP not in join_blocks(read_body(page, KNOWN, evidence).blocks)
    judged = {entry.block.text: entry for entry in judge_blocks(page, KNOWN, evidence)}
    assert judged[SIGN_UP].why == "stands on many pages of the site"
    assert not judged[SIGN_UP].is_chosen
    offer = Offer(
        url="https://a.example/vote",
        canonical_url="https://a.example/vote",
        via=Via.TEASER,
        link_kind=TeaserLink.HEADLINE,
        from_url="https://a.example/",
        position=1,
        excerpt=f"{SIGN_UP} ",
    )
    judged = {entry.block.text: entry for entry in judge_blocks(page, KNOWN, replace(evidence, teasers=(offer,)))}
    assert judged[SIGN_UP].why != "stands on many pages of the site"


def test_every_block_is_judged_in_document_order():
    page = a_page(an_article())
    judged = judge_blocks(page, KNOWN, Evidence())
    assert [entry.block.index for entry in judged] == list(range(len(judged)))
    chosen = [entry.block.text for entry in judged if entry.is_chosen]
    assert chosen == list(SENTENCES)
    by_text = {entry.block.text: entry for entry in judged}
    assert by_text["Politics"].score == 0
    assert by_text["Politics"].why == "all links, or far from all prose"
    assert by_text[SENTENCES[0]].why.startswith("reads as part of the body (")
    assert by_text["By Ada Example, 4 May 2026"].why.startswith("is the byline (")
    assert by_text["Council votes on the harbour"].why.startswith("reads as no part of the body (")


def test_what_led_here_tells_of_the_first_paragraph_where_the_page_says_nothing():
    page = a_page(an_article(above="<p class=x>The wall is to be rebuilt at last.</p>"))
    offer = Offer(
        url=page.url,
        canonical_url=page.url,
        via=Via.TEASER,
        link_kind=TeaserLink.CARD,
        from_url="https://news.example/",
        position=1,
        excerpt="The wall is to be rebuilt at last.",
    )

    def score_of(evidence: Evidence, known: Known = KNOWN) -> float:
        judged = judge_blocks(page, known, evidence)
        return next(entry.score for entry in judged if entry.block.text.startswith("The wall"))

    told = score_of(Evidence(teasers=(offer,)))
    assert told > score_of(Evidence())
    assert told == score_of(Evidence(), replace(KNOWN, description=offer.excerpt))


def test_of_a_page_without_end_the_first_blocks_are_judged():
    endless = "".join(f"<p>{sentence} ({number})</p>" for number in range(1_200) for sentence in SENTENCES)
    body = read_body(a_page(f"<div>{endless}</div>"), KNOWN, Evidence())
    assert body.warnings == ("truncated",)
    assert len(body.blocks) <= 5_000


def test_a_page_may_nest_as_deep_as_it_likes():
    body = read_body(a_page("<div>" * 20_000 + PROSE), KNOWN, Evidence())
    assert body.warnings == ()
