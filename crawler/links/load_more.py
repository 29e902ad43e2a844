"""The button under a listing that brings more of it by script, without an address to follow."""

import re
import tomllib
from importlib.resources import files
from typing import Final

from crawler.page.phrases import normalise_label
from crawler.page.tree import Element, Page


def _labels(name: str, table: str) -> list[str]:
    text = files("crawler.links").joinpath("vocabulary", name).read_text(encoding="utf-8")
    return [normalise_label(label) for label in tomllib.loads(text)[table]["labels"]]


LOAD_MORE_LABELS: Final = frozenset(_labels("load_more.toml", "buttons") + _labels("pager.toml", "older"))
_ADDRESS: Final = re.compile(r"(?:https?://|/|\?)\S+")
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
    """The address that such a button's data names, as a script would ask for it; None where it names none."""
    button = find_load_more(page)
    if button is None:
        return None
    for name, value in button.attributes.items():
        if name.startswith("data-") and value and _ADDRESS.match(value):
            return value
    return None


def _leads_nowhere(anchor: Element) -> bool:
    href = anchor.get("href").strip().lower()
    return href in {"", "#"} or href.startswith("javascript:")
