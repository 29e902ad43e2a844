"""The page around its links: its own address, and whether it is one article or a list of them."""

from bisect import bisect_right
from typing import Final

import msgspec

from crawler.page.anchors import Anchor, find_own
from crawler.page.cards import Card
from crawler.page.shapes import Hint, Shape, read_shape
from crawler.page.tree import Page

_ARTICLE_TYPES: Final = ("article", "news", "blog", "video", "story")
_LISTINGS: Final = frozenset({Hint.FRONT, Hint.SECTION, Hint.TAG, Hint.AUTHOR, Hint.ARCHIVE, Hint.SERVICE})
_ARTICLE: Final = Hint.ARTICLE  # looked up once, for it is asked for at every link
_STORY_LENGTH: Final = 500  # characters of paragraphs in one stretch; from here on they are a story


class Surroundings(msgspec.Struct, gc=False):
    """What judging a link needs to know of its page.

    ``url`` and ``origin`` are empty, and ``shape`` None, where the page has no address on the web;
    ``article_stems`` are the stems of the addresses that look like articles (see ``Shape.stem``); with ``below`` begin
    those of the page's own parts.
    """

    url: str
    origin: str
    shape: Shape | None
    is_article: bool
    article_stems: frozenset[str]
    below: str


def read_surroundings(page: Page, anchors: tuple[Anchor, ...], cards: tuple[Card, ...]) -> Surroundings:
    """Look at the page as a whole."""
    url = find_own(page) or ""
    shape = read_shape(url) if url else None
    return Surroundings(
        url=url,
        origin="/".join(url.split("/", 3)[:3]),
        shape=shape,
        is_article=_is_article(page, shape, cards),
        article_stems=frozenset(
            anchor.shape.stem
            for anchor in anchors
            if anchor.shape.hint is _ARTICLE and anchor.shape.page is None and anchor.shape.number is None
        ),
        below=f"{url.rstrip('/')}/",
    )


def _is_article(page: Page, shape: Shape | None, cards: tuple[Card, ...]) -> bool:
    """Whether the page is one article: by its address, by what it declares, by its running text."""
    if shape is not None and shape.hint in _LISTINGS:
        return False
    for meta in page.by_tag.get("meta", ()):
        if meta.attributes.get("property") == "og:type":
            if meta.get("content").lower().startswith(_ARTICLE_TYPES):
                return True
            break
    return count_stories(page, cards) == 1


def count_stories(page: Page, cards: tuple[Card, ...]) -> int:
    """How many long stretches of paragraphs the cards with headings part the page into; what forms say is none."""
    borders = [card.start for card in cards if card.text.has_heading]
    titles = [heading.index for tag in ("h1", "h2") for heading in page.by_tag.get(tag, ())]
    forms = [form for form in page.by_tag.get("form", ()) if not any(form.index < each < form.end for each in titles)]
    lengths: dict[int, int] = {}
    for paragraph in page.by_tag.get("p", ()):
        if any(form.index < paragraph.index < form.end for form in forms):
            continue
        place = bisect_right(borders, paragraph.index)
        length = sum(map(len, page.texts[paragraph.text_start : paragraph.text_end]))
        lengths[place] = lengths.get(place, 0) + length
    return sum(length >= _STORY_LENGTH for length in lengths.values())
