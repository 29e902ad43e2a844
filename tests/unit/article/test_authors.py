"""Who signs an article: bylines in JSON-LD, meta tags, microdata and on the page compared."""

import pytest

from crawler.records.enums import AuthorType, Origin, TeaserLink, Via
from crawler.records.evidence import Evidence
from crawler.records.offer import Offer

PROSE = "<p>" + "The council met and talked about the bridge for a long while. " * 3 + "</p>"
STORY = f"<div>{PROSE * 3}</div>"
SITE = '<meta property="og:site_name" content="The Harbour Courier">'


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
        ('[[{"name":"Jane Roe"},["x"]]]', ["Jane Roe"]),
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


def test_links_to_other_writers_are_doubted_where_a_place_names_fewer(names_of):
    links = '<p><a href="/author/jane">Jane Roe</a></p><p><a href="/author/john" rel="author">John Doe</a></p>'
    meta = '<meta name="author" content="Jane Roe">'
    assert names_of(f"<h1>A bridge</h1>{links}{STORY}") == ["Jane Roe", "John Doe"]
    assert names_of(f"{meta}<h1>A bridge</h1>{links}{STORY}") == ["Jane Roe"]


def test_a_page_without_headline_or_text_has_no_author(names_of):
    assert names_of("") == []
    assert names_of("<h1>A bridge</h1>") == []
    assert names_of("<p>By Jane Roe</p>") == []


def test_two_readings_of_one_line_do_not_outvote_what_the_page_declares(names_of):
    line = '<a class="author" href="/authors/jane-roe">Jane Roe</a>'
    page = f"<h1>A bridge</h1><p>{line}</p>{STORY}"
    assert names_of(json_ld('"Jane Mary ROE"') + page) == ["Jane Mary ROE"]


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


def script_of(text):
    return f'<script type="application/ld+json">{text}</script>'


def test_several_writers_may_be_declared_as_one_and_who_contributed(names_of):
    data = script_of(
        '{"@type":"Article","author":{"@type":"Person","name":"Noor Haddad"},'
        '"contributor":[{"@type":"Person","name":"Elio Brandt"}]}'
    )
    assert names_of(f"{data}<h1>What the harvest left</h1>") == ["Noor Haddad"]
    byline = '<h4><a href="/author/noor/">Noor Haddad</a>, <a href="/author/elio/">Elio Brandt</a></h4>'
    assert names_of(f"{data}<h1>What the harvest left</h1>{byline}") == ["Noor Haddad", "Elio Brandt"]


def test_the_person_to_whom_a_site_belongs_signs_where_nobody_else_does(names_of):
    owner = script_of(
        '{"@graph":[{"@type":"WebSite","name":"Jorunn Lie","publisher":{"@id":"#me"}},'
        '{"@type":["Person","Organization"],"@id":"#me","name":"Jorunn Lie"}]}'
    )
    assert names_of(f"{owner}<h1>Notes on slow software</h1>") == ["Jorunn Lie"]
    assert names_of(f"{owner}<h1>Notes on slow software</h1><p>By Jane Doe</p>") == ["Jane Doe"]
    blog = script_of('{"@type":"BlogPosting","publisher":{"@type":"Person","name":"Ariadne Voss"}}')
    assert names_of(f"{blog}<h1>Lighthouse keeping</h1>") == ["Ariadne Voss"]
    card = '<header><a class="h-card" rel="me author" href="/">Mirel Toma</a></header>'
    assert names_of(f"{card}<h1>Rain barrels</h1>") == ["Mirel Toma"]
    firm = script_of('{"@type":"WebSite","publisher":{"@type":"Organization","name":"Lie and Sons"}}')
    assert names_of(f"{firm}<h1>Notes on slow software</h1>") == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("<p>Reviewed by Gareth Lund</p><p>Written by Wendy Pascoe</p>", ["Wendy Pascoe"]),
        ("<p>Written by Wendy Pascoe</p><p>Reviewed by Gareth Lund</p>", ["Wendy Pascoe"]),
        ("<p>Reviewed by Gareth Lund</p>", ["Gareth Lund"]),
    ],
)
def test_who_reviewed_a_story_signs_it_where_nobody_else_does(lines, expected, names_of):
    assert names_of(f"<h1>How to prune an old tree</h1>{lines}") == expected
