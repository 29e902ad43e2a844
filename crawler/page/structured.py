"""JSON-LD: what a page says of itself in schema.org's words, read once and flattened."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import msgspec

from crawler.page.kept import keep
from crawler.page.tree import Page, fold

Node = dict[str, Any]

_MAX_NODES: Final = 4_000  # a page of more describes a catalogue, not itself
_MAX_DEPTH: Final = 40
_TRAILING_COMMA: Final = re.compile(r",(?=\s*[}\]])")
_WRAPPING: Final = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*.{0,40}?\*/)|(?:-->|//\]\]>|\]\]>|;)\s*$", re.DOTALL
)
_TAGS: Final = re.compile(r"<[^<>]{1,200}>")
_ENTITY: Final = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
# What hangs from these is another work, not the page's own.
_OTHER_WORKS: Final = (
    "mentions citation relatedLink hasPart itemListElement review reviews comment potentialAction isPartOf "
    "suggestedAnswer acceptedAnswer subjectOf workExample isBasedOn about"
)
_OTHERS: Final = frozenset(_OTHER_WORKS.split())
_ARTICLES: Final = (
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle "
    "AskPublicNewsArticle ReviewNewsArticle AdvertiserContentArticle SatiricalArticle ScholarlyArticle TechArticle "
    "BlogPosting LiveBlogPosting SocialMediaPosting DiscussionForumPosting Report Review Recipe HowTo"
)
ARTICLE_TYPES: Final = frozenset(_ARTICLES.split())
_PAGE_TYPES: Final = frozenset({"WebPage", "ItemPage", "CreativeWork", "VideoObject", "PodcastEpisode", "MediaObject"})


class Structured(NamedTuple):
    """The JSON-LD of one page.

    ``nodes`` holds every object with a type that speaks of the page itself, in document order; ``article`` the
    one that is its article and ``web_page`` the one that is the page around it, each empty where there is none.
    ``by_id`` finds the object that a reference names.
    """

    nodes: tuple[Node, ...]
    article: Node
    web_page: Node
    by_id: dict[str, Node]
    is_broken: bool

    def of_type(self, *types: str) -> Iterator[Node]:
        """The objects of these types, in document order."""
        return (node for node in self.nodes if not types_of(node).isdisjoint(types))

    def follow(self, value: Any) -> Any:
        """The object that a bare reference ``{"@id": …}`` names, else the value itself."""
        if isinstance(value, dict) and len(value) <= 2 and "name" not in value:  # noqa: PLR2004 -- @id, perhaps @type
            reference = value.get("@id")
            return self.by_id.get(reference, value) if isinstance(reference, str) else value
        return value


@keep
def read_structured(page: Page) -> Structured:
    """The page's JSON-LD; empty where there is none or none that can be read.

    The answer is kept, for several readers ask for it.
    """
    nodes: list[Node] = []
    by_id: dict[str, Node] = {}
    broken = False
    for script in page.scripts:
        if "ld+json" in script.element.get("type").lower() and (source := script.source.strip()):
            values = _decode(source)
            broken = broken or not values
            for value in values:
                _flatten(value, nodes, by_id)
    article = _choose(nodes, ARTICLE_TYPES, page)
    return Structured(tuple(nodes), article, _choose(nodes, _PAGE_TYPES, page), by_id, broken)


def _decode(source: str) -> list[Any]:
    """The JSON values of one script, with the usual slips of hand-made templates mended; empty where hopeless."""
    try:
        return [msgspec.json.decode(source)]
    except (ValueError, RecursionError):
        pass
    mended = _WRAPPING.sub("", _WRAPPING.sub("", source)).strip()
    for text in (mended, _TRAILING_COMMA.sub("", mended), html.unescape(mended)):
        values = _decode_run(text)
        if values:
            return values
    return []


def _decode_run(text: str) -> list[Any]:
    """JSON values that follow each other; control characters inside strings are let pass."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    position = 0
    try:
        while position < len(text):
            value, position = decoder.raw_decode(text, position)
            values.append(value)
            while position < len(text) and text[position] in " \r\n\t,;":
                position += 1
    except (ValueError, RecursionError):
        pass
    return values


def _flatten(value: Any, nodes: list[Node], by_id: dict[str, Node]) -> None:
    stack: list[tuple[Any, int, bool]] = [(value, 0, True)]
    while stack and len(nodes) < _MAX_NODES:
        item, depth, is_own = stack.pop()
        if depth > _MAX_DEPTH:
            continue
        if isinstance(item, list):
            stack.extend((part, depth + 1, is_own) for part in reversed(item[:_MAX_NODES]))
        elif isinstance(item, dict):
            if "@id" in item and len(item) > 1 and isinstance(item["@id"], str):
                by_id.setdefault(item["@id"], item)
            if is_own and "@type" in item:
                nodes.append(item)
            for key in reversed(item):
                part = item[key]
                if isinstance(part, dict | list):
                    stack.append((part, depth + 1, is_own and key not in _OTHERS))


def types_of(node: Node) -> set[str]:
    """The types of an object, without namespace; empty for one that names none."""
    stated = node.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return {name.rpartition("/")[2].rpartition(":")[2] for name in names if isinstance(name, str)}


def _choose(nodes: list[Node], types: frozenset[str], page: Page) -> Node:
    best: Node = {}
    best_score = 0
    for node in nodes:
        if types_of(node).isdisjoint(types):
            continue
        score = 1 + sum(key in node for key in ("headline", "author", "datePublished", "articleBody"))
        addresses = (node.get("url"), node.get("mainEntityOfPage"), node.get("@id"))
        if any(address_of(address).partition("#")[0].rstrip("/") == page.url.rstrip("/") for address in addresses):
            score += 3
        if score > best_score:
            best, best_score = node, score
    return best


def text_of(value: Any) -> str:
    """The text of a value: a string, a number, the first of a list, an object's value or name; else empty.

    White space is folded, markup and character references are resolved.
    """
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("headline")
        else:
            break
    if isinstance(value, str):
        return plain(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def texts_of(value: Any) -> list[str]:
    """The texts of a value that may be a list; the empty ones left out."""
    values = value if isinstance(value, list) else [value]
    return [text for text in map(text_of, values) if text]


def address_of(value: Any) -> str:
    """The address that a value means: itself, or an object's url or @id; empty where there is none."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("url") or value.get("@id") or value.get("contentUrl")
        else:
            break
    return value.strip() if isinstance(value, str) else ""


def plain(text: str) -> str:
    """A text as a reader would see it: no tags, no character references (escaped twice even), white space folded."""
    for _ in range(2):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = html.unescape(text)
    if "<" in text:
        text = _TAGS.sub("", text)
    return fold(text)
