"""One parse of a page, flattened in one walk: elements and texts in document order.

Every reader works on two plain lists. ``page.elements`` holds the elements in document order, so the
descendants of an element are the slice ``elements[e.index + 1 : e.end]``; ``page.texts`` holds the text nodes
in document order, so its text is ``texts[e.text_start : e.text_end]``. No reader touches the parser again.
"""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any, Final, TypeAlias

import msgspec
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from crawler.page.decoding import decode
from crawler.page.document import Document
from crawler.page.limits import MARKUP_CUT, VOID_TAGS, limit_markup
from crawler.page.noscripts import close_noscripts
from crawler.urls import join

# Their text is no text of the page.
_SILENT: Final = frozenset({"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "canvas"})
# Text flows through these; every other element begins and ends a line. Unknown elements flow, as HTML has it.
_BLOCKS: Final = (
    "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav "
    "noscript ol option p pre search section select summary table tbody td textarea tfoot th thead title tr ul"
)
BLOCK_TAGS: Final = frozenset(_BLOCKS.split())
_TEXT: Final = 2  # LXB_TAG__TEXT: the parser's number for a text
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Element(msgspec.Struct, eq=False, gc=False):
    """One element of a page; ``index`` is its place in ``page.elements``.

    ``attributes`` is name to value, None for an attribute without one. The parser's own node is not kept: a page's
    elements are freed much faster so.
    """

    index: int
    tag: str
    parent: "Element | None"
    depth: int
    text_start: int
    text_end: int
    end: int
    attributes: dict[str, str | None]

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


class Script(msgspec.Struct, eq=False, gc=False):
    """One script of a page: its source is made into text only where it is asked for, which few scripts are."""

    element: Element
    node: Any

    @property
    def source(self) -> str:
        """What stands between its tags."""
        return self.node.text() or ""


# A tag (empty for what is no element), the elements of it, whether it is a block, and whether it has no text.
_Kind: TypeAlias = tuple[str, list[Element], bool, bool]


class Page:
    r"""One parsed page; comments are left out.

    ``by_tag`` holds the elements of each tag, in document order, and ``by_class`` those of each class attribute as it
    stands; ``items`` those with an ``itemprop`` or ``itemtype``, ``scripts`` the script elements with their source;
    ``answers`` what readers keep with the page (see ``crawler.page.kept``).
    ``text_parents[i]`` is the element that directly holds ``texts[i]``; a text of ``"\n"`` marks where a block begins
    or ends, or where a lone ``br`` (then the parent) breaks its line. Of several marks in a row one is kept, and no
    white space after it.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.url = document.url
        text, self.charset, self.warnings = decode(
            document.body, document.headers.get("content-type"), document.encoding
        )
        text, is_cut = limit_markup(text)
        if is_cut:
            self.warnings = (*self.warnings, MARKUP_CUT)
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self.text_parents: list[Element] = []
        self.scripts: list[Script] = []
        self.by_tag: dict[str, list[Element]] = {}
        self.by_class: dict[str, list[Element]] = {}
        self.items: list[Element] = []
        self.answers: dict[Callable[[Page], Any], Any] = {}
        # Most pages are UTF-8 without a flaw: the parser then takes the very bytes, which it would have to make again.
        is_plain = self.charset == "utf-8" and not self.warnings and "\ufffd" not in text
        is_plain = is_plain and not document.body.startswith(BOM_UTF8)
        closed = close_noscripts(text)
        markup = document.body if is_plain and closed is text else closed
        self._parser = LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS)
        self._walk()
        self._silence_permalinks()

    def _walk(self) -> None:  # noqa: C901, PLR0912, PLR0915 - one loop, for a call a node would double its cost
        elements, texts, text_parents, by_class = self.elements, self.texts, self.text_parents, self.by_class
        items = self.items
        kinds: dict[int, _Kind] = {}  # by the parser's number for a tag
        stack: list[tuple[Any, bool]] = []  # the nodes around this one, the root first; is what holds each a block
        node = self._parser.root
        parent: Element | None = None
        count = place = depth = 0  # elements, texts, and elements around this one so far: counted, for len() costs
        in_block = False  # whether the parent is a block
        at_break = False  # the last text is a mark
        while node is not None:
            child = None
            number = node.tag_id
            if number == _TEXT:
                # Most texts of a page are the white space between two tags: passed by unread.
                if parent is not None and not (at_break and node.is_empty_text_node):
                    text = node.text_content
                    if text and not (at_break and text.isspace()):
                        texts.append(text)
                        text_parents.append(parent)
                        place += 1
                        at_break = text == "\n"
            else:
                kind = kinds.get(number)
                if kind is None:
                    kind = kinds[number] = self._find_kind(node)
                tag, known, is_block, is_silent = kind
                if tag:
                    index = count
                    count += 1
                    attributes = node.attributes
                    element = Element(index, tag, parent, depth, place, place, count, attributes)
                    elements.append(element)
                    known.append(element)
                    if attributes:
                        if name := attributes.get("class"):
                            if name in by_class:
                                by_class[name].append(element)
                            else:
                                by_class[name] = [element]
                        if "itemprop" in attributes or "itemtype" in attributes:
                            items.append(element)
                    if is_block:
                        if not at_break:
                            texts.append("\n")
                            text_parents.append(element)
                            at_break = True
                            place += 1
                            element.text_end = place
                        elif text_parents[-1].tag == "br":
                            text_parents[-1] = element if tag != "br" else parent or element
                    if not is_silent:
                        child = node.first_child
                    elif tag == "script":
                        self.scripts.append(Script(element, node))
                    if child is not None:
                        stack.append((node, in_block))
                        depth += 1
                        node, parent, in_block = child, element, is_block
                        continue
            node = node.next
            while node is None and parent is not None:
                if in_block:
                    if not at_break:
                        texts.append("\n")
                        text_parents.append(parent)
                        at_break = True
                        place += 1
                    elif text_parents[-1].tag == "br":
                        text_parents[-1] = parent
                parent.end = count
                parent.text_end = place
                node, in_block = stack.pop()
                node, parent = node.next, parent.parent
                depth -= 1

    def _silence_permalinks(self) -> None:
        """Blank the sign (#, a pilcrow, a space of no width) by which a generator lets each heading link to itself.

        Beside the heading it may be words for the ear: "Section titled …".
        """
        for tag in HEADINGS:
            for heading in self.by_tag.get(tag, ()):
                for link in self.descendants(heading):
                    if link.tag != "a" or "#" not in link.get("href"):
                        continue
                    places = slice(link.text_start, link.text_end)
                    if not any(map(str.isalnum, "".join(self.texts[places]))):
                        self._blank(link)
                beside = self.elements[heading.end] if heading.end < len(self.elements) else heading
                if beside.tag == "a" and heading.get("id") and beside.get("href") == f"#{heading.get('id')}":
                    self._blank(beside)

    def _blank(self, element: Element) -> None:
        self.texts[element.text_start : element.text_end] = [" "] * (element.text_end - element.text_start)

    def _find_kind(self, node: Any) -> "_Kind":
        """What is true of all nodes of this one's tag on the page."""
        tag = node.tag or ""
        if not tag or tag[0] in "-!":
            return "", [], False, False
        return tag, self.by_tag.setdefault(tag, []), tag in BLOCK_TAGS, tag in _SILENT or tag in VOID_TAGS

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
        nodes = self.select_nodes(selector)
        if not nodes:
            return []
        by_node = self._by_node
        return [by_node[name] for node in nodes if (name := node.mem_id) in by_node]

    def select_nodes(self, selector: str) -> list[Any]:
        """The parser's own nodes that a CSS selector names, for what the lists do not hold."""
        return self._parser.css(selector)

    @cached_property
    def nodes(self) -> list[Any]:
        """The parser's own nodes of the elements, in their order: so few ask for them that the walk names none."""
        nodes: list[Any] = []
        root = self._parser.root
        walked = root.traverse() if root is not None else iter(())
        for element in self.elements:
            node = next(node for node in walked if (node.tag or "-")[0] not in "-!")
            nodes.append(node)
            if element.tag in _SILENT:
                inside = sum(1 for _ in node.traverse()) - 1
                next(islice(walked, inside, inside), None)
        return nodes

    @cached_property
    def _by_node(self) -> dict[int, Element]:
        return {node.mem_id: element for node, element in zip(self.nodes, self.elements, strict=True)}

    @cached_property
    def base_url(self) -> str:
        """What relative addresses are relative to: ``<base href>``, else the page's address."""
        base = self.find("base")
        return (base and join(self.url, base.get("href"))) or self.url

    @cached_property
    def whole_text(self) -> str:
        """All texts of the page in one, the marks of breaks as line breaks."""
        return "".join(self.texts)

    @cached_property
    def title(self) -> str:
        """The text of ``<title>``, white space folded; empty where there is none."""
        title = self.find("title")
        return self.text(title) if title is not None else ""

    @cached_property
    def language(self) -> str:
        """The ``lang`` attribute of ``<html>``, else its ``xml:lang``, as it stands; empty where there is none."""
        return (self.elements[0].get("lang") or self.elements[0].get("xml:lang")) if self.elements else ""


def fold(text: str) -> str:
    """The text with every run of white space folded to one blank, and none at the ends."""
    return " ".join(text.split())
