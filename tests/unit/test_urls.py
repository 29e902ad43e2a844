"""One page has one canonical address, whoever reads it and wherever they came from."""

from urllib.parse import urljoin

import pytest

from crawler.urls import canonicalize, is_plainly_canonical, join


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/news/ferry?PHPSESSID=1f3a",
        "https://a.example/news/ferry;jsessionid=1F3A?utm_source=x",
        "https://a.example/news/ferry;sid=7",
        "HTTPS://A.example:443/news/ferry?CFID=3&CFTOKEN=4#top",
    ],
)
def test_sessions_and_tracking_are_no_part_of_an_address(url):
    assert canonicalize(url) == "https://a.example/news/ferry"
    assert not is_plainly_canonical(url)


def test_other_parameters_are():
    assert canonicalize("https://a.example/news;v=2?sid=7&id=3") == "https://a.example/news;v=2?id=3&sid=7"


@pytest.mark.parametrize(
    "reference",
    [
        "https://b.example/img/ferry.jpg?w=120&h=90", "https://b.example/a/../ferry?x", "https://b.example/ferry?",
        "http://b.example:81/a//ferry", "/img/ferry,1.jpg?w=120", "/a/./b?c=d", "/a/../b?c=d", "//b.example/ferry?w=1",
        "?w=1", "img/ferry.jpg?w=1", "/ferry;v=1?w=2", "/ferry;?w=2", "https://b.example?w=1", "/a%20b?c=%C3%A9#d",
    ],
)  # fmt: skip
def test_an_address_is_joined_as_the_standard_has_it(reference):
    base = "https://a.example/news/harbour?page=2"
    assert join(base, reference) == urljoin(base, reference)
