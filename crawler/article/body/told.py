"""The body where a site's profile says that it stands: all text of its containers, but for what is to be taken out."""

from collections.abc import Sequence
from itertools import chain

import msgspec

from crawler.article.body.values import Known
from crawler.page.blocks import TextBlock
from crawler.page.tree import Page, fold


def find_told(page: Page, blocks: Sequence[TextBlock], known: Known) -> list[TextBlock]:
    """The blocks that stand in the containers, without what stands in the removed elements, and the headline."""
    inside = set(chain.from_iterable(range(each.text_start, each.text_end) for each in known.containers))
    inside.difference_update(*(range(each.text_start, each.text_end) for each in known.removed))
    title = fold(known.headline or "").casefold()
    found = []
    for block in blocks:
        places = [place for place in range(block.start, block.end) if place in inside]
        if not places:
            continue
        if len(places) < block.end - block.start:
            text = fold("".join(page.texts[place] for place in places))
            block = msgspec.structs.replace(block, text=text, link_length=min(block.link_length, len(text)))  # noqa: PLW2901 - the same, without what is taken out
        if block.text and block.text.casefold() != title:
            found.append(block)
    return found
