"""A page that says in its title or heading that there is none is told from a story about one."""

import pytest

from crawler.page.lost import is_lost


@pytest.fixture
def is_lost_page(page_of):
    return lambda title, heading: is_lost(page_of(f"<!doctype html><title>{title}</title><body><h1>{heading}</h1>"))


@pytest.mark.parametrize(
    "title",
    [
        "Page not found | The Paper",
        "The Paper - 404",
        "Oops! That page can’t be found.",
        "Fehler 404",
        "页面不存在",
        "ไม่พบหน้า",
    ],
)
def test_a_title_or_a_heading_tells_that_there_is_no_such_page(is_lost_page, title):
    assert is_lost_page(title, "News")
    assert is_lost_page("The Paper", title.partition(" | ")[0].removeprefix("The Paper - "))


@pytest.mark.parametrize(
    "title", ["The Paper", "404 families move out", "How the words “page not found” came to stand on every server"]
)
def test_other_titles_do_not(is_lost_page, title):
    assert not is_lost_page(title, title)
