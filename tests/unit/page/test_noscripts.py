"""What holds the page is read, notices that leave an element open swallow nothing, all others stay as they are."""

import pytest

from crawler.page.noscripts import close_noscripts

STORY = "<h1>The old bridge</h1><p>It closes on Monday.</p>"


@pytest.mark.parametrize(
    "notice",
    [
        '<noscript><div id="none"></noscript>',
        "<noscript><p>This page wants scripts.<p>So does its menu.</noscript>",
        '<NOSCRIPT class="a"><div><iframe src="x"></div></NOSCRIPT>',
        '<noscript><noscript data-img="logo"><img src="logo.png"></noscript></noscript>',
        "<noscript><!-- a note --></div></div></noscript>",
    ],
)
def test_what_follows_a_notice_that_leaves_elements_open_is_read(notice, page_of):
    page = page_of(f"<body><main><section>{notice}{STORY}</section></main></body>")
    heading = page.find("h1")
    assert heading is not None
    assert [element.tag for element in heading.ancestors()] == ["section", "main", "body", "html"]
    assert "It closes on Monday." in page.whole_text
    assert "wants scripts" not in page.whole_text


@pytest.mark.parametrize(
    "markup",
    [
        f"<noscript><p>No scripts</p><img src=x><br></noscript>{STORY}",
        f'<script>say("<noscript><b>");</script><noscript><i>a</i></noscript>{STORY}',
        f"<!-- <noscript><b> --><noscript><i>a</i></noscript>{STORY}",
        f"<noscript><div>{STORY}",
        f"<noscript {STORY}",
        STORY,
    ],
)
def test_other_markup_stays_the_very_same(markup):
    assert close_noscripts(markup) is markup


def test_what_holds_most_paragraphs_of_the_page_is_the_page(page_of):
    posts = "".join(f"<p>{'The ferry is late again. ' * 12}</p>" for _ in range(5))
    page = page_of(f'<body><p>Loading</p><noscript data-path="/t/1"><main>{posts}</main></noscript><p>Imprint</p>')
    assert page.whole_text.count("The ferry") == 60
    assert [element.tag for element in page.find_all("p")[1].ancestors()] == ["main", "body", "html"]
    assert "Imprint" in page.whole_text


def test_what_holds_fewer_paragraphs_than_the_page_is_left(page_of):
    posts = "".join(f"<p>{'The ferry is late again. ' * 12}</p>" for _ in range(5))
    page = page_of(f"<body>{posts}{posts}<noscript>{posts}</noscript>")
    assert page.whole_text.count("The ferry") == 120


def test_the_words_of_a_notice_are_kept(page_of):
    page = page_of("<body><noscript><div>Please enable JavaScript</noscript><p>So.</p>")
    assert [node.text() for node in page.select_nodes("noscript")] == [" Please enable JavaScript"]


def test_many_notices_are_closed_in_one_go():
    notice = f"<noscript>{'<p>So.</p>' * 120}</noscript>"
    assert close_noscripts(notice * 3_000) == notice * 3_000
    markup = "<noscript><div></noscript>" * 50_000
    assert close_noscripts(markup) == "<noscript> </noscript>" * 50_000
