"""What one job leaves of a site, the next finds: what is known, due, moved, said before; and what is let go."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.delivery.commit import Delivery
from crawler.delivery.past import ARTICLE_PAGE, Answered, Past
from crawler.delivery.units import Unit, working_on
from crawler.ledger.deliveries import KeptArticle
from crawler.ledger.expiry import expire, forget_address, forget_site, forget_work
from crawler.ledger.jobs import finish_job, list_jobs, open_job, reopen_job
from crawler.ledger.store import open_ledger
from crawler.records.article import Source
from crawler.records.enums import Decision, TeaserLink
from crawler.records.teaser import Teaser
from crawler.sites.revisits import parse_ages
from tests.unit.samples import NOW, RUN, an_article

AGES = parse_ages("1h, 1d", "")
SITE = "post"


@pytest.fixture
def night(tmp_path):
    """Open a night of the site on one ledger; it is through when the next is opened, unless told otherwise."""
    ledger = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    opened: list[Delivery] = []

    def start(day, at=NOW, *, is_through=True, share=0.0):
        if opened and is_through:
            finish_job(ledger, opened[-1].job, "2026-01-02T04:00:00Z")
            ledger.commit()
        delivery = Delivery(ledger, open_job(ledger, f"{SITE}/{day}", f"{at:%Y-%m-%dT%H:%M:%SZ}"))
        opened.append(delivery)
        return Past(delivery, SITE, AGES, share)

    yield start
    ledger.close()


def deliver(past, *articles, kind=ARTICLE_PAGE):
    """Deliver articles in one page's commit, and keep their pages."""
    delivery = past._delivery
    unit = Unit()
    with working_on(unit):
        for article in articles:
            headers = {"etag": '"a"', "last-modified": "Fri, 02 Jan 2026 03:00:00 GMT"}
            told = Answered(
                url=article.canonical_url,
                kind=kind,
                status=200,
                at=article.fetched_at,
                headers=headers,
                article=article,
            )
            past.keep_article(article)
            past.keep_page(told)
            row = KeptArticle(
                article.id, SITE, article.canonical_url, article.revision, article.content_hash, "2026-01-02T03:04:05Z"
            )
            delivery.take("articles", b"{}", row)
    delivery.end(unit)
    delivery.commit()


def an_article_of(number, **changes):
    source = Source(id=SITE, domain="news.example")
    return an_article(f"https://news.example/{number}", source=source, headline=f"Story {number}", **changes)


def test_what_was_delivered_is_known_to_the_next_night(night):
    article = an_article_of(1)
    deliver(night("2026-01-02"), article)
    past = night("2026-01-03")
    assert past.knows_article_page(article.canonical_url)
    assert not past.knows_article_page("https://news.example/2")
    assert past.find(article).revision == 1
    assert past.find_condition(article.canonical_url).etag == '"a"'
    assert past.find(an_article_of(2)) is None


def test_an_article_is_due_at_its_ages(night):
    young, old = an_article_of(1), an_article_of(2, published_at=NOW - timedelta(days=900))
    deliver(night("2026-01-02"), young, old)
    assert list(night("2026-01-02b", NOW + timedelta(minutes=30)).list_due()) == []
    due = list(night("2026-01-03", NOW + timedelta(hours=2)).list_due())
    assert [(url, known.id) for url, known in due] == [(young.canonical_url, young.id)]


def test_a_share_takes_every_article_in_its_turn_and_no_state(night):
    articles = [an_article_of(number, published_at=NOW - timedelta(days=900)) for number in range(40)]
    deliver(night("2026-01-02"), *articles)
    asked = []
    for day in range(4):
        past = night(f"2026-01-{day + 3:02}", NOW + timedelta(days=day + 1), share=0.25)
        tonight = [url for url, _ in past.list_due()]
        assert tonight == [url for url, _ in past.list_due()]
        asked += tonight
    assert sorted(asked) == sorted(article.canonical_url for article in articles)
    assert len(list(night("2026-01-10", NOW + timedelta(days=9), share=1.0).list_due())) == 40


def test_more_articles_than_are_read_at_once(night):
    articles = [an_article_of(number, published_at=NOW - timedelta(days=900)) for number in range(1_001)]
    deliver(night("2026-01-02"), *articles)
    assert len({url for url, _ in night("2026-01-03", share=1.0).list_due()}) == 1_001


def test_a_listing_is_trusted_only_after_a_night_that_was_whole(night):
    first = night("2026-01-02")
    deliver(first, an_article_of(1), kind="section")
    url = "https://news.example/1"
    assert night("2026-01-03", is_through=False).find_condition(url) is None
    assert night("2026-01-04").find_condition(url) is not None


def test_an_unchanged_page_is_visited_at_its_next_age(night):
    article = an_article_of(1)
    deliver(night("2026-01-02"), article)
    past = night("2026-01-03", NOW + timedelta(hours=2))
    unit = Unit()
    with working_on(unit):
        past.keep_unchanged(past.find_condition(article.canonical_url), NOW + timedelta(hours=2))
    past._delivery.end(unit)
    assert list(night("2026-01-03b", NOW + timedelta(hours=3)).list_due()) == []
    assert len(list(night("2026-01-04", NOW + timedelta(days=2)).list_due())) == 1


def test_an_article_is_found_by_what_led_to_it_and_by_its_content(night):
    article = an_article_of(1)
    deliver(night("2026-01-02"), article)
    past = night("2026-01-03")
    moved = replace(an_article_of(2), headline=article.headline, content_hash=article.content_hash)
    assert past.find(moved) is None
    assert past.find(replace(moved, redirects=(article.url,))).id == article.id
    assert past.find(replace(an_article_of(3), redirects=(article.url,))) is None
    assert past.find_elsewhere(moved).id == article.id
    assert past.find_elsewhere(article) is None


def test_a_moved_article_is_known_at_its_new_address(night):
    article = an_article_of(1)
    deliver(night("2026-01-02"), article)
    past = night("2026-01-03")
    moved = replace(an_article_of(2), headline=article.headline, content_hash=article.content_hash)
    deliver(past, moved)
    unit = Unit()
    with working_on(unit):
        past.keep_move(past.find_at(article.canonical_url), moved, NOW)
    past._delivery.end(unit)
    deliver(past, replace(moved, id=article.id, revision=2))
    after = night("2026-01-04")
    assert after.find(moved).id == article.id
    assert after.knows_article_page(article.canonical_url)
    assert after.find_at(article.canonical_url) is None


def test_a_teaser_is_new_to_the_job_that_hears_it_first(night):
    teaser = Teaser(
        listing_url="https://news.example/",
        url="https://news.example/1",
        canonical_url="https://news.example/1",
        position=1,
        page=1,
        seen_at=NOW,
        anchor_text="Read more",
        link_kind=TeaserLink.READ_MORE,
        confidence=1.0,
        decision=Decision.FOLLOW,
        reason=None,
        known=False,
        article_id=None,
        run=RUN,
        headline="A headline",
    )

    def hears(past, told):
        unit = Unit()
        with working_on(unit):
            heard = past.has_heard(told)
        past._delivery.end(unit)
        return heard

    first = night("2026-01-02")
    assert not hears(first, teaser)
    assert not hears(first, replace(teaser, listing_url="https://news.example/section/"))
    second = night("2026-01-03")
    assert hears(second, replace(teaser, position=7, page=2))
    assert not hears(second, replace(teaser, headline="Another headline"))


def test_what_a_site_says_of_an_article_makes_its_page_old(night):
    article = an_article_of(1)
    deliver(night("2026-01-02"), article)
    past = night("2026-01-03")
    assert past.is_older(article.canonical_url, NOW + timedelta(minutes=1))
    assert not past.is_older(article.canonical_url, NOW)
    assert not past.is_older("https://news.example/2", NOW + timedelta(days=1))


def test_what_is_forgotten_is_not_known(night):
    one, two = an_article_of(1), an_article_of(2)
    first = night("2026-01-02")
    deliver(first, one, two)
    ledger = first._delivery.ledger
    with ledger.writing() as connection:
        assert forget_address(connection, one.canonical_url) == 2
        assert expire(connection, SITE, datetime.now(UTC), 0) == 0
        forget_work(connection, first._delivery.job.id)
    past = night("2026-01-03")
    assert past.find(one) is None
    assert past.find(two) is not None
    with ledger.writing() as connection:
        assert expire(connection, SITE, datetime.now(UTC) + timedelta(days=400), 300) == 1
        assert forget_site(connection, SITE) == 0
    assert past.find(two) is None


def test_jobs_are_listed_and_opened_again(night):
    past = night("2026-01-02")
    ledger = past._delivery.ledger
    night("2026-01-03")
    assert [(job.name, job.state) for job in list_jobs(ledger, SITE)] == [
        ("post/2026-01-02", "finished"),
        ("post/2026-01-03", "open"),
    ]
    assert list_jobs(ledger, "pos") == []
    reopen_job(ledger, past._delivery.job.id)
    assert list_jobs(ledger)[0].state == "open"
