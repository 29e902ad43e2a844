"""A page to its body: what is in, what is out, and what is said of each block."""

from crawler.article.body.reader import judge_blocks, read_body
from crawler.article.body.values import Known
from crawler.page.blocks import block_key
from crawler.records.article import join_blocks
from crawler.records.enums import BodyStatus
from crawler.records.evidence import Evidence
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
