"""Bylines on the page: where they stand, how templates and newsrooms write them, and who of those named wrote."""

import pytest

PROSE = "<p>" + "The council met and talked about the bridge for a long while. " * 3 + "</p>"
STORY = f"<div>{PROSE * 3}</div>"
SITE = '<meta property="og:site_name" content="The Harbour Courier">'


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ('<p><a href="/author/olena-shevchuk">Олена Шевчук</a><span>журналістка</span></p>', ["Олена Шевчук"]),
        ('<p><a href="/author/giorgos-pappas">Γιώργος Παππάς</a></p>', ["Γιώργος Παππάς"]),
        ("<p>Anna Roe</p><p>Transport correspondent</p><p>12 May 2026, 21:45</p>", ["Anna Roe"]),
        ("<p>12 maja 2026, 20:40 | Autor: Anna Roe | Źródło: PAP</p>", ["Anna Roe"]),
        ("<p>Του Γιώργου Παππά | Τρίτη, 12 Μαΐου 2026</p>", ["Γιώργου Παππά"]),
        ("<p class=author-row><span>Anna Roe</span> <span>The Harbour Courier</span></p>", ["Anna Roe"]),
        ("<p class=byline>Anna Roe For The Harbour Courier</p>", ["Anna Roe"]),
        ("<p class=meta>Anna Roe / PAP <span>12.05.2026</span></p>", ["Anna Roe", "PAP"]),
        ("<p>Quelle: dpa/aro</p>", ["dpa"]),
        ("<p class=author>Анна Ро, Бо Ли, Санкт-Петербург</p>", ["Анна Ро", "Бо Ли"]),
        ("<p>Av Anna Roe og Bo Lee (foto)</p>", ["Anna Roe"]),
        ("<p>Von Anna Roe (Text) und Bo Lee (Fotos)</p><p>12. Mai 2026</p>", ["Anna Roe"]),
        ("<p>Von Anna Roe, SWR Stuttgart</p>", ["Anna Roe"]),
        ("<p class=author>oprac. Anna Roe</p>", ["Anna Roe"]),
        ("<p class=byline>Anna Roe, PhD | Special to the Tribune</p>", ["Anna Roe"]),
        ("<p>Aangeboden door Brugbank</p><p>12 mei 2026</p>", []),
        (
            "<p class=byline><b>Anna Roe</b><i>Journalist</i></p><p class=byline><b>Bo Lee</b><i>Fotograf</i></p>",
            ["Anna Roe"],
        ),
        (
            """<div class=bylines><p><b class=byline-name>Anna Roe</b> <i>Journalist</i></p>
            <p><b class=byline-name>Bo Lee</b> <i>Photographer</i></p></div>""",
            ["Anna Roe"],
        ),
    ],
)
def test_bylines_of_more_newsrooms(below, expected, names_of):
    assert names_of(f"{SITE}<h1>A bridge</h1>{below}{STORY}") == expected


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


def test_a_story_that_bears_its_writer_as_a_class_is_no_byline(names_of):
    story = f'<article class="post author-jane-roe"><p>Spring Flowers</p><h1>A bridge</h1>{STORY}</article>'
    assert names_of(f'<meta name="author" content="Jane Roe">{story}') == ["Jane Roe"]


def test_a_list_of_many_names_is_no_byline(names_of):
    many = ", ".join(f"{first} Roe" for first in "Ada Bea Cleo Dora Elsa Finn Gina Hal Ida".split())  # noqa: SIM905
    assert names_of(f'<h1>A bridge</h1><p class="authors">{many}</p>') == []


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
        ('30 April 2025 / Jane Roe / <a href="/category/town">Town</a> / 2 min', ["Jane Roe"]),
        ("Jane Roe / 30 April 2025", ["Jane Roe"]),
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


def test_a_label_that_only_style_parts_from_a_name_is_no_part_of_it(names_of):
    line = "<p><span>نویسنده: مریم رضایی</span><span>تاریخ انتشار: ۱۰ بهمن ۱۴۰۲</span></p>"
    assert names_of(f"<h1>استخر قدیمی باز می‌ماند</h1>{line}") == ["مریم رضایی"]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ('<p><a href="/journalist/1">박서연 기자</a><a href="/journalist/2">이준호 기자</a></p>', ["박서연", "이준호"]),
        (
            "<div class=author-card><b class=author-card__name>Антон Белов</b><b>экономист</b></div>",
            ["Антон Белов"],
        ),
        (
            '<p class=autoren><a href="/autoren/nils">Nils Ahrens</a><a href="/autoren/ute">Ute Brehm</a></p>',
            ["Nils Ahrens", "Ute Brehm"],
        ),
        ("<div><b>최민지 기자</b><b>승인 2024.05.07 12:00</b></div>", ["최민지"]),
        ("<div>2022/08/09 21:15　記者林怡君／海濱報導</div>", ["林怡君"]),
        (
            "<p><b>05.11.2024</b><b>Heike Burmester, Leiterin Vertrieb und Marketing</b></p>",
            ["Heike Burmester"],
        ),
        ("<p>2 May 2024</p><div class=byline>Gaëlle LE GOFF.</div>", ["Gaëlle LE GOFF"]),
    ],
)
def test_names_are_parted_from_what_only_style_keeps_apart(below, expected, names_of):
    assert names_of(f"<h1>A bridge is mended</h1>{below}") == expected


def test_a_label_behind_the_date_names_the_writer_in_arabic_script(names_of):
    line = "<div><span>12 مايو 2026 - 18:04</span> <span>كتب: محمد علي</span></div>"
    assert names_of(f"<h1>إغلاق الجسر القديم</h1>{line}{STORY}") == ["محمد علي"]
