"""What a site's profile says of a page is believed; where it finds nothing, the page is read as ever."""

from datetime import UTC, date, datetime

import pytest

from crawler.article.explanation import explain_article
from crawler.monitoring.explanation import describe, describe_link_selectors
from crawler.page.document import Document
from crawler.page.tree import Page
from crawler.reading import read
from crawler.records.article import Discovered, Run
from crawler.records.enums import BlockType, ImageRole, Via
from crawler.records.evidence import Evidence
from crawler.records.selector import Selector

PAGE = """<!doctype html><html lang=en><head><title>The council meets - The Post</title>
<meta property="article:published_time" content="2024-03-04T09:00:00Z"></head><body>
<div class=crumbs><a href="/">Home</a><a href="/town/">Town</a></div>
<p class=over>Harbour</p><h1>The council meets</h1>
<h2 class=real>What the council <i>now</i> decided on the harbour</h2>
<p class=dek>It took nine hours and two votes.</p>
<div class=sig><a href="/staff/7">Ada Oyelaran</a></div><span class=when data-at="5 March 2024, 18:30">yesterday</span>
<img class=top src="/pics/quay.jpg" alt=""><figure><img src="/pics/vote.jpg"></figure>
<div class=text><p>The first paragraph of the story tells what was decided about the quay.</p>
<p>The second tells who voted <span class=ad>Buy now</span> and how long it took them to.</p>
<div class=ad>Subscribe to our letter, which comes every morning before breakfast.</div><p>Short end.</p></div>
<div class=also><p>Another story altogether, about the weather of the week, long enough to be read as prose by any.</p>
<p>It goes on with a second paragraph, which says that it will rain on Monday and be dry on Tuesday.</p></div>
<ul class=keys><li>Harbour</li><li>Votes</li><li>Harbour</li></ul><p class=read>12 minutes</p>
<p class=fix>An earlier version gave the wrong year.</p></body></html>"""


def select(name, css, **more):
    return Selector(name=name, css=css, **more)


def read_with(*selectors, body=PAGE, links=()):
    evidence = Evidence(field_selectors=selectors, link_selectors=tuple(links), time_zone="Europe/Oslo")
    document = Document(
        url="https://post.example/2024/03/04/the-council-meets",
        body=body.encode(),
        fetched_at=datetime(2026, 5, 4, tzinfo=UTC),
        run=Run(id="r", spider="none"),
        discovered=Discovered(via=Via.FILE),
    )
    return read(document, evidence), explain_article(Page(document), evidence), Page(document), evidence


def article_with(*selectors):
    return read_with(*selectors)[0].article


def test_the_fields_are_read_where_the_profile_says():
    article = article_with(
        select("headline", "h2.real"),
        select("kicker", ".over"),
        select("description", ".dek"),
        select("authors", ".sig a"),
        select("published_at", ".when", attribute="data-at"),
        select("section", ".crumbs a:last-child"),
        select("breadcrumbs", ".crumbs a"),
        select("tags", ".keys li"),
        select("images", "img.top"),
        select("reading_time_minutes", ".read"),
        select("correction_note", ".fix"),
        select("language", "html", attribute="lang"),
        select("videos", "figure img"),
    )
    assert article.headline == "What the council now decided on the harbour"
    assert (article.kicker, article.description) == ("Harbour", "It took nine hours and two votes.")
    (author,) = article.authors
    assert (author.name, author.url) == ("Ada Oyelaran", "https://post.example/staff/7")
    assert article.published_at == datetime(2024, 3, 5, 17, 30, tzinfo=UTC)
    assert article.published_date == date(2024, 3, 5)
    assert article.published_raw == "5 March 2024, 18:30"
    assert article.section == "Town"
    assert [step.url for step in article.breadcrumbs] == ["https://post.example/", "https://post.example/town/"]
    assert article.tags == ("Harbour", "Votes")
    assert (article.images[0].url, article.images[0].role) == ("https://post.example/pics/quay.jpg", ImageRole.LEAD)
    assert article.reading_time_minutes == 12
    assert article.correction_note == "An earlier version gave the wrong year."
    assert [video.url for video in article.videos] == ["https://post.example/pics/vote.jpg"]
    told = {"from": "profile", "confidence": 1.0}
    for field in ("headline", "authors", "published_at", "section", "tags", "kicker", "images", "language"):
        assert article.field_sources[field] == told
    assert "dates_disagree" not in article.warnings
    assert "selector_found_nothing" not in article.warnings


def test_the_body_is_what_the_containers_hold_without_what_is_removed():
    article = article_with(select("body_text", "div.text", remove=(".ad",)))
    assert article.body_text.split("\n\n") == [
        "The first paragraph of the story tells what was decided about the quay.",
        "The second tells who voted and how long it took them to.",
        "Short end.",
    ]
    assert {block.type for block in article.blocks} == {BlockType.PARAGRAPH}
    assert article.field_sources["body_text"] == {"from": "profile", "confidence": 1.0}
    assert article.word_count == 27


def test_a_selector_holds_for_articles_of_its_days():
    old = select("headline", "h1", valid_until=date(2024, 3, 4))
    new = select("headline", "h2.real", valid_from=date(2024, 3, 5))
    assert article_with(old, new).headline == "The council meets"
    published = select("published_at", ".when", attribute="data-at")
    assert article_with(old, new, published).headline == "What the council now decided on the harbour"


def test_the_first_selector_that_finds_something_is_taken():
    article = article_with(select("headline", "h3"), select("headline", "h2.real"), select("headline", "h1"))
    assert article.headline == "What the council now decided on the harbour"
    assert "selector_found_nothing" not in article.warnings


@pytest.mark.parametrize(
    "selector",
    [
        select("headline", "h3"),
        select("body_text", "div.gone"),
        select("body_text", "h1"),
        select("authors", "i.by"),
        select("published_at", "h1"),
        select("language", "h1"),
        select("reading_time_minutes", ".over"),
        select("images", "h1"),
    ],
)
def test_where_nothing_is_found_the_page_is_read_as_ever_with_a_warning(selector):
    plain, article = article_with(), article_with(selector)
    assert article.warnings == (*plain.warnings, "selector_found_nothing")
    assert (article.headline, article.body_text, article.authors) == (plain.headline, plain.body_text, plain.authors)
    assert (article.published_at, article.language, article.images) == (
        plain.published_at,
        plain.language,
        plain.images,
    )
    assert article.field_sources == plain.field_sources


def test_an_optional_selector_may_find_nothing():
    assert article_with(select("kicker", ".gone", optional=True)).warnings == article_with().warnings
    assert article_with(select("body_text", ".gone", optional=True)).warnings == article_with().warnings


def test_the_explanation_says_what_each_selector_came_to():
    fields = (
        select("headline", "h2.real"),
        select("headline", "h1"),
        select("tags", ".gone"),
        select("kicker", ".over", valid_until=date(2020, 1, 1)),
        select("body_text", "div.text"),
    )
    reading, explanation, page, evidence = read_with(*fields, links=[select("section", ".crumbs a")])
    told = describe(reading, explanation)
    assert "1.00  profile: h2.real" in told
    for line in (
        "headline      h2.real                                   1 found, taken",
        "headline      h1                                        1 found, left",
        "tags          .gone                                     nothing on this page",
        "kicker        .over                                     holds from ever until 2020-01-01 only",
        "body_text     div.text                                  1 found, taken",
    ):
        assert line in told
    assert "+ 1.00  p          Short end." in told
    assert "by the selectors of the site's profile" in told
    assert [*describe_link_selectors(page, evidence)] == [
        "  section       .crumbs a                                 2 found, links of the kind section"
    ]
