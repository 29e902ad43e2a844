"""The button under a listing that brings more of it by script, without an address to follow."""

import re
from typing import Final

from crawler.page.phrases import normalise_label
from crawler.page.tree import Element, Page
from crawler.page.words import load_words


def _labels(name: str, table: str) -> list[str]:
    return [normalise_label(label) for label in load_words("links", name)[table]["labels"]]


LOAD_MORE_LABELS: Final = frozenset(_labels("load_more", "buttons") + _labels("pager", "older"))
_ADDRESS: Final = re.compile(r"(?:https?://|/|\?)\S+")
_ADDRESSES: Final = ("data-url", "data-href", "data-next", "data-next-url")
_MAX_LABEL: Final = 60  # characters; what is longer is a text, no label


def find_load_more(page: Page) -> Element | None:
    """The first such button, or None."""
    for element in page.find_all("button", "a", "input"):
        if element.tag == "a" and not _leads_nowhere(element):
            continue
        label = page.text(element) or element.get("value") or element.get("aria-label")
        if len(label) <= _MAX_LABEL and normalise_label(label) in LOAD_MORE_LABELS:
            return element
    return None


def find_more_address(page: Page) -> str | None:
    """The address that the data of such a button, or of what is so marked, names for a script; None where none does."""
    button = find_load_more(page)
    for name, value in button.attributes.items() if button is not None else ():
        if name.startswith("data-") and value and _ADDRESS.match(value):
            return value
    if button is not None:
        return None
    for name, elements in page.by_class.items():
        if "more" in name.lower():  # whatever its label says: "20 stories more"
            for element in elements:
                value = next(filter(None, map(element.get, _ADDRESSES)), "")
                if _ADDRESS.match(value) and len(page.text(element)) <= _MAX_LABEL:
                    return value
    return None


def _leads_nowhere(anchor: Element) -> bool:
    href = anchor.get("href").strip().lower()
    return href in {"", "#"} or href.startswith("javascript:")
