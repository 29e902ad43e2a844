"""One parse of a page, flattened in one walk: elements and texts in document order.

Every reader works on two plain lists. ``page.elements`` holds the elements in document order, so the
descendants of an element are the slice ``elements[e.index + 1 : e.end]``; ``page.texts`` holds the text nodes
in document order, so its text is ``texts[e.text_start : e.text_end]``. No reader touches the parser again.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from crawler.page.decoding import decode
from crawler.page.document import Document
from crawler.urls import join

# Their text is no text of the page.
_SILENT: Final = frozenset({"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "canvas"})
# Text flows through these; every other element begins and ends a line. Unknown elements flow, as HTML has it.
BLOCK_TAGS: Final = frozenset(
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav "
    "noscript ol option p pre search section select summary table tbody td textarea tfoot th thead title tr ul".split()
)


class Element:
    """One element of a page; ``index`` is its place in ``page.elements``."""

    __slots__ = ("attributes", "depth", "end", "index", "parent", "tag", "text_end", "text_start")

    def __init__(
        self, index: int, tag: str, attributes: dict[str, str | None], parent: "Element | None", text_start: int
    ) -> None:
        self.index = index
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.text_start = text_start
        self.text_end = text_start
        self.end = index + 1

    def get(self, name: str) -> str:
        """The attribute's value; empty where it is absent or has none."""
        return self.attributes.get(name) or ""

    def ancestors(self) -> Iterator["Element"]:
        """The elements around this one, the nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def __contains__(self, other: "Element") -> bool:
        return self.index <= other.index < self.end

    def __repr__(self) -> str:
        return f"<{self.tag} #{self.index}>"


class Page:
    """One parsed page.

    ``scripts`` holds the script elements with their source, ``comments`` nothing: comments are left out.
    ``text_parents[i]`` is the element that directly holds ``texts[i]``; a text of ``"\\n"`` marks where a
    block begins, ends, or breaks its line.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.url = document.url
        text, self.charset, self.warnings = decode(
            document.body, document.headers.get("content-type"), document.encoding
        )
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self.text_parents: list[Element] = []
        self.scripts: list[tuple[Element, str]] = []
        self._parser = LexborHTMLParser(text)
        self._elements_by_node: dict[int, Element] = {}
        self._walk()

    def _walk(self) -> None:  # one loop, for a call a node would double its cost
        elements, texts, text_parents = self.elements, self.texts, self.text_parents
        by_node = self._elements_by_node
        node = self._parser.root
        parent: Element | None = None
        while node is not None:
            tag = node.tag
            element = None
            if tag == "-text":
                if parent is not None:
                    texts.append(node.text_content or "")
                    text_parents.append(parent)
            elif tag and tag[0] not in "-!":
                element = Element(len(elements), tag, node.attributes, parent, len(texts))
                elements.append(element)
                by_node[node.mem_id] = element
                if tag in BLOCK_TAGS:
                    texts.append("\n")
                    text_parents.append(element)
                if tag == "script":
                    self.scripts.append((element, node.text() or ""))
            child = node.first_child if element is not None and tag not in _SILENT else None
            if child is not None:
                node, parent = child, element
                continue
            if element is not None:
                element.text_end = len(texts)
            while True:
                following = node.next
                if following is not None or parent is None:
                    node = following
                    break
                if parent.tag in BLOCK_TAGS:
                    texts.append("\n")
                    text_parents.append(parent)
                parent.end = len(elements)
                parent.text_end = len(texts)
                node, parent = node.parent, parent.parent

    def text(self, element: Element) -> str:
        """The element's text as a reader sees it, white space folded to single blanks."""
        return fold("".join(self.texts[element.text_start : element.text_end]))

    def descendants(self, element: Element) -> list[Element]:
        """All elements inside this one, in document order."""
        return self.elements[element.index + 1 : element.end]

    def children(self, element: Element) -> Iterator[Element]:
        """The elements directly inside this one, in order."""
        index, end = element.index + 1, element.end
        while index < end:
            child = self.elements[index]
            yield child
            index = child.end

    def find_all(self, *tags: str, within: Element | None = None) -> list[Element]:
        """The elements of these tags, in document order."""
        if within is None and len(tags) == 1:
            return self.by_tag.get(tags[0], [])
        pool = self.elements if within is None else self.descendants(within)
        return [element for element in pool if element.tag in tags]

    def find(self, tag: str, within: Element | None = None) -> Element | None:
        """The first element of this tag, or None."""
        found = self.find_all(tag, within=within)
        return found[0] if found else None

    def select(self, selector: str) -> list[Element]:
        """The elements that a CSS selector names (for site profiles; readers walk the lists)."""
        found = (self._elements_by_node.get(node.mem_id) for node in self._parser.css(selector))
        return [element for element in found if element is not None]

    @cached_property
    def by_tag(self) -> dict[str, list[Element]]:
        """The elements of each tag, in document order."""
        index: dict[str, list[Element]] = {}
        for element in self.elements:
            index.setdefault(element.tag, []).append(element)
        return index

    @cached_property
    def base_url(self) -> str:
        """What relative addresses are relative to: ``<base href>``, else the page's address."""
        base = self.find("base")
        return (base and join(self.url, base.get("href"))) or self.url

    @cached_property
    def title(self) -> str:
        """The text of ``<title>``, white space folded; empty where there is none."""
        title = self.find("title")
        return self.text(title) if title is not None else ""

    @cached_property
    def language(self) -> str:
        """The ``lang`` attribute of ``<html>`` as it stands; empty where there is none."""
        return self.elements[0].get("lang") if self.elements else ""


def fold(text: str) -> str:
    """The text with every run of white space folded to one blank, and none at the ends."""
    return " ".join(text.split())
