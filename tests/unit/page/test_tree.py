"""The flat page: elements and texts in document order, spans, and the text a reader sees."""

from datetime import UTC, datetime

import pytest

from crawler.page.document import Document
from crawler.page.tree import Page
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via


def page_of(html: str) -> Page:
    return Page(
        Document(
            url="https://news.example/story",
            body=html.encode(),
            fetched_at=datetime(2026, 5, 4, tzinfo=UTC),
            run=Run(id="r", spider="news"),
            discovered=Discovered(via=Via.FILE),
        )
    )


def test_elements_stand_in_document_order_with_their_spans() -> None:
    page = page_of("<div id=a><p>One <b>two</b></p><p>Three</div><section>Four</section>")
    div = page.select("#a")[0]
    assert [element.tag for element in page.elements] == ["html", "head", "body", "div", "p", "b", "p", "section"]
    assert [element.index for element in page.elements] == list(range(8))
    assert [child.tag for child in page.children(div)] == ["p", "p"]
    assert [inner.tag for inner in page.descendants(div)] == ["p", "b", "p"]
    assert [outer.tag for outer in page.elements[5].ancestors()] == ["p", "div", "body", "html"]
    assert page.elements[5] in div
    assert page.elements[7] not in div


def test_each_element_has_its_node_whatever_stands_within_what_is_silent() -> None:
    page = page_of(
        "<!-- one --><svg><g><path d=x></path></g></svg><noscript><p>No</p></noscript><template><b>T</b></template>"
        "<p id=a>One<!-- two --><img src=x><br>two</p><p id=b>Three</p>"
    )
    assert [node.tag for node in page.nodes] == [element.tag for element in page.elements]
    assert [node.attributes for node in page.nodes] == [element.attributes for element in page.elements]
    assert [element.get("id") for element in page.select("p")] == ["a", "b"]
    assert page.select("path") == []


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>wo</b>rd</p>", "One word"),
        ("<p>One</p><p>two</p>", "One two"),
        ("one<br>two", "one two"),
        ("<p> One\n   two\t</p>\n\n<p> </p>", "One two"),
        ("<span>One</span> <span>two</span>", "One two"),
        ("<span>One</span><span>two</span>", "Onetwo"),
        ("<p>One</p><script>two()</script><style>p{}</style><template>three</template>", "One"),
        ("<ul><li>a<li>b</ul>", "a b"),
    ],
)
def test_text_is_what_a_reader_sees(html: str, text: str) -> None:
    page = page_of(html)
    assert page.text(page.elements[0]) == text


@pytest.mark.parametrize("sign", ["#", "¶", "\u200b", "<span>🔗</span>"])
def test_the_sign_by_which_a_heading_links_to_itself_is_no_text(sign: str) -> None:
    page = page_of(f'<h1 id=a>A <a href="/b">bridge</a> <a href="/story#a">{sign}</a></h1><p>By <a href="#n">#</a></p>')
    assert page.text(page.elements[0]) == "A bridge By #"
    assert len(page.texts) == len(page.text_parents)


def test_every_text_knows_the_element_that_holds_it() -> None:
    page = page_of("<p>One <b>two</b> three</p>")
    said = [(text, parent.tag) for text, parent in zip(page.texts, page.text_parents, strict=True) if text != "\n"]
    assert said == [("One ", "p"), ("two", "b"), (" three", "p")]


def test_scripts_are_kept_apart_with_their_source() -> None:
    page = page_of('<script type="application/ld+json">{"a": "<b>"}</script>')
    assert [(script.element.get("type"), script.source) for script in page.scripts] == [
        ("application/ld+json", '{"a": "<b>"}')
    ]


def test_attributes_are_read_as_they_stand() -> None:
    page = page_of("<a href='/x?a=1&amp;b' hidden class='one two'>x</a>")
    anchor = page.find_all("a")[0]
    assert anchor.get("href") == "/x?a=1&b"
    assert anchor.get("absent") == ""
    assert anchor.attributes == {"href": "/x?a=1&b", "hidden": None, "class": "one two"}


def test_the_page_says_its_title_language_and_base() -> None:
    page = page_of("<html lang=pt-BR><title> A\n b</title><base href='/news/'>")
    assert (page.title, page.language, page.base_url) == ("A b", "pt-BR", "https://news.example/news/")
    bare = page_of("")
    assert (bare.title, bare.language, bare.base_url) == ("", "", "https://news.example/story")


def test_find_looks_within_an_element() -> None:
    page = page_of("<h1>a</h1><div><h2>b</h2><h1>c</h1></div>")
    div = page.find_all("div")[0]
    first = page.find("h1", within=div)
    assert first is not None
    assert page.text(first) == "c"
    assert [page.text(heading) for heading in page.find_all("h1", "h2")] == ["a", "b", "c"]
    assert page.find("h3") is None


def test_a_link_beside_a_heading_that_leads_to_it_says_nothing() -> None:
    link = '<a href="#{to}"><span aria-hidden="true">#</span><span class="sr-only">Section titled “Costs”</span></a>'
    page = page_of(f"<div><h2 id='costs'>Costs</h2>{link.format(to='costs')}</div><p>Nine million.</p>")
    assert page.text(page.find_all("body")[0]) == "Costs Nine million."
    page = page_of(f"<div><h2 id='costs'>Costs</h2>{link.format(to='other')}</div>")
    assert "Section titled" in page.text(page.find_all("body")[0])
