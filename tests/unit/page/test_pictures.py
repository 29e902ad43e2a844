"""Where the file of a picture lies."""

import pytest

from crawler.page.pictures import find_source, list_sources

PIXEL = "data:image/gif;base64,R0lGODlhAQAB"


@pytest.fixture
def element_of(page_of):
    return lambda attributes: page_of(f"<img {attributes}>").by_tag["img"][0]


@pytest.mark.parametrize(
    ("attributes", "source"),
    [
        ("src=/a.jpg", "/a.jpg"),
        ("src=' /a.jpg '", "/a.jpg"),
        ("src=/blank.gif data-src=/a.jpg", "/a.jpg"),
        (f"src='{PIXEL}' data-original=/a.jpg", "/a.jpg"),
        (f"src='{PIXEL}' srcset='/a-300.jpg 300w, /a-1200.jpg 1200w, /a-600.jpg 600w'", "/a-1200.jpg"),
        ("data-srcset='/a.jpg, /a@2.jpg 2x, /a@1.5.jpg 1.5x'", "/a@2.jpg"),
        ("srcset='/w_300,h_200/a.jpg 300w,/w_600,h_400/a.jpg 600w'", "/w_600,h_400/a.jpg"),
        ("srcset='/a.jpg'", "/a.jpg"),
        ("srcset='/a.jpg wide, /b.jpg ²w'", "/a.jpg"),
        (f"src='{PIXEL}' srcset='{PIXEL} 1w'", ""),
        ("src='' srcset=' , '", ""),
        ("alt=nothing", ""),
    ],
)
def test_the_source_is_what_the_picture_is_meant_to_show(attributes, source, element_of):
    assert find_source(element_of(attributes)) == source


def test_every_address_of_a_picture_is_listed(element_of):
    element = element_of("src=/blank.gif data-src=/a.jpg srcset='/a-300.jpg 300w, /a-600.jpg 600w'")
    assert list(list_sources(element)) == ["/a.jpg", "/blank.gif", "/a-300.jpg", "/a-600.jpg"]
