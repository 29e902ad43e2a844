"""What an article is called: every place that states a title, weighed by what is true of it."""

import tomllib
from importlib.resources import files

import pytest

from crawler.article.headings import find_headings
from crawler.article.headline import _without_masthead, find_heading, group_titles, read_alt_headline, read_headline
from crawler.article.site_name import fold_site_names, is_site_name, read_site_name, squash, without_site_name
from crawler.records.enums import Origin, TeaserLink, Via
from crawler.records.evidence import Evidence
from crawler.records.offer import Offer

NOTHING = Evidence()
PROSE = "<p>The council met and talked about the bridge for a long while, as councils do on such evenings.</p>" * 4
TITLE = "The old bridge stays open for another year"


@pytest.fixture
def read(page_of):
    def make(html, evidence=NOTHING, **facts):
        page = page_of(html, **facts)
        return read_headline(page, fold_site_names(page, read_site_name(page, evidence)), evidence)

    return make


def json_ld(kind="NewsArticle", **properties):
    pairs = ",".join(f'"{name}":"{value}"' for name, value in properties.items())
    return f'<script type="application/ld+json">{{"@type":"{kind}",{pairs}}}</script>'


def test_a_page_without_titles_has_no_headline(read):
    choice, element = read("<p>text</p>")
    assert (choice.value, choice.candidates, element) == (None, (), None)


def test_the_headline_that_all_places_state_is_sure(read):
    html = f'<title>{TITLE}</title><meta property="og:title" content="{TITLE}">{json_ld(headline=TITLE)}'
    choice, element = read(f"{html}<h1>{TITLE}</h1>{PROSE}")
    assert (choice.value, element.tag) == (TITLE, "h1")
    assert choice.chosen.origin is Origin.DOM
    assert choice.chosen.confidence > 0.9


def test_confidences_of_different_titles_add_up_to_one(read):
    choice, _ = read(f'<title>Another name of it</title><meta property="og:title" content="A third">{PROSE}')
    shares = {squash(candidate.value): candidate.confidence for candidate in choice.candidates}
    assert sum(shares.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<h1>Blog</h1><article><h2>{TITLE}</h2>{PROSE}</article><title>{TITLE}</title>", TITLE),
        (f"<nav><h1>Menu</h1></nav><title>{TITLE} | Courier</title><h1>{TITLE}</h1>{PROSE}", TITLE),
        (f"<footer><h1>Courier</h1></footer><h1 class='headline'>{TITLE}</h1>{PROSE}<title>{TITLE}</title>", TITLE),
        (f"<title>{TITLE} – Bridges – Courier</title><h1>{TITLE}</h1>{PROSE}", TITLE),
        (
            f"<title>{TITLE}, say the town - Courier</title><div>{TITLE}, say the town</div>{PROSE}",
            f"{TITLE}, say the town",
        ),
        (f"<title>{TITLE}…</title><h1>{TITLE} after all</h1>{PROSE}", f"{TITLE} after all"),
        (f"<h1><a href='/'><img></a></h1><h1>{TITLE}</h1>{PROSE}", TITLE),
        (f"<h1>{'word ' * 120}</h1><h2>{'word ' * 120}</h2><title>{TITLE}</title>{PROSE}", TITLE),
        (f"<meta property='og:title' content='{TITLE.upper()}'><h1>{TITLE}</h1>{PROSE}", TITLE),
        (f"<div itemscope itemtype='https://schema.org/Article'><b itemprop='headline'>{TITLE}</b></div>", TITLE),
    ],
)
def test_the_headline_is_what_the_reader_sees_as_one(html, expected, read):
    assert read(html)[0].value == expected


def test_a_kicker_inside_the_heading_is_no_part_of_the_headline(read):
    html = (
        f'<title>{TITLE}</title><meta property="og:title" content="{TITLE}">'
        f"<h1><div><span>River traffic</span> <span>{TITLE}</span></div></h1>{PROSE}"
    )
    choice, element = read(html)
    assert (choice.value, element.tag) == (TITLE, "span")


def test_a_headline_may_stand_behind_its_kicker_in_no_element_of_its_own(read):
    html = f'<meta property="og:title" content="{TITLE}"><h1><span>River traffic</span> {TITLE}</h1>{PROSE}'
    assert read(html)[0].value == TITLE


@pytest.mark.parametrize("label", ["Opinion | ", "Meinung: ", "LIVE: "])
def test_the_genre_before_a_shared_title_is_no_part_of_what_the_h1_says(label, read):
    html = f'<meta property="og:title" content="{label}{TITLE}">{json_ld(headline=f"{label}{TITLE}")}<h1>%s</h1>{PROSE}'
    assert read(html % TITLE)[0].value == TITLE
    assert read(html % f"{label}{TITLE}")[0].value == f"{label}{TITLE}"


@pytest.mark.parametrize(
    ("path", "title", "expected"),
    [
        ("opinion/guests/7", f"{TITLE} | Opinion", TITLE),
        ("opinion", f"{TITLE} | Opinion", f"{TITLE} | Opinion"),
        ("world/opinion.html", f"{TITLE} | Opinion", f"{TITLE} | Opinion"),
        ("weather/7", "Storms | Weather", "Storms | Weather"),
    ],
)
def test_a_segment_of_the_address_behind_a_title_is_no_part_of_it(path, title, expected, read):
    html = f'<meta property="og:title" content="{title}"><h1>{title}</h1>{PROSE}'
    assert read(html, url=f"https://news.example/{path}")[0].value == expected


def test_a_name_made_of_the_words_of_a_heading_says_nothing_of_its_place(read):
    heading = '<main><h1 id="in-seoul-the-council-votes-on-cards">In Seoul, the council votes on cards</h1>{}</main>'
    html = f"<title>In Seoul, the council votes on cards - The Post</title>{heading}".format(
        f"{PROSE}<h2>A decision long in the making</h2>{PROSE}"
    )
    assert read(html)[0].value == "In Seoul, the council votes on cards"


def test_a_day_within_the_heading_is_no_part_of_the_headline(read):
    assert read(f"<h1><a href=/b><time>Dec <b>18</b> 2025</time> {TITLE}</a></h1>{PROSE}")[0].value == TITLE
    address = '<a class=u-url style="display: none;" href="https://a.example/b">https://a.example/b</a>'
    assert read(f"<h1>{TITLE} {address}</h1>{PROSE}")[0].value == TITLE
    assert read(f'<h1>Town<i style="display:none">: </i>{TITLE}</h1>{PROSE}')[0].value == f"Town: {TITLE}"


def test_signs_that_were_escaped_twice_are_read(read):
    assert read(f"<h1>Locks &amp;#x26; bridges &amp;amp; boats</h1>{PROSE}")[0].value == "Locks & bridges & boats"


def test_a_title_written_in_capitals_is_taken_from_where_it_is_not(read):
    choice, _ = read(f"<title>{TITLE}</title><h1>{TITLE.upper()}</h1>{PROSE}")
    assert choice.value == TITLE


def test_a_teaser_tells_the_headline_where_the_page_does_not(read):
    offer = Offer(
        url="https://news.example/story",
        canonical_url="https://news.example/story",
        via=Via.RSS,
        link_kind=TeaserLink.FEED,
        from_url="https://news.example/feed",
        position=1,
        headline=TITLE,
    )
    choice, _ = read(PROSE, Evidence(teasers=(offer,)))
    assert (choice.value, choice.chosen.origin) == (TITLE, Origin.FEED)


def test_facts_compare_a_title_with_the_address_and_the_others(page_of):
    html = f"<title>{TITLE} in spring</title><h1>{TITLE}</h1><h2>River: {TITLE}</h2>{PROSE}{json_ld(headline=TITLE)}"
    page = page_of(html, url="https://news.example/town/the-old-bridge-stays-open.html")
    groups = {group.key: group.facts for group in group_titles(page, frozenset(), NOTHING)}
    assert {"words of address", "shown and stated", "news: h1"} <= groups[squash(TITLE)]
    assert "more and another" in groups[squash(f"River: {TITLE}")]
    assert "other words than address" in {
        fact for group in group_titles(page_of("<h1>Ferry sinks</h1>", url=page.url), frozenset(), NOTHING)
        for fact in group.facts
    }  # fmt: skip


def test_facts_tell_where_a_heading_stands(page_of):
    html = f"""<nav><ol class="crumbs"><li><a href="/x"><h1>Bridge, river, town, council</h1></a></li></ol></nav>
        <header><h2>{TITLE}</h2></header><main><h1 class="page-title">Courier</h1><h1>More</h1>{PROSE}
        <h1>Last</h1></main>"""
    facts = {heading.text: heading.facts for heading in find_headings(page_of(html), frozenset())}
    assert {"in menu", "in list", "h1 out of place"} <= facts["Bridge, river, town, council"]
    assert {"headline below", "h2"} <= facts[TITLE]
    assert {"first h1", "h1", "class of a headline"} <= facts["Courier"]
    assert "first h1" not in facts["More"]
    assert "no text below" in facts["Last"]


def test_a_heading_that_says_what_the_page_states_is_never_out_of_place(page_of):
    page = page_of(f"<ul><li><h1>{TITLE}</h1></li></ul>{PROSE}")
    assert "h1 out of place" in next(find_headings(page, frozenset())).facts
    assert "h1" in next(find_headings(page, frozenset({squash(TITLE)}))).facts


def test_the_weights_are_numbers_for_facts():
    text = files("crawler.article").joinpath("vocabulary", "headline_weights.toml").read_text(encoding="utf-8")
    weights = tomllib.loads(text)["weights"]
    assert weights["headline below"] > 0 > weights["in menu"]
    assert all(isinstance(weight, float) for weight in weights.values())


# ---------------------------------------------------------------- the heading and the other title


@pytest.mark.parametrize(
    ("html", "headline", "tag"),
    [
        (f"<h1>Courier</h1><h2>{TITLE}</h2>", TITLE, "h2"),
        (f"<h1>{TITLE}, and more</h1>", TITLE, "h1"),
        ("<h1></h1><h1>Courier</h1>", TITLE, "h1"),
        ("<h1>Courier</h1>", None, "h1"),
        ("<h2>Courier</h2>", TITLE, None),
        (f"<font><b>{TITLE}</b></font>", TITLE, "b"),
        (f"<p><a>{TITLE}</a></p><footer><p>{TITLE}</p></footer>", TITLE, None),
    ],
)
def test_the_heading_that_shows_the_headline_is_found(html, headline, tag, page_of):
    heading = find_heading(page_of(html), headline)
    assert (heading.tag if heading is not None else None) == tag


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<meta property="og:title" content="Why boats are late | Courier">', "Why boats are late"),
        (f'<meta property="og:title" content="{TITLE} | Courier">', None),
        ('<meta property="og:title" content="Courier">', None),
        (json_ld(headline=TITLE, alternativeHeadline="Boats are late"), "Boats are late"),
        ("", None),
    ],
)
def test_another_title_is_kept_beside_the_headline(html, expected, page_of):
    assert read_alt_headline(page_of(html), TITLE, frozenset({"courier"})) == expected


# ---------------------------------------------------------------- names of sites


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('<meta property="og:site_name" content="The Courier">', "The Courier"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"Courier"}}</script>',
            "Courier",
        ),
        ('<script type="application/ld+json">{"@type":"WebSite","name":"Courier"}</script>', "Courier"),
        ('<meta name="application-name" content="Courier">', "Courier"),
        (
            '<meta name="application-name" content="Boats, ours"><meta property="og:title" content="Boats, ours">',
            None,
        ),
        ("<title>A bridge | News</title>", "News"),
        (f'<meta property="og:site_name" content="{"long " * 20}">', None),
        ("", None),
    ],
)
def test_a_site_names_itself(html, name, page_of):
    assert read_site_name(page_of(html), NOTHING).value == name


@pytest.mark.parametrize(
    ("header", "heading", "name"),
    [
        ("<h1>The Lock Ledger</h1><nav>Home</nav>", "<h2>A bridge</h2>", "The Lock Ledger"),
        ("<h1>The Lock Ledger</h1><nav>Home</nav>", "<p>A bridge</p>", None),
        ("<h1>The Lock Ledger</h1>", "<h2>A bridge</h2>", None),
        ("<h1>A bridge</h1><nav>Home</nav>", "<h2>Others</h2>", None),
    ],
)
def test_a_heading_beside_the_menu_names_the_site_where_another_is_the_storys(header, heading, name, page_of):
    page = page_of(f"<title>A bridge — The Lock Ledger</title><header>{header}</header>{heading}{PROSE}")
    assert read_site_name(page, NOTHING).value == name


def test_the_profile_knows_the_name_best(page_of):
    page = page_of('<meta property="og:site_name" content="courier.example">')
    assert read_site_name(page, Evidence(site_name="The Courier")).value == "The Courier"


def test_forms_of_a_name_are_known(page_of):
    page = page_of('<meta property="og:site_name" content="World Bridge Awards">', url="https://blog.worldbridge.org/x")
    names = fold_site_names(page, read_site_name(page, NOTHING))
    assert {"worldbridgeawards", "wba", "worldbridge", "blogworldbridge", "worldbridgeorg"} <= names
    assert is_site_name("Worldbridge Blog", names)
    assert is_site_name("The World Bridge Awards", names)
    assert not is_site_name("Bridge", names)
    spelt_out = page_of("", url="https://muehlen-bote.example/x")
    assert is_site_name("Mühlen-Bote", fold_site_names(spelt_out, read_site_name(spelt_out, NOTHING)))
    assert not is_site_name("A story of many words on bridges", names)
    assert not is_site_name("A B", names)


@pytest.mark.parametrize(
    ("title", "others", "expected"),
    [
        ("A bridge | Courier", (), "A bridge"),
        ("Courier: A bridge", (), "Courier: A bridge"),
        ("Courier – A bridge – Courier", (), "A bridge"),
        ("A bridge | Town", (), "A bridge | Town"),
        ("A bridge - of sighs", ("abridge",), "A bridge"),
        ("Town - A bridge", ("abridge",), "A bridge"),
        ("Town - A ferry", ("abridge",), "Town - A ferry"),
        ("A bridge – Courier – 28.04.2023", (), "A bridge"),
        ("A bridge | Town | 28.04.2023", (), "A bridge | Town | 28.04.2023"),
    ],
)
def test_a_title_loses_the_name_of_its_site(title, others, expected):
    assert without_site_name(title, frozenset({"courier"}), others) == expected


def test_texts_that_say_the_same_are_squashed_alike():
    assert squash("“Señor, ¡olé!”") == squash("senor ole")


def test_facts_tell_a_cut_title_and_the_sites_own(page_of):
    page = page_of('<meta property="og:title" content="The old bridge stays…"><h1>The Courier</h1>')
    groups = {group.key: group.facts for group in group_titles(page, frozenset({"courier"}), NOTHING)}
    assert "cut" in groups["theoldbridgestays"]
    assert {"site's name", "short"} <= groups["thecourier"]


@pytest.mark.parametrize(
    ("title", "line", "expected"),
    [
        ("Blog: A bridge opens in the town", "A bridge opens in the town", "A bridge opens in the town"),
        ("Blog: A bridge opens in the town", "Of bridges", "Blog: A bridge opens in the town"),
        ("Untitled pages: A bridge opens in the town", "Of bridges", "Untitled pages: A bridge opens in the town"),
    ],
)
def test_what_stands_behind_a_word_of_the_template_is_the_title_where_a_line_says_it(title, line, expected, page_of):
    page = page_of(f"<title>{title}</title><h1>Untitled pages</h1><fieldset><legend>{line}</legend><p>So.</fieldset>")
    assert _without_masthead(page, frozenset()) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<title>旧桥将关闭十一个月_新闻中心_山谷网</title><h1>旧桥将关闭十一个月</h1>", "旧桥将关闭十一个月"),
        (
            "<title>오래된 다리 폐쇄 &lt; 사회 &lt; 기사본문 - 골짜기신문</title><h3>오래된 다리 폐쇄</h3>",
            "오래된 다리 폐쇄",
        ),
    ],
)
def test_the_first_of_many_parts_of_a_title_is_the_headline_that_is_shown(read, html, expected):
    assert read(f"{html}{PROSE}")[0].value == expected


def test_the_logo_that_leads_home_and_an_article_before_the_domain_name_the_site(read):
    title = "<title>Il Valligiano - Chiude il vecchio ponte</title>"
    assert read(f"{title}{PROSE}", url="https://valligiano.example/art12.htm")[0].value == "Chiude il vecchio ponte"
    logo = '<a href="/"><img src="logo.gif" alt="Il Valligiano"></a>'
    assert read(f"{title}{logo}{PROSE}", url="https://news.example/art12.htm")[0].value == "Chiude il vecchio ponte"


def test_a_title_loses_the_sites_name_before_a_colon_where_a_link_home_says_it(read):
    home = '<a href="/"><img src="logo.png" alt="Valley Notes"></a>'
    choice, _ = read(f"<title>Valley Notes: {TITLE}</title>{home}<h2>{TITLE}</h2>{PROSE}")
    assert choice.value == TITLE
