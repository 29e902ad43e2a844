"""One page has one canonical address, whoever reads it and wherever they came from."""

import pytest

from crawler.urls import canonicalize, is_plainly_canonical


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
