"""A story of a line or two, which no container of prose gives away: the sentences right below the headline."""

from collections.abc import Sequence
from typing import Final

from crawler.article.body.values import Known
from crawler.page.blocks import TextBlock
from crawler.page.phrases import is_longer

_REACH: Final = 6  # blocks below the headline in which it has to begin: byline, date and section stand before it
_MOST: Final = 5
_SENTENCE: Final = 20  # Latin letters, or what says as much
_ENDS: Final = '.!?…。！？؟۔।”"»'
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def find_flash(blocks: Sequence[TextBlock], known: Known) -> list[TextBlock]:
    """The sentences below the page's headline, up to what is none; empty where there is no headline or no sentence."""
    headline = " ".join((known.headline or "").split()).casefold()
    places = [place for place, block in enumerate(blocks) if headline and block.text.casefold() == headline]
    if not places:
        return []
    found: list[TextBlock] = []
    for step, block in enumerate(blocks[places[-1] + 1 :]):
        if _is_sentence(block):
            found.append(block)
        elif found or step >= _REACH or block.owner.tag in _HEADINGS:
            break
        if len(found) == _MOST:
            break
    return found


def _is_sentence(block: TextBlock) -> bool:
    return (
        is_longer(block.text, _SENTENCE)
        and block.text[-1] in _ENDS
        and block.link_length * 2 < len(block.text)
        and block.owner.tag not in _HEADINGS
    )
