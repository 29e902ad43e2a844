"""What stands there for browsers without scripts: a story whole, or a notice that leaves an element open."""

import re
from collections import Counter
from typing import Final

from crawler.page.limits import VOID_TAGS

_NAMES: Final = ("noscript", "NOSCRIPT")  # as they stand: a search that minds no case costs as much as the parse
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_ENDLESS: Final = VOID_TAGS | {"path", "use"}  # parts of drawings, which may end in themselves
_STORY: Final = 1_000  # characters of markup that holds a story
_LEAST: Final = 50  # such parts of a page's markup; what is less of it is looked at no further
_PARAGRAPHS: Final = 4


def close_noscripts(text: str) -> str:
    """The markup of a page, without its tags each ``noscript`` that opens elements and does not end them.

    A browser that runs scripts skips all up to ``</noscript>``. The parser runs none: it builds what stands there, and
    heeds no end tag of ``noscript`` while an element in it is open. One that holds most paragraphs of the page, as
    forums have it for machines, is the page: its own tags are left out, and what it holds is read.
    """
    name = next((name for name in _NAMES if f"<{name}" in text), None)  # no page writes it in both ways
    return text if name is None else _close(text, name)


def _close(text: str, name: str) -> str:
    kept: list[str] = []
    done = 0
    start = text.find(f"<{name}")
    while start >= 0 and (end := text.find(f"</{name}", start)) >= 0:
        start = text.find(">", start, end) + 1
        inside = text[start:end] if start else ""
        if inside.count("<") > inside.count("<img "):  # most hold a picture and nothing else
            if _is_page(inside, text):
                kept += (text[done : text.rfind("<", done, start)], inside)
                done = end + len(f"</{name}>")
            elif _leaves_open(inside):
                kept += (text[done:start], _TAG.sub(" ", inside))
                done = end
        start = text.find(f"<{name}", end)
    return "".join((*kept, text[done:])) if kept else text


def _is_page(markup: str, text: str) -> bool:
    """Whether the most of a page's paragraphs stand here."""
    if len(markup) < max(_STORY, len(text) // _LEAST):
        return False
    count = markup.count("<p>")
    return count >= _PARAGRAPHS and 2 * count > text.count("<p>")


def _leaves_open(markup: str) -> bool:
    """Whether elements begin here that end elsewhere; what began amid a script or a comment is no notice."""
    lowered = markup.lower()
    if lowered.count("</script") > lowered.count("<script") or markup.count("-->") > markup.count("<!--"):
        return False
    opened: Counter[str] = Counter()
    for is_end, tag in _TAG.findall(lowered):
        opened[tag] += -1 if is_end else 1
    return any(count for tag, count in opened.items() if tag not in _ENDLESS)
