"""What was read from a page is told to a person, with what it beat."""

import pytest

from crawler.article.explanation import explain_article
from crawler.monitoring.explanation import describe, find_marks
from crawler.page.tree import Page
from crawler.reading import read
from crawler.records.evidence import Evidence

PROSE = "".join(
    f"<p>In paragraph {n} the council heard what the bakers of the town had to say of it.</p>" for n in range(9)
)
PAGE = (
    '<html lang=en><head><title>A bridge opens in the old town | Test Post</title><meta name=author content="Ada Lind">'
    '<meta property="article:published_time" content="2025-03-04T05:06:00Z"></head><body><nav><a href=/sport/>Sport</a>'
    f"</nav><article><h1>A bridge opens in the old town</h1>{PROSE}</article></body></html>"
)


@pytest.fixture
def explained(document_of):
    document = document_of(PAGE)
    page = Page(document)
    return read(document), explain_article(page, Evidence()), page


def test_each_field_is_told_with_what_it_beat(explained):
    text = describe(*explained[:2])
    lines = text.splitlines()
    assert lines[1].startswith("article (confidence ")
    (headline,) = [line for line in lines if line.startswith("headline")]
    assert "A bridge opens in the old town " in headline
    assert lines[lines.index(headline) + 1].startswith("  beat")
    assert any(line.startswith("authors") and "Ada Lind" in line for line in lines)
    assert any(line.startswith("published_at") and "2025-03-04T05:06:00" in line for line in lines)
    assert any(line.startswith("section") and "(nothing)" in line for line in lines)
    assert "9 of 11 text blocks are the body:" in text
    assert lines[-1].startswith(("links: ", "warnings: "))


def test_blocks_and_headline_are_marked(explained):
    _, explanation, page = explained
    marks = find_marks(explanation)
    assert marks[page.find("h1").index].name == "headline"
    assert {marks[element.index].name for element in page.find_all("p")} == {"body"}
    assert marks[page.find("nav").index].name == "left"
