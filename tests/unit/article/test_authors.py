"""Who signs an article: bylines in JSON-LD, meta tags, microdata and on the page compared."""

import pytest

from crawler.article.authors import read_authors
from crawler.article.site_name import fold_site_names, read_site_name
from crawler.records.enums import AuthorType, Origin, TeaserLink, Via
from crawler.records.evidence import Evidence
from crawler.records.offer import Offer

PROSE = "<p>" + "The council met and talked about the bridge for a long while. " * 3 + "</p>"
STORY = f"<div>{PROSE * 3}</div>"
SITE = '<meta property="og:site_name" content="The Harbour Courier">'


@pytest.fixture
def choice_of(page_of):
    def make(html, evidence=None):
        page = page_of(html)
        evidence = evidence or Evidence()
        names = fold_site_names(page, read_site_name(page, evidence))
        return read_authors(page, page.find("h1"), names, evidence)

    return make


@pytest.fixture
def names_of(choice_of):
    def make(html, evidence=None):
        return [author.name for author in choice_of(html, evidence).value or ()]

    return make


def json_ld(author):
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"x","author":{author}}}</script>'


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ('{"@type":"Person","name":"Jane Roe"}', ["Jane Roe"]),
        ('[{"name":"Jane Roe"},{"name":"John Doe"},{"name":"Jane Roe"}]', ["Jane Roe", "John Doe"]),
        ('{"name":["Jane Roe","John Doe"]}', ["Jane Roe", "John Doe"]),
        ('{"givenName":"Jane","familyName":"Roe"}', ["Jane Roe"]),
        ('"Jane Roe and John Doe"', ["Jane Roe", "John Doe"]),
        ('[[{"name":"Jane Roe"}],"John Doe"]', ["John Doe"]),
        ('"https://news.example/jane"', []),
        ('"Jane Roe (https://news.example/jane)"', ["Jane Roe"]),
        ("7", []),
    ],
)
def test_json_ld_names_authors_in_many_forms(author, expected, names_of):
    assert names_of(json_ld(author)) == expected


def test_a_reference_within_json_ld_is_followed(choice_of):
    graph = (
        '{"@graph":[{"@type":"NewsArticle","headline":"x","author":{"@id":"#jane"}},'
        '{"@type":"Person","@id":"#jane","name":"Jane Roe","url":"/writers/jane"}]}'
    )
    (author,) = choice_of(f'<script type="application/ld+json">{graph}</script>').value
    assert (author.name, author.url, author.type) == (
        "Jane Roe",
        "https://news.example/writers/jane",
        AuthorType.PERSON,
    )


def test_a_stated_organisation_is_one(choice_of):
    (author,) = choice_of(json_ld('{"@type":"Organization","name":"Bridge Watch"}')).value
    assert author.type is AuthorType.ORGANISATION


def test_people_on_the_page_are_believed_before_the_publisher(choice_of):
    html = SITE + json_ld('{"@type":"Organization","name":"The Harbour Courier"}')
    choice = choice_of(f"{html}<h1>A bridge</h1><p>By Jane Roe</p>{STORY}")
    assert [author.name for author in choice.value] == ["Jane Roe"]
    assert any("names no person" in candidate.note for candidate in choice.candidates)


def test_the_publisher_signs_where_nobody_else_does(choice_of):
    choice = choice_of(f'{SITE}<meta name="author" content="Harbour Courier"><h1>A bridge</h1>{STORY}')
    assert [(author.name, author.type) for author in choice.value] == [("Harbour Courier", AuthorType.ORGANISATION)]


def test_places_that_agree_are_believed_before_one_that_stands_alone(names_of):
    html = '<meta name="author" content="Polly Press"><meta name="byl" content="Jane Roe">'
    assert names_of(f"{html}<h1>A bridge</h1><p>By Jane Roe</p>{STORY}") == ["Jane Roe"]


def test_a_writer_has_the_link_that_any_place_has_to_them(choice_of):
    links = '<a rel="author" href="/author/jane-roe">Jane Roe</a>'
    page = json_ld('[{"name":"Jane Roe"},{"name":"John Doe"}]') + f"<h1>A bridge</h1><p>By {links} and John Doe</p>"
    assert [(author.name, author.url) for author in choice_of(page).value] == [
        ("Jane Roe", "https://news.example/author/jane-roe"),
        ("John Doe", None),
    ]


def test_microdata_names_the_author(choice_of):
    html = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><span itemprop="author" itemscope>'
        '<b itemprop="name">Jane Roe</b></span></div>'
    )
    choice = choice_of(html)
    assert (choice.value[0].name, choice.chosen.origin) == ("Jane Roe", Origin.MICRODATA)


def test_a_teaser_tells_where_the_page_does_not(choice_of):
    offer = Offer(
        url="https://news.example/story",
        canonical_url="https://news.example/story",
        via=Via.RSS,
        link_kind=TeaserLink.FEED,
        from_url="https://news.example/feed",
        position=1,
        authors=("Jane Roe",),
    )
    choice = choice_of("<h1>A bridge</h1>", Evidence(teasers=(offer,)))
    assert (choice.value[0].name, choice.chosen.origin) == ("Jane Roe", Origin.FEED)


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ('<a href="/author/jane-roe">Jane Roe</a>', ["Jane Roe"]),
        ('<a href="/x" rel="author">Jane Roe</a>', ["Jane Roe"]),
        ('<a href="/author/117">Jane Roe</a>', ["Jane Roe"]),
        ('<a href="/author/">View all posts</a>', []),
        ('<a href="/author/117">Settings</a>', []),
        ('<div class="byline">By <b>Jane Roe</b></div>', ["Jane Roe"]),
        ('<div class="byline"><p>4 March 2025</p><p>Jane Roe</p></div>', ["Jane Roe"]),
        ('<div class="author"></div><p class="author-name">Jane Roe</p>', ["Jane Roe"]),
        ('<p class="author">feature</p>', []),
        ('<p class="authority-control">National records</p>', []),
        ('<p><a href="/team/janet-roe">Jane Roe</a></p>', ["Jane Roe"]),
        ('<p><a href="/about/colleges-and-schools">Colleges and Schools</a></p>', []),
        ('<p>4 March 2025 • Jane Roe in <a href="/category/ports">Ports</a></p>', ["Jane Roe"]),
        ('<p class="author"><b class="name">Jane Roe</b> <i class="author-badge">Lv5</i></p>', ["Jane Roe"]),
        (f"{STORY}<h2>By Lake and River</h2>{STORY}", []),
        (f"{STORY}<h2>Reactions in Rome</h2><p>May 2026 was a warm month for all of them.</p>{STORY}", []),
        (f'<div class="author-box"><p>{"A long life of Jane Roe. " * 12}</p></div>', []),
        ("<p>by jane</p>", ["jane"]),
        ('<p>A dull day.</p><div class="card"><a href="/next">Next</a><p>By John Doe</p></div>', []),
        ("<p>By<span>Jane Roe</span></p>", ["Jane Roe"]),
        ("<p>Submitted by <b>Jane Roe</b> on Fri, 04/18/2025 - 23:16</p>", ["Jane Roe"]),
        ("<p>2025年04月30日 09:00 来源：晨光网 <i>作者：李华</i></p><p>（责任编辑：王小明）</p>", ["李华"]),
        ("<p>（责任编辑：王小明）</p>", ["王小明"]),
        ("<p>by the time that it was over</p>", []),
        ("<p>4 March 2025</p><p>Jane Roe</p>", ["Jane Roe"]),
        ("<p>Jane Roe</p><p>Mar 4</p>", ["Jane Roe"]),
        ("<p>Jane Roe</p><p>Bridge builder</p>", []),
        (f"<p>Jane Roe</p><p>{'Some words on the March of 2025. ' * 6}</p>", []),
    ],
)
def test_bylines_on_the_page(below, expected, names_of):
    assert names_of(f"<h1>A bridge</h1>{below}{STORY}") == expected


def test_what_stands_among_teasers_or_comments_is_no_byline(names_of):
    aside = '<aside><a href="/author/john-doe">John Doe</a><p class="author">Max Moe</p></aside>'
    assert names_of(f"<h1>A bridge</h1>{STORY}{aside}") == []


def test_a_story_that_a_site_promotes_to_its_front_page_keeps_its_byline(names_of):
    byline = '<div class="node__meta">By <a class="username" href="/user/2">Jane Doe</a>, 18 April 2025</div>'
    assert names_of(f'<h1>A bridge</h1><article class="node node--promoted">{byline}{STORY}</article>') == ["Jane Doe"]
    assert names_of(f'<h1>A bridge</h1>{STORY}<div class="box-promo">{byline}</div>') == []


def test_a_line_of_tags_is_no_byline_whatever_it_is_called(names_of):
    tags = '<span class="byline post-labels"><a rel="tag" href="/search/label/Sea">Sea</a> Boats</span>'
    assert names_of(f"<h1>A bridge</h1>{STORY}{tags}") == []


def test_a_menu_of_writers_is_no_byline(names_of):
    menu = '<nav><a href="/author/john-doe">John Doe</a></nav>'
    assert names_of(f"{menu}<h1>A bridge</h1>{STORY}") == []


def test_the_one_writer_linked_below_the_story_signs_it(names_of):
    assert names_of(f'<h1>A bridge</h1>{STORY * 9}<p><a href="/author/jane-roe">Jane Roe</a></p>') == ["Jane Roe"]


def test_several_writers_far_below_sign_nothing(names_of):
    links = '<p><a href="/author/jane-roe">Jane Roe</a></p><p><a href="/author/john-doe">John Doe</a></p>'
    assert names_of(f"<h1>A bridge</h1>{STORY * 25}{links}") == []


def test_a_byline_above_the_headline_counts_where_none_is_below(names_of):
    assert names_of(f'<div class="byline">Jane Roe</div><h1>A bridge</h1>{STORY}') == ["Jane Roe"]
    far = "<p>words</p>" * 90 + '<p class="author">John Doe</p>'
    assert names_of(f'<div class="byline">Jane Roe</div><h1>A bridge</h1>{far}') == ["Jane Roe"]


def test_a_link_above_the_headline_to_a_page_of_that_name_signs(names_of):
    links = '<a href="/category/boats">Big Boats</a> / 4 March 2025 / <a href="/team/jane-roe">Jane Roe</a>'
    assert names_of(f"<div>{links}</div><h1>A bridge</h1>{STORY}") == ["Jane Roe"]


def test_a_story_that_bears_its_writer_as_a_class_is_no_byline(names_of):
    story = f'<article class="post author-jane-roe"><p>Spring Flowers</p><h1>A bridge</h1>{STORY}</article>'
    assert names_of(f'<meta name="author" content="Jane Roe">{story}') == ["Jane Roe"]


def test_a_list_of_many_names_is_no_byline(names_of):
    many = ", ".join(f"{first} Roe" for first in "Ada Bea Cleo Dora Elsa Finn Gina Hal Ida".split())  # noqa: SIM905
    assert names_of(f'<h1>A bridge</h1><p class="authors">{many}</p>') == []


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("<p><strong>Lê Phương</strong></p>", ["Lê Phương"]),
        ("<p><em>(IN-Redaktion)</em></p>", ["IN-Redaktion"]),
        ("<p>Jane Roe</p>", []),
        ("<p><em>It was said. More soon.</em></p>", []),
        ("<p><strong>References</strong></p>", []),
        ("<h3>WHERE TO BUY</h3><p><strong>A shop</strong></p>", []),
        ("", []),
    ],
)
def test_a_signature_below_the_text_counts_where_nobody_else_signs(last, expected, names_of):
    assert names_of(f"<h1>A bridge</h1><div>{PROSE * 3}{last}</div>") == expected


def test_links_to_other_writers_are_doubted_where_a_place_names_fewer(names_of):
    links = '<p><a href="/author/jane">Jane Roe</a></p><p><a href="/author/john" rel="author">John Doe</a></p>'
    meta = '<meta name="author" content="Jane Roe">'
    assert names_of(f"<h1>A bridge</h1>{links}{STORY}") == ["Jane Roe", "John Doe"]
    assert names_of(f"{meta}<h1>A bridge</h1>{links}{STORY}") == ["Jane Roe"]


def test_a_name_behind_a_label_counts_wherever_it_stands(names_of):
    html = f"<h1>A bridge</h1>{STORY}<ul><li>Date 4.3.2025</li><li><b>Autorin/Autor</b> Anna Weiß</li></ul>"
    assert names_of(html) == ["Anna Weiß"]
    assert names_of(f"<h1>A bridge</h1>{STORY}<p>Author of three novels</p>") == []


def test_a_page_without_headline_or_text_has_no_author(names_of):
    assert names_of("") == []
    assert names_of("<h1>A bridge</h1>") == []
    assert names_of("<p>By Jane Roe</p>") == []


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p><i class="fa fa-user"></i> Jane Roe <i class="fa fa-eye"></i> 200</p>', ["Jane Roe"]),
        ('<p><i class="icons site-account"><span>Jane Roe</span></i> Town</p>', ["Jane Roe"]),
        ('<div id="author"><svg class="user-icon"></svg><br>Jane Roe</div>', ["Jane Roe"]),
        ('<p><i class="fa fa-user"></i> 作者 <span>Jane Roe</span></p>', ["Jane Roe"]),
        ('<p><i class="fa fa-user"></i> sign in</p>', []),
        ('<p><i class="fa fa-eye"></i> Jane Roe</p>', []),
        ("<p><i></i> Jane Roe</p>", []),
    ],
)
def test_the_icon_of_a_person_says_who_signs(names_of, html, expected):
    assert names_of(f"<h1>A bridge</h1>{html}{STORY}") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jane Roe<!-- -->,<time>4/30/2025</time><span>•</span>3 min read", ["Jane Roe"]),
        ("<time>4 May 2026</time> · <span>Jane Roe</span> · <b>Four comments</b>", ["Jane Roe"]),
        ('<a href="/world">World Affairs</a> <time>4 May 2026</time>', []),
        ("<p>4 May 2026</p>Scroll down", []),
        ("Scroll down <time>4 May 2026</time>", []),
        ("30 April 2025, 09:00 | Jane Roe", ["Jane Roe"]),
        ("30.04.2025 | Jane Roe", ["Jane Roe"]),
        ("<i>30.04.2025 09:00, Jane Roe</i>", ["Jane Roe"]),
        ("30 April 2025 09:00 / Jane Roe, John Doe", ["Jane Roe", "John Doe"]),
        ("Jane Roe – 30 April 2025", ["Jane Roe"]),
        ("New York, 30 April 2025", []),
        ("Updated on <time>4 May 2026</time>", []),
    ],
)
def test_a_name_beside_the_date_in_one_line_signs(names_of, line, expected):
    assert names_of(f"<h1>A bridge</h1><div>{line}</div>{STORY}") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jane Roe | Political Correspondent", ["Jane Roe"]),
        ("Jane Roe, Reuters", ["Jane Roe", "Reuters"]),
        ("김철수 기자", ["김철수"]),
        ("本报记者 张三", ["张三"]),
        ("Roads and Bridges | Subscribe", []),
        ("Town Hall, High Street", []),
        ("Photo by John Doe / Reuters", []),
    ],
)
def test_an_office_or_agency_behind_a_name_says_that_it_signs(names_of, line, expected):
    assert names_of(f"<h1>A bridge</h1><p>{line}</p>{STORY}") == expected


@pytest.mark.parametrize(
    "byline",
    [
        "<span class=author>Jane Roe</span><span class=author>John Doe</span>",
        "<div class=author><b>Jane Roe</b><p>Editor</div><div class=author><b>John Doe</b><p>Reporter</div>",
        "<ul class=authors><li><a href=/team/1>Jane Roe</a><li><a href=/team/2>John Doe</a></ul>",
        "<p class=byline>By Jane Roe jane@news.example and John Doe @johndoe</p>",
    ],
)
def test_each_of_several_marked_writers_is_named(names_of, byline):
    assert names_of(f"<h1>A bridge</h1>{byline}{STORY}") == ["Jane Roe", "John Doe"]


def test_who_is_marked_far_from_the_byline_is_no_writer_of_the_story(names_of):
    others = "<div class=author>John Doe</div>"
    assert names_of(f"<h1>A bridge</h1><div class=author>Jane Roe</div>{STORY}{others}") == ["Jane Roe"]


def test_the_card_of_a_writer_is_no_teaser(names_of):
    line = '<span class="author vcard"><a href="/author/jane">Jane Roe</a></span>'
    assert names_of(f"<h1>A bridge</h1><p>Posted {line}</p>{STORY}") == ["Jane Roe"]


def test_what_only_style_parts_from_a_name_is_no_part_of_it(names_of):
    line = "<span>By Jane Roe</span><span>Published on 30 April</span><b>Reviewed</b>"
    assert names_of(f"<h1>A bridge</h1><p>{line}</p>{STORY}") == ["Jane Roe"]


def test_two_readings_of_one_line_do_not_outvote_what_the_page_declares(names_of):
    line = '<a class="author" href="/authors/jane-roe">Jane Roe</a>'
    page = f"<h1>A bridge</h1><p>{line}</p>{STORY}"
    assert names_of(json_ld('"Jane Mary ROE"') + page) == ["Jane Mary ROE"]


def test_a_name_beside_a_date_in_the_story_signs_nothing(names_of):
    long = "The council met and talked about the bridge for a long while, and so it did in spring and in autumn."
    assert names_of(f"<h1>A bridge</h1><p>{long} <b>Jane Roe</b> <i>4 May 2026</i> {long}</p><p>{long}</p>") == []


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("<div><span>By </span></div><div><button>Jane Roe</button></div>", ["Jane Roe"]),
        ("<p><time>03/01/2017</time> by Jane Roe, Committee Representative</p>", ["Jane Roe"]),
        ('<p><b>Jane Roe</b> in <a href="/c/seo">seo</a></p><p>Dec 10</p>', ["Jane Roe"]),
        ('<p><a href="/about/editors/jane-roe">Jane Roe</a>, <a href="/x">@jane</a></p><p>1h ago</p>', ["Jane Roe"]),
        ('<p><a href="/topics/jane-roe">Jane Roe</a></p><p>1h ago</p>', []),
        ('<div class="story__accreditation"><p class="byline">By Jane Roe</p></div>', ["Jane Roe"]),
        ('<div class="author"><span>JR</span><div><span>Jane Roe</span></div></div>', ["Jane Roe"]),
        ('<div class="author"><span>AP</span><div><span>Updated: March</span></div></div>', ["AP"]),
        ('<div class="post-categories"><a href="/c/x">City Budget</a></div><p>May 4, 2026</p>', []),
        ("<p>May 4, 2026</p><h2>Cautionary Tale</h2>", []),
        ("<p>By the end of the year, coffee had reached the other towns</p>", []),
    ],
)
def test_bylines_that_templates_break_up(below, expected, names_of):
    assert names_of(f"<h1>The bridge opens</h1>{below}{STORY}") == expected


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("<div><h5>About the author</h5><h3>Jane Roe</h3><p>She writes.</p></div>", ["Jane Roe"]),
        ("<div><h6>Author(s)</h6><ul><li>Jane Roe</li><li>John Doe</li></ul></div>", ["Jane Roe", "John Doe"]),
        ("<div><p><span>Author</span></p></div><div><h3>Recent Posts</h3></div>", []),
    ],
)
def test_names_below_a_label_of_their_own_sign(end, expected, names_of):
    assert names_of(f"<h1>The bridge opens</h1>{STORY}{end}") == expected


def test_an_account_is_doubted_where_the_page_names_a_person(names_of):
    byline = '<p class="byline">by <a href="/authors/jane-roe">Jane Roe</a></p>'
    assert names_of(f"{json_ld(chr(34) + 'KatieS' + chr(34))}<h1>The bridge opens</h1>{byline}{STORY}") == ["Jane Roe"]
    assert names_of(f"{json_ld(chr(34) + 'KatieS' + chr(34))}<h1>The bridge opens</h1>{STORY}") == ["KatieS"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Roe & Sons", ["Roe & Sons"]),
        ("Contributors to open projects", ["Contributors to open projects"]),
        ("Jane Roe, John Doe", ["Jane Roe", "John Doe"]),
        ("Admin", []),
    ],
)
def test_the_name_of_an_organisation_is_one(names_of, name, expected):
    assert names_of(json_ld(f'{{"@type":"Organization","name":"{name}"}}')) == expected


def test_the_site_is_no_author_beside_a_person_in_one_text(names_of):
    assert names_of(SITE + json_ld('{"name":"Jane Roe, The Harbour Courier"}')) == ["Jane Roe"]
    parted = '[{"name":"Jane Roe","url":"/jane"},{"@type":"Organization","name":"The Harbour Courier"}]'
    assert names_of(SITE + json_ld(parted)) == ["Jane Roe", "The Harbour Courier"]


def test_a_desk_that_signs_is_believed_before_links_to_people_written_of(names_of):
    declared = json_ld('{"@type":"Organization","name":"City News Desk"}')
    byline = '<p class="byline">By <a href="/author/city-news-desk">City News Desk</a></p>'
    links = '<p>with <a rel="author" href="/people/jane-roe">Jane Roe</a></p>'
    assert names_of(f"{declared}<h1>The bridge opens</h1>{byline}{STORY}{links}") == ["City News Desk"]


def test_the_card_for_sharing_names_the_writer_where_nothing_else_does(names_of):
    card = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jane Roe">'
    assert names_of(f"{card}<h1>The bridge opens</h1>{STORY}") == ["Jane Roe"]
    assert names_of(f"{card.replace('Written by', 'Reading time')}<h1>The bridge opens</h1>{STORY}") == []


def test_a_paper_in_a_dense_script_signs_in_brackets_below_the_text(names_of):
    prose = f"<p>{'市議会は火曜日の夜、橋脚に亀裂が見つかったことを受け、' * 2}古い橋を閉鎖すると決めた。</p>"
    assert names_of(f"<h1>古い橋、閉鎖へ</h1><div>{prose * 3}<p>（山田太郎）</p></div>") == ["山田太郎"]
    assert names_of(f"<h1>古い橋、閉鎖へ</h1><div>{prose * 3}<p>【関連記事】</p></div>") == []


def test_a_label_behind_the_date_names_the_writer_in_arabic_script(names_of):
    line = "<div><span>12 مايو 2026 - 18:04</span> <span>كتب: محمد علي</span></div>"
    assert names_of(f"<h1>إغلاق الجسر القديم</h1>{line}{STORY}") == ["محمد علي"]
