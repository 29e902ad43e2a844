"""Addresses are judged before they are asked for: by place, section, day, pattern and what their like gave."""

import re
from datetime import date

import pytest

from crawler.records.enums import TeaserLink, Via
from crawler.records.offer import Offer
from crawler.request import RequestKind
from spiders.arguments import NewsArguments
from spiders.judging import Judge, Refusal, find_day, rank_offer
from spiders.traps import Traps

TODAY = date(2026, 3, 10)


def an_offer(path="/news/ferry-late-again", **values):
    url = f"https://a.example{path}"
    return Offer(
        **{
            "url": url,
            "canonical_url": url,
            "via": Via.TEASER,
            "link_kind": TeaserLink.HEADLINE,
            "from_url": "https://a.example/",
            "position": 1,
            **values,
        }
    )


def a_judge(**arguments):
    return Judge(sites={"a.example"}, arguments=NewsArguments(**arguments), traps=Traps(4))


def judge(offer, *, in_section=False, **arguments):
    return a_judge(**arguments).judge_article(offer, in_section=in_section)


def test_an_article_of_the_site_may_be_asked_for():
    assert judge(an_offer()) is None


def test_another_site_and_an_excluded_address_may_not():
    assert judge(an_offer(canonical_url="https://b.example/x")) is Refusal.OFF_SITE
    assert judge(an_offer("/video/1"), exclude=re.compile("/video/")) is Refusal.EXCLUDED


@pytest.mark.parametrize(
    ("path", "in_section", "refusal"),
    [
        ("/sport/a-match", False, None),
        ("/sport", False, None),
        ("/sports/a-match", False, Refusal.OTHER_SECTION),
        ("/2026/03/a-match", True, None),
    ],
)
def test_a_section_is_a_path_and_what_its_listings_offer(path, in_section, refusal):
    assert judge(an_offer(path), in_section=in_section, sections=("/sport",)) is refusal


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"published_raw": "2026-03-01T10:00:00Z"}, None),
        ({"published_raw": "2026-02-28"}, Refusal.BEFORE_SINCE),
        ({"published_raw": "2026-03-06"}, Refusal.AFTER_UNTIL),
        ({"published_raw": "3/4/2026"}, None),
        ({"modified_raw": "2026-02-01"}, Refusal.BEFORE_SINCE),
        ({"modified_raw": "2026-03-09"}, None),
        ({}, None),
    ],
)
def test_days_are_judged_where_they_are_known_for_sure(values, refusal):
    assert judge(an_offer(**values), since=date(2026, 3, 1), until=date(2026, 3, 5)) is refusal


def test_a_listing_stays_in_the_sections():
    judge = a_judge(sections=("/sport",))
    assert judge.judge_listing("https://a.example/sport/page/2", RequestKind.NEXT_PAGE) is None
    assert judge.judge_listing("https://a.example/town", RequestKind.SECTION) is Refusal.OTHER_SECTION


def test_listings_that_bring_nothing_are_left_sooner_where_they_are_archives():
    judge = a_judge()
    judge.note_listing("https://a.example/tag/quay", RequestKind.ARCHIVE, brought_new=False, has_articles=True)
    assert judge.judge_listing("https://a.example/tag/harbour", RequestKind.ARCHIVE) is Refusal.TRAP
    for _ in range(8):
        judge.note_listing("https://a.example/sport", RequestKind.SECTION, brought_new=False, has_articles=True)
    assert judge.judge_listing("https://a.example/town", RequestKind.SECTION) is None


def test_facets_have_to_bring_something_new():
    judge = a_judge()
    for color in range(4):
        url = f"https://a.example/list?color={color}"
        judge.note_listing(url, RequestKind.SECTION, brought_new=False, has_articles=True)
    assert judge.judge_listing("https://a.example/list?color=9", RequestKind.SECTION) is Refusal.TRAP


def test_sections_are_left_sooner_where_the_site_tells_of_all_that_its_front_pages_show():
    judge = a_judge()
    for number in range(6):
        judge.note_shown(f"https://a.example/{number}")
    assert not judge.is_covered
    for number in range(9):
        judge.note_told(f"https://a.example/{number}")
    assert judge.is_covered
    judge.note_listing("https://a.example/sport", RequestKind.SECTION, brought_new=False, has_articles=True)
    assert judge.judge_listing("https://a.example/town", RequestKind.SECTION) is Refusal.TRAP


def test_the_newer_ranks_higher_and_the_first_page_of_a_listing_higher_than_its_later_ones():
    ranks = [
        rank_offer(an_offer(published_raw="2026-03-10"), TODAY, 0),
        rank_offer(an_offer(), TODAY, 1),
        rank_offer(an_offer(), TODAY, 2),
        rank_offer(an_offer(modified_raw="2025-03-10"), TODAY, 1),
        rank_offer(an_offer(published_raw="2001-03-10"), TODAY, 1),
    ]
    assert ranks == sorted(ranks, reverse=True)
    assert rank_offer(an_offer(), TODAY, 0) == 0


def test_a_day_is_known_only_where_it_can_be_no_other():
    assert find_day("Wed, 30 Apr 2025 07:00:00 +0000") == date(2025, 4, 30)
    assert find_day("3/4/2026") is None
    assert find_day("soon") is None
    assert find_day(None) is None
