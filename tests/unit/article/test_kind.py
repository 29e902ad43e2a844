"""What a page is: an article, a listing or something else, with a confidence."""

import pytest

from crawler.article.body.reader import read_body
from crawler.article.body.values import Known
from crawler.article.kind import choose_kind, weigh_kinds
from crawler.article.kind_figures import KIND_FEATURES, read_figures
from crawler.reading import read
from crawler.records.enums import PageKind
from crawler.records.evidence import Evidence
from tests.unit.article.body.pages import FOOTER, NAV, PROSE, SENTENCES, a_page, an_article

CARD = (
    "<article class=teaser><h3><a href=/2026/05/0{0}/a-story-of-day-{0}>A story of day {0} of the month</a></h3>"
    "<p>{1}</p><a href=/2026/05/0{0}/a-story-of-day-{0}>Read more</a></article>"
)


def kind_of(html: str, url: str) -> tuple[PageKind, float]:
    extractor = read(a_page(html, url).document).article.extractor
    return extractor.page_kind, extractor.page_kind_confidence


def test_a_story_is_an_article():
    kind, confidence = kind_of(an_article(PROSE * 2), "https://news.example/2026/05/04/council-votes-on-the-harbour")
    assert kind is PageKind.ARTICLE
    assert 0.5 < confidence <= 1


@pytest.mark.parametrize("path", ["/", "/politics/", "/tag/harbour", "/page/2/"])
def test_a_list_of_teasers_is_a_listing(path):
    cards = "".join(CARD.format(day, SENTENCES[day % 5]) for day in range(1, 10))
    html = f"<html><body><header>{NAV}</header><main><h1>Politics</h1>{cards}</main>{FOOTER}</body></html>"
    assert kind_of(html, f"https://news.example{path}")[0] is PageKind.LISTING


@pytest.mark.parametrize("path", ["/about/", "/contact/"])
def test_a_page_about_the_site_is_no_article(path):
    text = "<p>The Example is a newspaper in the town of Example. It was founded in 1896.</p><p>Write to us.</p>"
    html = f"<html><body><header>{NAV}</header><main><h1>About us</h1>{text}</main>{FOOTER}</body></html>"
    assert kind_of(html, f"https://news.example{path}")[0] is not PageKind.ARTICLE


def test_a_whole_story_at_the_address_of_a_tag_is_no_article_unless_it_says_so():
    html = an_article(PROSE * 2)
    declared = an_article(PROSE * 2, head='<meta property="og:type" content="article">')
    path = "https://news.example/tag/harbour/"
    assert kind_of(html, path)[0] is not PageKind.ARTICLE
    assert kind_of(declared, path)[0] is PageKind.ARTICLE


def test_a_page_of_nothing_is_judged_too():
    assert kind_of("", "https://news.example/")[0] is not PageKind.ARTICLE


def test_the_shares_of_the_kinds_are_one_together():
    shares = weigh_kinds((0.0,) * len(KIND_FEATURES))
    assert sum(shares.values()) == pytest.approx(1)
    assert set(shares) == set(PageKind)


def test_what_is_less_likely_an_article_than_not_is_none():
    shares = {PageKind.ARTICLE: 0.4, PageKind.LISTING: 0.25, PageKind.OTHER: 0.35}
    assert choose_kind(shares) is PageKind.OTHER
    assert choose_kind({**shares, PageKind.ARTICLE: 0.61}) is PageKind.ARTICLE


def figures_of(html: str, url: str, headline: str | None = None) -> dict[str, float]:
    page, known = a_page(html, url), Known(headline=headline)
    return dict(zip(KIND_FEATURES, read_figures(page, read_body(page, known, Evidence()), known), strict=True))


def test_links_to_the_page_itself_are_counted_by_where_they_stand():
    nav = "<nav><a href=/services/>Services</a><a href=/>Home</a></nav>"
    html = f"<body>{nav}<h1>Our services</h1>{PROSE}<a href=/other>Our Services</a><a href=/services/#top>Up</a></body>"
    figures = figures_of(html, "https://firm.example/services/", "Our services")
    assert (figures["own_links"], figures["own_links_in_menu"], figures["headline_links"]) == (2, 1, 1)


def test_class_names_tell_what_parts_a_page_is_made_of():
    posts = "<div class=post-number>1</div><div class='User-Info big'>Ada</div><div class=byline>By Ada</div>"
    figures = figures_of(f"<body>{posts}{PROSE}</body>", "https://board.example/t/1")
    assert (figures["parts_forum"], figures["parts_story"], figures["parts_shop"]) == (2, 1, 0)


def test_how_a_text_is_written_is_told_in_figures():
    html = f"<body><h1>Storms</h1>{PROSE}<h2>Who pays?</h2>{PROSE}<h2>The plan of 2025</h2>{PROSE}</body>"
    figures = figures_of(html, "https://news.example/storms")
    assert (figures["asking_headings"], figures["years"], figures["text_questions"] > 0) == (1, 1, True)
    assert figures["text_ended"] > 0.7
    assert figures["text_short"] < 0.2
    assert 90 < figures["text_sentence"] < 130
    assert figures["letters_a_heading"] == figures["body_length"] / 3


@pytest.mark.parametrize(
    ("path", "forum", "story"),
    [
        ("/question/4711", 1, 0),
        ("/a-question", 1, 0),
        ("/the-old-question-of-the-bridge", 0, 0),
        ("/how-to-mend-a-bridge", 0, 1),
    ],
)
def test_the_words_of_a_headline_in_the_address_name_no_part_of_the_site(path, forum, story):
    figures = figures_of(an_article(PROSE), f"https://paper.example{path}")
    assert (figures["address_forum"], figures["address_story"]) == (forum, story)


def test_a_standing_page_is_no_article_for_its_prose_alone():
    html = an_article(PROSE * 2, head='<meta property="og:type" content="article">')
    story = an_article(PROSE * 2, head='<script type="application/ld+json">{"@type":"NewsArticle"}</script>')
    assert kind_of(html, "https://news.example/privacy-policy/")[0] is not PageKind.ARTICLE
    assert kind_of(story, "https://news.example/privacy-policy/")[0] is PageKind.ARTICLE


def test_a_page_that_says_that_there_is_none_is_no_article_for_the_teasers_on_it():
    cards = "".join(CARD.format(day, SENTENCES[day]) for day in range(1, 4))
    html = "<html><head><title>{0} | The Example</title></head><body><main><h1>{0}</h1>{1}</main></body></html>"
    address = "https://news.example/2026/05/04/council-votes-on-the-harbour"
    assert kind_of(html.format("Page not found", cards), address)[0] is not PageKind.ARTICLE
