"""What a page says of a wall before the rest of its text, and whether a reader sees it."""

from collections.abc import Iterator
from typing import Any, Final

from crawler.article.words import load_words
from crawler.page.anchors import Anchor, Place, find_anchors
from crawler.page.cards import Card, find_cards
from crawler.page.shapes import Hint
from crawler.page.structured import text_of
from crawler.page.tree import Element, Page, fold
from crawler.records.enums import Access

_DATA: Final = load_words("access")
_METER: Final = tuple(_DATA["meter"]["texts"])
_WALL: Final = tuple(_DATA["wall"]["texts"])
_OFFERS: Final = tuple(_DATA["wall"]["offers"])
_HIDING: Final = frozenset({"hidden", "is-hidden", "visually-hidden", "visuallyhidden", "sr-only",
                            "screen-reader-text", "screen-reader-only"})  # fmt: skip
_INNOCENT: Final = tuple(_DATA["wall"]["innocent"])
_CONSENT: Final = tuple(_DATA["consent"]["texts"])
CLOSED: Final = frozenset({"false", "no", "0"})
_MAX_LINE: Final = 300  # signs; what is longer is the story
_MAX_TEXT: Final = 20_000  # characters in which a wall is looked for
_ENDS: Final = ".!?。！？．؟।…:\"”“»«’')]"  # signs with which a text ends; an ellipsis is looked at before
_ROW: Final = 4  # links beside each other that are a menu
CUT_OFF: Final = ("…", "...", "…]", "...]")  # with which a text ends that goes on elsewhere


def is_broken_off(text: str) -> bool:
    """Whether a text ends in an ellipsis, or within a sentence."""
    last = text.rstrip()
    return last.endswith(CUT_OFF) or (bool(last) and last[-1] not in _ENDS)


def find_wall_words(text: str, *, is_broken: bool) -> str | None:
    """The first phrase in a text of small letters by which a wall tells of the rest.

    What boxes beside whole stories say as well counts only where the text before it breaks off.
    """
    phrases = _WALL + _OFFERS if is_broken else _WALL
    found = next(filter(text.__contains__, phrases), None)
    if found and any(map(text.__contains__, _INNOCENT)):
        for phrase in _INNOCENT:
            text = text.replace(phrase, " ")
        return find_wall_words(text, is_broken=is_broken)
    return found


def find_told(page: Page, *, is_broken: bool) -> dict[Access, str]:
    """What the page's own words say of who may read it, with the phrase that says so; hidden words say nothing.

    Where the text does not break off, the badges of other stories and the links of menus say nothing either.
    """
    found = _find_phrases(page.whole_text, is_broken=is_broken)
    return _find_phrases(_read_visible(page, is_broken=is_broken), is_broken=is_broken) if found else found


def find_consent(text: str) -> str | None:
    """The first phrase of a text by which a shell shows the article only to those who agree."""
    text = fold(text[:_MAX_TEXT]).lower()
    return next(filter(text.__contains__, _CONSENT), None)


def as_truth(value: Any) -> str:
    """A truth value as pages write it: true, "False", ["True"], http://schema.org/False."""
    return text_of(value).lower().rpartition("/")[2] if not isinstance(value, bool) else str(value).lower()


def find_closed_parts(parts: Any) -> Iterator[str]:
    """The selectors of the parts (``hasPart`` of JSON-LD) of which one has to pay."""
    for part in parts if isinstance(parts, list) else [parts]:
        if isinstance(part, dict):
            selector = text_of(part.get("cssSelector"))
            if selector and as_truth(part.get("isAccessibleForFree")) in CLOSED:
                yield selector


def _find_phrases(text: str, *, is_broken: bool) -> dict[Access, str]:
    lines = [line for line in map(fold, text[:_MAX_TEXT].split("\n")) if 0 < len(line) <= _MAX_LINE]
    text = "\n".join(lines).lower()
    told = {
        Access.METERED: next(filter(text.__contains__, _METER), None),
        Access.PAYWALLED: find_wall_words(text, is_broken=is_broken),
    }
    return {access: phrase for access, phrase in told.items() if phrase}


def is_of_teaser(page: Page, element: Element) -> bool:
    """Whether an element stands in a teaser of another story."""
    return any(card.start <= element.index < card.end for card in _find_teasers(page))


def _find_teasers(page: Page) -> Iterator[Card]:
    for card in find_cards(page):
        if card.text.headline and (card.group_size > 1 or card.anchors[0].shape.hint is Hint.ARTICLE):
            yield card


def _read_visible(page: Page, *, is_broken: bool) -> str:
    marks = bytearray(len(page.elements))
    if not is_broken:
        spans = [(card.start, card.end) for card in _find_teasers(page)]
        for start, end in (*spans, *((link.index, link.end) for link in _find_menu_links(page))):
            marks[start:end] = b"\1" * (end - start)
    for element in page.elements:
        if element.attributes and is_hidden(element):
            marks[element.index : element.end] = b"\1" * (element.end - element.index)
    pairs = zip(page.texts, page.text_parents, strict=True)
    return "".join(text for text, parent in pairs if not marks[parent.index])


def _find_menu_links(page: Page) -> Iterator[Element]:
    """The links that stand in a menu, or in a row of links and nothing else."""
    rows: dict[int, list[Anchor]] = {}
    for anchor in find_anchors(page):
        around = anchor.element.parent
        row = around.parent if around is not None and around.tag == "li" else around
        if anchor.place is not Place.CONTENT:
            yield anchor.element
        elif row is not None:
            rows.setdefault(row.index, []).append(anchor)
    for index, links in rows.items():
        told = sum(len(link.text) for link in links) + len(links)
        if len(links) >= _ROW and told >= len(page.text(page.elements[index])):
            yield from (link.element for link in links)


def is_hidden(element: Element) -> bool:
    """Whether an element says of itself that a reader does not see it."""
    attributes = element.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style, name = attributes.get("style"), attributes.get("class")
    if name and ":" not in name and not _HIDING.isdisjoint(name.lower().split()):
        return True  # with a colon in it a class says on which screens
    if style is None:
        return False
    style = style.replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or "filter:blur(" in style


def is_shown(element: Element) -> bool:
    """Whether neither an element nor one around it is hidden."""
    return not is_hidden(element) and not any(map(is_hidden, element.ancestors()))
