"""Every link of a page is typed by its address, its place and its words, one link an address."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from crawler.links.reader import Link, LinkKind, read_links
from crawler.page.document import Document
from crawler.page.tree import Page
from crawler.records.article import Discovered, Run
from crawler.records.enums import TeaserLink, Via

FRONT = "https://news.example/"
STORY = "https://news.example/2026/05/04/the-harbour-council-meets/"
BODY = f"<h1>The harbour council meets</h1><p>{'The council met and spoke at length of the harbour. ' * 12}</p>"


def links_of(html: str, url: str = FRONT) -> tuple[Link, ...]:
    return read_links(
        Page(
            Document(
                url=url,
                body=html.encode(),
                fetched_at=datetime(2026, 5, 4, tzinfo=UTC),
                run=Run(id="r", spider="news"),
                discovered=Discovered(via=Via.FILE),
            )
        )
    )


def kinds(links: Iterable[Link]) -> dict[str, LinkKind]:
    return {link.canonical_url.removeprefix("https://news.example"): link.kind for link in links}


def kind_of(anchor: str, url: str = FRONT) -> LinkKind:
    (link,) = links_of(anchor if url == FRONT else BODY + anchor, url)
    return link.kind


def test_all_anchors_to_one_address_become_one_link() -> None:
    (link,) = links_of(
        '<div><a href="/2026/05/ferry-late/"><img src="/ferry.jpg" alt="A ferry"></a><span>Harbour</span>'
        '<h2><a href="/2026/05/ferry-late/?utm_source=front">The ferry is late again</a></h2>'
        '<p>By <a href="/author/ada-lind/">Ada Lind</a>, <time datetime="2026-05-03T07:00:00Z">3 May</time></p>'
        "<p>The morning boat left the quay forty minutes after it should have.</p>"
        '<a href="/2026/05/ferry-late/#more">Read more<span class="sr-only"> about The ferry is late again</span></a>'
        '<a href="/2026/05/ferry-late/#comments">3 comments</a></div>'
    )[:1]
    assert link == Link(
        url="https://news.example/2026/05/ferry-late/",
        canonical_url="https://news.example/2026/05/ferry-late/",
        kind=LinkKind.ARTICLE,
        confidence=link.confidence,
        position=1,
        place=link.place,
        anchor_text="Read more about The ferry is late again",
        via=TeaserLink.READ_MORE,
        headline="The ferry is late again",
        excerpt="The morning boat left the quay forty minutes after it should have.",
        kicker="Harbour",
        image="https://news.example/ferry.jpg",
        authors=("Ada Lind",),
        published_raw="2026-05-03T07:00:00Z",
    )
    assert link.confidence >= 0.9


@pytest.mark.parametrize(
    ("card", "via"),
    [
        ('<h3><a href="/ferry">The ferry is late</a></h3><p>Why? <a href="/ferry">Weiterlesen</a></p>', "read_more"),
        ('<h3><a href="/ferry">The ferry is late</a></h3><p>Nobody on the quay knew why it was so.</p>', "headline"),
        ('<a href="/ferry"><h3>The ferry is late</h3><p>Nobody on the quay knew why it was so.</p></a>', "card"),
        ('<a href="/ferry-is-late-once-again"><img src="/f.jpg" alt="Read more"></a>', "image"),
    ],
)
def test_via_is_the_strongest_part_that_carries_the_link(card: str, via: str) -> None:
    (link,) = links_of(f"<div>{card}</div>")
    assert (link.kind, link.via) == (LinkKind.ARTICLE, via)


@pytest.mark.parametrize(
    "anchor",
    [
        '<a href="/n/1" aria-label="Read more: The ferry is late again"><svg></svg></a>',
        '<a href="/n/1" title="Permalink to The ferry is late again"><img src="/f.jpg"></a>',
        '<a href="/n/1">Continue reading <span class="screen-reader-text">The ferry is late again</span></a>',
        '<a href="/n/1"><img src="/f.jpg" alt="The ferry is late again"></a>',
    ],
)
def test_a_headline_hidden_in_the_anchor_is_found(anchor: str) -> None:
    html = "".join(f"<li>{anchor.replace('/1', f'/{number}')}</li>" for number in (1, 2, 3))
    assert {link.headline for link in links_of(f"<ul>{html}</ul>")} == {"The ferry is late again"}


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/2026/05/04/a-bridge-opens/", LinkKind.ARTICLE),
        ("/news/a-bridge-opens-a-year-early", LinkKind.ARTICLE),
        ("/news/12345678", LinkKind.ARTICLE),
        ("/?p=812", LinkKind.ARTICLE),
        ("/index.php?view=article&id=12:bridge", LinkKind.ARTICLE),
        ("/archives/812", LinkKind.ARTICLE),
        ("/category/politics/", LinkKind.SECTION),
        ("/politics/", LinkKind.SECTION),
        ("/tag/harbour/", LinkKind.TAG),
        ("/themen/hafen/", LinkKind.TAG),
        ("/author/ada-lind/", LinkKind.AUTHOR),
        ("/autor/ada-lind-und-die-anderen/", LinkKind.AUTHOR),
        ("/2026/05/", LinkKind.ARCHIVE),
        ("/posts/2026/05/index.html", LinkKind.ARCHIVE),
        ("/archives.html", LinkKind.ARCHIVE),
        ("/feed/", LinkKind.FEED),
        ("/news.rss", LinkKind.FEED),
        ("/sitemap.xml", LinkKind.SITEMAP),
        ("/2026/05/04/a-bridge-opens/comment-page-2/#comments", LinkKind.ARTICLE_PAGE),
        ("/2026/05/04/a-bridge-opens/?replytocom=7#respond", LinkKind.OTHER),
        ("/2026/05/04/a-bridge-opens/amp/", LinkKind.OTHER),
        ("/2026/05/04/a-bridge-opens/print/", LinkKind.OTHER),
        ("/about/", LinkKind.OTHER),
        ("/about/team/", LinkKind.OTHER),
        ("/datenschutz", LinkKind.OTHER),
        ("/login?next=/2026/05/04/a-bridge-opens/", LinkKind.OTHER),
        ("/?s=bridge", LinkKind.OTHER),
        ("/uploads/2026/05/plan-of-the-new-bridge.pdf", LinkKind.OTHER),
        ("/uploads/bridge.JPG", LinkKind.OTHER),
        ("https://www.facebook.com/sharer?u=https://news.example/2026/05/04/a-bridge-opens/", LinkKind.OTHER),
        ("https://elsewhere.example/2026/05/04/a-bridge-opens/", LinkKind.OTHER),
    ],
)
def test_an_address_tells_its_kind(address: str, kind: LinkKind) -> None:
    assert kind_of(f'<li><a href="{address}">Bridge</a></li>') is kind


@pytest.mark.parametrize(
    ("anchor", "kind"),
    [
        ('<a rel="tag" href="/interest-rate-decision-2026/">Rates</a>', LinkKind.TAG),
        ('<a rel="category tag" href="/local/">Local</a>', LinkKind.SECTION),
        ('<a rel="author" href="/ada-lind-reports-from-here/">Ada Lind</a>', LinkKind.AUTHOR),
        ('<a rel="tag" href="/politics/ferry-late">Read more<span> about The ferry</span></a>', LinkKind.ARTICLE),
        ('<h2><a rel="bookmark" href="/ferry">The ferry</a></h2><a rel="tag" href="/ferry">On</a>', LinkKind.ARTICLE),
        ('<h2><a href="/ferry">The ferry is late again</a></h2>', LinkKind.ARTICLE),
        ('<nav><a href="/ferries">All about our ferries and quays</a></nav>', LinkKind.SECTION),
        ('<nav><a href="/science-and-environment">Science</a></nav>', LinkKind.SECTION),
        ('<footer><a href="/house-rules">House rules for commenting here</a></footer>', LinkKind.SECTION),
        ('<a rel="nofollow" href="/ferries">Ferries</a>', LinkKind.OTHER),
    ],
)
def test_rel_and_place_tell_where_the_address_does_not(anchor: str, kind: LinkKind) -> None:
    assert kind_of(anchor) is kind


@pytest.mark.parametrize(
    ("url", "anchor"),
    [
        (FRONT, '<a href="/page/2/">2</a>'),
        (FRONT, '<a href="/?page=2">Older posts</a>'),
        (FRONT, '<a href="/?query-9-page=2">Next Page</a>'),
        (FRONT, '<a href="/index2.html">⟩</a>'),
        (FRONT, '<a href="/page/41/">Newer posts</a>'),
        (f"{FRONT}politics/", '<a href="/politics/?after=a8f3">Load more</a>'),
        (f"{FRONT}politics/", '<a rel="next" href="/politics/older">→</a>'),
        (f"{FRONT}category/politics.html", '<a href="/category/politics2.html">Seite 2</a>'),
        (f"{FRONT}category/politics3.html", '<a href="/category/politics2.html">Vorherige Seite</a>'),
        (f"{FRONT}category/politics-page-3", '<a href="/category/politics-page-4">次へ</a>'),
        (f"{FRONT}news/page/2/", '<a href="/news/page/3/">3</a>'),
        (f"{FRONT}archive", '<a href="/archive?sort=new&page=2">Older posts</a>'),
    ],
)
def test_the_pages_of_a_list_are_next_pages(url: str, anchor: str) -> None:
    assert [link.kind for link in links_of(anchor, url)] == [LinkKind.NEXT_PAGE]


@pytest.mark.parametrize(
    "anchor",
    [
        f'<a href="{STORY}2/">2</a>',
        f'<a href="{STORY}2/">Next page</a>',
        f'<a href="{STORY}?page=2">Page 2</a>',
        f'<a href="{STORY}page/2/">›</a>',
        f'<a rel="next" href="{STORY}?part=two">On</a>',
        f'<a href="{STORY}comment-page-1/#comment-4">4 May 2026</a>',
    ],
)
def test_the_pages_of_an_article_are_no_articles(anchor: str) -> None:
    assert kind_of(anchor, STORY) is LinkKind.ARTICLE_PAGE


def test_a_listing_that_links_to_the_pages_of_an_article_offers_one_article() -> None:
    links = links_of(f'<li><h2><a href="{STORY}">The harbour council meets</a></h2> <a href="{STORY}2/">2</a></li>')
    assert kinds(links) == {
        "/2026/05/04/the-harbour-council-meets/": LinkKind.ARTICLE,
        "/2026/05/04/the-harbour-council-meets/2/": LinkKind.ARTICLE_PAGE,
    }


@pytest.mark.parametrize(
    "anchor",
    [
        '<a rel="prev" href="/2026/05/03/ferry-late/">← The ferry is late</a>',
        '<a rel="next" href="/2026/05/05/bridge-early/">Next</a>',
        '<a href="/2026/05/05/bridge-early/">»</a>',
    ],
)
def test_the_story_before_and_after_is_an_article(anchor: str) -> None:
    assert kind_of(anchor, STORY) is LinkKind.ARTICLE


def test_a_sequel_with_a_number_in_its_address_is_an_article() -> None:
    links = links_of(f'{BODY}<li><a href="{STORY[:-1]}-2/">The harbour council meets again</a></li>', STORY)
    assert [link.kind for link in links] == [LinkKind.ARTICLE]


def test_teasers_beside_an_article_are_related_and_those_on_a_listing_are_not() -> None:
    card = '<li><h3><a href="/2026/05/ferry-late/">The ferry is late again</a></h3></li>'
    assert [link.is_related for link in links_of(BODY + card, STORY)] == [True]
    assert [link.is_related for link in links_of(card)] == [False]


def test_a_link_in_running_text_is_an_article_with_less_confidence() -> None:
    html = (
        f'{BODY}<p>Earlier this year, in another place, the question came up <a href="/2026/01/05/quay-sold/">as we '
        'told</a>; nobody answered.</p><p>See also: <a href="/briefing-2">Morning briefing</a></p>'
    )
    assert [(link.kind, link.headline) for link in links_of(html, STORY)] == [
        (LinkKind.ARTICLE, None),
        (LinkKind.ARTICLE, "Morning briefing"),
    ]
    assert all(link.confidence < 0.8 for link in links_of(html, STORY))


@pytest.mark.parametrize("words", ["Read more", "Continue reading", "もっと読む"])
def test_a_story_about_the_phrase_keeps_its_headline(words: str) -> None:
    headline = f"Why every site says “{words}” and what it costs"
    (link,) = links_of(f'<article><h2><a href="/{"x" * 9}">{headline}</a></h2><p>A story.</p></article>')
    assert (link.headline, link.via) == (headline, TeaserLink.HEADLINE)


def test_what_is_no_anchor_or_leads_off_the_web_is_no_link() -> None:
    html = (
        '<!-- <a href="/comment">Read more</a> --><h2>Read more</h2><a name="top">Top</a><a href="">Here</a>'
        '<a href="#comments">Comments</a><a href="javascript:more()">Read more</a>'
        '<a href="mailto:a@news.example">Mail</a>'
        '<a href="tel:+491234">Call</a><a href="https://[broken/">Broken</a><template><a href="/t">T</a></template>'
    )
    assert links_of(html) == ()


def test_links_to_the_page_itself_are_left_out() -> None:
    assert (
        links_of('<a href="/">Home</a><a href="https://NEWS.example:443/#top">Top</a><a href="?utm_source=x">x</a>')
        == ()
    )


def test_addresses_are_relative_to_the_base_element() -> None:
    (link,) = links_of('<base href="/desk/"><h2><a href="ferry-late">The ferry is late</a></h2>')
    assert link.url == "https://news.example/desk/ferry-late"


def test_the_head_declares_feeds_sitemaps_and_the_next_page() -> None:
    links = links_of(
        '<link rel="alternate" type="application/rss+xml" href="/feed/" title="All news">'
        '<link rel="alternate" type="application/atom+xml" href="/feed/">'
        '<link rel="alternate" hreflang="de" href="/de/">'
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/" title="Comments">'
        '<link rel="sitemap" href="/map"><link rel="next" href="/page/2/"><link rel="stylesheet" href="/a.css">'
        '<a href="/feed/">RSS</a>'
    )
    assert [(link.kind, link.url.removeprefix("https://news.example"), link.anchor_text) for link in links] == [
        (LinkKind.FEED, "/feed/", "All news"),
        (LinkKind.FEED, "/comments/feed/", "Comments"),
        (LinkKind.SITEMAP, "/map", None),
        (LinkKind.NEXT_PAGE, "/page/2/", None),
    ]
    assert links[1].confidence < 0.5 < links[0].confidence


def test_badges_and_sponsors_of_a_card_are_told() -> None:
    card = '<li><p>{label}</p><h3><a {rel} href="/{name}">{name} is a good headline</a></h3></li>'
    links = links_of(
        card.format(label="Sponsored", rel="", name="paid-by-label")
        + card.format(label="Anzeige", rel="", name="paid-in-german")
        + card.format(label="Harbour", rel='rel="sponsored"', name="paid-by-rel")
        + card.format(label="Subscribers only", rel="", name="walled")
        + card.format(label="Harbour", rel="", name="plain")
    )
    assert [(link.sponsored, link.paywall_badge) for link in links] == [
        (True, False),
        (True, False),
        (True, False),
        (False, True),
        (False, False),
    ]


def test_positions_count_within_each_kind() -> None:
    links = links_of(
        '<a href="/tag/a/">A</a><h2><a href="/one">The first headline here</a></h2><a href="/tag/b/">B</a>'
        '<h2><a href="/two">The second headline here</a></h2>'
    )
    assert [(link.kind, link.position) for link in links] == [
        (LinkKind.TAG, 1),
        (LinkKind.ARTICLE, 1),
        (LinkKind.TAG, 2),
        (LinkKind.ARTICLE, 2),
    ]


@pytest.mark.parametrize("html", ["", "<", "<a>", "<a href>", "<a href=x", "<div>" * 3000 + '<a href="/x">x</a>'])
def test_broken_pages_have_their_links_read(html: str) -> None:
    assert len(links_of(html)) == html.count('href="/x"')


def test_a_listing_that_only_scripts_would_show_gives_the_articles_of_its_data() -> None:
    data = (
        '{"props": {"nav": [{"title": "Sport", "url": "/sport"}], "stories": ['
        '{"headline": "The ferry is late once again", "url": "/2026/05/ferry-late", "date": "2026-05-03",'
        '"summary": "It was."},'
        '{"headline": "Elsewhere, a ferry is late too", "url": "https://other.example/2026/05/ferry-late"},'
        '{"headline": "The ferry is late once again", "url": "/2026/05/ferry-late"}, "x", null]}}'
    )
    page = f'<div id=root></div><script id=__NEXT_DATA__ type="application/json">{data}</script>'
    (link,) = links_of(f"{page}<script type='application/json'>{{broken</script>")
    assert (link.kind, link.url, link.via) == (
        LinkKind.ARTICLE,
        "https://news.example/2026/05/ferry-late",
        TeaserLink.HEADLINE,
    )
    assert (link.headline, link.excerpt, link.published_raw) == (
        "The ferry is late once again",
        "It was.",
        "2026-05-03",
    )
    assert not links_of(f'<meta property="og:type" content="article">{page}', STORY)


def test_a_part_of_an_article_is_no_section() -> None:
    assert kind_of(f'<nav><a href="{STORY}index.src.html">Source</a></nav>', STORY) is LinkKind.OTHER
    assert kind_of('<a href="/finder/?page=2&amp;sort=old">2</a>', "https://news.example/finder/") is LinkKind.OTHER


@pytest.mark.parametrize(
    ("anchor", "kind"),
    [
        ('<a href="https://sport.news.example/">Sport</a>', LinkKind.SECTION),
        ('<p>Filed under <a href="/oddly-named-place" rel="category tag">Harbour</a></p>', LinkKind.SECTION),
        ('<p>By <a href="/ada" rel="author">Ada Lind</a></p>', LinkKind.AUTHOR),
        ('<p><a href="/quay" rel="tag">quay</a></p>', LinkKind.TAG),
        ('<a href="/tag/quay/page/2/">2</a>', LinkKind.TAG),
        ('<a href="/2026/05/04/comments/comment-page-2/">Older comments</a>', LinkKind.ARTICLE_PAGE),
        ('<a href="/2026/05/04/the-mayor-of-the-town-speaks/?page=2">2</a>', LinkKind.ARTICLE_PAGE),
        ('<a href="/news?page=2">2</a>', LinkKind.NEXT_PAGE),
        ('<a href="/next-batch" rel="next">On</a>', LinkKind.NEXT_PAGE),
        ('<a href="/more-of-it">Older posts</a>', LinkKind.NEXT_PAGE),
        ('<nav><a href="/the-mayor-of-town">Mayor</a></nav>', LinkKind.SECTION),
        ('<footer><a href="/the-mayor-of-the-town-speaks">Mayor</a></footer>', LinkKind.OTHER),
        ('<footer><a href="/mayor">Mayor</a></footer>', LinkKind.SECTION),
        ('<p><a href="/mayor" rel="nofollow">Mayor</a></p>', LinkKind.OTHER),
        ('<p><a href="/980504/index.htm">Monday, May 4, 1998</a></p>', LinkKind.ARCHIVE),
        ('<p><a href="/980504/index.htm">4 de mayo de 1998</a></p>', LinkKind.ARCHIVE),
        ('<p><a href="/980504/index.htm">4.5.1998</a></p>', LinkKind.ARCHIVE),
        ('<p><a href="/980504/index.htm">Budget 4 talks 1998</a></p>', LinkKind.ARTICLE),
        ('<p><a href="/the-ferry-is-late-again/">4.5.1998</a></p>', LinkKind.ARTICLE),
        ('<p><a href="/out.php?version-of-the-story=12345">Version imprimable</a></p>', LinkKind.OTHER),
        ('<p><a href="/ferry-late-again">Leave a comment</a></p>', LinkKind.OTHER),
        ('<a href="/ferry-late-again">Print</a><h2><a href="/ferry-late-again">The ferry</a></h2>', LinkKind.ARTICLE),
    ],
)
def test_a_rel_a_label_or_a_place_tells_what_the_address_does_not(anchor: str, kind: LinkKind) -> None:
    assert kind_of(anchor) is kind


def test_a_pager_below_an_article_leads_through_the_article() -> None:
    own = STORY.removeprefix("https://news.example")
    assert kind_of(f'<p>Pages: <a href="{own}2/">2</a></p>', STORY) is LinkKind.ARTICLE_PAGE
    assert kind_of(f'<p><a href="{own}?view=2">Next</a></p>', STORY) is LinkKind.ARTICLE_PAGE
    assert kind_of('<p><a href="/mayor">Next</a></p>', STORY) is not LinkKind.NEXT_PAGE
    numbered = "https://news.example/archives/70"
    assert kind_of('<p>Pages: <a href="/archives/70/2">2</a></p>', numbered) is LinkKind.ARTICLE_PAGE


def test_a_form_for_comments_is_no_second_story() -> None:
    own = "https://news.example/ports/"
    card = '<article><h3><a href="/2026/05/04/a-mill-of-its-own-{n}/">A mill of its own, part {n}</a></h3></article>'
    cards = "".join(card.format(n=n) for n in (1, 2, 3))
    form = f"<form><p>{'Say what you think of it, and say it in your own name. ' * 12}</p></form>"
    links = links_of(f'{BODY}<p>Pages: <a href="/ports/2/">2</a></p>{cards}{form}', own)
    assert kinds(links)["/ports/2/"] is LinkKind.ARTICLE_PAGE
