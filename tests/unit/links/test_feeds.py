"""RSS, Atom and JSON Feed come out as offers, whatever state they are in."""

import json

import pytest

from crawler.errors import PageError
from crawler.links.feeds import parse_feed
from crawler.records.enums import Origin, TeaserLink, Via

URL = "https://news.example/feed/"
RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>The Example</title><language>en-GB</language>
<item><title>Ferry &amp;amp; harbour: &lt;b&gt;late&lt;/b&gt;</title><link>https://news.example/ferry?utm_source=rss</link>
<dc:creator>Ada Lind</dc:creator><category>Town</category><category>harbour</category><guid>tag:1</guid>
<pubDate>Wed, 30 Apr 2025 07:00:00 +0000</pubDate><description>&lt;p&gt;The boat left late.&lt;/p&gt;</description>
<media:thumbnail url="/ferry.jpg"/></item>
<item><title>No address</title></item>
<item><title>By its guid</title><guid isPermaLink="true">https://news.example/guid</guid></item>
</channel></rss>"""


def test_an_entry_of_rss_tells_all_that_it_holds():
    feed = parse_feed(RSS, URL)
    assert feed.via is Via.RSS
    first, second = feed.offers
    assert (first.url, first.canonical_url) == (
        "https://news.example/ferry?utm_source=rss",
        "https://news.example/ferry",
    )
    assert (first.headline, first.excerpt) == ("Ferry & harbour: late", "The boat left late.")
    assert (first.authors, first.section, first.tags) == (("Ada Lind",), "Town", ("Town", "harbour"))
    assert (first.published_raw, first.modified_raw) == ("Wed, 30 Apr 2025 07:00:00 +0000", None)
    assert (first.guid, first.image, first.language) == ("tag:1", "https://news.example/ferry.jpg", "en-GB")
    assert (first.link_kind, first.position, first.from_url, first.origin) == (TeaserLink.FEED, 1, URL, Origin.FEED)
    assert (second.canonical_url, second.position) == ("https://news.example/guid", 2)


def test_a_feed_of_what_readers_say_offers_nothing():
    said = RSS.replace(b"ferry?utm_source=rss", b"ferry#comment-7").replace(b"example/guid", b"example/?p=7#c12")
    assert parse_feed(said, URL).offers == ()


def test_atom_tells_both_times_and_its_next_page():
    feed = parse_feed(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="/feed/?page=2"/><entry><title>A</title>'
        b'<link rel="enclosure" type="image/png" href="https://news.example/a.png"/><link href="https://news.example/a"/>'
        b"<author><name>ada@news.example</name></author><published>2025-06-30T09:20:00+02:00</published>"
        b'<updated>2025-07-01T09:20:00+02:00</updated><category term="t" label="Town"/></entry></feed>',
        URL,
        {"content-type": "application/atom+xml"},
    )
    (offer,) = feed.offers
    assert (feed.via, feed.next_url) == (Via.ATOM, "https://news.example/feed/?page=2")
    assert (offer.published_raw, offer.modified_raw) == ("2025-06-30T09:20:00+02:00", "2025-07-01T09:20:00+02:00")
    assert (offer.authors, offer.tags, offer.image) == ((), ("Town",), "https://news.example/a.png")


def test_json_feed_is_read_too():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Example",
        "language": "de",
        "next_url": "https://news.example/feed.json?page=2",
        "authors": [{"name": "The Desk"}],
        "items": [
            {"id": "1", "url": "https://news.example/a", "title": "A", "summary": "S", "tags": ["x", 3]},
            {"id": "2", "url": "/b", "authors": [{"name": "Ada Lind"}], "date_published": "2025-01-02T03:04:05Z"},
            {"id": "3"},
            "none",
        ],
    }
    parsed = parse_feed(json.dumps(feed).encode(), URL)
    first, second, third = parsed.offers
    assert (parsed.via, parsed.next_url) == (Via.JSON_FEED, "https://news.example/feed.json?page=2")
    assert (first.headline, first.excerpt, first.tags, first.authors) == ("A", "S", ("x",), ("The Desk",))
    assert (second.canonical_url, second.authors, second.language) == ("https://news.example/b", ("Ada Lind",), "de")
    assert second.published_raw == "2025-01-02T03:04:05Z"
    assert third.guid == "3"


@pytest.mark.parametrize(
    "body", [b"<html><body>Not found</body></html>", b'{"version": 1}', b"{broken", b"", b"plain words", b"[1]"]
)
def test_what_is_no_feed_is_said_to_be_none(body):
    with pytest.raises(PageError, match="no feed"):
        parse_feed(body, URL)


def test_a_broken_feed_is_read_as_far_as_it_goes():
    offers = parse_feed(
        RSS.replace(b"</channel></rss>", b"<item><title>AT&T & more").replace(b"</dc:creator>", b""), URL
    ).offers
    assert offers[0].canonical_url == "https://news.example/ferry"


def test_an_entity_from_outside_is_not_fetched_and_a_bomb_does_not_go_off():
    bomb = b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 50 + b'"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
    feed = (
        bomb
        + b"<rss version='2.0'><channel><item><title>&b;&x;T</title><link>https://news.example/a</link></item></channel></rss>"
    )
    (offer,) = parse_feed(feed, URL).offers
    assert len(offer.headline) < 400
