"""The rows of teasers with which a page goes on behind its story, told by how they stand and lead elsewhere."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from crawler.article.body.features import FEATURES
from crawler.article.body.values import Known
from crawler.article.body.why import Why, list_chosen
from crawler.page.blocks import TextBlock
from crawler.page.cards import Card, find_cards
from crawler.page.phrases import is_box_label
from crawler.page.tree import Page

_CARD_SIZE: Final = FEATURES.index("card_size")
_SEVERAL: Final = 2.0  # cards beside each other
_MOST: Final = 2  # times the letters of a story; what says more is what the page is about
_CELLS: Final = frozenset({"li", "td", "th", "dd", "dt"})  # of lists and tables, which a story may end with


def find_last_teasers(
    page: Page, blocks: Sequence[TextBlock], rows: Sequence[Sequence[float]], whys: Sequence[Why], known: Known
) -> Iterator[int]:
    """The blocks at the end of a dated story's body that stand in teasers, each without the headline it belongs to.

    The teasers have a box of their own: where text of the story stands in it, they are what the story tells of. Below a
    label that introduces other stories they may be a list, each headline in one line with what it says.
    """
    chosen = list_chosen(whys) if known.published_raw is not None else []
    last = list(takewhile(lambda number: rows[number][_CARD_SIZE] >= _SEVERAL, reversed(chosen)))
    if not last or len(last) == len(chosen):
        return
    own = [blocks[number].owner for number in chosen[: -len(last)]]
    whole = sum(len(blocks[number].text) for number in chosen)
    if sum(len(blocks[number].text) for number in last) * (_MOST + 1) > whole * _MOST:
        return
    texts = {blocks[number].text for number in last}
    cards = [card for card in find_cards(page) if card.group_size >= _SEVERAL]
    label = blocks[last[-1] - 1].text if last[-1] else ""
    for number in last:
        block = blocks[number]
        card = next((card for card in cards if card.start <= block.owner.index < card.end), None)
        box = card.element.parent if card is not None else None
        if card is None or box is None or any(owner in box for owner in own):
            return
        if is_box_label(label) or (_tells_elsewhere(card, block) and card.text.headline not in texts):
            yield number


def _tells_elsewhere(card: Card, block: TextBlock) -> bool:
    """Whether a block of a card stands beside the headline that leads to its story."""
    headline = card.text.headline
    return headline is not None and headline not in block.text and block.owner.tag not in _CELLS
