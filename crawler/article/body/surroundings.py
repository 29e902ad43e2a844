"""What stands around a block: lists, tables, boxes, and what their class names say they hold."""

import functools
import re
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Final, NamedTuple

from crawler.page.tree import Element

_DATA: Final[dict[str, list[str]]] = tomllib.loads(
    files("crawler.article.body").joinpath("class_words.toml").read_text(encoding="utf-8")
)
# The order of the flags below; ``articles`` is a count.
_TAGS: Final = {
    "li": 0, "ul": 0, "ol": 0, "dl": 0, "table": 1, "figure": 2, "figcaption": 2, "aside": 3,
    "nav": 4, "footer": 4, "header": 4, "form": 5, "article": 6, "blockquote": 7,
}  # fmt: skip
_GROUPS: Final = ("comment", "related", "author", "meta", "caption", "promo", "body", "hidden")
_FIRST_GROUP: Final = 8
_BODY: Final = _FIRST_GROUP + _GROUPS.index("body")
_COMMENT: Final = _FIRST_GROUP + _GROUPS.index("comment")
_ARTICLES: Final = 6
_COUNT: Final = _FIRST_GROUP + len(_GROUPS)
FLAGS: Final = (
    *["in_list", "in_table", "in_figure", "in_aside", "in_frame", "in_form", "articles", "in_quote"],
    *(f"says_{group}" for group in _GROUPS),
)
_WORD_GROUPS: Final = {word: _FIRST_GROUP + place for place, group in enumerate(_GROUPS) for word in _DATA[group]}
STRANGERS: Final = ("biography", "licence", "consent", "embedded", "newsletter")
_TOKEN: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_MAX_NAME: Final = 200


class Side(NamedTuple):
    """The flags of one element's surroundings, the steps up from the best container to what holds both, and its depth.

    Elements that raise no flag have one of these in common with what is around them.
    """

    flags: tuple[float, ...]
    up: float
    depth: int


_NOTHING: Final = (0.0,) * _COUNT
_NO_SIDE: Final = Side(_NOTHING, 0.0, -1)


def read_sides(best: Element) -> Callable[[Element], Side]:
    """A function from an element to its surroundings; what holds the best container too says nothing of a block."""
    known: dict[int, Side] = {}
    holders = (best, *best.ancestors())
    seen: list[float] = list(_NOTHING)
    for steps in range(len(holders) - 1, -1, -1):
        place = _TAGS.get(holders[steps].tag)
        if place is not None:
            seen[place] += 1.0 if place == _ARTICLES else 0.0
        known[holders[steps].index] = Side(tuple(seen), float(steps), holders[steps].depth)

    def find(element: Element) -> Side:
        climbed = []  # no recursion: pages nest as deep as they like
        around: Element | None = element
        side = None
        while around is not None and (side := known.get(around.index)) is None:
            climbed.append(around)
            around = around.parent
        side = side or _NO_SIDE
        for inner in reversed(climbed):
            if places := _read_own(inner):
                side = Side(_raise(side.flags, places), side.up, side.depth)
            known[inner.index] = side
        return side

    return find


def says_comment(element: Element) -> bool:
    """Whether an element's class or id says that it holds comments."""
    attributes = element.attributes
    if not attributes:
        return False
    name, identity = attributes.get("class"), attributes.get("id")
    return bool(name or identity) and _COMMENT in _read_name(name or "", identity or "")


def find_stranger(owner: Element, best: Element) -> str | None:
    """What a block stands in that is no body, by class or id, and does not hold the best container; None for nothing.

    One of ``STRANGERS``: what tells of the writer or the licence, asks for consent, is a post from elsewhere, or offers
    letters.
    """
    around: Element | None = owner
    place = best.index
    while around is not None and not around.index <= place < around.end:
        attributes = around.attributes
        if attributes:
            found = _read_stranger(attributes.get("class") or "", attributes.get("id") or "")
            if found:
                return found
        around = around.parent
    return None


@functools.lru_cache(maxsize=16_384)
def _read_stranger(class_name: str, identity: str) -> str | None:
    name = f"{class_name[:_MAX_NAME]} {identity[:_MAX_NAME]}".lower()
    return next((stranger for stranger in STRANGERS if any(part in name for part in _DATA[stranger])), None)


def _raise(flags: tuple[float, ...], places: tuple[int, ...]) -> tuple[float, ...]:
    """The flags with those of these places raised, and articles counted."""
    raised = list(flags)
    for place in places:
        raised[place] = raised[place] + 1.0 if place == _ARTICLES else 1.0
    return tuple(raised)


def find_no_side(_: Element) -> Side:
    """The surroundings where there is no prose by which to tell them."""
    return _NO_SIDE


def _read_own(element: Element) -> tuple[int, ...]:
    """The flags that an element itself raises."""
    attributes = element.attributes
    found: tuple[int, ...] = ()
    if attributes:
        get = attributes.get
        name, identity = get("class"), get("id")
        if name or identity:
            found = _read_name(name or "", identity or "")
        if len(attributes) > (name is not None) + (identity is not None):
            found = (*found, *_read_others(attributes))
    place = _TAGS.get(element.tag)
    return found if place is None else (*found, place)


def _read_others(attributes: dict[str, str | None]) -> Iterator[int]:
    """The flags that attributes other than class and id raise."""
    get = attributes.get
    if (
        "hidden" in attributes
        or get("aria-hidden") == "true"
        or ((style := get("style")) and "display:none" in style.replace(" ", "").lower())
    ):
        yield _COUNT - 1
    if (item := get("itemprop")) and "articlebody" in item.lower():
        yield _BODY


@functools.lru_cache(maxsize=16_384)
def _read_name(class_name: str, identity: str) -> tuple[int, ...]:
    """The flags that the words of a class name and an id raise."""
    tokens = [token.lower() for token in _TOKEN.findall(f"{class_name[:_MAX_NAME]} {identity[:_MAX_NAME]}")]
    return tuple({place for token in tokens if (place := _WORD_GROUPS.get(token)) is not None})
