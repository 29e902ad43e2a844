"""Requests carry their kind and discovery through any queue, and spellings of one address are one request."""

from dataclasses import replace

import pytest
from scrapy import Request

from crawler.links.reader import Link, LinkKind
from crawler.records.article import Discovered
from crawler.records.enums import TeaserLink, Via
from crawler.records.offer import Offer
from crawler.request import PRIORITIES, CanonicalFingerprinter, RequestInfo, RequestKind

SEED = RequestInfo(kind=RequestKind.SEED, discovered=Discovered(via=Via.SEED))


def an_offer(via: Via) -> Offer:
    return Offer(
        url="https://a.example/x",
        canonical_url="https://a.example/x",
        via=via,
        link_kind=TeaserLink.READ_MORE,
        from_url="https://a.example/",
        position=3,
        depth=1,
        anchor_text="Read More →",
    )


def a_link(kind: LinkKind, **values: object) -> Link:
    return Link(
        url="https://a.example/x",
        canonical_url="https://a.example/x",
        kind=kind,
        confidence=1.0,
        position=3,
        anchor_text="Read More →",
        **values,
    )


def test_the_info_comes_back_from_meta():
    info = SEED.fetch(an_offer(Via.READ_MORE))
    assert RequestInfo.from_meta(info.as_meta()) == RequestInfo.find_in(info.as_meta()) == info
    assert info.discovered == Discovered(
        via=Via.READ_MORE, from_url="https://a.example/", anchor_text="Read More →", position=3, depth=1
    )


def test_a_request_of_another_hand_counts_as_a_seed():
    assert RequestInfo.from_meta({}) == SEED
    assert RequestInfo.find_in({}) is None


@pytest.mark.parametrize(
    ("link", "via"),
    [
        (a_link(LinkKind.NEXT_PAGE), Via.PAGINATION),
        (a_link(LinkKind.TAG), Via.ARCHIVE),
        (a_link(LinkKind.SECTION), Via.SECTION),
    ],
)
def test_discovery_is_told_by_the_link(link, via):
    assert SEED.follow(link, "https://a.example/").discovered.via is via


def test_only_pagination_counts_pages():
    second = SEED.follow(a_link(LinkKind.NEXT_PAGE), "https://a.example/")
    assert (second.page, second.discovered.depth) == (2, 0)
    section = second.follow(a_link(LinkKind.SECTION), "https://a.example/2")
    assert (section.page, section.discovered.depth) == (1, 1)


def test_what_tells_of_articles_comes_before_them_and_newer_ones_before_older():
    feed = SEED.follow(a_link(LinkKind.FEED), "https://a.example/")
    section = SEED.follow(a_link(LinkKind.SECTION), "https://a.example/")
    newer, older = (section.fetch(an_offer(Via.TEASER), rank=rank) for rank in (800, 1))
    assert SEED.priority > feed.priority > section.priority > newer.priority > older.priority
    assert older.priority > SEED.follow(a_link(LinkKind.TAG), "https://a.example/").priority


def test_what_an_article_leads_to_waits_until_all_that_lie_before_it_are_read():
    article = SEED.fetch(an_offer(Via.TEASER))
    assert article.follow(a_link(LinkKind.SECTION), "https://a.example/x").priority < PRIORITIES[RequestKind.ARCHIVE]
    archive = SEED.follow(a_link(LinkKind.TAG), "https://a.example/")
    second = archive.follow(a_link(LinkKind.NEXT_PAGE), "https://a.example/t")
    assert (second.kind, second.wave, archive.fetch(an_offer(Via.TEASER)).wave) == (RequestKind.ARCHIVE, 0, 1)


def test_a_listing_without_end_lets_its_articles_through_now_and_then():
    fiftieth = replace(SEED, page=49).follow(a_link(LinkKind.NEXT_PAGE), "https://a.example/")
    assert (fiftieth.page, fiftieth.wave) == (50, 1)


def test_a_doubtful_request_leaves_room_for_a_sure_one():
    doubtful = SEED.fetch(an_offer(Via.SITEMAP), RequestKind.DOUBTFUL)
    assert fingerprint("https://a.example/x", meta=doubtful.as_meta()) != fingerprint("https://a.example/x")


def test_every_kind_has_a_priority_of_its_own():
    assert set(PRIORITIES) == set(RequestKind)
    assert len(set(PRIORITIES.values())) == len(PRIORITIES)


def fingerprint(url: str, **values: object) -> bytes:
    return CanonicalFingerprinter().fingerprint(Request(url, **values))


def test_spellings_of_one_address_are_one_request():
    assert fingerprint("https://A.example:443/x?b=1&a=2&utm_source=z#top") == fingerprint("https://a.example/x?a=2&b=1")


def test_method_and_body_part_requests():
    plain = fingerprint("https://a.example/x")
    assert fingerprint("https://a.example/x", method="POST") != plain
    assert fingerprint("https://a.example/x", method="POST", body=b"1") != fingerprint(
        "https://a.example/x", method="POST"
    )


def test_a_redirect_to_a_tracked_spelling_is_another_request():
    target = fingerprint("https://a.example/x?utm_source=z", meta={"redirect_urls": ["https://a.example/x"]})
    assert target != fingerprint("https://a.example/x")


def test_an_address_that_is_none_still_has_a_fingerprint():
    assert len(fingerprint("file:///tmp/page.html")) == 20
