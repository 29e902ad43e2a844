"""Text blocks: where one ends, what it belongs to, and the name under which it repeats."""

from datetime import UTC, datetime

import pytest

from crawler.page.blocks import TextBlock, block_key, read_blocks
from crawler.page.document import Document
from crawler.page.tree import Page
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via


def blocks_of(html: str) -> list[TextBlock]:
    return read_blocks(
        Page(
            Document(
                url="https://news.example/story",
                body=html.encode(),
                fetched_at=datetime(2026, 5, 4, tzinfo=UTC),
                run=Run(id="r", spider="news"),
                discovered=Discovered(via=Via.FILE),
            )
        )
    )


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>One <i>two</i>.</p><p>Three</p>", ["One two.", "Three"]),
        ("one<div>two</div>three", ["one", "two", "three"]),
        ("<p>one<br>two</p>", ["one two"]),
        ("<div>one<br><br>two<br> <br>three</div>", ["one", "two", "three"]),
        ("<p><span>W</span>hen it began</p>", ["When it began"]),
        ("<ul><li>one<li>two <b>three</b></ul>", ["one", "two three"]),
        ("<p>one</p><button>Share</button><select><option>English</select>", ["one"]),
        ("<p> \n </p><br><br>", []),
        ("<title>Not the body</title><p>one</p>", ["one"]),
        ("", []),
    ],
)
def test_blocks_are_what_a_reader_sees_as_one(html: str, texts: list[str]) -> None:
    assert [block.text for block in blocks_of(html)] == texts


def test_a_block_knows_its_owner_and_its_links() -> None:
    heading, plain = blocks_of("<a href=/x><h2><span>All link</span></h2></a><p>Half <a href=/y>link</a></p>")
    assert (heading.owner.tag, heading.link_length) == ("h2", len("All link"))
    assert (plain.owner.tag, plain.link_length) == ("p", len("link"))


def test_a_key_stands_for_the_words_alone() -> None:
    assert block_key("Sign  up\nNOW") == block_key("sign up now")
    assert block_key("sign up now") != block_key("sign up later")
    assert len(block_key("")) == 16


def test_a_page_without_a_body_has_no_blocks() -> None:
    assert blocks_of("<frameset><frame src=/a></frameset>") == []


def test_the_breaks_of_a_control_part_what_stands_around_it() -> None:
    assert [block.text for block in blocks_of("<p>one<button>a<br>b</button>two</p>")] == ["one", "two"]
