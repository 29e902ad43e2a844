"""Chosen blocks become typed ones: what each is, in the order of the page."""

import pytest

from crawler.article.body.surroundings import Side, find_no_side, read_sides
from crawler.article.body.typed import type_blocks
from crawler.page.blocks import read_blocks
from crawler.records.article import Block, join_blocks
from crawler.records.enums import BlockType
from tests.unit.article.body.pages import PROSE, SENTENCES, a_page

ONE, TWO, *_ = SENTENCES


def typed(html: str, find_side=find_no_side) -> tuple[Block, ...]:
    """The typed blocks where every block of the page is chosen."""
    page = a_page(html)
    return type_blocks(page, read_blocks(page), find_side)


def paragraph(text: str) -> Block:
    return Block(type=BlockType.PARAGRAPH, text=text)


@pytest.mark.parametrize(
    ("html", "block"),
    [
        ("<p>One</p>", paragraph("One")),
        ("<h2>One <i>two</i></h2>", Block(type=BlockType.HEADING, text="One two", level=2)),
        ("<ul><li>One<li>Two</ul>", Block(type=BlockType.LIST, items=("One", "Two"), ordered=False)),
        ("<ol><li><p>A</p><p>more</p><li>B</ol>", Block(type=BlockType.LIST, items=("A more", "B"), ordered=True)),
        ("<dl><dt>One<dd>Two</dl>", Block(type=BlockType.LIST, items=("One", "Two"), ordered=False)),
        ("<blockquote><p>One</p><p>Two</p></blockquote>", Block(type=BlockType.QUOTE, text="One\nTwo")),
        (
            "<table><caption>All</caption><tr><th>a<th>b<tr><td>1<td><p>2</p><p>3</p></table>",
            Block(type=BlockType.TABLE, rows=(("All",), ("a", "b"), ("1", "2 3"))),
        ),
    ],
)  # fmt: skip
def test_a_block_is_what_its_element_says(html, block):
    assert block in typed(f"<div>{html}{PROSE}</div>")


def test_a_heading_inside_a_list_stays_a_heading():
    first, *_ = typed("<ul><li><h3>One</h3></ul>")
    assert (first.type, first.level) == (BlockType.HEADING, 3)


def test_a_list_in_a_list_is_one_list():
    (only,) = typed("<ul><li>One<ul><li>Two</ul><li>Three</ul>")
    assert only.items == ("One", "Two", "Three")


@pytest.mark.parametrize(
    "html",
    [
        f"<table><tr><td>{PROSE}</td></tr></table>",
        f"<ul><li>{PROSE}</li></ul>",
        f"<blockquote>{PROSE}{PROSE}</blockquote>",
    ],
)
def test_what_only_places_the_text_gives_it_no_form(html):
    assert {block.type for block in typed(html)} == {BlockType.PARAGRAPH}


def test_a_long_quote_in_a_longer_text_stays_a_quote():
    blocks = typed(f"<div>{PROSE * 4}</div><blockquote>{PROSE}{PROSE}</blockquote>")
    assert [block.type for block in blocks].count(BlockType.QUOTE) == 1


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><span class=dropcap>W</span> hen it began</p>", "When it began"),
        ("<p><b>T</b> he wall</p>", "The wall"),
        ("<p><span>A</span> wall</p>", "A wall"),
        ("<p><span class=lettrine>A</span> mayor</p>", "Amayor"),
        ("<p>I saw it</p>", "I saw it"),
        ("<div>W</div><p>hen it began</p>", "When it began"),
        ("<p><img src=/w.png alt=W>hen it began</p>", "When it began"),
        ("<p><span aria-hidden=true>W</span><span class=sr-only>W</span>hen it began</p>", "When it began"),
        ("<p><span class=dropcap>A</span> fter a while after all</p>", "After a while after all"),
    ],
)
def test_an_initial_is_joined_to_its_word(html, text):
    assert [block.text for block in typed(html)] == [text]


def test_an_initial_that_is_a_word_stands_before_one_that_is_said_elsewhere():
    html = f"<p><span class=dropcap>A</span> wall began to move</p><p>{ONE} The wall moved.</p>"
    assert typed(html)[0].text == "A wall began to move"


def test_images_and_embeds_stand_where_they_stood():
    html = (
        "<img src=/lead.jpg>"
        f"<div><p>{ONE}</p><figure><img src=/a.jpg><figcaption>A hall</figcaption></figure>"
        f"<iframe src=https://video.example/1></iframe><p>{TWO}</p></div><img src=/late.jpg>"
    )
    page = a_page(html)
    chosen = [block for block in read_blocks(page) if block.text != "A hall"]
    blocks = type_blocks(page, chosen, find_no_side)
    assert [block.type.value for block in blocks] == ["paragraph", "image", "embed", "paragraph"]
    assert (blocks[1].url, blocks[1].caption) == ("https://news.example/a.jpg", "A hall")
    assert join_blocks(blocks) == f"{ONE}\n\n{TWO}"


@pytest.mark.parametrize(
    "image",
    [
        "<img src=/pixel.gif width=1 height=1>",
        '<img src="data:image/gif;base64,R0lGODlhAQAB">',
        "<img alt=nothing>",
        "<img src='http://['>",
        "<iframe></iframe>",
        "<iframe data-src='https://news.example/newsletters/subscribe/politics'></iframe>",
        "<iframe src='http://['></iframe>",
    ],
)
def test_what_shows_nothing_is_no_image(image):
    assert {block.type for block in typed(f"<div><p>{ONE}</p>{image}<p>{TWO}</p></div>")} == {BlockType.PARAGRAPH}


def test_the_source_of_a_lazy_image_is_found_and_each_image_shown_once():
    film = "<video src=/b.mp4></video>"
    lazy = '<img src="data:image/gif;base64,R0lGODlhAQAB" data-src=/a.jpg>'
    blocks = typed(f"<div><p>{ONE}</p>{lazy}{lazy}<figure><img src=/b.jpg></figure>{film}{film}<p>{TWO}</p></div>")
    found = [(block.type, block.url, block.caption) for block in blocks if block.type is not BlockType.PARAGRAPH]
    assert found == [
        (BlockType.IMAGE, "https://news.example/a.jpg", None),
        (BlockType.IMAGE, "https://news.example/b.jpg", None),
        (BlockType.EMBED, "https://news.example/b.mp4", None),
    ]


def test_an_image_of_another_text_amid_the_body_is_left():
    box = f"<div class=box><img src=/x.jpg><p>{ONE}{TWO}</p></div>"
    page = a_page(f"<div><p>{ONE}</p>{box}<p>{TWO}</p></div>")
    chosen = [block for block in read_blocks(page) if block.text in {ONE, TWO}]
    assert {block.type for block in type_blocks(page, chosen, find_no_side)} == {BlockType.PARAGRAPH}


def test_an_image_in_a_promotion_is_left():
    page = a_page(f"<div><p>{ONE}</p><div class=promo><img src=/x.jpg><iframe src=/x></iframe></div><p>{TWO}</p></div>")
    blocks = type_blocks(page, read_blocks(page), read_sides(page.find("div")))
    assert {block.type for block in blocks} == {BlockType.PARAGRAPH}


def test_nothing_chosen_gives_nothing():
    side: Side = find_no_side(a_page("<p>").elements[0])
    assert type_blocks(a_page("<img src=/a.jpg>"), [], lambda _: side) == ()
