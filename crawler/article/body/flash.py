"""A story of a line or two, which no container of prose gives away: the sentences right below the headline."""

from collections.abc import Sequence
from typing import Final

from crawler.article.body.values import Known
from crawler.page.blocks import TextBlock
from crawler.page.phrases import is_longer
from crawler.page.tree import HEADINGS, Page

_REACH: Final = 6  # blocks below the headline in which it has to begin: byline, date and section stand before it
_MOST: Final = 5
_SENTENCE: Final = 20  # Latin letters, or what says as much
_ENDS: Final = '.!?…。！？؟۔।”"»'
_MAINS: Final = ("main", "article")


def find_flash(page: Page, blocks: Sequence[TextBlock], known: Known) -> list[TextBlock]:
    """The sentences below the page's headline, up to what is none; empty where there is no place to look.

    On a page that shows no headline, what opens its main part is looked at.
    """
    start = _find_start(page, blocks, " ".join((known.headline or "").split()).casefold())
    found: list[TextBlock] = []
    for step, block in enumerate(blocks[start:] if start is not None else ()):
        if _is_sentence(block) or (found and _is_of_quote(block, found[-1])):
            found.append(block)
        elif found or step >= _REACH or block.owner.tag in HEADINGS:
            break
        if len(found) == _MOST:
            break
    return found


def _find_start(page: Page, blocks: Sequence[TextBlock], headline: str) -> int | None:
    """The place behind the headline, or that at which the page's main part begins, whichever comes later."""
    titles = (place for place, block in enumerate(blocks, 1) if block.owner.tag in HEADINGS)
    starts = [place for place in titles if blocks[place - 1].text.casefold() == headline]
    mains = [element.text_start for tag in _MAINS for element in page.by_tag.get(tag, ())]
    if mains:
        opening = min(mains)
        starts += [next((place for place, block in enumerate(blocks) if block.start >= opening), 0)]
    return max(starts, default=None)


def _is_of_quote(block: TextBlock, before: TextBlock) -> bool:
    """Whether a block stands in the quote that the one before it is from, as the name of who said it does."""
    owners = (before.owner, *before.owner.ancestors())
    quote = next((around for around in owners if around.tag == "blockquote"), None)
    return quote is not None and block.owner in quote


def _is_sentence(block: TextBlock) -> bool:
    return (
        is_longer(block.text, _SENTENCE)
        and block.text[-1] in _ENDS
        and block.link_length * 2 < len(block.text)
        and block.owner.tag not in HEADINGS
    )
