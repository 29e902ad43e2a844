"""The lie of a page's text: what is prose, and which container holds the most of it."""

from crawler.article.body.landscape import survey
from crawler.page.blocks import read_blocks
from crawler.page.tree import Page
from tests.unit.article.body.pages import PROSE, SENTENCES, a_page, an_article


def best_class(page: Page) -> str | None:
    best = survey(read_blocks(page)).best
    return None if best is None else best.get("class")


def test_the_container_of_the_paragraphs_is_the_best():
    assert best_class(a_page(an_article())) == "entry-content"


def test_a_page_of_labels_has_none():
    assert best_class(a_page("<ul><li>Politics<li>Sport</ul>")) is None
    assert best_class(a_page("")) is None


def test_what_is_mostly_links_is_no_prose():
    teaser = f'<div class=teasers><p><a href="/x">{SENTENCES[0]}</a></p></div>'
    ground = survey(read_blocks(a_page(teaser)))
    assert ground.prose == [0.0]
    assert ground.best is None


def test_a_sign_of_a_dense_script_weighs_as_several_letters():
    japanese = "気象庁は十三日、午後九時十九分ごろ、日向灘で震度五弱の地震があったと発表した。"
    ground = survey(read_blocks(a_page(f"<div><p>{japanese}</p></div>")))
    assert ground.lengths == [len(japanese) * 2.5]
    assert ground.best is not None


def test_sums_give_each_container_its_own():
    page = a_page(f"<div id=one>{PROSE}</div><div id=two><p>Short.</p></div>")
    ground = survey(read_blocks(page))
    one, two = page.find_all("div")
    assert ground.span(one) == (0, 5)
    assert ground.span(two) == (5, 6)
    assert ground.prose_sums[5] == sum(map(len, SENTENCES))
    assert ground.prose_sums[6] == ground.prose_sums[5]


def test_prose_right_below_the_body_stands_in_the_body():
    best = survey(read_blocks(a_page(f"{PROSE}<div><p>Short.</p></div>"))).best
    assert best is not None
    assert best.tag == "body"


def test_the_body_is_no_container_of_what_stands_deeper():
    page = a_page(f"<div class=one>{PROSE}</div><div class=two>{PROSE}{PROSE}</div>")
    assert best_class(page) == "two"


def test_where_no_text_is_long_a_short_one_is_prose():
    assert best_class(a_page("<div class=flash><p>The ferry does not run today.</p></div>")) is None
    assert best_class(a_page("<div class=flash><p>The ferry to the island does not run today.</p></div>")) == "flash"


def test_what_readers_write_makes_no_container_the_best():
    comments = f"<section id=comments><div>{PROSE}{PROSE}{PROSE}</div></section>"
    assert best_class(a_page(an_article(below=comments))) == "entry-content"


def test_a_page_of_nothing_but_comments_has_a_best_container_too():
    assert best_class(a_page(f"<div class=comments>{PROSE}</div>")) == "comments"


def test_what_holds_the_headline_is_no_place_of_comments():
    page = f"<div class='comments-open'><h1>Council</h1><div class=text>{PROSE}</div></div>"
    other = f"<div class=other>{PROSE[:200]}</p></div>"
    assert best_class(a_page(page + other)) == "text"
