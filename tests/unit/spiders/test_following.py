"""Links and entries become teasers and requests, or are left with a reason."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from crawler.delivery.commit import Delivery
from crawler.ledger.jobs import open_job
from crawler.ledger.store import open_temporary_ledger
from crawler.links.link import Link, LinkKind
from crawler.links.sitemaps import SitemapPart
from crawler.links.sources import Source
from crawler.records.article import Discovered, Run
from crawler.records.enums import PageKind, TeaserLink, Via
from crawler.records.teaser import Teaser
from crawler.request import RequestInfo, RequestKind
from spiders.arguments import NewsArguments
from spiders.following import Following, Wanted
from spiders.judging import Judge, Refusal
from spiders.offers import KnownOffers
from spiders.seen import SeenAddresses
from spiders.teasers import Listing
from spiders.traps import Traps
from tests.unit.spiders.test_judging import an_offer

SITE = "https://a.example"
SEED = RequestInfo(kind=RequestKind.SEED, discovered=Discovered(via=Via.SEED))
SITEMAP = RequestInfo(kind=RequestKind.SITEMAP, discovered=Discovered(via=Via.SITEMAP))
NOW = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.fixture
def make():
    ledger = open_temporary_ledger()
    delivery = Delivery(ledger, open_job(ledger, "following", "2026-03-10T00:00:00Z"))

    def start(**values):
        counted = Counter()
        following = Following(
            **{
                "seen": SeenAddresses(delivery),
                "offers": KnownOffers(delivery),
                "judge": Judge(sites={"a.example"}, arguments=NewsArguments(), traps=Traps(4)),
                "count": lambda name: counted.update([name]),
                "max_dry_pages": 3,
                "max_known_articles": 4,
                **values,
            }
        )
        following.counted = counted
        return following

    yield start
    delivery.close()


def a_listing(path="/", page=1):
    return Listing(url=f"{SITE}{path}", page=page, seen_at=NOW, run=Run(id="r", spider="news"))


def a_link(path, kind=LinkKind.ARTICLE, **values):
    url = path if "://" in path else f"{SITE}{path}"
    values = {
        "via": TeaserLink.HEADLINE if kind is LinkKind.ARTICLE else None,
        "confidence": 0.9,
        "position": 1,
        **values,
    }
    return Link(url=url, canonical_url=url, kind=kind, **values)


def follow(following, links, kind=PageKind.LISTING, info=SEED, listing=None):
    found = list(following.follow(links, kind, info, listing or a_listing()))
    wanted = {each.url.removeprefix(SITE): each.info for each in found if isinstance(each, Wanted)}
    return wanted, [each for each in found if isinstance(each, Teaser)]


def test_a_listing_gives_teasers_and_requests_once(make):
    following = make()
    links = [a_link("/a-story"), a_link("/page/2", LinkKind.NEXT_PAGE), a_link("/sport", LinkKind.SECTION)]
    wanted, teasers = follow(following, links)
    assert {path: info.kind for path, info in wanted.items()} == {
        "/a-story": RequestKind.ARTICLE,
        "/page/2": RequestKind.NEXT_PAGE,
        "/sport": RequestKind.SECTION,
    }
    assert [(teaser.decision, teaser.reason) for teaser in teasers] == [("follow", None)]
    again, teasers = follow(following, links)
    assert not again
    assert [(teaser.decision, teaser.reason, teaser.known) for teaser in teasers] == [("skip", "known", True)]
    assert following.counted["skipped/known"] == 3


def test_an_article_leads_to_related_ones_and_sections_but_to_no_next_page(make):
    links = [a_link("/b-story", is_related=True), a_link("/page/2", LinkKind.NEXT_PAGE), a_link("/tag/x", LinkKind.TAG)]
    asked = RequestInfo(kind=RequestKind.ARTICLE, discovered=Discovered(via=Via.TEASER, depth=1))
    wanted, teasers = follow(make(), links, PageKind.ARTICLE, asked)
    assert {path: (info.kind, info.wave) for path, info in wanted.items()} == {
        "/b-story": (RequestKind.ARTICLE, 1),
        "/tag/x": (RequestKind.ARCHIVE, 1),
    }
    assert wanted["/b-story"].discovered.depth == 2
    assert len(teasers) == 1


def test_a_list_that_read_like_an_article_is_followed_as_a_list(make):
    pages = [LinkKind.ARTICLE_PAGE, LinkKind.ARTICLE_PAGE]
    links = [
        a_link("/b-story", is_related=True),
        *map(a_link, ["/news/?page=2", "/a-long-story-of-ships?page=2"], pages),
    ]
    wanted, teasers = follow(make(), links, listing=a_listing("/news/"))
    assert {path: info.kind for path, info in wanted.items()} == {
        "/b-story": RequestKind.ARTICLE,
        "/news/?page=2": RequestKind.NEXT_PAGE,
    }
    assert wanted["/b-story"].discovered.via is Via.TEASER
    assert len(teasers) == 1


def test_a_page_for_amp_is_asked_for_last_and_its_article_first(make):
    wanted, _ = follow(make(), [a_link("/a-story?amp=1")])
    assert {path: (info.kind, info.guess) for path, info in wanted.items()} == {
        "/a-story": (RequestKind.ARTICLE, True),
        "/a-story?amp=1": (RequestKind.DOUBTFUL, False),
    }


def test_an_articles_own_pages_for_amp_and_for_printing_are_not_asked_for(make):
    following = make()
    links = [a_link("/a-story?print=1"), a_link("/a-story/amp/", LinkKind.OTHER)]
    asked = RequestInfo(kind=RequestKind.ARTICLE, discovered=Discovered(via=Via.TEASER))
    assert follow(following, links, PageKind.ARTICLE, asked, a_listing("/a-story")) == ({}, [])
    wanted, _ = follow(following, [a_link("/a-story/amp/"), a_link("/b-story/amp/")])
    assert "/a-story/amp/" not in wanted
    assert "/b-story/amp/" in wanted


def test_a_storys_second_link_with_a_parameter_more_is_not_asked_for(make):
    story, other = a_link("/a.php?id=1", headline="A bridge"), a_link("/a.php?id=2", headline="A ferry")
    following = make()
    wanted, _ = follow(following, [story, a_link("/a.php?id=1&from=front"), other])
    assert set(wanted) == {"/a.php?id=1", "/a.php?id=2"}
    more = [
        *(a_link("/a.php?id=3", headline="A ship"), a_link("/a.php?id=3&lang=de")),
        *(a_link("/a.php?id=4"), a_link("/a.php?id=4&from=front", headline="Another ship")),
        *(a_link("/a.php?id=5&from=front"), a_link("/a.php?id=5"), other, a_link("/a.php?id=5&from=side")),
    ]
    wanted, _ = follow(following, more)
    assert len(wanted) == len(more) - 1


def test_what_is_neither_leads_nowhere(make):
    asked = RequestInfo(kind=RequestKind.ARTICLE, discovered=Discovered(via=Via.TEASER))
    assert follow(make(), [a_link("/b-story")], PageKind.OTHER, asked) == ({}, [])


def test_pagination_ends_where_a_listing_repeats_itself_pinned_articles_aside(make):
    following = make()
    stories = [a_link(f"/story-{n}") for n in range(4)]
    pinned = a_link("/pinned-story", is_pinned=True)
    info, page = SEED, 1
    while True:
        following_page = a_link(f"/page/{page + 1}", LinkKind.NEXT_PAGE)
        wanted, _ = follow(following, [pinned, *stories, following_page], info=info, listing=a_listing(f"/page/{page}"))
        info, page = wanted.get(f"/page/{page + 1}"), page + 1
        if info is None:
            break
    assert page == 3
    assert following.counted["skipped/dry_listing"] == 1


def test_pagination_ends_where_nothing_is_new_to_the_crawl(make):
    following = make(max_known_articles=100)
    info, page = SEED, 1
    follow(following, [a_link(f"/story-{n}") for n in range(40)])
    while info is not None:
        stories = [a_link(f"/story-{n}") for n in range(page * 4, page * 4 + 4)]
        following_page = a_link(f"/page/{page + 1}", LinkKind.NEXT_PAGE)
        wanted, _ = follow(following, [*stories, following_page], info=info, listing=a_listing(f"/page/{page}"))
        info, page = wanted.get(f"/page/{page + 1}"), page + 1
    assert page == 4


def test_articles_of_an_earlier_run_end_pagination_too(make):
    following = make(is_delivered=lambda _: True)
    links = [*(a_link(f"/story-{n}") for n in range(5)), a_link("/page/2", LinkKind.NEXT_PAGE)]
    assert "/page/2" not in follow(following, links)[0]


def test_feeds_and_sitemaps_are_asked_for_once_and_on_this_site_only(make):
    links = [
        a_link("/feed", LinkKind.FEED),
        a_link("/comments/feed", LinkKind.FEED, confidence=0.2),
        a_link("/sitemap.xml", LinkKind.SITEMAP),
        a_link("https://feeds.example/x", LinkKind.FEED),
        a_link("/a-story"),
    ]
    following = make()
    wanted = {
        each.url.removeprefix(SITE): each.info.kind for each in following.follow_sources(links, SEED, a_listing())
    }
    assert wanted == {"/feed": RequestKind.FEED, "/sitemap.xml": RequestKind.SITEMAP}
    assert not list(following.follow_sources(links, SEED, a_listing()))
    assert not list(make(follows_feeds=False).follow_sources(links, SEED, a_listing()))
    assert not list(make(follows_feeds=False).ask_source(f"{SITE}/rss", RequestKind.FEED, SEED, a_listing()))


def test_a_sitemaps_entries_are_judged_by_their_addresses(make):
    following = make()
    paths = ["/2026/03/the-council-meets-again", "/charter", "/tag/quay", "/", "/picture.jpg", "/about"]
    source = Source(tuple(an_offer(path, via=Via.SITEMAP, link_kind=TeaserLink.SITEMAP) for path in paths))
    found = list(following.follow_source(source, SITEMAP, a_listing("/sitemap.xml")))
    wanted = {each.url.removeprefix(SITE): each.info.kind for each in found if isinstance(each, Wanted)}
    assert wanted == {paths[0]: RequestKind.ARTICLE, "/charter": RequestKind.DOUBTFUL}
    assert following.counted["skipped/no_article_address"] == 4


def test_an_indexs_parts_are_asked_for_unless_they_list_something_else(make):
    parts = (SitemapPart(f"{SITE}/posts-1.xml", None), SitemapPart(f"{SITE}/tags.xml", None))
    found = list(make().follow_source(Source((), parts), SITEMAP, a_listing("/sitemap.xml")))
    assert [each.url for each in found] == [f"{SITE}/posts-1.xml"]


def test_a_feeds_next_page_is_asked_for_while_it_tells_something(make):
    following = make()
    feed = RequestInfo(kind=RequestKind.FEED, discovered=Discovered(via=Via.RSS))
    told = Source((an_offer(via=Via.RSS, link_kind=TeaserLink.FEED),), next_url=f"{SITE}/feed?page=2")
    second = list(following.follow_source(told, feed, a_listing("/feed")))[-1]
    assert (second.url, second.info.page, second.info.kind) == (f"{SITE}/feed?page=2", 2, RequestKind.FEED)
    repeated = told._replace(next_url=f"{SITE}/feed?page=3")
    assert not [
        e for e in following.follow_source(repeated, second.info, a_listing("/feed?page=2")) if isinstance(e, Wanted)
    ]


def test_a_doubtful_address_is_thought_over_when_its_turn_comes(make):
    following = make()
    doubtful = SITEMAP.fetch(an_offer("/charter"), RequestKind.DOUBTFUL)
    assert following.think_again(f"{SITE}/charter", doubtful) is None
    assert following.think_again(f"{SITE}/charter", doubtful) is Refusal.KNOWN
    for _ in range(5):
        following.judge.traps.note("//a.example/news/*", gave=True)
    assert following.think_again(f"{SITE}/staff", doubtful) is Refusal.NO_ARTICLE_ADDRESS
    assert following.think_again(f"{SITE}/news/quay", doubtful) is None


def test_what_turned_out_to_be_a_trap_is_not_asked_for(make):
    following = make()
    for _ in range(4):
        following.judge.traps.note("//a.example/mirror/*", gave=False)
        following.judge.note_listing(f"{SITE}/list?color=1", "section", brought_new=False, has_articles=True)
    article = SEED.fetch(an_offer("/mirror/a-story"))
    assert following.think_again(f"{SITE}/mirror/a-story", article) is Refusal.TRAP
    section = RequestInfo(kind=RequestKind.SECTION, discovered=Discovered(via=Via.SECTION))
    assert following.think_again(f"{SITE}/list?color=7", section) is Refusal.TRAP
    assert following.think_again(f"{SITE}/", SEED) is None
