"""Where the file of a picture lies, as its element says it: lazy loading and several sizes included."""

import re
from collections.abc import Iterator
from typing import Final

from crawler.page.tree import Element

# While a script has yet to load a picture, its src holds a placeholder: the names that scripts read come first.
_SOURCES: Final = ("data-src", "data-lazy-src", "data-original", "src")
_SETS: Final = ("data-srcset", "srcset")
_SIZE: Final = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]{1,3})?)[wx]")
_BETWEEN: Final = re.compile(r",\s+|(?<=[0-9][wx]),")  # one address of a set and the next; an address may hold commas


def find_source(element: Element) -> str:
    """The address of the picture or film that an element shows, as written; of several sizes the largest.

    Empty where the element names none but ``data:`` ones, which are placeholders.
    """
    for name in _SOURCES:
        if (address := element.get(name).strip()) and address[:5] != "data:":
            return address
    sizes = [size for name in _SETS for size in _read_set(element.get(name))]
    return max(sizes, default=(0.0, ""), key=lambda size: size[0])[1]


def list_sources(element: Element) -> Iterator[str]:
    """Every address under which an element's picture may be loaded, as written."""
    for name in _SOURCES:
        if address := element.get(name).strip():
            yield address
    for name in _SETS:
        for _, address in _read_set(element.get(name)):
            yield address


def _read_set(value: str) -> Iterator[tuple[float, str]]:
    """The addresses of a ``srcset``, each with its width in pixels or its density."""
    for part in _BETWEEN.split(value) if value else ():
        address, _, size = part.strip().partition(" ")
        if address and address[:5] != "data:":
            number = _SIZE.match(size)
            yield float(number[1]) if number else 0.0, address
