"""Sitemaps, indexes, news sitemaps and lists of lines come out as what they list, packed or broken as they may be."""

import gzip

import pytest

from crawler.errors import PageError
from crawler.links.sitemaps import is_about_articles, is_sitemap, parse_sitemap
from crawler.records.enums import Origin, Via

URL = "https://news.example/sitemap.xml"
PLAIN = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://news.example/a?x=1&amp;y=2 </loc><lastmod>2025-02-15T12:04:00+01:00</lastmod>
<image:image><image:loc>https://news.example/a.jpg</image:loc><image:title>A picture</image:title></image:image></url>
<url><loc><![CDATA[/b]]></loc></url><url><lastmod>2025-01-01</lastmod></url><url><loc>mailto:x@news.example</loc></url>
</urlset>"""
NEWS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/a</loc><n:news><n:publication><n:name>The Example</n:name><n:language>en</n:language>
</n:publication><n:publication_date>2025-04-30T07:00:00Z</n:publication_date><n:title>Ferry &amp; harbour</n:title>
<n:keywords>harbour, ferry</n:keywords></n:news></url></urlset>"""
INDEX = b"""<sitemapindex><sitemap><loc>https://news.example/s1.xml.gz</loc><lastmod>2025-01-01</lastmod></sitemap>
<sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>"""


def test_a_sitemap_lists_addresses_with_their_last_change():
    first, second = parse_sitemap(PLAIN, URL).offers
    assert (first.canonical_url, first.modified_raw) == ("https://news.example/a?x=1&y=2", "2025-02-15T12:04:00+01:00")
    assert (first.image, first.headline, first.via) == ("https://news.example/a.jpg", None, Via.SITEMAP)
    assert (second.canonical_url, second.position, second.origin) == ("https://news.example/b", 2, Origin.SITEMAP)


def test_a_change_that_all_entries_share_is_when_the_site_was_put_out():
    def changes(*days):
        entries = "".join(
            f"<url><loc>https://news.example/{n}</loc><lastmod>{day}</lastmod></url>" for n, day in enumerate(days)
        )
        return {offer.modified_raw for offer in parse_sitemap(f"<urlset>{entries}</urlset>".encode(), URL).offers}

    assert changes(*["2026-05-04"] * 5) == {None}
    assert changes(*["2026-05-04"] * 4) == {"2026-05-04"}
    assert changes(*["2026-05-04"] * 5, "2026-05-03") == {"2026-05-04", "2026-05-03"}


def test_a_news_sitemap_tells_title_time_and_tags():
    (offer,) = parse_sitemap(NEWS, URL).offers
    assert (offer.via, offer.headline, offer.language) == (Via.NEWS_SITEMAP, "Ferry & harbour", "en")
    assert (offer.published_raw, offer.tags) == ("2025-04-30T07:00:00Z", ("harbour", "ferry"))


def test_an_index_names_its_parts():
    assert parse_sitemap(INDEX, URL).parts == (
        ("https://news.example/s1.xml.gz", "2025-01-01"),
        ("https://news.example/s2.xml", None),
    )


def test_a_packed_sitemap_is_unpacked_as_far_as_it_is_whole():
    packed = gzip.compress(PLAIN)
    assert parse_sitemap(packed, URL) == parse_sitemap(PLAIN, URL)
    assert is_sitemap(packed)
    many = (
        b"<urlset>"
        + b"".join(b"<url><loc>https://news.example/%d</loc></url>" % n for n in range(50_000))
        + b"</urlset>"
    )
    assert 0 < len(parse_sitemap(gzip.compress(many)[:60_000], URL).offers) < 50_000


def test_broken_markup_is_read_as_far_as_it_goes():
    assert [offer.canonical_url for offer in parse_sitemap(PLAIN.replace(b"&amp;", b"&")[:-30], URL).offers][1:] == [
        "https://news.example/b"
    ]


def test_a_list_of_lines_is_a_sitemap():
    offers = parse_sitemap(b"\xef\xbb\xbfhttps://news.example/a\n\nhttps://news.example/b\n", URL).offers
    assert [offer.position for offer in offers] == [1, 2]


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>Not found</body></html>",
        b"",
        b"not here",
        b"\x1f\x8bnot packed at all",
        b"<rss></rss>",
    ],
)
def test_what_is_no_sitemap_is_said_to_be_none(body):
    with pytest.raises(PageError, match="no sitemap"):
        parse_sitemap(body, URL)


def test_entities_are_not_resolved():
    body = b'<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + PLAIN.partition(b"?>")[2].replace(
        b"/b]]>", b"/b]]>&x;"
    )
    assert [offer.canonical_url for offer in parse_sitemap(body, URL).offers][1:] == ["https://news.example/b"]


@pytest.mark.parametrize(
    ("name", "is_about"),
    [
        ("wp-sitemap-posts-post-1.xml", True),
        ("wp-sitemap-posts-page-1.xml", False),
        ("wp-sitemap-taxonomies-category-1.xml", False),
        ("wp-sitemap-users-1.xml", False),
        ("post-sitemap2.xml", True),
        ("page-sitemap.xml", False),
        ("post_tag-sitemap.xml", False),
        ("news-sitemap.xml", True),
        ("sitemap_articles_2025.xml.gz", True),
        ("sitemap.xml", None),
        ("sitemap-2025-03.xml", None),
        ("categories/ferry.xml", False),
        ("authors/sitemap-1.xml", None),
    ],
)
def test_a_sitemaps_name_may_tell_what_it_lists(name, is_about):
    assert is_about_articles(f"https://news.example/{name}") is is_about
