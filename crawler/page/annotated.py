"""The page's HTML again, with some of its elements marked: for a person who wants to see what was read."""

from collections.abc import Mapping
from html import escape
from typing import Final, NamedTuple

from crawler.page.tree import Page

_MARK: Final = "data-readmore"
_STYLE: Final = """
[data-readmore="body"] { outline: 3px solid #2a9d5c !important; background: #2a9d5c22 !important; }
[data-readmore="left"] { outline: 2px dotted #c0392b !important; }
[data-readmore="headline"] { outline: 3px solid #2364aa !important; background: #2364aa22 !important; }
.readmore-legend { position: fixed; z-index: 2147483647; right: 8px; bottom: 8px; padding: 8px 12px; background: #fff;
  color: #222; border: 1px solid #888; font: 13px/1.5 sans-serif; box-shadow: 0 1px 6px #0004; max-width: 36em; }
"""


class ElementMark(NamedTuple):
    """What an element is marked as (``body``, ``left`` or ``headline``), and the words that hovering shows."""

    name: str
    title: str


def annotate(page: Page, marks: Mapping[int, ElementMark], legend: str) -> str:
    """The page as one HTML document that opens in a browser; ``marks`` is by the element's index.

    Scripts are taken out, so that nothing moves and nothing is fetched but pictures and styles. The page's tree is
    changed by this: nothing is to be read from it afterwards.
    """
    for index, mark in marks.items():
        attributes = page.nodes[index].attrs
        attributes[_MARK] = mark.name
        attributes["title"] = mark.title
    for script in page.select_nodes("script"):
        script.decompose()
    html = "".join(node.html for node in page.select_nodes(":root"))
    head = f'<base href="{escape(page.base_url)}"><meta charset="utf-8"><style>{_STYLE}</style>'
    foot = f'<div class="readmore-legend">{escape(legend)}</div>'
    return f"<!doctype html>\n{_insert(html, 'head', head)}{foot}\n"


def _insert(html: str, tag: str, text: str) -> str:
    """The HTML with a text put right behind the opening tag."""
    start = html.find(f"<{tag}")
    end = html.find(">", start) + 1
    return html[:end] + text + html[end:]
