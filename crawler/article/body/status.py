"""How much of a body the page gave, and the link to follow where the text breaks off."""

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from crawler.article.walls import find_wall_words, is_shown
from crawler.page.anchors import Anchor, find_anchors, find_own
from crawler.page.blocks import TextBlock
from crawler.page.cards import find_cards
from crawler.page.marks import Mark, find_marked
from crawler.page.phrases import is_read_more
from crawler.page.structured import read_structured
from crawler.page.tree import Page
from crawler.records.enums import BodyStatus

_BREAK: Final = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\W*$")
_TEASER_WORDS: Final = 120  # a body of fewer that breaks off is a teaser
_REACH: Final = 3  # blocks behind the last of the body that may lead on
_MAX_LINE: Final = 200  # signs of a line by which a wall tells of the rest
_MAX_STEPS: Final = 2  # down to the link from what holds the body's container too
_CLOSED: Final = frozenset({"false", "no", "0"})
_LONGER: Final = 1.5  # a JSON-LD body of this many times the text found says that the rest is not on the page
_MIN_LONGER: Final = 800  # characters that it must have more


class Extent(NamedTuple):
    """The status of a body, and the address under the link that leads to the rest, as it stands on the page."""

    status: BodyStatus
    inner_link: str | None


def read_extent(page: Page, blocks: Sequence[TextBlock], chosen: Sequence[TextBlock], words: int) -> Extent:
    """How much of the body the chosen blocks are; ``words`` is their number of words.

    A text breaks off where a link right behind it says "continue reading", where it ends in an ellipsis before a
    wall, or where JSON-LD holds far more of it than the page shows.
    """
    if not words:
        return Extent(BodyStatus.EMPTY, None)
    inner_link = _find_inner_link(page, blocks, chosen)
    if inner_link is None and not _is_walled(page, blocks, chosen) and not _is_longer_in_data(page, chosen):
        return Extent(BodyStatus.FULL, None)
    return Extent(BodyStatus.TEASER if words < _TEASER_WORDS else BodyStatus.PARTIAL, inner_link)


def _find_inner_link(page: Page, blocks: Sequence[TextBlock], chosen: Sequence[TextBlock]) -> str | None:
    last = chosen[-1]
    behind = blocks[last.index : last.index + _REACH + 1]
    labels = [block for block in behind if block is not last and is_read_more(block.text)]
    ends_so = last.text.rstrip().endswith(("more", "reading")) or _BREAK.search(last.text) is not None
    if not labels and not (ends_so and last.link_length):
        return None
    stretch = [(block.start, block.end) for block in labels] + [(last.start, last.end)] * ends_so
    own = find_own(page)
    for anchor in find_anchors(page):
        place = anchor.element.text_start
        if not any(start <= place < end for start, end in stretch) or not is_read_more(anchor.text):
            continue
        if anchor.canonical_url != own and _is_beside(page, anchor, last):
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
    return not any(anchor.element in card.element and card.text.headline for card in find_cards(page))


def _is_walled(page: Page, blocks: Sequence[TextBlock], chosen: Sequence[TextBlock]) -> bool:
    last = chosen[-1]
    is_broken = _BREAK.search(last.text) is not None
    for block in blocks[last.index + 1 : last.index + _REACH + 1]:
        is_line = len(block.text) <= _MAX_LINE
        if is_line and find_wall_words(block.text.lower(), is_broken=is_broken) and is_shown(block.owner):
            return True
    if not is_broken:
        return False
    structured = read_structured(page)
    stated: list[Any] = [structured.article.get("isAccessibleForFree"), structured.web_page.get("isAccessibleForFree")]
    if any(str(value).strip().lower().rpartition("/")[2] in _CLOSED for value in stated):
        return True
    return bool(find_marked(page, Mark.PAYWALL))


def _is_longer_in_data(page: Page, chosen: Sequence[TextBlock]) -> bool:
    body = read_structured(page).article.get("articleBody")
    if not isinstance(body, str):
        return False
    found = sum(len(block.text) for block in chosen)
    return len(body) > found * _LONGER and len(body) - found > _MIN_LONGER and "<" not in body
