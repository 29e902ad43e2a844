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
        ("https://a.example/article/town/a-bridge-opens-at-the-quay.md", Hint.FILE),
        ("https://a.example/?p=46&cpage=2", Hint.COMMENTS),
        ("https://a.example/2024/05/06/a-bridge-opens/?comment_page=2", Hint.COMMENTS),
        ("https://a.example/?p=46&page=2", Hint.ARTICLE),
        ("https://a.example/index.php?post%2F2024%2F05%2F06%2Fa-bridge=", Hint.ARTICLE),
        ("https://a.example/index.php?tag%2Fbridges=", Hint.TAG),
        ("https://a.example/blog/tag:bridges", Hint.TAG),
        ("https://a.example/tag_bridges/", Hint.TAG),
        ("https://a.example/stag_hunt_ends_in_the_old_town", Hint.ARTICLE),
        ("https://a.example/blog/12:30-a-bridge", Hint.UNCLEAR),
        ("https://a.example/index.php?do=register", Hint.SERVICE),
        ("https://a.example/index.php?page=print&id=12", Hint.SERVICE),
        ("https://a.example/index.php?do=bridges", Hint.FRONT),
        ("https://a.example/index7.html", Hint.FRONT),
        ("https://a.example/accessibility-info", Hint.SERVICE),
        ("https://a.example/category/index2.html", Hint.SECTION),
    ],
)
def test_an_address_hints_at_what_it_leads_to(url, hint):
    assert read_shape(url).hint is hint


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://a.example/news/page/3/", 3),
        ("https://a.example/news?page=4", 4),
        ("https://a.example/news/page:5", 5),
        ("https://a.example/news/?PAGEN_1=6", 6),
        ("https://a.example/news/", None),
    ],
)
def test_an_address_names_the_page_of_a_list(url, page):
    assert read_shape(url).page == page


@pytest.mark.parametrize("last", ["story-٣", "page-３", "x²", "१२३"])
def test_digits_of_other_scripts_do_no_harm(last):
    assert read_shape(f"https://a.example/news/{last}").number is None


@pytest.mark.parametrize(
    ("url", "other", "expected"),
    [
        ("https://a.example/archives/70/2", "https://a.example/archives/70", True),
        ("https://a.example/t123_2.html", "https://a.example/t123.html", True),
        ("https://a.example/news/page/2/", "https://a.example/news/", True),
        ("https://a.example/archives/70/2", "https://a.example/archives/71", False),
        ("https://a.example/?p=70&page=2", "https://a.example/?p=70", True),
        ("https://a.example/?p=71&page=2", "https://a.example/?p=70", False),
    ],
)
def test_the_pages_of_a_story_stand_below_its_number_or_beside_its_name(url, other, expected):
    assert read_shape(url).is_page_of(read_shape(other)) is expected
