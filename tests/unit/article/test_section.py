"""Where an article stands in its site, and what it is about."""

import pytest

from crawler.article.section import read_breadcrumbs, read_section
from crawler.article.tags import read_tags
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


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ('<div><a href="/sea/">Sea</a></div>', "Sea"),
        ('<b><a href="https://news.example/sea"><i>Sea</i></a></b>', "Sea"),
        ('<div><a href="/town/">Town</a><a href="/sea/">Sea</a></div>', None),
        ('<ul><li><a href="/sea/">Sea</a></li></ul>', None),
        ('<nav><a href="/sea/">Sea</a></nav>', None),
        ('<div><a href="/about-the-sea/">Sea</a></div>', None),
        ('<div><a href="https://else.example/sea/">Sea</a></div>', None),
    ],
)
def test_a_link_above_the_headline_to_an_address_of_that_name_is_the_section(above, expected, section_of):
    assert section_of(f"{above}<h1>A bridge</h1>", url="https://news.example/a-bridge").value == expected


def test_a_menu_that_is_called_a_path_in_another_language_is_one_and_its_first_step_may_say_nothing(section_of):
    steps = '<a href="/">Home</a><a href="/nieuws">Nieuws</a><a href="/nieuws/binnenland">Binnenland</a>'
    assert section_of(f'<nav aria-label="Kruimelpad">{steps}</nav><h1>A bridge</h1>').value == "Binnenland"
    assert section_of(f'<nav aria-label="Menu">{steps}</nav><h1>A bridge</h1>').value is None
