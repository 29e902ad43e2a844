"""Whether a page is a shell: what came over the wire holds no text, which a script would bring."""

from typing import Final

from crawler.page.tree import Element, Page
from crawler.page.words import load_words
from crawler.records.enums import RenderReason

_DATA: Final = load_words("page", "shells")
_ROOT_IDS: Final = frozenset(_DATA["roots"]["ids"])
_ROOT_TAGS: Final = frozenset(_DATA["roots"]["tags"])
_ROOT_ATTRIBUTES: Final = tuple(_DATA["roots"]["attributes"])
_DATA_IDS: Final = frozenset(_DATA["data"]["ids"])
_DATA_NAMES: Final = tuple(_DATA["data"]["names"])
_NOTICE: Final = tuple(_DATA["notice"]["words"])

# Around the content: the same on every page, and often there before the script has run.
_FRAME: Final = frozenset({"header", "nav", "footer", "aside", "head"})
_FEW_WORDS: Final = 60
_NO_WORDS: Final = 10
_SENTENCE_WORDS: Final = 8
_FILLABLE: Final = frozenset({"div", "main", "section", "article"})
_JAVASCRIPT: Final = frozenset({"", "module", "text/javascript", "application/javascript"})


def find_shell_sign(page: Page, *, has_links: bool) -> RenderReason | None:
    """The clearest sign that a script makes this page's content; None where the page holds content of its own.

    ``has_links``: the page leads to articles. A page without any script is what it is, however short.
    """
    if not _has_scripts(page):
        return None
    has_root = any(_is_root(element) and _is_bare(page, element) for element in page.elements)
    words = _count_words(page)
    if words >= _FEW_WORDS:
        return RenderReason.NO_LINKS if has_root and not has_links else None
    if not has_root and _has_sentence(page):
        return None  # two lines of news are a page, too
    if _has_notice(page):
        return RenderReason.NOSCRIPT_NOTICE
    if _has_data(page):
        return RenderReason.NEXT_DATA
    if has_root:
        return RenderReason.APPLICATION_ROOT
    return RenderReason.LITTLE_TEXT if words < _NO_WORDS and not has_links else None


def _has_scripts(page: Page) -> bool:
    return any(
        script.element.get("type").lower() in _JAVASCRIPT and (script.element.get("src") or script.source.strip())
        for script in page.scripts
    )


def _count_words(page: Page) -> int:
    """The words outside of the page's frame; scripts without blanks between words are counted by letters."""
    frames = [element for element in page.elements if element.tag in _FRAME]
    skipped = {index for frame in frames for index in range(frame.text_start, frame.text_end)}
    return sum(_words_in(text) for index, text in enumerate(page.texts) if index not in skipped)


def _has_sentence(page: Page) -> bool:
    """Whether a paragraph outside of the frame says something, other than that a script is needed."""
    return any(
        _words_in(text := page.text(element)) >= _SENTENCE_WORDS
        and not any(word in text.casefold() for word in _NOTICE)
        and all(parent.tag not in _FRAME for parent in element.ancestors())
        for element in page.find_all("p")
    )


def _words_in(text: str) -> int:
    # some two letters of Chinese, Japanese or Thai are one word
    return max(len(text.split()), sum(letter > "\u0e00" and letter.isalpha() for letter in text) // 2)


def _has_notice(page: Page) -> bool:
    notices = (node.text(deep=True) or "" for node in page.select_nodes("noscript"))
    return any(word in notice.casefold() for notice in notices for word in _NOTICE)


def _has_data(page: Page) -> bool:
    return any(
        script.element.get("id") in _DATA_IDS or any(map(script.source.__contains__, _DATA_NAMES))
        for script in page.scripts
    )


def _is_root(element: Element) -> bool:
    if element.tag in _ROOT_TAGS:
        return True
    if element.tag not in _FILLABLE:
        return False
    return element.get("id").lower() in _ROOT_IDS or any(name in element.attributes for name in _ROOT_ATTRIBUTES)


def _is_bare(page: Page, element: Element) -> bool:
    return len(page.text(element).split()) < _NO_WORDS
