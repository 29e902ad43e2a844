"""What a page is: an article, a listing or something else, with a confidence."""

import pytest

from crawler.article.body.reader import read_body
from crawler.article.body.values import Known
from crawler.article.kind import weigh_kinds
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
    page = a_page(an_article(PROSE), f"https://paper.example{path}")
    known = Known()
    figures = dict(zip(KIND_FEATURES, read_figures(page, read_body(page, known, Evidence()), known), strict=True))
    assert (figures["address_forum"], figures["address_story"]) == (forum, story)
