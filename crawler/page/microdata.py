"""Microdata: the ``itemprop`` values of the item that is the page's article."""

from typing import Final, NamedTuple

from crawler.page.kept import keep
from crawler.page.marks import read_attributes
from crawler.page.structured import ARTICLE_TYPES, plain
from crawler.page.tree import Element, Page

_ADDRESSES: Final = ("href", "src", "data")
_ASKED: Final = frozenset({"headline", "author", "datepublished", "datemodified", "datecreated", "articlesection"})
_FAR: Final = 30  # steps up the tree in search of the item


class Property(NamedTuple):
    """One value: its text, the address it carries if any, and the element that holds it."""

    text: str
    address: str
    element: Element


@keep
def read_microdata(page: Page) -> dict[str, list[Property]]:
    """Name (in small letters) to its values, in document order, of the properties that tell of an article.

    Only those of an item of an article's type count, or of no item at all. The answer is kept.
    """
    found: dict[str, list[Property]] = {}
    for element in read_attributes(page).properties:
        names = _ASKED.intersection(element.get("itemprop").lower().split())
        if names and _is_own(element):
            value = _read_value(page, element)
            for name in names:
                found.setdefault(name, []).append(value)
    return found


def _is_own(element: Element) -> bool:
    for step, around in enumerate(element.ancestors()):
        if "itemscope" in around.attributes:
            kind = around.get("itemtype").rstrip("/").rpartition("/")[2]
            return kind in ARTICLE_TYPES or kind in {"WebPage", ""}
        if step > _FAR:
            break
    return True


def _read_value(page: Page, element: Element) -> Property:
    address = next((element.get(name) for name in _ADDRESSES if element.get(name)), "")
    stated = element.get("content") or element.get("datetime")
    if not stated and "itemscope" in element.attributes:
        stated = _read_item_name(page, element)
    return Property(plain(stated) if stated else page.text(element), address, element)


def _read_item_name(page: Page, item: Element) -> str:
    for inner in page.descendants(item):
        if inner.get("itemprop").lower() == "name":
            return inner.get("content") or page.text(inner)
    return ""
