"""What an article is about, in the words of its site."""

import pytest

from crawler.article.tags import read_tags
from crawler.records.enums import TeaserLink, Via
from crawler.records.evidence import Evidence
from crawler.records.offer import Offer

NOTHING = Evidence()
SITE = frozenset({"courier"})


def json_ld(text):
    return f'<script type="application/ld+json">{{"@type":"NewsArticle",{text}}}</script>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<meta property="article:tag" content="Boats"><meta property="article:tag" content="Bridges">',
            ("Boats", "Bridges"),
        ),
        ('<meta property="article:tag" content="Boats, #Bridges">', ("Boats", "Bridges")),
        (json_ld('"keywords":"Boats, Bridges,"'), ("Boats", "Bridges")),
        (json_ld('"keywords":["Boats",{"name":"Bridges"},"https://x.example"]'), ("Boats", "Bridges")),
        ('<a rel="tag" href="/1">Boats</a> <a rel="nofollow tag" href="/2">Bridges</a>', ("Boats", "Bridges")),
        ('<meta name="news_keywords" content="Boats;Bridges">', ("Boats", "Bridges")),
        ('<meta name="keywords" content="Boats, boats, Town, Courier">', ("Boats",)),
        (f'<meta name="keywords" content="Boats, {"long " * 20}">', ("Boats",)),
        (
            '<article><footer>Tags: <a href="/tag/boats">Boats</a> <a href="/tag/b">Bridges</a></footer></article>',
            ("Boats", "Bridges"),
        ),
        ('<p>Filed under <a href="/tag/boats">Boats</a></p>', ("Boats",)),
        ('<aside><a href="/tag/boats">Boats</a></aside><footer><a href="/tag/cats">Cats</a></footer>', ()),
        ('<main><div class="post-footer">Tags: <a href="/tag/boats">Boats</a></div></main>', ("Boats",)),
        (
            '<p>The council met at the quay to talk of <a href="/tag/boats">boats</a> and of little else that day.</p>',
            (),
        ),
        ("".join(f'<a href="/tag/{number}">Tag {number}</a>' for number in range(16)), ()),
        ('<p>In <a rel="tag" href="/category/sea">Sea</a> <a rel="tag" href="/1">Boats</a>', ("Boats",)),
        (
            (
                '<aside><a href="/tag/x">X</a></aside><p>tags: <a href="/tag/a">Boats</a> <a href="/tag/b">Bridges</a>'
                '<a href="/tag/c"></a></p><div><a href="/tag/all">All</a></div>'
            ),
            ("Boats", "Bridges"),
        ),
        (f'<p>{"A story. " * 20}</p><p><a href="/tag/boats">#Boats</a></p>', ("Boats",)),
        (
            f'<p><a href="/tag/k">Fire</a></p><p>{"A. " * 60}</p><p><a href="/tag/a">A</a> <a href="/tag/b">B</a></p>',
            ("A", "B"),
        ),
        ('<ul><li><a href="/tag/boats">Boats</a><li><a href="/tag/b">Bridges</a></ul>', ("Boats", "Bridges")),
        ('<article><nav class="post-tags"><b>In:</b><i>Boats</i><i>Bridges</i></nav></article>', ("Boats", "Bridges")),
        ('<article><div class="tags"><b>Tags</b><i>Boats</i></div></article>', ("Boats",)),
        ('<article><p class="tags">A story of boats</p></article>', ()),
        ('<p><a href="/find?w=1">#Boats</a> <a href="/find?w=2">#Quays</a></p>', ("Boats", "Quays")),
        (f'<p>{"It is long. " * 20}<a href="/find?w=1">#Boats</a></p>', ()),
        (
            '<article><p class="tags">Tags: <a href="/s?t=1">Boats</a>, <a href="/s?t=2">Quays</a></p></article>',
            ("Boats", "Quays"),
        ),
        ('<aside><div class="tags"><span>Boats</span></div></aside>', ()),
        (f'<div class="tags"><span>Boats</span><span>{"long " * 20}</span></div>', ()),
        ('<p><b><a href="/tag/boats">Boats</a></b><b><a href="/tag/b">Bridges</a></b></p>', ("Boats", "Bridges")),
        ("", ()),
    ],
)
def test_tags_stand_once_without_section_and_site(html, expected, page_of):
    assert read_tags(page_of(html), "Town", SITE, NOTHING) == expected


def test_tags_that_a_reader_sees_come_before_keywords_and_so_do_the_feeds(page_of):
    offer = Offer(
        url="https://news.example/story",
        canonical_url="https://news.example/story",
        via=Via.RSS,
        link_kind=TeaserLink.FEED,
        from_url="https://news.example/feed",
        position=1,
        tags=("Town", "Ferries"),
    )
    told, junk = Evidence(teasers=(offer,)), '<meta name="keywords" content="A theme">'
    page = page_of(f'{junk}<article><p>Tags: <a href="/tag/boats">Boats</a></p></article>')
    assert read_tags(page, "Town", SITE, told) == ("Boats",)
    assert read_tags(page_of(junk), "Town", SITE, told) == ("Ferries",)


def test_the_footer_of_the_article_holds_its_tags(page_of):
    page = page_of('<article><h1>A bridge</h1><footer>tags: <a href="/tag/boats">Boats</a></footer></article>')
    assert read_tags(page, None, SITE, NOTHING) == ("Boats",)


def test_icons_far_from_the_headline_say_so_where_no_others_stand(page_of):
    label = '<div class="sidebar"><li><span><i class="fa fa-tags"></i></span> <a href="/x/1">Boats</a></li></div>'
    story = f"<h1>A bridge</h1>{'<p>It is long.</p>' * 40}"
    assert read_tags(page_of(story + label), None, SITE, NOTHING) == ("Boats",)
    assert read_tags(page_of(story + label * 2), None, SITE, NOTHING) == ("Boats",)
    assert read_tags(page_of(story + label + label.replace("Boats", "Quays")), None, SITE, NOTHING) == ()
    assert read_tags(page_of(label + story), None, SITE, NOTHING) == ("Boats",)
    menu = '<div><a href="/x"><i class="fa fa-tags"></i> Everything</a></div>'
    assert read_tags(page_of(story + menu), None, SITE, NOTHING) == ()
    whole = f'<h1>A bridge</h1><div><i class="fa fa-tags"></i>{"<p>It is long.</p>" * 20}</div><i class="fa-tag"></i>'
    assert read_tags(page_of(whole), None, SITE, NOTHING) == ()


@pytest.mark.parametrize("box", ["nav", "header", "aside"])
def test_icons_of_menus_say_nothing_of_the_story(page_of, box):
    html = f'<{box}><i class="fa fa-tags"></i> <a href="/x">All tags</a></{box}><h1>A bridge</h1>'
    assert read_tags(page_of(html), None, SITE, NOTHING) == ()


def test_a_link_to_all_tags_is_none_of_them(page_of):
    html = '<h1>A bridge</h1><div><a href="/tags/">Tags 20</a></div><p><a href="/tags/boats/">Boats</a></p>'
    assert read_tags(page_of(html), None, SITE, NOTHING) == ("Boats",)


def test_tags_that_are_shown_come_before_those_that_are_declared_of_every_page(page_of):
    shown = '<article><p>Tags: <a rel="tag" href="/tag/boats">Boats</a></p></article>'
    whole_site = '<meta property="article:tag" content="news, weather, sports">'
    assert read_tags(page_of(whole_site + shown), None, SITE, NOTHING) == ("Boats",)
    own = '<meta property="article:tag" content="Boats, Bridges">'
    assert read_tags(page_of(own + shown), None, SITE, NOTHING) == ("Boats", "Bridges")
