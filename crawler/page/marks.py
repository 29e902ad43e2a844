"""What templates say by class names that their elements hold: a byline, breadcrumbs, a wall."""

import functools
import tomllib
from enum import StrEnum
from importlib.resources import files
from typing import Final

from crawler.page.tree import Element, Page


class Mark(StrEnum):
    """What an element is marked as; the words are in ``vocabulary/marks.toml``."""

    AUTHOR = "author"
    BREADCRUMB = "breadcrumb"
    SECTION = "section"
    TAGS = "tags"
    PAYWALL = "paywall"
    CONSENT = "consent"


_WORDS: Final[dict[str, list[str]]] = tomllib.loads(
    files("crawler.page").joinpath("vocabulary", "marks.toml").read_text(encoding="utf-8")
)
# The parser compares classes in its own code: faster than any reading of them here.
_SELECTORS: Final = {mark: ",".join(f'[class*="{word}" i]' for word in _WORDS[mark]) for mark in Mark}
_ELSEWHERE: Final = tuple(_WORDS["elsewhere"])
_TOP: Final = frozenset({"html", "body", "main", "head"})


@functools.lru_cache(maxsize=8)
def find_marked(page: Page, mark: Mark) -> tuple[Element, ...]:
    """The elements so marked, in document order; the last answers are kept."""
    return tuple(element for element in page.select(_SELECTORS[mark]) if element.tag not in _TOP)


def is_elsewhere(element: Element, beside: Element | None = None) -> bool:
    """Whether an element stands in what speaks of something else than the article: comments, teasers, footer.

    What holds ``beside`` too (the headline, say) is not elsewhere.
    """
    around: Element | None = element
    while around is not None and around.tag not in _TOP:
        if beside is not None and beside in around:
            return False
        if around.tag in {"footer", "aside"}:
            return True
        name = f" {around.get('class').lower()}"
        if name and any(word in name for word in _ELSEWHERE):
            return True
        around = around.parent
    return False
