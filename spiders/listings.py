"""Whether a page that was asked for as a list is one, whatever its text looks like."""

from typing import Final

from crawler.page.shapes import Hint, read_shape
from crawler.reading import Reading
from crawler.records.enums import PageKind
from crawler.request import LISTING_KINDS, RequestInfo, RequestKind
from crawler.urls import canonicalize

_LISTS: Final = frozenset({Hint.FRONT, Hint.SECTION, Hint.TAG, Hint.AUTHOR, Hint.ARCHIVE})
_ALWAYS: Final = frozenset({RequestKind.NEXT_PAGE, RequestKind.ARCHIVE})


def is_listing(reading: Reading, info: RequestInfo, url: str) -> bool:
    """Whether the page is a listing: by its reading, else by what it was asked for as and how its address looks.

    A list that prints its newest story whole reads like an article.
    """
    if reading.kind is PageKind.LISTING:
        return True
    return info.kind in _ALWAYS or (info.kind in LISTING_KINDS and read_shape(canonicalize(url)).hint in _LISTS)
