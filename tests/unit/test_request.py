"""Requests carry their kind and discovery through any queue, and spellings of one address are one request."""

import pytest
from scrapy import Request

from crawler.links.reader import Link, LinkKind
from crawler.records.article import Discovered
from crawler.records.enums import TeaserLink, Via
from crawler.request import PRIORITIES, CanonicalFingerprinter, RequestInfo, RequestKind

SEED = RequestInfo(kind=RequestKind.SEED, discovered=Discovered(via=Via.SEED))


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
    info = SEED.follow(a_link(LinkKind.ARTICLE, via=TeaserLink.READ_MORE), "https://a.example/")
    assert RequestInfo.from_meta(info.as_meta()) == info
    assert info.discovered == Discovered(
        via=Via.READ_MORE, from_url="https://a.example/", anchor_text="Read More →", position=3, depth=1
    )


def test_a_request_of_another_hand_counts_as_a_seed():
    assert RequestInfo.from_meta({}) == SEED


@pytest.mark.parametrize(
    ("link", "via"),
    [
        (a_link(LinkKind.ARTICLE, via=TeaserLink.HEADLINE), Via.TEASER),
        (a_link(LinkKind.ARTICLE, via=TeaserLink.HEADLINE, is_related=True), Via.RELATED),
        (a_link(LinkKind.NEXT_PAGE), Via.PAGINATION),
        (a_link(LinkKind.SECTION), Via.SECTION),
    ],
)
def test_discovery_is_told_by_the_link(link, via):
    assert SEED.follow(link, "https://a.example/").discovered.via is via


def test_only_pagination_counts_pages():
    second = SEED.follow(a_link(LinkKind.NEXT_PAGE), "https://a.example/", dry_pages=1)
    assert (second.page, second.dry_pages) == (2, 1)
    assert second.follow(a_link(LinkKind.ARTICLE), "https://a.example/2").page == 1


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
