"""What a page is, is told by its reading, its request and the site together."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from msgspec import structs

from crawler.links.link import LinkKind
from crawler.page.document import Document
from crawler.reading import Reading, read
from crawler.records.article import Author, Discovered, Run
from crawler.records.enums import Origin, PageKind, Via
from crawler.request import RequestInfo, RequestKind
from spiders.page_kind import find_kind, with_kind
from tests.unit.samples import an_article
from tests.unit.spiders.test_judging import an_offer

FRONT = "https://a.example/"
FLASH = "https://a.example/flash/quake"
HEADLINE = "Quake felt in Athens"
TEXT = "A quake of magnitude 5.1 was felt in Athens on Monday, and nobody was hurt by it."
LONG = f"<p>{'The council met and spoke at length of the harbour and of its boats. ' * 30}</p>"
CARD = (
    '<article><h2><a href="/2026/05/0{n}/the-story-of-day-{n}">The story of day {n} in the town</a></h2>'
    "<p>So it was.</p></article>"
)


def reading_of(html, url=FLASH):
    return read(
        Document(
            url=url,
            body=f"<!doctype html><html lang=en><title>{HEADLINE}</title><body>{html}</body></html>".encode(),
            fetched_at=datetime(2026, 5, 4, tzinfo=UTC),
            run=Run(id="r", spider="news"),
            discovered=Discovered(via=Via.FILE),
        )
    )


def kind_of(html, *offers, url=FLASH, asked=RequestKind.ARTICLE):
    info = RequestInfo(kind=asked, discovered=Discovered(via=Via.TEASER))
    return find_kind(reading_of(html, url), info, url, offers)


def short_reading(**values):
    """A page that by itself is hardly enough to be an article."""
    article = an_article(url=FLASH, headline=HEADLINE, body_text=TEXT)
    return Reading(article=with_kind(article, PageKind.OTHER), links=(), **values)


SHORT = f"<h1>{HEADLINE}</h1><p>{TEXT}</p>"


def test_a_feeds_entry_is_an_article_and_a_protected_one_is_not():
    assert kind_of(SHORT, an_offer(via=Via.RSS)) is PageKind.ARTICLE
    assert kind_of(SHORT, an_offer(via=Via.RSS), an_offer(via=Via.REST, is_protected=True)) is PageKind.OTHER


@pytest.mark.parametrize(
    "values",
    [
        {"headline": HEADLINE, "excerpt": "Something short"},
        {"headline": HEADLINE, "published_raw": "2026-05-04"},
        {"excerpt": HEADLINE, "published_raw": "2026-05-04"},
        {"excerpt": TEXT[:60]},
    ],
)
def test_what_is_as_its_teaser_says_is_an_article(values):
    info = RequestInfo(kind=RequestKind.ARTICLE, discovered=Discovered(via=Via.TEASER))
    other = an_offer(headline="Another story", excerpt="Of another day, with other words than those of this one.")
    assert find_kind(short_reading(), info, FLASH, [other]) is PageKind.OTHER
    assert find_kind(short_reading(), info, FLASH, [other, an_offer(**values)]) is PageKind.ARTICLE
    assert find_kind(short_reading(is_locked=True), info, FLASH, [an_offer(**values)]) is PageKind.OTHER


def test_a_dated_address_needs_no_more_than_the_headline_of_its_teaser():
    info = RequestInfo(kind=RequestKind.ARTICLE, discovered=Discovered(via=Via.TEASER))
    dated, other = (an_offer(path, headline=HEADLINE) for path in ("/2026/05/04/quake.html", "/2026/quake.html"))
    assert find_kind(short_reading(), info, dated.url, [dated]) is PageKind.ARTICLE
    assert find_kind(short_reading(), info, other.url, [other]) is PageKind.OTHER


def test_a_page_that_may_well_be_an_article_is_one_where_its_address_says_so():
    def kind(asked, confidence, **values):
        article = an_article(**({"headline": HEADLINE, "body_text": TEXT, "word_count": 90} | values))
        extractor = replace(article.extractor, page_kind=PageKind.OTHER, page_kind_confidence=confidence)
        reading = Reading(article=replace(article, extractor=extractor), links=())
        return find_kind(reading, RequestInfo(kind=asked, discovered=Discovered(via=Via.SITEMAP)), FLASH, ())

    assert kind(RequestKind.ARTICLE, 0.45) is PageKind.ARTICLE
    assert kind(RequestKind.ARTICLE, 0.6) is PageKind.OTHER
    assert kind(RequestKind.DOUBTFUL, 0.45) is PageKind.OTHER
    assert kind(RequestKind.ARTICLE, 0.45, word_count=12) is PageKind.OTHER
    assert kind(RequestKind.ARTICLE, 0.45, headline=None) is PageKind.OTHER


def test_a_signed_and_dated_page_is_an_article_where_its_link_or_address_has_its_headline():
    def kind(confidence, link=HEADLINE, url=FLASH, **values):
        known = {"headline": HEADLINE, "body_text": TEXT, "authors": (Author(name="Ada Moss"),)}
        article = an_article(**(known | {"published_at": datetime(2026, 5, 4, tzinfo=UTC)} | values))
        extractor = replace(article.extractor, page_kind=PageKind.OTHER, page_kind_confidence=confidence)
        info = RequestInfo(kind=RequestKind.ARTICLE, discovered=Discovered(via=Via.TEASER))
        reading = Reading(article=replace(article, extractor=extractor), links=())
        return find_kind(reading, info, url, [an_offer(anchor_text=link)])

    assert kind(0.6) is PageKind.ARTICLE
    assert kind(0.6, "Quakes", "https://a.example/quake-felt-in-athens") is PageKind.OTHER
    long = {"headline": "Quake of magnitude 5.1 felt in Athens"}
    assert kind(0.6, "Quakes", "https://a.example/quake-of-magnitude-5-1-felt.html", **long) is PageKind.ARTICLE
    assert kind(0.9) is PageKind.OTHER
    assert kind(0.6, "Quakes") is PageKind.OTHER
    assert kind(0.6, authors=()) is PageKind.OTHER
    assert kind(0.6, published_at=None) is PageKind.OTHER


def test_a_notice_that_asks_for_a_password_is_no_article():
    info = RequestInfo(kind=RequestKind.ARTICLE, discovered=Discovered(via=Via.TEASER))
    article = an_article(body_text="This content is protected. Password:", word_count=5)
    assert find_kind(Reading(article=article, links=(), is_locked=True), info, FLASH, ()) is PageKind.OTHER
    assert find_kind(Reading(article=article, links=()), info, FLASH, ()) is PageKind.ARTICLE


def test_a_page_that_asks_for_a_password_says_so():
    assert reading_of(f"{SHORT}<form><input name=p type=Password></form>").is_locked
    assert not reading_of(f"{SHORT}<form><input name=q></form>").is_locked
    for tag in ("main", "article"):
        door = "<form><input name=p type=password></form>"
        assert not reading_of(f"<{tag}>{SHORT}</{tag}>{door}").is_locked
        assert reading_of(f"<{tag}>{SHORT}{door}</{tag}>").is_locked


@pytest.mark.parametrize(
    "box", ["header", "nav", "aside", "dialog", "div class=sidebar-right", "div style='display: none'"]
)
def test_the_door_of_a_site_beside_every_page_locks_none(box):
    door = "<form><input name=user><input name=p type=password></form>"
    assert not reading_of(f"<{box}>{door}</{box.split()[0]}><main>{SHORT}</main>").is_locked
    assert reading_of(f"<{box}><main>{SHORT}{door}</main></{box.split()[0]}>").is_locked


def test_a_list_that_prints_its_newest_story_whole_is_a_list():
    cards = "".join(CARD.format(n=n) for n in range(1, 7))
    html = f"<main><article><h1>The council meets</h1>{LONG}</article>{cards}</main>"
    assert kind_of(html, url=FRONT, asked=RequestKind.SEED) is PageKind.LISTING
    assert kind_of(html, url=f"{FRONT}page/2/", asked=RequestKind.NEXT_PAGE) is PageKind.LISTING


def test_a_list_that_prints_all_its_stories_whole_is_known_by_its_own_second_page():
    stories = "".join(
        f'<h2><a href="/blog/the-story-of-day-{n}/">The story of day {n} in the town</a></h2>{LONG}' for n in range(2)
    )
    older = '<p><a href="/blog/page/2/">Next</a></p>'
    url = "https://a.example/blog/"
    assert kind_of(stories + older, url=url, asked=RequestKind.SECTION) is PageKind.LISTING
    assert kind_of(stories, url=url, asked=RequestKind.SECTION) is PageKind.ARTICLE
    assert kind_of(stories + older.replace("blog", "other"), url=url, asked=RequestKind.SECTION) is PageKind.ARTICLE


def test_a_list_that_has_no_headline_but_those_of_its_teasers_is_a_list():
    links = reading_of("".join(CARD.format(n=n) for n in range(1, 4)), FRONT).links
    links = tuple(structs.replace(link, excerpt="So it was.") for link in links)
    info = RequestInfo(kind=RequestKind.SECTION, discovered=Discovered(via=Via.SECTION))

    def kind(headline):
        article = an_article(url=f"{FRONT}science", headline=headline, body_text=LONG)
        return find_kind(Reading(article=with_kind(article, PageKind.ARTICLE), links=links), info, article.url, ())

    assert kind(links[1].headline) is PageKind.LISTING
    links = tuple(structs.replace(link, excerpt=None) for link in links)
    assert kind(links[1].headline) is PageKind.ARTICLE
    assert kind("A day by the sea") is PageKind.ARTICLE


def test_a_list_whose_teasers_read_like_a_text_is_a_list():
    more = "Of its boats it spoke too. " * 12

    def kind(teasers, text=""):
        html = "".join(
            f'<section><h2><a href="/posts/the-story-of-day-{n}/">The story of day {n} in the town</a></h2>'
            f"<p>On day {n} the council met and spoke of the harbour. {more}</p>"
            "</section>"
            for n in range(teasers)
        )
        return kind_of(f"<main>{text}{html}</main>", url="https://a.example/posts/", asked=RequestKind.SECTION)

    assert kind(6) is PageKind.LISTING
    assert kind(2, f"<h1>{HEADLINE}</h1>{LONG}") is PageKind.ARTICLE


def test_a_page_made_of_the_excerpts_of_others_is_a_list_whatever_it_was_asked_for_as():
    excerpt = "On day {n} the council met and spoke of the harbour, of its boats and of those who sail them."
    html = "".join(
        f'<section><h2><a href="/posts/the-story-of-day-{n}/">The story of day {n} in the town</a></h2>'
        f'<p>{excerpt.format(n=n)}</p><p><a href="/posts/the-story-of-day-{n}/">Read more</a></p></section>'
        for n in range(6)
    )
    links = reading_of(f"<main>{html}</main>").links

    def kind(body, *offers):
        article = an_article(url=f"{FRONT}blog.html", headline="Recent posts", body_text=body)
        reading = Reading(article=with_kind(article, PageKind.ARTICLE), links=links)
        info = RequestInfo(kind=RequestKind.ARTICLE, discovered=Discovered(via=Via.TEASER))
        return find_kind(reading, info, article.url, offers)

    assert kind(excerpt.format(n=3)) is PageKind.LISTING
    assert kind(f"{excerpt.format(n=3)} {LONG}") is PageKind.ARTICLE
    assert kind(excerpt.format(n=3), an_offer(via=Via.RSS)) is PageKind.ARTICLE


def test_a_front_page_or_section_with_a_single_story_is_a_list():
    link = next(link for link in reading_of(CARD.format(n=1), FRONT).links if link.kind is LinkKind.ARTICLE)

    def kind(url, asked, confidence):
        article = an_article(url=url, headline="The Post", body_text=LONG)
        extractor = replace(article.extractor, page_kind=PageKind.ARTICLE, page_kind_confidence=confidence)
        reading = Reading(article=replace(article, extractor=extractor), links=(link,))
        return find_kind(reading, RequestInfo(kind=asked, discovered=Discovered(via=Via.SECTION)), url, ())

    assert kind(FRONT, RequestKind.SEED, 0.95) is PageKind.LISTING
    assert kind(f"{FRONT}category/town/harbour/", RequestKind.SECTION, 0.65) is PageKind.LISTING
    assert kind(f"{FRONT}category/town/harbour/", RequestKind.SECTION, 0.95) is PageKind.ARTICLE
    assert kind(f"{FRONT}harbour/", RequestKind.SECTION, 0.65) is PageKind.ARTICLE


def test_a_page_that_hardly_reads_like_an_article_and_offers_many_is_a_list():
    cards = "".join(CARD.format(n=n) for n in range(1, 7))
    reading = reading_of(f"<main><h1>Sport</h1>{cards}</main>", "https://a.example/sport")
    info = RequestInfo(kind=RequestKind.SECTION, discovered=Discovered(via=Via.SECTION))

    def kind(confidence, count=6):
        extractor = replace(reading.article.extractor, page_kind=PageKind.ARTICLE, page_kind_confidence=confidence)
        links = [link for link in reading.links if link.kind is LinkKind.ARTICLE][:count]
        page = replace(reading, article=replace(reading.article, extractor=extractor), links=tuple(links), stories=0)
        return find_kind(page, info, "https://a.example/sport", ())

    assert kind(0.45) is PageKind.LISTING
    assert kind(0.45, count=4) is PageKind.ARTICLE
    assert kind(0.6) is PageKind.ARTICLE


def test_a_list_that_prints_all_its_stories_whole_is_a_list_at_any_address():
    stories = "".join(CARD.format(n=n).replace("<article>", "").replace("</article>", LONG) for n in range(1, 5))
    blog = "https://a.example/of-the-town/"
    assert kind_of(f"<h1>Of the town</h1>{stories}", url=blog, asked=RequestKind.SECTION) is PageKind.LISTING
    assert kind_of(f"<h1>{HEADLINE}</h1>{LONG}", url=blog, asked=RequestKind.SECTION) is not PageKind.LISTING


def test_a_start_page_without_teasers_is_what_it_reads_like():
    reading = reading_of(f"<article><h1>{HEADLINE}</h1>{LONG}</article>", FRONT)
    info = RequestInfo(kind=RequestKind.SEED, discovered=Discovered(via=Via.SEED))
    assert find_kind(reading, info, FRONT, ()) is reading.kind


def test_a_record_says_what_its_page_was_found_to_be():
    article = an_article()
    assert with_kind(article, PageKind.ARTICLE) is article
    assert with_kind(article, PageKind.OTHER).extractor.page_kind is PageKind.OTHER


@pytest.mark.parametrize(
    ("asked", "kind"), [(RequestKind.ARTICLE, PageKind.ARTICLE), (RequestKind.SECTION, PageKind.OTHER)]
)
def test_a_page_is_an_article_that_keeps_its_body_where_the_profile_says(asked, kind):
    reading = short_reading()
    sources = {"body_text": {"from": Origin.PROFILE, "confidence": 1.0}}
    told = replace(reading, article=replace(reading.article, field_sources=sources))
    assert find_kind(told, RequestInfo(kind=asked, discovered=Discovered(via=Via.TEASER)), FLASH, ()) is kind


@pytest.mark.parametrize("headline", ["Sorry, this page does not exist", "Oops! That page can’t be found."])
def test_a_page_that_says_there_is_none_is_no_article(headline):
    html = f"<h1>{headline}</h1>{LONG}"
    assert kind_of(html) is PageKind.OTHER
    assert kind_of(html, an_offer(via=Via.RSS)) is PageKind.OTHER
    assert (
        kind_of(html, an_offer(excerpt="The council met and spoke at length of the harbour and of its boats."))
        is PageKind.ARTICLE
    )
