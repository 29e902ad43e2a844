"""The shape of an address: what it most likely leads to, and which page of a list it is."""

import pytest

from crawler.page.shapes import Hint, read_shape


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("https://a.example/", Hint.FRONT),
        ("https://a.example/2024/05/06/a-bridge-opens-in-the-old-town/", Hint.ARTICLE),
        ("https://a.example/2024/05/", Hint.ARCHIVE),
        ("https://a.example/tag/bridges", Hint.TAG),
        ("https://a.example/report.pdf", Hint.FILE),
    ],
)
def test_an_address_hints_at_what_it_leads_to(url, hint):
    assert read_shape(url).hint is hint


@pytest.mark.parametrize(
    ("url", "page"),
    [("https://a.example/news/page/3/", 3), ("https://a.example/news?page=4", 4), ("https://a.example/news/", None)],
)
def test_an_address_names_the_page_of_a_list(url, page):
    assert read_shape(url).page == page


@pytest.mark.parametrize("last", ["story-٣", "page-３", "x²", "१२३"])
def test_digits_of_other_scripts_do_no_harm(last):
    assert read_shape(f"https://a.example/news/{last}").number is None
