"""How much of a body the page gave, and the link to follow where the text breaks off."""

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from crawler.article.walls import CLOSED, as_truth, find_closed_parts, find_wall_words, is_of_teaser, is_shown
from crawler.page.anchors import Anchor, find_anchors, find_own
from crawler.page.blocks import TextBlock
from crawler.page.cards import find_cards
from crawler.page.marks import Mark, find_marked, is_elsewhere
from crawler.page.phrases import find_read_more_tail
from crawler.page.structured import read_structured
from crawler.page.tree import Page
from crawler.records.enums import BodyStatus

_BREAK: Final = re.compile(r"(?:\.\.\.|…)\W*$")
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "]", "。", "！", "？", "”", "»", "؟", "।", ")", '"')
_PAGE_TWO: Final = re.compile(r"(?:^|&)(?:page|p|pg|seite|pagina|sida|side|strona|pag)=2$")
_TEASER_WORDS: Final = 120  # a body of fewer that breaks off is a teaser
_REACH: Final = 3  # blocks behind the last of the body that may lead on
_SIMPLE: Final = re.compile(r"[.#][A-Za-z_][\w-]*")  # a selector that names a class or an id
_MAX_LINE: Final = 200  # signs of a line by which a wall tells of the rest
_MAX_STEPS: Final = 2  # down to the link from what holds the body's container too
_LONGER: Final = 1.5  # a JSON-LD body of this many times the text found says that the rest is not on the page
_MIN_LONGER: Final = 800  # characters that it must have more


class Extent(NamedTuple):
    """The status of a body, and the address under the link that leads to the rest, as it stands on the page."""

    status: BodyStatus
    inner_link: str | None


def read_extent(page: Page, blocks: Sequence[TextBlock], chosen: Sequence[TextBlock], words: int) -> Extent:
    """How much of the body the chosen blocks are; ``words`` is their number of words.

    A text breaks off where a link right behind it says "continue reading" or leads to its second page, where a wall
    stands right behind it, where it ends in an ellipsis before one, or where JSON-LD holds far more than is shown.
    """
    if not words:
        return Extent(BodyStatus.EMPTY, None)
    inner_link = _find_inner_link(page, blocks, chosen) or _find_second_page(page, chosen[-1])
    if inner_link is None and not _is_walled(page, blocks, chosen, words) and not _is_longer_in_data(page, chosen):
        return Extent(BodyStatus.FULL, None)
    return Extent(BodyStatus.TEASER if words < _TEASER_WORDS else BodyStatus.PARTIAL, inner_link)


def _find_inner_link(page: Page, blocks: Sequence[TextBlock], chosen: Sequence[TextBlock]) -> str | None:
    last = chosen[-1]
    is_broken = _BREAK.search(_leave_label(page, last)) is not None
    behind = blocks[last.index + 1 : last.index + _REACH + 1]
    labels = [block for block in behind if block.link_length and _says_read_on(page, block.text, is_broken=is_broken)]
    stretch = [(block.start, block.end) for block in labels]
    if find_last_label(page, last):
        stretch.append((last.start, last.end))
    if not stretch:
        return None
    own = find_own(page)
    for anchor in find_anchors(page):
        place = anchor.element.text_start
        if not any(start <= place < end for start, end in stretch):
            continue
        is_other = anchor.canonical_url != own and _says_read_on(page, anchor.text, is_broken=is_broken)
        if is_other and _is_beside(page, anchor, last):
            return anchor.element.get("href")
    return None


def _says_read_on(page: Page, text: str, *, is_broken: bool) -> bool:
    """Whether a label says "read more", alone, before the page's own title, or behind a text that breaks off."""
    tail = find_read_more_tail(text)
    if tail is None or (is_broken and ":" not in text):
        return tail is not None
    return tail.casefold() in page.title.casefold()


def find_last_label(page: Page, last: TextBlock) -> str:
    """The "read more" of a link with which a block ends, behind a sentence or an ellipsis; else nothing."""
    if not last.link_length:
        return ""
    inside = [link for link in page.by_tag.get("a", ()) if last.start <= link.text_start < last.end]
    label = page.text(inside[-1]) if inside else ""
    before = last.text[: -len(label)].rstrip() if label and last.text.endswith(label) else ""
    if not before.endswith(_SENTENCE_ENDS):
        return ""
    return label if _says_read_on(page, label, is_broken=_BREAK.search(before) is not None) else ""


def _leave_label(page: Page, last: TextBlock) -> str:
    return last.text.removesuffix(find_last_label(page, last))


def _find_second_page(page: Page, last: TextBlock) -> str | None:
    """The link to the second page of a story that its site parts into pages, behind the text of the first."""
    own = urlsplit(find_own(page) or "")
    stem = own.path.rstrip("/")
    if not stem:
        return None
    for anchor in find_anchors(page):
        if not anchor.canonical_url.endswith(("2", "2/")) or anchor.element.text_start < last.end:
            continue
        target = urlsplit(anchor.canonical_url)
        path = target.path.rstrip("/")
        is_page = path in {f"{stem}/2", f"{stem}/page/2"} or (path == stem and _PAGE_TWO.search(target.query))
        if is_page and target.netloc == own.netloc and not is_elsewhere(anchor.element):
            return anchor.element.get("href")
    return None


def _is_beside(page: Page, anchor: Anchor, last: TextBlock) -> bool:
    """Whether an anchor stands in the container of the body's last block or right beside it, and in no teaser."""
    container = last.owner.parent
    if container is None or anchor.element in container:
        return True
    around = container.parent
    if around is None or anchor.element not in around or anchor.element.depth - around.depth > _MAX_STEPS:
        return False
    cards = [card for card in find_cards(page) if anchor.element in card.element]
    others = [card for card in cards if (name := card.text.headline) and name.casefold() not in page.title.casefold()]
    return all(last.owner in card.element for card in others)


def _is_walled(page: Page, blocks: Sequence[TextBlock], chosen: Sequence[TextBlock], words: int) -> bool:
    last = chosen[-1]
    is_broken = _BREAK.search(last.text) is not None
    for block in blocks[last.index + 1 : last.index + _REACH + 1]:
        if len(block.text) > _MAX_LINE or not find_wall_words(block.text.lower(), is_broken=is_broken):
            continue
        if is_shown(block.owner) and (is_broken or not is_of_teaser(page, block.owner)):
            return True
    structured = read_structured(page)
    is_short = words < _TEASER_WORDS
    for selector in find_closed_parts(structured.article.get("hasPart")):
        if _is_left_out(page, selector, chosen, is_short=is_short):
            return True
    if not is_broken:
        return False
    stated: list[Any] = [structured.article.get("isAccessibleForFree"), structured.web_page.get("isAccessibleForFree")]
    if any(as_truth(value) in CLOSED for value in stated):
        return True
    return bool(find_marked(page, Mark.PAYWALL))


def _is_left_out(page: Page, selector: str, chosen: Sequence[TextBlock], *, is_short: bool) -> bool:
    """Whether the part of which one has to pay is there without its text, or not at all beside a short one."""
    if _SIMPLE.fullmatch(selector) is None:
        return False
    parts = page.select(selector)
    return not any(block.owner in part for part in parts for block in chosen) if parts else is_short


def _is_longer_in_data(page: Page, chosen: Sequence[TextBlock]) -> bool:
    body = read_structured(page).article.get("articleBody")
    if not isinstance(body, str):
        return False
    found = sum(len(block.text) for block in chosen)
    return len(body) > max(found * _LONGER, found + _MIN_LONGER) and "<" not in body
