"""What brings more of a list by script may name the address that the script asks for."""

import pytest

from crawler.links.link import LinkKind
from crawler.links.load_more import find_more_address
from crawler.links.reader import read_links


def test_a_load_more_button_leads_to_a_next_page(page_of):
    button = '<button class=more data-page="2" data-next-url="/news?page=2">Load more</button>'
    (link,) = read_links(page_of(f"<!doctype html><body>{button}", url="https://news.example/"))
    assert (link.kind, link.url) == (LinkKind.NEXT_PAGE, "https://news.example/news?page=2")


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ("<button data-page='2'>Load more</button>", None),
        ('<div class="list-more" data-url="/more.html?id=2">20 stories more</div>', "/more.html?id=2"),
        ('<div class="list-more" data-url="more">20 stories more</div>', None),
        (f'<div class="list-more" data-url="/more">{"Words of a story. " * 9}</div>', None),
        ('<div class="list" data-url="/more">20 stories more</div>', None),
    ],
)
def test_an_address_is_told_by_a_button_or_by_what_is_marked_as_more(html, address, page_of):
    assert find_more_address(page_of(html)) == address
