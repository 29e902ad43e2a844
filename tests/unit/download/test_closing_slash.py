"""A host that adds a slash to every address is asked with it; others are asked as their links are spelled."""

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.download.closing_slash import ClosingSlashMiddleware

SITE = "https://a.example"


def answer(middleware, path, status=200, location="", **meta):
    request = Request(SITE + path, meta=meta)
    headers = {"Location": location} if location else {}
    return middleware.process_response(request, Response(SITE + path, status=status, headers=headers))


@pytest.fixture
def taught():
    """One that was sent on to the address with a slash three times."""
    middleware = ClosingSlashMiddleware()
    for n in range(3):
        assert middleware.process_request(Request(f"{SITE}/story-{n}")) is None
        assert isinstance(answer(middleware, f"/story-{n}", 301, f"/story-{n}/"), Response)
    return middleware


def test_a_redirect_is_foreseen_as_though_it_had_been_followed(taught):
    asked = taught.process_request(Request(f"{SITE}/story-4", meta={"a": 1}))
    assert asked.url == f"{SITE}/story-4/"
    assert asked.meta["redirect_urls"] == [f"{SITE}/story-4"]
    assert asked.meta["a"] == 1
    assert taught.process_request(asked) is None


@pytest.mark.parametrize("path", ["/", "/story/", "/story.html", "/story?a=1"])
def test_what_takes_no_slash_is_left(taught, path):
    assert taught.process_request(Request(SITE + path)) is None


def test_other_hosts_and_probes_are_left(taught):
    assert taught.process_request(Request("https://b.example/story-4")) is None
    assert taught.process_request(Request(f"{SITE}/story-4", meta={"dont_redirect": True})) is None


@pytest.mark.parametrize(("status", "location"), [(404, ""), (410, ""), (301, "/story-4")])
def test_a_slash_that_leads_nowhere_is_taken_back_and_none_is_added_again(taught, status, location):
    asked = taught.process_request(Request(f"{SITE}/story-4", meta={"redirect_urls": [f"{SITE}/old"]}))
    again = taught.process_response(asked, Response(asked.url, status=status, headers={"Location": location}))
    assert again.url == f"{SITE}/story-4"
    assert again.meta["redirect_urls"] == [f"{SITE}/old"]
    assert again.dont_filter
    assert taught.process_request(again) is None
    assert taught.process_request(Request(f"{SITE}/story-5")) is None


def test_a_page_that_answers_without_a_slash_ends_it(taught):
    assert isinstance(answer(taught, "/story-4"), Response)
    assert taught.process_request(Request(f"{SITE}/story-5")) is None


def test_a_redirect_to_what_is_no_address_is_left_to_others():
    assert isinstance(answer(ClosingSlashMiddleware(), "/story", 301, "http://[nowhere/"), Response)
