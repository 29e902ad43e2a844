"""Addresses of AMP pages and of pages to be printed tell where their article stands; others tell nothing."""

import pytest

from crawler.links.versions import find_plain, is_version, list_spellings

SITE = "https://news.example"


@pytest.mark.parametrize(
    ("version", "plain"),
    [
        ("/town/ferry/amp/", "/town/ferry/"),
        ("/town/ferry/amp", "/town/ferry"),
        ("/amp/town/ferry", "/town/ferry"),
        ("/print/123", "/123"),
        ("/town/ferry/print.html", "/town/ferry"),
        ("/ferry.amp", "/ferry"),
        ("/ferry.amp.html", "/ferry.html"),
        ("/ferry?amp", "/ferry"),
        ("/ferry?amp=1&id=3", "/ferry?id=3"),
        ("/ferry?outputType=amp", "/ferry"),
        ("/?p=3&print=1", "/?p=3"),
        ("/show.php?art=3&druck=1", "/show.php?art=3"),
        ("/town/ferry/imprimir.html", "/town/ferry"),
        ("/town/ferry/stampa", "/town/ferry"),
    ],
)
def test_a_version_is_made_of_its_articles_address(version, plain):
    assert find_plain(SITE + version) == SITE + plain
    assert is_version(SITE + version, SITE + plain)
    assert not is_version(SITE + version, f"{SITE}/another")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/amp/",
        "/amp",
        "/?amp=1",
        "/champion-prints",
        "/ferry?print=0",
        "/ferry?view=list",
        "/impressum",
        "/la-stampa/ferry",
        "/amplifiers/print-on",
    ],
)
def test_what_only_holds_the_letters_is_no_version(path):
    assert find_plain(SITE + path) is None
    assert not is_version(SITE + path, SITE + path)


def test_a_host_of_its_own_is_told_too():
    assert find_plain("https://amp.news.example/ferry") == f"{SITE}/ferry"
    assert is_version("https://amp.news.example/ferry", "https://www.news.example/ferry/")


def test_an_address_may_be_written_with_www_and_a_slash_or_without():
    assert list(list_spellings(f"{SITE}/ferry?a=1")) == [
        f"{SITE}/ferry?a=1",
        f"{SITE}/ferry/?a=1",
        "https://www.news.example/ferry?a=1",
        "https://www.news.example/ferry/?a=1",
    ]
