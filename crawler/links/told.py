"""The links that the selectors of a site's profile name, each with the kind that they give it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from crawler.links.link import LinkKind
from crawler.page.anchors import resolve
from crawler.page.tree import Element, Page
from crawler.records.selector import READ_MORE, Selector


class ToldLink(NamedTuple):
    """One address of the page with the kind that the profile gives it; ``is_read_more``: an article, by these words."""

    url: str
    kind: LinkKind
    is_read_more: bool
    place: int


def find_told(page: Page, selectors: Sequence[Selector], day: date) -> dict[str, ToldLink]:
    """Canonical address to what the profile says of it; of several selectors the first that names it."""
    told: dict[str, ToldLink] = {}
    for selector in selectors:
        if not selector.holds_on(day):
            continue
        kind = LinkKind.ARTICLE if selector.name == READ_MORE else LinkKind(selector.name)
        for element in page.select(selector.css):
            for reference, place in _find_references(page, element, selector.attribute):
                found = resolve(page.base_url, reference)
                if found is not None:
                    link = ToldLink(found[0], kind, selector.name == READ_MORE, place.index)
                    told.setdefault(found[1], link)
    return told


def _find_references(page: Page, element: Element, attribute: str | None) -> Iterator[tuple[str, Element]]:
    """The addresses of an element: its attribute, else its own link, else those inside it, else the one around it."""
    if attribute is not None:
        if value := element.get(attribute):
            yield value, element
        return
    if element.tag in {"a", "area", "link"}:
        anchors = [element]
    else:
        anchors = page.find_all("a", within=element) or [each for each in element.ancestors() if each.tag == "a"][:1]
    for anchor in anchors:
        if href := anchor.get("href"):
            yield href, anchor
