"""What templates say by class names that their elements hold: a byline, breadcrumbs, a wall."""

import functools
import re
from enum import StrEnum
from operator import attrgetter
from typing import Final, NamedTuple

from crawler.page.kept import keep
from crawler.page.tree import Element, Page
from crawler.page.words import load_words


class Mark(StrEnum):
    """What an element is marked as; the words are in ``vocabulary/marks.toml``."""

    AUTHOR = "author"
    BREADCRUMB = "breadcrumb"
    SECTION = "section"
    TAGS = "tags"
    PAYWALL = "paywall"
    CONSENT = "consent"
    UNSEEN = "unseen"


_WORDS: Final[dict[str, list[str]]] = load_words("page", "marks")
_BY_WORD: Final = tuple((word, mark) for mark in Mark if mark is not Mark.UNSEEN for word in _WORDS[mark])
_UNSEEN: Final = frozenset(_WORDS[Mark.UNSEEN])  # whole names: parts of others mean nothing of the kind
_ELSEWHERE: Final = tuple(_WORDS["elsewhere"])
# Who wrote, as hCard has it, and WordPress's picture with its caption; "accreditation" is the line of who wrote.
_OWN: Final = re.compile(r"\bvcard\b|\bauthor[-_]*card|\bwp-caption(?![\w-])|accreditation|commentary")
_FOOTER: Final = "footer"
_OWN_FOOTER: Final = re.compile(r"\b(?:post|entry|article|story)[-_]{1,2}footer")
_ARTICLE_TYPES: Final = ("Article", "BlogPosting")  # the ends of schema.org's names for them
_TOP: Final = frozenset({"html", "body", "main", "head"})


_place: Final = attrgetter("index")


class Attributes(NamedTuple):
    """What one walk over a page's attributes finds: the elements of each mark, those that hold microdata, its items."""

    marked: dict[Mark, list[Element]]
    properties: list[Element]
    items: list[Element]


@keep
def read_attributes(page: Page) -> Attributes:
    """The marked elements, those with an ``itemprop`` and with an ``itemtype``; the answer is kept."""
    marked: dict[Mark, list[Element]] = {}
    for name, elements in page.by_class.items():
        for mark in _read_marks(name):
            marked.setdefault(mark, []).extend(element for element in elements if element.tag not in _TOP)
    for elements in marked.values():
        elements.sort(key=_place)
    return Attributes(
        marked,
        [element for element in page.items if "itemprop" in element.attributes],
        [element for element in page.items if "itemtype" in element.attributes],
    )


@functools.lru_cache(maxsize=32_768)
def _read_marks(name: str) -> tuple[Mark, ...]:
    """The marks that a class attribute carries."""
    name = name.lower().replace("authority", "")  # libraries' records of names
    marks: list[Mark] = [mark for word, mark in _BY_WORD if word in name]
    if not _UNSEEN.isdisjoint(name.split()):
        marks.append(Mark.UNSEEN)
    return tuple(dict.fromkeys(marks))


def find_marked(page: Page, mark: Mark) -> list[Element]:
    """The elements so marked, in document order."""
    return read_attributes(page).marked.get(mark, [])


def is_elsewhere(element: Element, beside: Element | None = None) -> bool:
    """Whether an element stands in what speaks of something else than the article: comments, teasers, footer.

    What holds ``beside`` too (the headline, say) is not elsewhere.
    """
    around: Element | None = element
    while around is not None and around.tag not in _TOP:
        if beside is not None and beside in around:
            return False
        name = around.get("class")
        if around.tag == "aside" or (name and _speaks_of_others(name)):
            return True
        if (around.tag == "footer" or (name and _is_footer(name))) and not _is_part(around, beside):
            return True
        around = around.parent
    return False


def _is_part(footer: Element, beside: Element | None) -> bool:
    """Whether a footer belongs to the article that the headline stands in."""
    return beside is not None and any(is_article(around) and beside in around for around in footer.ancestors())


def is_article(element: Element) -> bool:
    """Whether a template says that an element holds one article."""
    return (
        element.tag == "article"
        or "article" in element.get("class").split()
        or element.get("itemtype").endswith(_ARTICLE_TYPES)
    )


@functools.lru_cache(maxsize=32_768)
def _is_footer(name: str) -> bool:
    """Whether a class names a footer, and none of an article ("post-footer")."""
    name = name.lower()
    return _FOOTER in name and _OWN_FOOTER.search(name) is None


@functools.lru_cache(maxsize=32_768)
def _speaks_of_others(name: str) -> bool:
    name = f" {_OWN.sub(' ', name.lower())} "
    return any(word in name for word in _ELSEWHERE)
