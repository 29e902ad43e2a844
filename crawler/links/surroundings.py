"""The page around its links: its own address, its site, its landmarks, and whether it is one article."""

from bisect import bisect_right
from typing import Final

import msgspec

from crawler.page.anchors import Anchor, find_own
from crawler.page.card_text import HEADINGS
from crawler.page.cards import Card
from crawler.page.shapes import Hint, Shape, read_shape
from crawler.page.tree import Element, Page
from crawler.urls import is_same_site

_ARTICLE_TYPES: Final = ("article", "news", "blog", "video", "story")
_LISTINGS: Final = frozenset({Hint.FRONT, Hint.SECTION, Hint.TAG, Hint.AUTHOR, Hint.ARCHIVE, Hint.SERVICE})
_STORY_LENGTH: Final = 500  # characters of paragraphs in one stretch; from here on they are a story
_HOLDERS: Final = frozenset({"article", "section", "main", "li", "aside", "td"})


class Surroundings(msgspec.Struct, gc=False):
    """What judging a link needs to know of its page.

    ``navigation`` and ``footer`` hold stretches of elements as (first index, index behind the last one);
    ``article_stems`` the stems of the addresses that look like articles (see ``Shape.stem``).
    """

    url: str
    shape: Shape | None
    is_article: bool
    navigation: list[tuple[int, int]]
    footer: list[tuple[int, int]]
    article_stems: frozenset[str]
    hosts: dict[str, bool]

    def is_on_site(self, canonical_url: str) -> bool:
        """Whether an address stands on this page's site; all do where the page's own is unknown."""
        host = canonical_url.split("/", 3)[2]
        known = self.hosts.get(host)
        if known is None:
            known = self.hosts[host] = not self.url or is_same_site(canonical_url, self.url)
        return known


def read_surroundings(page: Page, anchors: tuple[Anchor, ...], cards: tuple[Card, ...]) -> Surroundings:
    """Look at the page as a whole."""
    url = find_own(page)
    shape = read_shape(url) if url else None
    return Surroundings(
        url=url or "",
        shape=shape,
        is_article=_is_article(page, shape, cards),
        navigation=[(nav.index, nav.end) for nav in page.by_tag.get("nav", ())] + _find_ends(page, "header"),
        footer=_find_ends(page, "footer"),
        article_stems=frozenset(
            anchor.shape.stem
            for anchor in anchors
            if anchor.shape.hint is Hint.ARTICLE and anchor.shape.page is None and anchor.shape.number is None
        ),
        hosts={},
    )


def _find_ends(page: Page, tag: str) -> list[tuple[int, int]]:
    """The page's own headers or footers, those of its parts left out."""
    return [
        (element.index, element.end)
        for element in page.by_tag.get(tag, ())
        if not any(ancestor.tag in _HOLDERS for ancestor in element.ancestors())
    ]


def _is_article(page: Page, shape: Shape | None, cards: tuple[Card, ...]) -> bool:
    """Whether the page is one article: by its address, by what it declares, by its running text."""
    if shape is not None and shape.hint in _LISTINGS:
        return False
    for meta in page.by_tag.get("meta", ()):
        attributes = meta.attributes
        if attributes.get("property") == "og:type":
            declared = (attributes.get("content") or "").lower()
            if declared.startswith(_ARTICLE_TYPES):
                return True
    return _count_stories(page, cards) == 1


def _count_stories(page: Page, cards: tuple[Card, ...]) -> int:
    """How many long stretches of paragraphs the cards with headings part the page into."""
    borders = [card.start for card in cards if _has_heading(page, card)]
    lengths: dict[int, int] = {}
    for paragraph in page.by_tag.get("p", ()):
        place = bisect_right(borders, paragraph.index)
        length = sum(map(len, page.texts[paragraph.text_start : paragraph.text_end]))
        lengths[place] = lengths.get(place, 0) + length
    return sum(length >= _STORY_LENGTH for length in lengths.values())


def _has_heading(page: Page, card: Card) -> bool:
    return any(element.tag in HEADINGS for element in page.elements[card.start : card.end])


def is_within(element: Element, stretches: list[tuple[int, int]]) -> bool:
    """Whether an element stands in one of these stretches."""
    index = element.index
    return any(start <= index < end for start, end in stretches)
