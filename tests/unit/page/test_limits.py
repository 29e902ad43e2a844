"""Pages that would cost a parser more than their length, made cheap; ordinary pages left as they are."""

import pytest

from crawler.page.anchors import find_anchors
from crawler.page.limits import MAX_ATTRIBUTES, MAX_DEPTH, MAX_OPTIONS, MAX_ROOTS, MAX_TAGS, limit_markup
from crawler.page.tree import Page


def depth_of(page: Page) -> int:
    return max(element.depth for element in page.elements)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>One <b>two</b> three",
        "<p>unclosed" * 4_000,
        "<img src=a.jpg><br>" * 2_000,
        "<ul>" + "<li>item" * 4_000 + "</ul>",
        ("<div>" + "text " * 20 + "</div>") * 20_000,
        "<svg>" + "<path d='M0 0'/>" * 4_500 + "</svg>",
        "<script>" + "if (a<b) { c<d }; " * 5_000 + "</script><p>text",
        "<script>x = '<a " + "b=c " * 5_000 + "'</script><p>text",
        "<!----><div><!--[--><i>one</i><!--]--></div>" * 500,
        "<table><colgroup>" + "<col>" * 2_900 + "</colgroup><tr><td>one</td></tr></table>" + "<p>text</p>" * 500,
        "<!--" + "<div>" * 5_000 + "--><p>text",
        "<a title='" + "word " * 5_000 + "'>text</a>",
        "1 < 2 " * 5_000,
    ],
)
def test_an_ordinary_page_is_left_as_it_is(html):
    limited, is_cut = limit_markup(html)
    assert limited is html
    assert not is_cut


@pytest.mark.parametrize("tag", ["div", "DIV", "span", "b", "ul><li", "table><tr><td", "section", "x-made-up", "div/"])
def test_depth_without_end_is_cut_and_the_text_kept(tag, page_of):
    page = page_of(f"<{tag}>word " * 3_000 + "<p>last")
    assert depth_of(page) <= 4 * MAX_DEPTH + 10
    assert page.text(page.find("body")).split().count("word") == 3_000
    assert page.text(page.find("body")).endswith("last")
    assert page.warnings == ("markup_cut",)


def test_what_follows_a_deep_place_stands_where_it_stood(page_of):
    page = page_of("<div id=deep>" + "<div>x" * 3_000 + "</div>" * 3_000 + "</div><section>after</section>")
    section = page.find("section")
    assert section.parent.tag == "body"
    assert page.text(section) == "after"


def test_end_tags_that_fit_nothing_change_nothing(page_of):
    page = page_of("<div>" + "</q>" * 100 + "<i>x" * 3_000 + "</u>" + "</i>" * 3_000 + "</div><p>after</p>")
    assert page.find("p").parent.tag == "body"


def test_an_unclosed_comment_or_script_ends_the_page():
    deep = "<div>" * 1_000
    for unclosed in ("<!-- ", "<script>"):
        limited, _ = limit_markup(deep + unclosed + deep)
        assert limited == "<div>" * MAX_DEPTH + unclosed + deep


@pytest.mark.parametrize("form", ["a{0}=b", "a{0}", 'a{0}="b c"', "a{0}='x'", "a{0} = b"])
def test_attributes_past_a_number_are_cut(form, page_of):
    tag = "<div " + " ".join(form.format(number) for number in range(5_000)) + ">text</div><p>after</p>"
    page = page_of(tag)
    div = page.find("div")
    assert len(div.attributes) == MAX_ATTRIBUTES
    assert page.text(page.find("p")) == "after"
    assert page.warnings == ("markup_cut",)


def test_formatting_that_is_never_closed_is_not_opened_anew_without_end(page_of):
    page = page_of("".join(f"<font size={number}>x<p>" for number in range(1_000)))
    assert len(page.elements) < 20_000
    assert page.text(page.find("body")).count("x") == 1_000


def test_options_without_end_are_cut(page_of):
    page = page_of("<select>" + "<option>x" * 3_000 + "</select><p>after")
    assert len(page.find_all("option")) == MAX_OPTIONS
    assert page.text(page.find("p")) == "after"


def test_roots_without_end_are_cut(page_of):
    page = page_of("".join(f"<html a{number}=b>" for number in range(3_000)) + "<p>after")
    assert len(page.elements[0].attributes) == MAX_ROOTS
    assert page.text(page.find("p")) == "after"


def test_several_long_tags_are_cut_each(page_of):
    tag = "<i " + " ".join(f"a{number}=b" for number in range(1_000)) + ">x</i>"
    page = page_of(tag * 5 + "<p>after</p>")
    assert [len(element.attributes) for element in page.find_all("i")] == [MAX_ATTRIBUTES] * 5
    assert page.text(page.find("body")) == "xxxxx after"


@pytest.mark.parametrize("form", ['a{0}="b>c"', "a{0}='b>c'", 'a{0}="<b>"', "a{0}=/b/c/d/e"])
def test_attributes_whose_values_hold_angles_and_slashes_are_cut(form, page_of):
    tag = "<div " + " ".join(form.format(number) for number in range(5_000)) + ">text</div><p>after</p>"
    page = page_of("<p>before</p>" * 3_000 + tag)
    assert len(page.find("div").attributes) == MAX_ATTRIBUTES
    assert page.text(page.find_all("p")[-1]) == "after"
    assert page.warnings == ("markup_cut",)


@pytest.mark.parametrize("count", [100, 590])
def test_formatting_that_is_never_closed_before_closed_paragraphs_is_cut(count, page_of):
    page = page_of("".join(f"<font size={number}>" for number in range(count)) + "<p>x</p>" * 2_000)
    assert len(page.elements) < 30_000
    assert page.text(page.find("body")).count("x") == 2_000


def test_depth_shows_behind_end_tags_that_fit_nothing(page_of):
    page = page_of("<div>x</q>" * 5_000 + "<p>last")
    assert depth_of(page) <= MAX_DEPTH + 10
    assert page.text(page.find("body")).count("x") == 5_000


def test_tags_without_end_are_cut_and_what_stands_before_is_kept(page_of):
    page = page_of("".join(f"<b>{number}</b>" for number in range(30_000)))
    body = page.text(page.find("body"))
    assert body.startswith("012345")
    assert MAX_TAGS // 2 < len(page.find_all("b")) < 20_000
    assert page.warnings == ("markup_cut",)


def test_links_past_those_of_the_densest_page_are_left_out(page_of):
    anchors = find_anchors(page_of("".join(f"<a href=/{number}>{number}</a>" for number in range(3_000))))
    assert [anchor.text for anchor in anchors[:3]] == ["0", "1", "2"]
    assert 1_500 < len(anchors) < 2_500
