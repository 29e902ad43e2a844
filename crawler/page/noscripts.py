"""Notices for browsers without scripts that leave an element open: to a parser, the rest of the page stands in them."""

import re
from collections import Counter
from typing import Final

from crawler.page.limits import VOID_TAGS

_NAMES: Final = ("noscript", "NOSCRIPT")  # as they stand: a search that minds no case costs as much as the parse
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_ENDLESS: Final = VOID_TAGS | {"path", "use"}  # parts of drawings, which may end in themselves


def close_noscripts(text: str) -> str:
    """The markup of a page, without its tags each ``noscript`` that opens elements and does not end them.

    A browser that runs scripts skips all up to ``</noscript>``. The parser runs none: it builds what stands there, and
    heeds no end tag of ``noscript`` while an element in it is open.
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
        if inside.count("<") > inside.count("<img ") and _leaves_open(inside):  # most hold a picture and nothing else
            kept += (text[done:start], _TAG.sub(" ", inside))
            done = end
        start = text.find(f"<{name}", end)
    return "".join((*kept, text[done:])) if kept else text


def _leaves_open(markup: str) -> bool:
    """Whether elements begin here that end elsewhere; what began amid a script or a comment is no notice."""
    lowered = markup.lower()
    if lowered.count("</script") > lowered.count("<script") or markup.count("-->") > markup.count("<!--"):
        return False
    opened: Counter[str] = Counter()
    for is_end, tag in _TAG.findall(lowered):
        opened[tag] += -1 if is_end else 1
    return any(count for tag, count in opened.items() if tag not in _ENDLESS)
