"""What pages say in their heads and attributes: JSON-LD, meta tags, microdata, marks in class names."""

import pytest

from crawler.page.marks import Mark, find_marked, is_elsewhere
from crawler.page.meta import read_meta
from crawler.page.microdata import read_microdata
from crawler.page.structured import address_of, plain, read_structured, text_of, texts_of, types_of


def script(text):
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "source",
    [
        '{"@type":"NewsArticle","headline":"A bridge"}',
        '<!-- {"@type":"NewsArticle","headline":"A bridge"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","headline":"A bridge"}\n//]]>',
        '{"@type":"NewsArticle","headline":"A bridge",}',
        '{"@type":"NewsArticle","headline":"A bridge"};',
        "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;A bridge&quot;}",
        '{"@type":"NewsArticle","headline":"A\tbridge"}',
        '{"@type":"WebSite"} {"@type":"NewsArticle","headline":"A bridge"}',
        '{"@graph":[{"@type":["http://schema.org/NewsArticle"],"headline":"A bridge"}]}',
        '[[{"@type":"schema:NewsArticle","headline":"A bridge"}]]',
    ],
)
def test_json_ld_is_read_with_the_usual_slips(source, page_of):
    structured = read_structured(page_of(script(source)))
    assert text_of(structured.article["headline"]) == "A bridge"
    assert not structured.is_broken


def test_what_is_no_json_is_told(page_of):
    assert read_structured(page_of(script("{nothing"))).is_broken
    assert not read_structured(page_of(script("  ") + "<script>let a</script>")).is_broken


def test_nesting_without_end_is_left(page_of):
    deep = '{"a":' * 60 + '{"@type":"NewsArticle"}' + "}" * 60
    assert read_structured(page_of(script(deep))).article == {}
    assert read_structured(page_of(script("[" * 100_000))).is_broken


def test_the_article_is_the_one_of_this_address(page_of):
    other = '{"@type":"Article","headline":"Other","author":"A","datePublished":"2026"}'
    own = '{"@type":"Article","headline":"Own","mainEntityOfPage":{"@id":"https://news.example/story#it"}}'
    structured = read_structured(page_of(script(f"[{other},{own}]")))
    assert structured.article["headline"] == "Own"


def test_other_works_are_not_the_pages_own(page_of):
    page = page_of(script('{"@type":"WebPage","mentions":[{"@type":"Article","headline":"Other"}]}'))
    structured = read_structured(page)
    assert structured.article == {}
    assert [types_of(node) for node in structured.of_type("WebPage")] == [{"WebPage"}]
    assert structured.web_page["@type"] == "WebPage"


def test_a_bare_reference_is_followed(page_of):
    page = page_of(script('[{"@type":"Person","@id":"#a","name":"Jane"},{"@type":"Article","author":{"@id":"#a"}}]'))
    structured = read_structured(page)
    assert structured.follow(structured.article["author"])["name"] == "Jane"
    assert structured.follow({"@id": "#unknown"}) == {"@id": "#unknown"}
    assert structured.follow({"@id": 7}) == {"@id": 7}
    assert structured.follow("Jane") == "Jane"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  A <b>bridge</b> ", "A bridge"),
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        (["One", "Two"], "One"),
        ([], ""),
        ({"@value": "One"}, "One"),
        ({"name": ["One"]}, "One"),
        (7, "7"),
        (True, ""),
        (None, ""),
        ([[[[["deep"]]]]], ""),
    ],
)
def test_a_value_has_one_text(value, text):
    assert text_of(value) == text


def test_a_value_may_have_several_texts():
    assert texts_of(["One", "", {"name": "Two"}]) == ["One", "Two"]
    assert texts_of("One") == ["One"]


@pytest.mark.parametrize(
    ("value", "address"),
    [
        (" /a ", "/a"),
        ({"url": "/a"}, "/a"),
        ({"@id": "/a"}, "/a"),
        ([{"contentUrl": "/a"}], "/a"),
        ([], ""),
        (7, ""),
        ([[[[["/a"]]]]], ""),
    ],
)
def test_a_value_may_be_an_address(value, address):
    assert address_of(value) == address


def test_types_are_names_without_their_space():
    assert types_of({"@type": ["http://schema.org/Article", 7]}) == {"Article"}
    assert types_of({}) == set()


def test_an_ampersand_alone_is_no_reference():
    assert plain("A & B &c; 1 < 2") == "A & B &c; 1 < 2"


# ---------------------------------------------------------------- meta tags


def test_meta_tags_stand_under_each_of_their_names(page_of):
    page = page_of(
        '<meta property="OG:Title" name="title" content=" A &amp;amp; b "><meta name="title" content="c">'
        '<meta name="empty" content=" "><meta content="none"><meta name="bare"><meta name="d" value="e">'
        '<meta name="gone" content="<i></i>">'
    )
    meta = read_meta(page)
    assert meta.tags == {"og:title": ["A & b"], "title": ["A & b", "c"], "d": ["e"]}
    assert (meta.first("none", "title"), meta.first("none"), meta.all("title", "d")) == (
        "A & b",
        "",
        ["A & b", "c", "e"],
    )


def test_links_of_the_head_are_absolute_and_those_that_readers_ask_for(page_of):
    page = page_of(
        '<link rel="canonical" href="/a"><link rel="LICENSE nofollow" href="/l"><link rel="stylesheet" href="/s.css">'
        '<link href="/x"><link rel="canonical" href="mailto:x">'
    )
    assert read_meta(page).links == {
        "canonical": ["https://news.example/a"],
        "license": ["https://news.example/l"],
    }


# ---------------------------------------------------------------- microdata


def values_of(page, name):
    return [(item.text, item.address) for item in read_microdata(page).get(name, ())]


def test_microdata_of_the_article_is_read_and_of_others_not(page_of):
    page = page_of("""<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">A bridge</h1>
        <p itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="/j">x</a>
        <b itemprop="name">Jane Roe</b></p><i itemprop="author" itemscope>None named</i><b itemprop="wordCount">9</b>
        <time itemprop="datePublished dateModified" datetime="2026-05-04">May 4</time></div>
        <div itemscope itemtype="https://schema.org/Product"><p itemprop="headline">A boat</p></div>
        <meta itemprop="articleSection" content="Town"><a itemprop="author" href="/p">Polly</a>""")
    assert values_of(page, "headline") == [("A bridge", "")]
    assert values_of(page, "author") == [("Jane Roe", ""), ("None named", ""), ("Polly", "/p")]
    assert values_of(page, "datepublished") == values_of(page, "datemodified") == [("2026-05-04", "")]
    assert values_of(page, "articlesection") == [("Town", "")]
    assert values_of(page, "wordcount") == []


def test_the_item_is_sought_only_so_far_up(page_of):
    far = '<div itemscope itemtype="https://schema.org/Product">' + "<div>" * 40 + '<b itemprop="headline">A bridge</b>'
    assert values_of(page_of(far), "headline") == [("A bridge", "")]


# ---------------------------------------------------------------- marks


def test_marks_are_parts_of_class_names(page_of):
    page = page_of('<body class="author"><p class="Post-Author tags">x<p class="breadcrumbs">y<p class="z">')
    assert [element.get("class") for element in find_marked(page, Mark.AUTHOR)] == ["Post-Author tags"]
    assert [element.get("class") for element in find_marked(page, Mark.TAGS)] == ["Post-Author tags"]
    assert find_marked(page, Mark.PAYWALL) == []


@pytest.mark.parametrize(
    ("html", "elsewhere"),
    [
        ('<span class="vcard author" id="it">x', False),
        ('<footer><p id="it">x', True),
        ('<aside><p id="it">x', True),
        ('<div class="Related-stories"><p id="it">x', True),
        ('<div class="widget"><p id="it">x', True),
        ('<div class="elementor-widget-container"><p id="it">x', False),
        ('<main class="story"><p id="it">x', False),
    ],
)
def test_some_parts_of_a_page_speak_of_something_else(html, elsewhere, page_of):
    (element,) = page_of(html).select("#it")
    assert is_elsewhere(element) is elsewhere


def test_what_holds_the_headline_too_is_not_elsewhere(page_of):
    page = page_of('<div class="card"><h1>A bridge</h1><p id="it">x</p></div>')
    (element,) = page.select("#it")
    assert not is_elsewhere(element, page.find("h1"))
