"""A page to the body of its article."""

from crawler.article.body.choice import choose_blocks
from crawler.article.body.typed import type_blocks
from crawler.article.body.values import Body, Known
from crawler.page.blocks import block_key, read_blocks
from crawler.page.tree import Page
from crawler.records.enums import BodyStatus
from crawler.records.evidence import Evidence


def read_body(page: Page, known: Known, evidence: Evidence) -> Body:
    """The body of the page, whatever kind of page it is; empty where there is no prose."""
    blocks = read_blocks(page)
    if evidence.repeated_blocks:
        blocks = [block for block in blocks if block_key(block.text) not in evidence.repeated_blocks]
    headline = (known.headline or "").casefold()
    chosen = [block for block in choose_blocks(blocks) if block.text.casefold() != headline]
    typed = type_blocks(page, chosen)
    words = sum(len(block.text.split()) for block in chosen)
    letters = sum(len(block.text) for block in blocks)
    linked = sum(block.link_length for block in blocks)
    return Body(
        blocks=typed,
        status=BodyStatus.FULL if words else BodyStatus.EMPTY,
        elements=tuple(sorted({block.owner.index for block in chosen})),
        inner_link=None,
        word_count=words,
        warnings=(),
        signals={"words": float(words), "linked": linked / letters if letters else 0.0},
    )
