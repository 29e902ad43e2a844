"""The headings that may show an article's headline, and what speaks for or against each."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, NamedTuple

from crawler.article.site_name import squash
from crawler.article.words import load_words
from crawler.page.tree import Element, Page, fold

_DATA: Final = load_words("headlines")
_CLASSES: Final[dict[str, tuple[str, ...]]] = {
    fact: tuple(words) for fact, words in _DATA["classes"].items()
}  # what a class name that holds one of the words says of its heading
_MENUS: Final = frozenset({"nav", "footer", "aside", "dialog", "form", "menu"})
_LISTS: Final = frozenset({"li", "ol", "ul"})
_OUT_OF_PLACE: Final = frozenset({"in menu", "in list", "class of a path"})
NO_HEADINGS: Final = frozenset({"head", "title", "script", "style", "a", "option", "figcaption", "button"})
MAX_TEXTS: Final = 1_000
MAX_H1: Final = 10
_MAX_LOWER: Final = 30  # of h2 and of h3 that are looked at
_MAX_TEXT: Final = 400
_MIN_PART: Final = 12  # letters; what is shorter is no headline beside its kicker
_LONG_TEXT: Final = 80  # characters from which a text is part of a story
_NEAR: Final = 60  # texts
_STEPS: Final = 14
_WORD_EDGE: Final = re.compile(r"[\s_]+")


class Heading(NamedTuple):
    """One heading, or one part of a heading that has several: its text, and the facts that the chooser weighs."""

    element: Element
    text: str
    facts: frozenset[str]


def find_headings(page: Page, known: frozenset[str]) -> Iterator[Heading]:
    """The h1s of a page, and the lower headings that say what is ``known`` (squashed titles) or follow an h1.

    Where none of them says what is known, the first line that does so is a heading, whatever its element.
    """
    is_said = False
    for heading in _find_tagged(page, known):
        is_said = is_said or squash(heading.text) in known
        yield heading
    if known and not is_said:
        yield from _find_plain(page, known)


def _find_plain(page: Page, known: frozenset[str]) -> Iterator[Heading]:
    lengths = sorted(map(len, known))
    for place, raw in enumerate(page.texts[:MAX_TEXTS]):
        text = raw.strip()
        if _MIN_PART <= len(text) <= 2 * lengths[-1] and squash(text) in known:
            element = page.text_parents[place]
            if element.tag not in NO_HEADINGS and page.text(element) == " ".join(text.split()):
                yield Heading(
                    element, page.text(element), frozenset({"lower heading", *_facts_of_place(page, element)})
                )
                return


def _find_tagged(page: Page, known: frozenset[str]) -> Iterator[Heading]:
    after: set[int] = set()
    firsts = page.by_tag.get("h1", ())[:MAX_H1]
    lower = sorted(
        (element for tag in ("h2", "h3") for element in page.by_tag.get(tag, ())[:_MAX_LOWER]),
        key=lambda element: element.index,
    )
    indexes = [element.index for element in lower]
    has_first = False
    for element in firsts:
        text = _read_title(page, element)
        if not text or len(text) > _MAX_TEXT:
            continue
        facts = set(_facts(page, element))
        # What the page states elsewhere is its title wherever the heading stands.
        if facts.isdisjoint(_OUT_OF_PLACE) or (len(key := squash(text)) >= _MIN_PART and key in known):
            facts |= {"h1"} if has_first else {"h1", "first h1"}
            has_first = True
        else:
            facts.add("h1 out of place")
            place = bisect_left(indexes, element.index)
            if place < len(lower) and lower[place].text_start - element.text_end < _NEAR // 2:
                after.add(lower[place].index)
        parts = list(_parts(page, element, facts, known))
        yield Heading(element, text, frozenset({*facts, "heading of parts"} if parts else facts))
        yield from parts
    for element in lower:
        text = page.text(element)
        if not text or len(text) > _MAX_TEXT:
            continue
        kind = "headline below" if element.index in after else "lower heading"
        if kind == "lower heading" and not _says_known(squash(text), known):
            continue
        facts = {element.tag, kind, *_facts(page, element)}
        parts = list(_parts(page, element, facts, known))
        yield Heading(element, text, frozenset({*facts, "heading of parts"} if parts else facts))
        yield from parts


def _read_title(page: Page, heading: Element) -> str:
    """What a heading says, without a day that stands in it as a time, or what no reader sees."""
    whole = page.text(heading)
    other = next((inner for inner in page.descendants(heading) if inner.tag == "time" or _is_hidden(page, inner)), None)
    if other is None:
        return whole
    texts = page.texts
    parts = (*texts[heading.text_start : other.text_start], *texts[other.text_end : heading.text_end])
    return fold("".join(parts)) or whole


def _is_hidden(page: Page, element: Element) -> bool:
    """Whether an element's style hides words; a sign alone is hidden for those who listen ("Kicker: Headline")."""
    style = element.get("style")
    hides = "none" in style and "display:none" in style.replace(" ", "").lower()
    return hides and any(map(str.isalnum, page.text(element)))


def _says_known(key: str, known: frozenset[str]) -> bool:
    return key in known or any(len(title) >= _MIN_PART and title in key for title in known)


def _parts(page: Page, heading: Element, facts: set[str], known: frozenset[str]) -> Iterator[Heading]:
    """The parts of a heading that has several, kicker and headline, say: those that are known, and the last."""
    whole = page.text(heading)
    inner = [child for child in page.children(heading) if child.text_end > child.text_start]
    if inner and (rest := _read_rest(page, heading, inner[0])) and squash(rest) in known:
        yield Heading(heading, rest, frozenset({*facts, "last part of heading"}))
    if len(inner) == 1:
        inner = [child for child in page.children(inner[0]) if child.text_end > child.text_start]
    for child in inner[:4]:
        text = page.text(child)
        key = squash(text)
        if text != whole and len(key) >= _MIN_PART and (key in known or child is inner[-1]):
            yield Heading(
                child, text, frozenset({*facts, "last part of heading" if child is inner[-1] else "part of heading"})
            )


def _read_rest(page: Page, heading: Element, first: Element) -> str:
    """What a heading says behind the kicker with which it begins, in no element of its own."""
    before = "".join(page.texts[heading.text_start : first.text_start])
    return "" if before.strip() else fold("".join(page.texts[first.text_end : heading.text_end]))


def _facts(page: Page, heading: Element) -> Iterator[str]:
    yield from _facts_of_place(page, heading)
    if all(len(text) < _LONG_TEXT for text in page.texts[heading.text_end : heading.text_end + _NEAR + 1]):
        yield "no text below"


def _facts_of_place(page: Page, heading: Element) -> Iterator[str]:
    names = heading.get("class").lower()
    around = heading.parent
    if around is not None and around.tag != "body":
        name = heading.get("id")
        if name and squash(name) in squash(page.text(heading)):  # made of its words, as generators do for links to it
            name = ""
        names = f"{names} {name.lower()} {around.get('class').lower()}"
    for _ in range(_STEPS):
        if around is None or around.tag == "body":
            break
        if around.tag in _MENUS:
            yield "in menu"
        elif around.tag in _LISTS:
            yield "in list"
        around = around.parent
    for fact, words in _CLASSES.items():
        if any(word in names for word in words):
            yield fact


def read_words(text: str) -> set[str]:
    """The words of a title, for comparing it with another."""
    return {word for part in _WORD_EDGE.split(text.lower()) if (word := part.strip(".,:;!?\"'“”‘’«»()[]–—-|"))}
