"""WordPress's list of posts comes out as offers, and its address is found."""

import json

import pytest

from crawler.errors import PageError
from crawler.links.rest import find_root, parse_posts, posts_url
from crawler.links.sources import is_source, read_source
from crawler.records.enums import Origin, Via

URL = posts_url("https://news.example/wp-json/", 1)
POST = {
    "link": "https://news.example/2025/04/30/ferry/",
    "title": {"rendered": "Ferry &#8211; late"},
    "date": "2025-04-30T09:00:00",
    "date_gmt": "2025-04-30T07:00:00",
    "modified": "2025-05-01T09:00:00",
    "modified_gmt": "",
    "sticky": True,
    "content": {"protected": False},
    "_embedded": {
        "author": [{"name": "Ada Lind"}],
        "wp:term": [
            [{"taxonomy": "category", "name": "Town &amp; Sea"}],
            [{"taxonomy": "post_tag", "name": "harbour"}, "none"],
        ],
    },
}


def test_a_post_tells_headline_times_author_category_and_tags():
    (offer,) = parse_posts(json.dumps([POST, {"link": 3}, "none"]).encode(), URL)
    assert (offer.headline, offer.section, offer.tags) == ("Ferry – late", "Town & Sea", ("harbour",))
    assert (offer.authors, offer.via, offer.origin) == (("Ada Lind",), Via.REST, Origin.REST)
    assert (offer.published_raw, offer.modified_raw) == ("2025-04-30T07:00:00Z", "2025-05-01T09:00:00")
    assert offer.is_pinned
    assert not offer.is_protected


def test_a_post_may_hold_next_to_nothing():
    (offer,) = parse_posts(b'[{"link": "/a", "_embedded": [], "content": {"protected": true}}]', URL)
    assert (offer.canonical_url, offer.headline, offer.authors) == ("https://news.example/a", None, ())
    assert offer.is_protected


@pytest.mark.parametrize("body", [b'{"code": "rest_disabled"}', b"<html>", b""])
def test_what_is_no_list_is_said_to_be_none(body):
    with pytest.raises(PageError, match="no list of posts"):
        parse_posts(body, URL)


def test_the_interface_stands_in_the_link_header():
    header = '<https://news.example/?p=3>; rel=shortlink, </wp-json/>; rel="https://api.w.org/"'
    assert find_root(header, "https://news.example/") == "https://news.example/wp-json/"
    assert find_root("<https://news.example/>; rel=canonical", "https://news.example/") is None


def test_plain_permalinks_have_their_own_form_of_address():
    assert posts_url("https://news.example/?rest_route=/", 2).startswith(
        "https://news.example/?rest_route=/wp/v2/posts&per_page=100&page=2&"
    )


@pytest.mark.parametrize(
    ("headers", "has_more"), [({"x-wp-totalpages": "2"}, True), ({"x-wp-totalpages": "1"}, False), ({}, False)]
)
def test_the_list_goes_on_as_long_as_it_says(headers, has_more):
    source = read_source(json.dumps([POST]).encode(), URL, headers)
    assert source.next_url == (posts_url("https://news.example/wp-json", 2) if has_more else None)


def test_sources_are_told_apart_by_their_bytes():
    assert is_source(b'<?xml version="1.0"?><rss version="2.0">')
    assert not is_source(b"<!doctype html><html><body>How to write &lt;rss&gt;: <rss></body></html>")
    feed = b'<rss version="2.0"><channel><item><link>https://news.example/a</link></item></channel></rss>'
    assert read_source(feed, "https://news.example/feed", {}).offers[0].via is Via.RSS
    sitemap = read_source(
        b"<sitemapindex><sitemap><loc>/s.xml</loc></sitemap></sitemapindex>", "https://news.example/x", {}
    )
    assert sitemap.parts[0].url == "https://news.example/s.xml"
    assert read_source(b"https://news.example/a", "https://news.example/sitemap.txt", {}).offers[0].via is Via.SITEMAP
