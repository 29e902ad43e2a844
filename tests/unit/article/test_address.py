"""The address that an article goes by."""

import pytest

from crawler.article.address import read_addresses

STORY = "https://news.example/story"


@pytest.mark.parametrize(
    ("head", "url", "canonical"),
    [
        ("", STORY + "?utm_source=x#top", STORY),
        ('<link rel="canonical" href="/story">', STORY + "?id=7", STORY),
        ('<link rel="canonical" href="None"><link rel="canonical" href="undefined">', STORY, STORY),
        ('<meta property="og:url" content="https://news.example/story/">', STORY, "https://news.example/story/"),
        ('<meta property="og:url" content="https://news.example/other">', STORY, STORY),
        ('<meta property="og:url" content="/story">', STORY + "?id=7", STORY + "?id=7"),
        ('<meta property="og:url" content="http://[">', STORY, STORY),
        ('<link rel="canonical" href="https://news.example/a">', "file:///tmp/a.html", "https://news.example/a"),
        ("", "file:///tmp/a.html", "file:///tmp/a.html"),
    ],
)
def test_a_declared_address_is_taken_where_it_can_mean_this_page(head, url, canonical, page_of):
    addresses = read_addresses(page_of(head, url=url))
    assert (addresses.canonical, addresses.warnings) == (canonical, ())


@pytest.mark.parametrize("declared", ["https://news.example/", "https://elsewhere.example/story"])
def test_a_declared_address_that_cannot_mean_this_page_is_refused(declared, page_of):
    addresses = read_addresses(page_of(f'<link rel="canonical" href="{declared}">', url=STORY))
    assert addresses.canonical == STORY
    assert addresses.declared == declared
    assert addresses.warnings == ("canonical_refused",)


def test_the_amp_address_is_told(page_of):
    assert read_addresses(page_of('<link rel="amphtml" href="/amp/story">')).amp == "https://news.example/amp/story"
