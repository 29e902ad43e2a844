"""What stands around an article: reading time, kicker, correction; its genre; the vocabulary and the choices."""

import pytest

from crawler.article.candidates import Candidate, Choice, choose_surest
from crawler.article.fields import read_fields
from crawler.article.genre import read_genre
from crawler.article.notes import read_correction, read_kicker, read_reading_time
from crawler.article.words import flatten, load_words
from crawler.records.enums import Genre, Origin, TeaserLink, Via
from crawler.records.evidence import Evidence
from crawler.records.offer import Offer

NOTHING = Evidence()


@pytest.mark.parametrize(
    ("html", "minutes"),
    [
        ("<h1>A bridge</h1><p>4 min read</p>", 4),
        ("<h1>A bridge</h1><p>Lecture 4 min</p>", 4),
        ("<h1>A bridge</h1><p><time>2024-09-30</time><span>6 min read (1213 words)</span></p>", 6),
        ("<h1>A bridge</h1><div><div>7</div><div> min read</div></div>", 7),
        ("<h1>A bridge</h1><div>7</div><div>9 comments</div>", None),
        ("<h1>A bridge</h1><p>阅读需 4 分钟</p>", 4),
        ("<h1>A bridge</h1><p>Lecture 4 was held on Monday</p>", None),
        ("<meta name=twitter:label1 content='Reading time'><meta name=twitter:data1 content='4 minutes'>", 4),
        ("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='4 of us'>", None),
        ('<script type="application/ld+json">{"@type":"Article","timeRequired":"PT4M"}</script>', 4),
        ("<p>5 minutes read</p><h1>A bridge</h1>", 5),
        ("<h1>A bridge</h1><p>Reading time: 7 mins</p>", 7),
        ("<h1>A bridge</h1><p>Lesezeit: ca. 3 Minuten</p>", 3),
        ("<h1>A bridge</h1><p>6 minuti di lettura</p>", 6),
        ("<h1>A bridge</h1><p>この記事は 8分で読めます</p>", 8),
        ("<h1>A bridge</h1><p>3분 읽기</p>", 3),
        ("<h1>A bridge</h1><p>The trip takes 4 minutes</p>", None),
        ("<h1>A bridge</h1><p>Built in 1912</p>", None),
        ("<h1>A bridge</h1><p>Reading time: 999</p>", None),
        (f"<h1>A bridge</h1><p>{'words ' * 30}4 min read</p>", None),
        ('<meta name="twitter:label2" content="Reading time"><meta name="twitter:data2" content="9 minutes">', 9),
        ('<meta name="twitter:label2" content="Size"><meta name="twitter:data2" content="large">', None),
        ('<meta name="reading_time" content="12">', 12),
        ("<p>4 min read</p>", 4),
    ],
)
def test_reading_time_is_the_one_that_the_site_states(html, minutes, page_of):
    page = page_of(html)
    assert read_reading_time(page, page.find("h1")) == minutes


@pytest.mark.parametrize(
    ("html", "kicker"),
    [
        ("<header><p>River traffic</p><h1>A bridge</h1></header>", "River traffic"),
        ("<header><p>4 March</p><h1>A bridge</h1></header>", None),
        ("<header><p>A bridge</p><h1>A bridge</h1></header>", None),
        ("<header><p>One</p><p>Two</p><h1>A bridge</h1></header>", None),
        (f"<header><p>{'word ' * 20}</p><h1>A bridge</h1></header>", None),
        ("<main><p>River traffic</p><h1>A bridge</h1></main>", None),
        ("<div><p><a href=/>Start</a> » <a href=/town/>Town</a></p><h1>A bridge</h1></div>", None),
        ("<div><p><a href=/>The Herald</a></p><h1>A bridge</h1></div>", None),
        ("<div><p><a href=/town/>Town</a> 4 March 2026, 19:45</p><h1>A bridge</h1></div>", None),
        ("<div><p><a href=/town/>Town</a></p><h1>A bridge</h1></div>", "Town"),
        ("<div><h1><span>River traffic</span>: A bridge</h1></div>", "River traffic"),
        ("<header><h1>A bridge</h1></header>", None),
        ("<p>no heading</p>", None),
    ],
)
def test_a_kicker_stands_alone_above_the_headline(html, kicker, page_of):
    page = page_of(html)
    assert read_kicker(page, page.find("h1"), "A bridge") == kicker


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        (["Text.", "Correction: the bridge is older."], "Correction: the bridge is older."),
        (["Korrektur: Die Brücke ist älter."], "Korrektur: Die Brücke ist älter."),
        (
            ["An earlier version of this article misnamed a river."],
            "An earlier version of this article misnamed a river.",
        ),
        (["Corrections officers met.", "They corrected it."], None),
        (["Correction (5 May): the bridge is older."], "Correction (5 May): the bridge is older."),
        (["Correction", "The bridge is older."], "The bridge is older."),
        (["CORRECTION A previous version of this misled."], "CORRECTION A previous version of this misled."),
        (["I en tidigare version av artikeln stod fel datum."], "I en tidigare version av artikeln stod fel datum."),
        (["訂正：日付が間違っていました。"], "訂正：日付が間違っていました。"),
        ([f"Correction: {'long ' * 400}"], None),
        ([], None),
    ],
)
def test_a_note_of_correction_begins_as_one(lines, note, page_of):
    assert read_correction(page_of(""), lines) == note


def test_a_note_of_correction_may_stand_in_the_data(page_of):
    head = '<script type="application/ld+json">{"@type":"NewsArticle","correction":%s}</script>'
    assert read_correction(page_of(head % '"The date was wrong."'), []) == "The date was wrong."
    assert read_correction(page_of(head % '{"@type":"CorrectionComment","text":"It was not."}'), []) == "It was not."
    assert read_correction(page_of(head % '"https://a.example/corrections"'), []) is None


@pytest.mark.parametrize(
    ("kind", "labels", "url", "genre"),
    [
        ("LiveBlogPosting", (None, None), "/a", Genre.LIVE),
        ("OpinionNewsArticle", (None, None), "/a", Genre.OPINION),
        ("NewsArticle", ("Opinion", None), "/a", Genre.OPINION),
        ("NewsArticle", (None, "Kommentar"), "/a", Genre.OPINION),
        ("NewsArticle", (None, None), "/opinion/a", Genre.OPINION),
        ("NewsArticle", ("Town", None), "/town/a", Genre.NEWS),
        ("Article", ("Town", None), "/town/a", None),
        ("Article", (None, None), "/press-releases/a", Genre.PRESS_RELEASE),
    ],
)
def test_a_genre_is_told_by_type_label_or_address(kind, labels, url, genre, page_of):
    page = page_of(
        f'<script type="application/ld+json">{{"@type":"{kind}","headline":"x"}}</script>',
        url=f"https://news.example{url}",
    )
    assert read_genre(page, *labels, NOTHING) == genre


@pytest.mark.parametrize(
    ("above", "genre"),
    [
        ("<p>Press release</p>", Genre.PRESS_RELEASE),
        ("<p>Paid partnership</p>", Genre.SPONSORED),
        ("<p>Opinion</p>", None),
        ("<p><a href=/press-releases>Press release</a></p>", None),
        ("", None),
    ],
)
def test_a_text_from_outside_is_called_so_right_above_its_headline(above, genre, page_of):
    page = page_of(f"{above}<h1>A bridge</h1>", url="https://news.example/a")
    assert read_genre(page, None, None, NOTHING, page.find("h1")) == genre


def test_a_teaser_marked_as_paid_makes_it_sponsored(page_of):
    offer = Offer(
        url="https://news.example/story",
        canonical_url="https://news.example/story",
        via=Via.TEASER,
        link_kind=TeaserLink.CARD,
        from_url="https://news.example/",
        position=1,
        sponsored=True,
    )
    assert read_genre(page_of(""), None, None, Evidence(teasers=(offer,))) is Genre.SPONSORED


def test_the_surest_candidate_is_chosen_the_first_of_equals():
    one, two, three = (Candidate(value, Origin.DOM, sure) for value, sure in (("a", 0.5), ("b", 0.8), ("c", 0.8)))
    choice = choose_surest([one, two, three])
    assert (choice.value, choice.candidates) == ("b", (one, two, three))
    assert choice.source == {"from": Origin.DOM, "confidence": 0.8}
    assert (Choice(None).value, Choice(None).source) == (None, None)


def test_vocabulary_is_read_from_its_file():
    assert "by" in flatten(load_words("bylines")["by"])


def test_every_field_of_a_page_keeps_its_choice(page_of):
    fields = read_fields(page_of("<title>A bridge over the river</title>"), NOTHING)
    assert fields.headline.value == "A bridge over the river"
    assert fields.heading is None
    assert fields.choices()["headline"] is fields.headline


@pytest.mark.parametrize("name", ["eyebrow", "c-kicker", "rutitr", "antetitulo"])
def test_a_kicker_so_marked_stands_above_the_headline_wherever_that_stands(page_of, name):
    page = page_of(f'<article><p>x</p><p class="{name}">Restaurant review</p><h1>The tavern</h1><p>text</p></article>')
    assert read_kicker(page, page.find("h1"), "The tavern") == "Restaurant review"
