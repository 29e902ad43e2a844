"""Icons that say what follows them: a person before a byline, a calendar before a day, a folder before a section."""

import functools
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from crawler.page.kept import keep
from crawler.page.marks import is_elsewhere
from crawler.page.tree import Element, Page, fold


class Icon(StrEnum):
    """What an icon shows; icon fonts and sprites name it in the class."""

    PERSON = "person"
    FOLDER = "folder"
    LABEL = "label"
    CALENDAR = "calendar"
    OTHER = "other"


_WORDS: Final = {
    **dict.fromkeys(("user", "account", "person", "author"), Icon.PERSON),
    **dict.fromkeys(("folder", "category"), Icon.FOLDER),
    "calendar": Icon.CALENDAR,
    **dict.fromkeys(("tag", "tags", "label", "hashtag"), Icon.LABEL),
}
_TAGS: Final = ("i", "svg")
_MENUS: Final = frozenset({"nav", "header"})
_OTHERS: Final = _MENUS | {"a", "aside", "article"}  # what stands in them says nothing from afar
_BREAK: Final = re.compile(r"[\s_-]+")
_TEXTS_NEAR: Final = 40
_STEPS: Final = 3  # elements without a text around an icon
_MAX_TEXT: Final = 160  # characters; more is no fact


def find_iconed(page: Page, icon: Icon, headline: Element | None) -> tuple[str, ...]:
    """What follows such an icon, part by part: near the headline, else where all such of the page say the same.

    The parts are the links behind it, where it has any; empty where no icon says so.
    """
    if headline is None:
        return ()
    found = [(element, parts) for element, parts in _read_icons(page, icon) if parts]
    near = range(headline.text_start - _TEXTS_NEAR, headline.text_end + _TEXTS_NEAR)
    for element, parts in found:
        if element.text_start in near and not _is_in_menu(element, headline):
            return parts
    said = {parts for element, parts in found if not any(around.tag in _OTHERS for around in element.ancestors())}
    return said.pop() if len(said) == 1 else ()


@keep
def _list_icons(page: Page) -> list[tuple[Element, Icon]]:
    """The icons of a page and what each shows; the answer is kept, for every kind of icon is asked for."""
    elements = (element for tag in _TAGS for element in page.by_tag.get(tag, ()))
    return [(element, icon) for element in elements if (icon := _find_icon(element.get("class")))]


def _read_icons(page: Page, icon: Icon) -> Iterator[tuple[Element, tuple[str, ...]]]:
    icons = _list_icons(page)
    elements = [element for element, _ in icons]
    for element, shown in icons:
        if shown is icon:
            yield element, _read_parts(page, element, elements)


def _read_parts(page: Page, element: Element, icons: list[Element]) -> tuple[str, ...]:
    """The texts between an icon, or within it, and the next one; none where they are too long for a fact."""
    around: Element | None = element
    for _ in range(_STEPS):
        if around is None or page.text(around):
            break
        around = around.parent
    if around is None or around.tag == "body":
        return ()
    end = min(
        (other.text_start for other in icons if element.index < other.index < around.end), default=around.text_end
    )
    texts = page.texts[element.text_start : end]
    if sum(map(len, texts)) > _MAX_TEXT:
        return ()
    links = [
        link for link in page.descendants(around) if link.tag == "a" and element.text_start <= link.text_start < end
    ]
    parts = map(page.text, links) if links else map(fold, texts)
    return tuple(part for part in parts if any(map(str.isalnum, part)))


def _is_in_menu(element: Element, headline: Element) -> bool:
    return is_elsewhere(element, headline) or any(
        around.tag in _MENUS and headline not in around for around in element.ancestors()
    )


@functools.lru_cache(maxsize=4_096)
def _find_icon(name: str) -> Icon | None:
    """What the icon of a class shows; None where it has no class."""
    words = _BREAK.split(name.lower().strip())
    return next((_WORDS[word] for word in words if word in _WORDS), Icon.OTHER) if name else None
