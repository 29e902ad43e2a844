"""What a wall says before the rest of a text, and whether a reader sees it."""

from typing import Final

from crawler.article.words import load_words
from crawler.page.tree import Element, Page, fold
from crawler.records.enums import Access

_DATA: Final = load_words("access")
_METER: Final = tuple(_DATA["meter"]["texts"])
_WALL: Final = tuple(_DATA["wall"]["texts"])
_OFFERS: Final = tuple(_DATA["wall"]["offers"])
_INNOCENT: Final = tuple(_DATA["wall"]["innocent"])
_CONSENT: Final = tuple(_DATA["consent"]["texts"])
_MAX_LINE: Final = 300  # signs; what is longer is the story
_MAX_TEXT: Final = 20_000  # characters in which a wall is looked for
_ENDS: Final = '.!?。！？．؟।…:"”“»«’\')]'  # signs with which a text ends; an ellipsis is looked at before
_ELLIPSES: Final = ("…", "...", "[…]", "[...]", "…]", "...]")


def is_broken_off(text: str) -> bool:
    """Whether a text ends in an ellipsis, or within a sentence."""
    last = text.rstrip()
    return last.endswith(_ELLIPSES) or (bool(last) and last[-1] not in _ENDS)


def find_wall_words(text: str, *, is_broken: bool) -> str | None:
    """The first phrase in a text of small letters by which a wall tells of the rest.

    What boxes beside whole stories say as well counts only where the text before it breaks off.
    """
    phrases = _WALL + _OFFERS if is_broken else _WALL
    found = next((phrase for phrase in phrases if phrase in text), None)
    if found and any(map(text.__contains__, _INNOCENT)):
        for phrase in _INNOCENT:
            text = text.replace(phrase, " ")
        return next((phrase for phrase in phrases if phrase in text), None)
    return found


def find_told(page: Page, *, is_broken: bool) -> dict[Access, str]:
    """What the page's own words say of who may read it, with the phrase that says so; hidden words say nothing."""
    found = _find_phrases("".join(page.texts), is_broken=is_broken)
    return _find_phrases(_read_visible(page), is_broken=is_broken) if found else found


def _find_phrases(text: str, *, is_broken: bool) -> dict[Access, str]:
    lines = [line for line in map(fold, text[:_MAX_TEXT].split("\n")) if 0 < len(line) <= _MAX_LINE]
    text = "\n".join(lines).lower()
    told = {
        Access.CONSENT: next((phrase for phrase in _CONSENT if phrase in text), None),
        Access.METERED: next((phrase for phrase in _METER if phrase in text), None),
        Access.PAYWALLED: find_wall_words(text, is_broken=is_broken),
    }
    return {access: phrase for access, phrase in told.items() if phrase}


def _read_visible(page: Page) -> str:
    marks = bytearray(len(page.elements))
    for element in page.elements:
        if element.attributes and is_hidden(element):
            marks[element.index : element.end] = b"\1" * (element.end - element.index)
    pairs = zip(page.texts, page.text_parents, strict=True)
    return "".join(text for text, parent in pairs if not marks[parent.index])


def is_hidden(element: Element) -> bool:
    """Whether an element says of itself that a reader does not see it."""
    attributes = element.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and "display:none" in style.replace(" ", "").lower()


def is_shown(element: Element) -> bool:
    """Whether neither an element nor one around it is hidden."""
    return not is_hidden(element) and not any(map(is_hidden, element.ancestors()))
