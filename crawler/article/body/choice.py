"""Which text blocks of a page are its body: the richest container, and what of it reads as prose."""

from collections.abc import Sequence
from typing import Final

from crawler.page.blocks import TextBlock
from crawler.page.tree import Element

_PROSE: Final = frozenset({"p", "div", "td", "pre", "blockquote", "section", "article"})
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
_OUTSIDE: Final = frozenset({"nav", "footer", "aside", "header", "form", "figure", "address"})
_MIN_PROSE: Final = 60  # characters from which a line is more than a label


def choose_blocks(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """The body blocks in document order; empty where the page has no prose."""
    scores: dict[int, float] = {}
    containers: dict[int, Element] = {}
    for block in blocks:
        if not _is_prose(block):
            continue
        weight, container = float(len(block.text)), block.owner.parent
        for _ in range(3):
            if container is None or container.tag in {"body", "html"}:
                break
            scores[container.index] = scores.get(container.index, 0.0) + weight
            containers[container.index] = container
            weight, container = weight * 0.7, container.parent
    if not scores:
        return []
    best = containers[max(scores, key=lambda index: (scores[index], -index))]
    inside = [block for block in blocks if block.owner in best and not _is_outside(block, best)]
    prose = [block.index for block in inside if _is_prose(block)]
    return [block for block in inside if prose[0] <= block.index <= prose[-1] and _fits(block)]


def _is_prose(block: TextBlock) -> bool:
    return block.owner.tag in _PROSE and len(block.text) >= _MIN_PROSE and block.link_length * 3 < len(block.text)


def _fits(block: TextBlock) -> bool:
    if block.owner.tag in _HEADINGS or block.owner.tag == "li":
        return block.link_length * 2 < len(block.text)
    return _is_prose(block) or (block.owner.tag == "p" and block.link_length * 2 < len(block.text))


def _is_outside(block: TextBlock, best: Element) -> bool:
    element: Element | None = block.owner
    while element is not None and element is not best:
        if element.tag in _OUTSIDE:
            return True
        element = element.parent
    return False
