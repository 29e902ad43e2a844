"""Addresses of one make have one family."""

import pytest

from crawler.links.families import family_of


@pytest.mark.parametrize(
    ("path", "family"),
    [
        ("/", "/"),
        ("/calendar/2026/01/", "/calendar/#/#/"),
        ("/2025/03/04/the-council-meets/", "/#/#/#/*/"),
        ("/the-council-meets.html", "/*.html"),
        ("/news/the-council-meets", "/news/*"),
        ("/pages/about.html", "/pages/*.html"),
        ("/shop?size=3&color=red", "/shop?color&size"),
        ("/shop?a=1&b=2&c=3", "/shop?…"),
        ("/?p=3", "/?p"),
        ("/color/red/size/xl", "/color/red/*/*"),
    ],
)
def test_numbers_and_names_are_folded(path, family):
    assert family_of(f"https://a.example{path}") == f"//a.example{family}"
