"""Where an article stands in its site, and what it is about."""

import pytest

from crawler.article.section import read_breadcrumbs, read_section, read_tags
from crawler.records.enums import Origin, TeaserLink, Via
from crawler.records.evidence import Evidence
from crawler.records.offer import Offer

NOTHING = Evidence()
SITE = frozenset({"courier"})


@pytest.fixture
def section_of(page_of):
    def make(html, evidence=NOTHING, **facts):
        page = page_of(html, **facts)
        crumbs = read_breadcrumbs(page, "A bridge", SITE)
        return read_section(page, page.find("h1"), crumbs, SITE, evidence)

    return make


def json_ld(text):
    return f'<script type="application/ld+json">{{"@type":"NewsArticle",{text}}}</script>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (json_ld('"articleSection":["Town","News"]'), "Town"),
        (json_ld('"articleSection":"Town, Traffic"'), "Town"),
        (json_ld('"articleSection":"https://news.example/town"'), None),
        ('<div itemscope itemtype="https://schema.org/Article"><b itemprop="articleSection">Town</b></div>', "Town"),
        ('<meta property="article:section" content="Town">', "Town"),
        ('<meta property="article:section" content="Uncategorized">', "Uncategorized"),
        ('<meta property="article:section" content="Courier">', None),
        ('<div class="breadcrumbs"><a href="/">Home</a><a href="/town">Town</a></div><h1>A bridge</h1>', "Town"),
        (
            (
                '<ul class="breadcrumb"><li><a href="/">Home</a><li><a href="/blog/">Blog</a></ul><h1>A bridge</h1>'
                '<p>In <a href="/blog/category/town/">Town</a></p>'
            ),
            "Town",
        ),
        ("<h1>A bridge</h1><p>Category: Town, Traffic</p>", "Town"),
        ("<h1>A bridge</h1><p>Category: Town / Traffic</p>", "Town"),
        ("<h1>A bridge</h1><p>Category:</p>", None),
        ("<h1>A bridge</h1><div>Section:&nbsp;</div><div><div>Town</div></div><p>A text</p>", "Town"),
        (f"<h1>A bridge</h1><div>Section:</div><p>{'A long text. ' * 9}</p>", None),
        ('<a href="/category/sea">Sea</a><p><a href="/category/town">Town</a></p><h1>A bridge</h1>', "Town"),
        ('<h1>A bridge</h1><p>Filed under: <a rel="tag" href="/t">Boats</a></p>', None),
        ('<h1>A bridge</h1><p>In <a rel="category tag" href="/c">Town</a></p>', "Town"),
        ('<aside><a rel="category" href="/c">Town</a></aside>', None),
        ('<b class="kicker"></b><h1>A bridge</h1><span class="kicker">Town</span>', "Town"),
        ('<aside><span class="kicker">Town</span></aside>', None),
        ('<h1>A bridge</h1><p>In <a href="/x">that</a> <a href="/category/town.html">Town</a></p>', "Town"),
        ('<header><a href="/category/sea">Sea</a><h1>A bridge</h1><a href="/category/town">Town</a></header>', "Town"),
        ('<header><h1>A bridge</h1><nav><a href="/category/town">Town</a></nav></header>', None),
        (f'<h1>A bridge</h1>{"<p>x</p>" * 40}<a href="/category/town.html">Town</a>', None),
        ('<p class="category"><a rel="tag" href="/category/a">Town</a>, <a href="/category/b">Sea</a></p>', "Town"),
        ('<nav><li class="menu-item-category"><a href="/c">Town</a></li></nav><h1>A bridge</h1>', None),
        (
            '<article><h1>A bridge</h1><p class="entry-footer"><a rel="category" href="/c">Town</a></p></article>',
            "Town",
        ),
        ('<h1>A bridge</h1><div class="footer"><a rel="category tag" href="/c">Town</a></div>', None),
        ('<meta property="article:section" content="Uncategorized"><b class="kicker">Town</b><h1>A</h1>', "Town"),
        ('<h1>A bridge</h1><p class="site-data"><a href="/categories/">8 Categories</a></p>', None),
        (
            f'<h1>A bridge</h1><article>{"<p>x</p>" * 40}<footer><a href="/category/t">Town</a></footer></article>',
            "Town",
        ),
        (f'<h1>A bridge</h1><article>{"<p>x</p>" * 40}<p>In <a href="/category/t">Town</a></p></article>', None),
        (f"<h1>A bridge</h1>{'<article><p>x</p><a href=/category/t>Town</a></article>' * 40}", "Town"),
        ('<article><a href="/tag/town">Town</a><h1>A bridge</h1></article>', "Town"),
        ('<article><a href="/tag/town">Town</a><a href="/tag/sea">Sea</a><h1>A bridge</h1></article>', None),
        ('<article><h1>A bridge</h1><a href="/tag/town">Town</a></article>', None),
        ("", None),
    ],
)
def test_a_section_is_read_where_it_is_stated(html, expected, section_of):
    assert section_of(html).value == expected


@pytest.mark.parametrize(
    ("url", "html", "expected"),
    [
        ("https://news.example/politics/2023/06/02/a-bridge.html", "", "Politics"),
        ("https://news.example/local-news/a-bridge", "", "Local news"),
        (
            "https://news.example/politik/a-bridge",
            (
                '<nav><a href="https://else.example/politik">No</a><a href="/sport">Sport</a>'
                '<a href="/politik/">Die Politik</a></nav>'
            ),
            "Die Politik",
        ),
        ("https://news.example/blog/a-bridge", "", None),
        ("https://news.example/2023/06/a-bridge", "", None),
        ("https://news.example/a-bridge", "", None),
        ("file:///politics/a-bridge.html", "", None),
    ],
)
def test_the_address_names_a_section_last_of_all(url, html, expected, section_of):
    choice = section_of(html, url=url)
    assert choice.value == expected
    assert choice.chosen is None or choice.chosen.origin is Origin.URL


@pytest.mark.parametrize(
    ("kicker", "expected"),
    [
        ("A hard winter", "Town"),
        ("Exclusive", "Town"),
        ("Town hall", "Town"),
        ('<a href="/c/1">Traffic</a>', "Traffic"),
        ("TOWN", "TOWN"),
        ("A bridge", "Town"),
        ("The winter was hard.", "Town"),
    ],
)
def test_a_kicker_that_leads_nowhere_names_no_section_where_the_address_does(kicker, expected, section_of):
    html = f'<p class="kicker">{kicker}</p><h1>A bridge</h1>'
    assert section_of(html, url="https://news.example/town/a-bridge").value == expected
    assert section_of(html.replace("hard.", "hard"), url="https://news.example/live/a-bridge").chosen is not None


def test_a_nordic_heading_is_no_section(section_of):
    assert section_of('<h1 class="rubrik">Bron stängd</h1>').value is None


def test_the_address_is_spelt_as_a_link_to_it_is(section_of):
    html = '<div><a href="/gundem/">Gündem</a> <a href="/spor/">Spor</a></div><h1>A bridge</h1>'
    assert section_of(html, url="https://news.example/gundem/a-bridge").value == "Gündem"


def test_the_place_where_a_system_keeps_a_story_is_no_name(section_of):
    html = json_ld('"articleSection":"news/local"') + '<meta property="og:section" content="Local">'
    assert section_of(html).value == "Local"


def test_a_teaser_tells_a_section(section_of):
    offer = Offer(
        url="https://news.example/story",
        canonical_url="https://news.example/story",
        via=Via.TEASER,
        link_kind=TeaserLink.CARD,
        from_url="https://news.example/",
        position=1,
        section="Town",
    )
    choice = section_of("", Evidence(teasers=(offer,)))
    assert (choice.value, choice.chosen.origin) == ("Town", Origin.TEASER)
    for as_tag in '<meta property="article:tag" content="town">', '<p>In <a href="/tag/town">Town</a></p>':
        assert section_of(as_tag, Evidence(teasers=(offer,))).value is None


# ---------------------------------------------------------------- breadcrumbs


def crumbs_of(page, headline="A bridge over the river that is long"):
    return [(crumb.name, crumb.url) for crumb in read_breadcrumbs(page, headline, SITE)]


def test_breadcrumbs_come_from_json_ld_in_their_order(page_of):
    steps = (
        '{"position":"2","name":"Traffic","item":"/town/traffic"},{"position":1,"item":{"@id":"/town","name":"Town"}},'
        '{"position":"x","name":"Courier"},"odd",{"position":9,"name":""}'
    )
    html = f'<script type="application/ld+json">{{"@type":"BreadcrumbList","itemListElement":[{steps}]}}</script>'
    assert crumbs_of(page_of(html)) == [
        ("Town", "https://news.example/town"),
        ("Traffic", "https://news.example/town/traffic"),
    ]


def test_breadcrumbs_of_one_step_need_no_list(page_of):
    step = '{"@type":"BreadcrumbList","itemListElement":{"name":"Town"}}'
    assert crumbs_of(page_of(f'<script type="application/ld+json">{step}</script>')) == [("Town", None)]


def test_a_list_within_the_article_is_a_path_where_it_begins_with_the_front_page(page_of):
    path = '<ul><li><a href="/">Home</a></li><li><a href="/town">Town</a></li></ul><h1>A bridge</h1>'
    assert crumbs_of(page_of(f"<article>{path}</article>")) == [("Town", "https://news.example/town")]
    assert crumbs_of(page_of(path)) == []


def test_what_a_template_calls_a_category_and_leads_to_a_tag_is_none(section_of):
    html = '<h1>A bridge</h1><div><a class="p-category" href="/{}/boats">Boats</a></div>'.format
    assert section_of(html("topic")).value is None
    assert section_of(html("harbour")).value == "Boats"
    crumbs = '<ul class="breadcrumbs"><li><a href="/">Home</a><li><a href="/news">News</a></ul>'
    assert section_of(crumbs + html("harbour")).value == "Boats"
    assert section_of('<meta name="keywords" content="Quays, boats">' + crumbs + html("harbour")).value == "News"
    filed = crumbs.replace("News", "Town") + "<h1>A bridge</h1><p>Filed under: Boats</p>"
    assert section_of(filed).value == "Boats"
    assert section_of('<meta name="keywords" content="Quays, boats">' + filed).value == "Town"


@pytest.mark.parametrize("sign", ["»", "›", "&gt;", "/"])
def test_a_path_from_the_front_page_needs_no_mark(sign, page_of):
    steps = ["Town", "Traffic", "Ferries", "Quays", "Boats"]
    links = [f' {sign} <a href="/{place}">{step}</a>' for place, step in enumerate(steps)]
    path = '<p><a href="/">Courier</a>{}</p><h1>A bridge</h1><p>It opens.</p>'.format
    assert crumbs_of(page_of(path("".join(links[:2])))) == [
        ("Town", "https://news.example/0"),
        ("Traffic", "https://news.example/1"),
    ]
    assert crumbs_of(page_of(path(f" {sign} A bridge"))) == []
    assert crumbs_of(page_of(path("".join(links)))) == []  # a menu
    assert crumbs_of(page_of(path(' | <a href="/town">Town</a>'))) == []
    assert crumbs_of(page_of(f"<footer>{path(links[0])}</footer>")) == []


def test_breadcrumbs_on_the_page_end_before_the_article(page_of):
    html = """<script type="application/ld+json">{"@type":"BreadcrumbList"}</script><div class="breadcrumbs"></div>
        <ul class="breadcrumbs"><li><a href="/">Home</a><li><a href="/town">Town</a><li><a href="/x"></a>
        <li><a href="/a">A bridge over the river that…</a></ul>"""
    assert crumbs_of(page_of(html)) == [("Town", "https://news.example/town")]


def test_breadcrumbs_may_be_marked_by_their_type_alone(page_of):
    steps = '<li><a href="/"><b itemprop="name">Home</b></a><li><a href="/town"><b itemprop="name">Town</b></a>'
    html = f'<ol itemscope itemtype="https://schema.org/BreadcrumbList">{steps}</ol>'
    assert crumbs_of(page_of(html)) == [("Town", "https://news.example/town")]


# ---------------------------------------------------------------- tags


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


@pytest.mark.parametrize("article", ['div class="article"', 'div itemscope itemtype="https://schema.org/NewsArticle"'])
def test_the_footer_of_what_is_marked_as_an_article_is_its_own(article, page_of, section_of):
    tags = '<span itemprop="keywords" class="list-tags"><b>Boats</b> <b>Quays</b></span>'
    html = f'<{article}><h1>A bridge</h1><div class="footer"><span class="list-category">Town</span> {tags}</div></div>'
    assert section_of(html).value == "Town"
    assert read_tags(page_of(html), "Town", SITE, NOTHING) == ("Boats", "Quays")


FACTS = """<h1>A bridge</h1><p><i class="fa fa-user"></i> Jane Roe <i class="far fa-folder-open"></i> {folder}
<svg class="icon icon-tag"><use href="#tag"></use></svg> <a href="/x/1">Boats</a>, <a href="/x/2">Quays</a></p>"""


def test_icons_say_what_follows_them(page_of, section_of):
    html = FACTS.format(folder='<a href="/x/town">Town</a>')
    assert section_of(html).value == "Town"
    assert section_of(FACTS.format(folder="Town")).value == "Town"
    assert section_of(FACTS.format(folder="")).value is None
    assert read_tags(page_of(html), "Town", SITE, NOTHING) == ("Boats", "Quays")


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
