"""When an article was published and last changed: all places compared, one believed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.article.dates import Dates, read_dates
from crawler.article.time_zones import place_in_time
from crawler.page.document import Document
from crawler.page.tree import Page
from crawler.records.article import Discovered, Run
from crawler.records.enums import Origin, Precision, TeaserLink, TimeZoneSource, Via
from crawler.records.evidence import Evidence
from crawler.records.offer import Offer

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
URL = "https://news.example/story"
NOTHING = Evidence()
PROSE = "<p>" + "The council met and talked about the bridge for a long while. " * 5 + "</p>"


def dates_of(head: str = "", body: str = "", *, lang: str = "en", evidence: Evidence = NOTHING, **facts) -> Dates:
    html = f"<html lang={lang}><head>{head}</head><body>{body or '<h1>The bridge</h1>' + PROSE}</body></html>"
    document = Document(
        body=html.encode(),
        fetched_at=NOW,
        run=Run(id="r", spider="news"),
        **{"url": URL, "discovered": Discovered(via=Via.FILE), **facts},
    )
    page = Page(document)
    return read_dates(page, page.find("h1"), lang, evidence)


def json_ld(**properties: str) -> str:
    pairs = ",".join(f'"{name}":"{value}"' for name, value in properties.items())
    return f'<script type="application/ld+json">{{"@type":"NewsArticle",{pairs}}}</script>'


def an_offer(via: Via, published_raw: str | None = None, modified_raw: str | None = None) -> Offer:
    return Offer(
        url=URL,
        canonical_url=URL,
        via=via,
        link_kind=TeaserLink.SITEMAP if via is Via.SITEMAP else TeaserLink.FEED,
        from_url="https://news.example/",
        position=1,
        published_raw=published_raw,
        modified_raw=modified_raw,
    )


def published_at(dates: Dates, time_zone: str | None = None) -> datetime:
    return place_in_time(dates.published.value.moment, time_zone)[0]


# ---------------------------------------------------------------- each place by itself


@pytest.mark.parametrize(
    ("head", "body", "url", "origin"),
    [
        (json_ld(datePublished="2025-03-04T05:06:07+01:00"), "", URL, Origin.JSON_LD),
        ('<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2025-03-04"}]}</script>',
         "", URL, Origin.JSON_LD),
        ('<script type="application/ld+json">{"@type":"PressRelease","datePublished":"2025-03-04"}</script>', "",
         URL, Origin.JSON_LD),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-03-04", oops</script>', "",
         URL, Origin.JSON_LD),
        ('<meta property="article:published_time" content="2025-03-04T05:06:07+01:00">', "", URL, Origin.META),
        ('<meta name="DC.date.issued" content="2025-03-04">', "", URL, Origin.META),
        ('<meta name="og:article:published_time" content="Tue Mar 04 05:06:07 CET 2025">', "", URL, Origin.META),
        ("", f'<h1>The bridge</h1><span itemprop="datePublished" content="2025-03-04">yesterday</span>{PROSE}', URL,
         Origin.MICRODATA),
        ("", f'<h1>The bridge</h1><span property="dc:created" content="2025-03-04T05:06">then</span>{PROSE}', URL,
         Origin.DOM),
        ("", f'<h1>The bridge</h1><time datetime="2025-03-04T05:06">4 March</time>{PROSE}', URL, Origin.DOM),
        ("", f"<h1>The bridge</h1><time>4 March 2025</time>{PROSE}", URL, Origin.DOM),
        ("", f"<h1>The bridge</h1>{PROSE}<abbr class=published title='2025-03-04T05:06'>5:06</abbr>", URL, Origin.DOM),
        ("", f"<h1>The bridge</h1><div data-datetime='2025-03-04T05:06:07Z'>a year ago</div>{PROSE}", URL, Origin.DOM),
        ("", f"<h1>The bridge</h1><p>By Jane Doe | 4 March 2025</p>{PROSE}", URL, Origin.DOM),
        ("", f"<p class=card><i class=calendar></i>4 March 2025{'<p>a' * 20}<h1>A bridge</h1>{PROSE}", URL, Origin.DOM),
        ("", f"<p>Tuesday, 4 March 2025</p><h1>The bridge</h1>{PROSE}", URL, Origin.DOM),
        ("", f"<h1><span class=date>4 March 2025</span> The bridge</h1>{PROSE}", URL, Origin.DOM),
        ("", f"<h1>The bridge</h1>{PROSE * 4}<p>Posted on 4 March 2025 by Jane</p>", URL, Origin.DOM),
        ("", f"<h1>The bridge</h1><p>Springfield, 4 March 2025 - The council met. {'It talked. ' * 20}</p>", URL,
         Origin.DOM),
        ("", (f"<h1>The bridge</h1>{PROSE}<p>This entry was posted on 4 March 2025 at 5:06 and is filed under "
             f"{'Town and river, ' * 20}you may follow it.</p>"), URL, Origin.DOM),
        ("", "", "https://news.example/2025/03/04/story", Origin.URL),
        ("", "", "https://news.example/story-2025-03-04.html", Origin.URL),
        ("", "", "https://news.example/20250304/story", Origin.URL),
        ("", "", "https://news.example/news/04-03-2025", Origin.URL),
        ("", "", "https://news.example/2025/march/04/story", Origin.URL),
        ('<script>window.state = {"publishedAt":"2025-03-04T05:06:07.000Z"}</script>', "", URL, Origin.DOM),
        ('<meta property="og:image" content="https://news.example/files/2025/03/04/bridge.jpg">', "", URL, Origin.URL),
    ],
)  # fmt: skip
def test_the_day_is_found_wherever_it_is_stated(head, body, url, origin):
    dates = dates_of(head, body, url=url)
    assert dates.published.value.day == date(2025, 3, 4)
    assert dates.published.chosen.origin is origin
    assert dates.warnings == ()


def test_a_page_without_a_date_says_so():
    dates = dates_of()
    assert dates.published.value is None
    assert dates.warnings == ("date_missing",)


def test_dates_before_the_web_are_no_dates_of_pages():
    assert dates_of('<meta name="date" content="1889-03-31">').published.value is None


# ---------------------------------------------------------------- what is not the article's date


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>The bridge</h1>{PROSE}<footer><p>Copyright 4 March 2025</p></footer>",
        f"<h1>The bridge</h1>{PROSE}<div class=comments><p>Jim, 4 March 2025</p></div>",
        f"<h1>The bridge</h1><figure><figcaption>The bridge, 4 March 2025</figcaption></figure>{PROSE}",
        f"<h1>The bridge</h1>{PROSE}<p>As seen the bridge fell in {'the long night of ' * 12} 4 March 2025</p>",
    ],
)
def test_a_date_of_something_else_is_left(body):
    assert dates_of(body=body).published.value is None


def test_the_date_by_the_headline_beats_those_of_the_cards():
    cards = "".join(
        f"<div class=item><p class=when>{day} April 2026</p><a href=/{day}>More</a></div>" for day in range(1, 9)
    )
    dates = dates_of(body=f"<h1>The bridge</h1><p class=when>4 March 2025</p>{PROSE}{cards}")
    assert dates.published.value.day == date(2025, 3, 4)


def test_a_stretch_of_days_is_an_event():
    body = f"<h1>The bridge</h1><p>Fair: 2 - 4 March 2025</p><p>Published 7 February 2025</p>{PROSE}"
    assert dates_of(body=body).published.value.day == date(2025, 2, 7)


def test_a_mark_of_release_is_of_something_else():
    body = f"<h1>The record</h1><p>Release date: 1 May 2025</p><p>4 March 2025</p>{PROSE}"
    assert dates_of(body=body).published.value.day == date(2025, 3, 4)


# ---------------------------------------------------------------- published and modified


def test_published_is_never_taken_from_modified():
    dates = dates_of(
        json_ld(dateModified="2025-03-05T10:00:00Z"), f"<h1>The bridge</h1><p>Updated 5 March 2025</p>{PROSE}"
    )
    assert dates.published.value is None
    assert dates.modified.value.day == date(2025, 3, 5)


@pytest.mark.parametrize(
    "line",
    [
        "Published 4 March 2025, updated 5 March 2025",
        "Last updated: 5 March 2025 | First published: 4 March 2025",
        "4 March 2025 (updated: 5 March 2025)",
        "Ultimo aggiornamento: 5 marzo 2025 | 4 marzo 2025",
        "2025年3月4日 / 2025年3月5日 更新",
        "2025年3月5日 更新 | 2025年3月4日",
        "등록 2025.03.04 / 업데이트 2025.03.05",
        "Diterbitkan 4 Maret 2025, diperbarui 5 Maret 2025",
        "Обновено: 5 март 2025, публикувано: 4 март 2025",
    ],
)
def test_one_line_may_tell_both(line):
    dates = dates_of(body=f"<h1>The bridge</h1><p>{line}</p>{PROSE}")
    assert dates.published.value.day == date(2025, 3, 4)
    assert dates.modified.value.day == date(2025, 3, 5)


def test_two_time_elements_are_told_apart_by_their_words():
    body = (
        "<h1>The bridge</h1><p>Published <time datetime='2025-03-04T10:00:00Z'>Tuesday</time>"
        f"<br>Updated <time datetime='2025-03-05T10:00:00Z'>Wednesday</time></p>{PROSE}"
    )
    dates = dates_of(body=body)
    assert (dates.published.value.day, dates.modified.value.day) == (date(2025, 3, 4), date(2025, 3, 5))


def test_a_visible_date_without_a_word_is_the_change_where_the_page_declares_both():
    head = json_ld(datePublished="2024-01-01T10:00:00Z", dateModified="2025-03-05T10:00:00Z")
    dates = dates_of(head, f"<h1>The bridge</h1><p>5 March 2025</p>{PROSE}")
    assert dates.published.value.day == date(2024, 1, 1)
    assert dates.modified.value.day == date(2025, 3, 5)
    assert dates.warnings == ()


def test_a_stamp_of_the_last_build_gives_way_to_what_the_reader_sees():
    head = json_ld(datePublished="2025-11-20T16:02:46Z", dateModified="2025-11-20T16:02:46Z")
    dates = dates_of(head, f"<h1>The bridge</h1><p class=date>May 14, 2025</p>{PROSE}")
    assert dates.published.value.day == date(2025, 5, 14)
    assert dates.warnings == ("dates_disagree",)


def test_what_is_not_sure_to_be_the_publication_is_none_where_it_is_younger_than_the_change():
    head = '<meta name="date" content="2025-03-05T11:52:23">'
    body = f"<h1>The bridge</h1><p>Updated: 4 March 2025, 18:00</p>{PROSE * 4}<p class=info>4 March 2025, 21:38</p>"
    dates = dates_of(head, body)
    assert (dates.published.value.day, dates.modified.value.day) == (date(2025, 3, 4), date(2025, 3, 4))


def test_of_two_declared_times_the_finer_is_taken():
    name = '<meta property="article:published_time" content='
    dates = dates_of(f'{name}"2025-03-04">{name}"2025-03-04T05:06:07+01:00">')
    assert dates.published.value.moment.precision is Precision.SECOND


@pytest.mark.parametrize(
    ("line", "url", "via", "day"),
    [
        ("Jane Roe, 4 March", URL, Via.SECTION, date(2026, 3, 4)),
        ("Jane Roe | Yesterday, 10:30", URL, Via.SECTION, NOW.date() - timedelta(days=1)),
        ("3 days ago", URL, Via.SECTION, NOW.date() - timedelta(days=3)),
        ("4 March", "https://news.example/2019/story", Via.FILE, date(2019, 3, 4)),
        ("3 days ago", URL, Via.FILE, None),
        ("4 March", URL, Via.FILE, None),
    ],
)
def test_a_day_without_its_year_or_told_from_now_is_placed_by_the_fetch_or_the_address(line, url, via, day):
    body = f"<h1>The bridge</h1><p>{line}</p>{PROSE}"
    dates = dates_of(body=body, url=url, discovered=Discovered(via=via))
    assert (dates.published.value.day if dates.published.value else None) == day


def test_a_change_told_from_now_is_no_publication():
    body = f"<h1>The bridge</h1><p>Updated 3 days ago</p>{PROSE}"
    dates = dates_of(body=body, discovered=Discovered(via=Via.SECTION))
    assert (dates.published.value, dates.modified.value.day) == (None, NOW.date() - timedelta(days=3))


def test_what_is_told_from_now_is_asked_last():
    head = '<meta name="date" content="2025-03-04">'
    body = f"<h1>The bridge</h1><p>3 days ago</p>{PROSE}"
    assert dates_of(head, body, discovered=Discovered(via=Via.SECTION)).published.value.day == date(2025, 3, 4)


def test_the_servers_header_is_the_last_to_be_asked_for_the_change():
    headers = {"last-modified": "Wed, 05 Mar 2025 10:00:00 GMT"}
    assert dates_of(headers=headers).modified.chosen is None
    assert dates_of(headers=headers).modified.candidates[0].origin is Origin.HTTP


def test_a_change_before_the_publication_is_remarked():
    head = json_ld(datePublished="2025-03-04T10:00:00Z", dateModified="2024-03-04T10:00:00Z")
    assert "modified_before_published" in dates_of(head).warnings


# ---------------------------------------------------------------- oddities


def test_a_date_in_the_future_is_remarked():
    dates = dates_of(json_ld(datePublished="2027-03-04T10:00:00Z"))
    assert dates.published.value.day == date(2027, 3, 4)
    assert dates.warnings == ("date_in_future",)


def test_a_date_in_the_future_gives_way_to_any_other():
    head = json_ld(datePublished="2027-03-04T10:00:00Z")
    dates = dates_of(head, f"<h1>The bridge</h1><p>4 March 2025</p>{PROSE}")
    assert dates.published.value.day == date(2025, 3, 4)


def test_a_disagreement_is_remarked():
    head = json_ld(datePublished="2025-03-04") + '<meta property="article:published_time" content="2024-01-01">'
    assert dates_of(head).warnings == ("dates_disagree",)


@pytest.mark.parametrize("stated", ["03-09-2026", "09-03-2026"])
def test_day_and_month_are_told_apart_by_the_clear_dates(stated):
    head = f'<meta property="article:published_time" content="{stated}">'
    dates = dates_of(head, f"<h1>The bridge</h1><p>Published March 9, 2026</p>{PROSE}")
    assert dates.published.value.day == date(2026, 3, 9)


def test_day_and_month_change_places_where_the_day_is_yet_to_come():
    assert dates_of('<meta name="pubdate" content="03-09-2026">').published.value.day == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("url", "lang", "day"),
    [
        ("https://news.example/story", "en-US", date(2025, 3, 4)),
        ("https://news.example/story", "en-GB", date(2025, 4, 3)),
        ("https://news.example.co.uk/story", "en", date(2025, 4, 3)),
        ("https://news.example.com/story", "en", date(2025, 3, 4)),
        ("https://news.example/story", "en-CA", date(2025, 3, 4)),
        ("https://news.example/story", "fr", date(2025, 4, 3)),
    ],
)
def test_the_order_of_numbers_is_the_countrys(url, lang, day):
    body = f"<h1>The bridge</h1><p>3/4/2025</p>{PROSE}"
    assert dates_of(body=body, url=url, lang=lang).published.value.day == day


# ---------------------------------------------------------------- times of day, zones, the site's own day


def test_a_time_on_the_page_makes_a_declared_day_finer():
    body = f"<h1>The bridge</h1><time datetime='2025-03-04T14:30:00+01:00'>4 March</time>{PROSE}"
    dates = dates_of(json_ld(datePublished="2025-03-04"), body)
    assert published_at(dates) == datetime(2025, 3, 4, 13, 30, tzinfo=UTC)
    assert dates.published.value.raw == "2025-03-04T14:30:00+01:00"


def test_midnight_is_no_time_of_day_where_another_place_states_one():
    dates = dates_of(json_ld(datePublished="2025-03-04T00:00:00"), f"<h1>B</h1><p>4 March 2025, 14:30</p>{PROSE}")
    assert dates.published.value.moment.when.hour == 14


def test_the_day_is_the_sites_own():
    head = json_ld(datePublished="2025-03-05T02:11:03Z")
    dates = dates_of(head, f"<h1>The bridge</h1><p>March 4, 2025 at 9:11 p.m.</p>{PROSE}")
    assert dates.published.value.day == date(2025, 3, 4)
    assert published_at(dates) == datetime(2025, 3, 5, 2, 11, 3, tzinfo=UTC)
    assert dates.warnings == ()


def test_the_day_is_the_one_in_the_address_where_only_that_is_known():
    dates = dates_of(json_ld(datePublished="2025-03-05T02:11:03Z"), url="https://news.example/2025/03/04/story")
    assert dates.published.value.day == date(2025, 3, 4)


def test_the_day_is_by_the_zone_that_the_site_is_known_to_keep():
    evidence = Evidence(time_zone="America/New_York")
    dates = dates_of(json_ld(datePublished="2025-03-05T02:11:03Z"), evidence=evidence)
    assert dates.published.value.day == date(2025, 3, 4)


def test_midnight_in_utc_is_that_day():
    evidence = Evidence(time_zone="America/New_York")
    assert dates_of(json_ld(datePublished="2025-03-05T00:00:00Z"), evidence=evidence).published.value.day == date(
        2025, 3, 5
    )


def test_a_feed_tells_the_zone_of_the_page():
    teaser = an_offer(Via.RSS, "Tue, 04 Mar 2025 14:30:00 +0200")
    body = f"<h1>The bridge</h1><time datetime='2025-03-04T14:30'>4 March 2025</time>{PROSE}"
    dates = dates_of(body=body, evidence=Evidence(teasers=(teaser,)))
    assert published_at(dates) == datetime(2025, 3, 4, 12, 30, tzinfo=UTC)
    assert place_in_time(dates.published.value.moment, None)[1] is TimeZoneSource.EXPLICIT


def test_an_instant_elsewhere_on_the_page_tells_the_zone_of_a_bare_time():
    head = json_ld(datePublished="2025-03-04T14:30:00")
    meta = '<meta property="article:published_time" content="2025-03-04T12:30:00Z">'
    assert published_at(dates_of(head + meta)) == datetime(2025, 3, 4, 12, 30, tzinfo=UTC)


def test_a_feed_alone_tells_the_date():
    dates = dates_of(evidence=Evidence(teasers=(an_offer(Via.RSS, "2025-03-04T10:00:00Z"),)))
    assert dates.published.chosen.origin is Origin.FEED


def test_a_sitemap_tells_the_change():
    dates = dates_of(evidence=Evidence(teasers=(an_offer(Via.SITEMAP, modified_raw="2025-03-04T10:00:00Z"),)))
    assert dates.published.value is None
    assert dates.modified.chosen.origin is Origin.SITEMAP
    dates = dates_of(evidence=Evidence(teasers=(an_offer(Via.REST, "2025-03-04T10:00:00Z", "2025-03-04"),)))
    assert dates.modified.value is None  # of a list of posts that names the publication twice


@pytest.mark.parametrize(
    ("stated", "time_zone", "at", "source"),
    [
        ("2025-03-04T10:00:00+02:00", None, datetime(2025, 3, 4, 8, tzinfo=UTC), TimeZoneSource.EXPLICIT),
        ("2025-07-04T10:00:00", "Europe/Berlin", datetime(2025, 7, 4, 8, tzinfo=UTC), TimeZoneSource.SITE_DEFAULT),
        ("2025-03-04T10:00:00", None, datetime(2025, 3, 4, 10, tzinfo=UTC), TimeZoneSource.ASSUMED_UTC),
        ("2025-03-04T10:00:00", "Mars/Olympus", datetime(2025, 3, 4, 10, tzinfo=UTC), TimeZoneSource.ASSUMED_UTC),
        ("2025-03-04", "Europe/Berlin", datetime(2025, 3, 4, tzinfo=UTC), TimeZoneSource.ASSUMED_UTC),
    ],
)
def test_a_time_is_placed_in_utc_and_says_by_which_zone(stated, time_zone, at, source):
    moment = dates_of(json_ld(datePublished=stated)).published.value.moment
    assert place_in_time(moment, time_zone) == (at, source)


def test_precision_is_what_was_stated():
    stated = {
        "2025-03-04": Precision.DAY,
        "2025-03-04T10:00": Precision.MINUTE,
        "2025-03-04T10:00:01": Precision.SECOND,
    }
    for text, precision in stated.items():
        assert dates_of(json_ld(datePublished=text)).published.value.moment.precision is precision


def test_the_last_moment_of_the_calendar_is_left_where_it_is():
    moment = dates_of(json_ld(datePublished="2025-03-04T10:00:00-11:00")).published.value.moment
    late = moment._replace(when=moment.when.replace(year=9999, month=12, day=31, hour=23))
    assert place_in_time(late, None)[0] - datetime(9999, 12, 31, 23, tzinfo=UTC) == timedelta(0)
