"""A page to the body of its article, and what was thought of each of its blocks."""

from dataclasses import replace
from typing import NamedTuple

from msgspec import structs

from crawler.article.body.choice import Choice, choose_blocks
from crawler.article.body.features import MAX_CANDIDATES
from crawler.article.body.manner import read_manner
from crawler.article.body.status import find_last_label, read_extent
from crawler.article.body.told import find_told
from crawler.article.body.typed import type_blocks
from crawler.article.body.values import Body, Known
from crawler.article.body.why import Why, list_chosen
from crawler.article.warning_codes import WarningCode
from crawler.page.blocks import TextBlock, block_key, leave_unseen, read_blocks
from crawler.page.phrases import count_words
from crawler.page.tree import Page
from crawler.records.enums import BodyStatus
from crawler.records.evidence import Evidence


class JudgedBlock(NamedTuple):
    """One block, how likely it is body by the model (0 to 1), whether it was taken, and why, in words."""

    block: TextBlock
    score: float
    is_chosen: bool
    why: str


def read_body(page: Page, known: Known, evidence: Evidence) -> Body:
    """The body of the page, whatever kind of page it is; empty where there is no prose."""
    blocks = read_blocks(page)
    choice = choose_blocks(page, _leave_repeated(blocks, evidence), _add_offers(known, evidence))
    told = find_told(page, blocks, known) if known.containers else []
    chosen = told or choice.chosen
    if not chosen:
        return Body(
            blocks=(), status=BodyStatus.EMPTY, elements=(), inner_link=None, word_count=0, warnings=(),
            signals=measure(choice),
        )  # fmt: skip
    words = count_words(" ".join([block.text for block in chosen]))
    extent = read_extent(page, blocks, chosen, words)
    label = find_last_label(page, chosen[-1]) if extent.inner_link else ""
    if label:
        text = chosen[-1].text.removesuffix(label).rstrip()
        chosen = [*chosen[:-1], structs.replace(chosen[-1], text=text)]
    return Body(
        blocks=type_blocks(page, leave_unseen(page, chosen), choice.candidates.find_side),
        status=extent.status,
        elements=tuple(sorted({block.owner.index for block in chosen})),
        inner_link=extent.inner_link,
        word_count=words,
        warnings=(WarningCode.TRUNCATED,) if len(choice.candidates.places) == MAX_CANDIDATES else (),
        signals=measure(choice),
        is_told=bool(told),
    )


def judge_blocks(page: Page, known: Known, evidence: Evidence) -> list[JudgedBlock]:
    """Every text block of the page in document order, with its share of the model and what became of it."""
    blocks = read_blocks(page)
    choice = choose_blocks(page, _leave_repeated(blocks, evidence), _add_offers(known, evidence))
    judged = {block.index: JudgedBlock(block, 0.0, is_chosen=False, why=Why.FAR) for block in choice.blocks}
    for place, share, why in zip(choice.candidates.places, choice.shares, choice.whys, strict=True):
        block = choice.blocks[place]
        words = f"{why} ({share:.2f}, taken from {choice.cut:.2f})"
        judged[block.index] = JudgedBlock(block, share, why is Why.CHOSEN, words)
    for block in choice.flash:
        judged[block.index] = JudgedBlock(block, 0.5, is_chosen=True, why=Why.FLASH)
    if told := find_told(page, blocks, known) if known.containers else []:
        verdicts = {block.index: block for block in told}
        return [
            JudgedBlock(
                verdicts.get(block.index, block), float(block.index in verdicts), block.index in verdicts, Why.TOLD
            )
            for block in blocks
        ]
    on_site = Why.REPEATED_ON_SITE
    return [judged.get(block.index) or JudgedBlock(block, 0.0, is_chosen=False, why=on_site) for block in blocks]


def _add_offers(known: Known, evidence: Evidence) -> Known:
    """What is known, with the longest excerpt that led here where the page describes itself by nothing."""
    excerpts = [offer.excerpt for offer in evidence.teasers if offer.excerpt]
    return known if known.description or not excerpts else replace(known, description=max(excerpts, key=len))


def _leave_repeated(blocks: list[TextBlock], evidence: Evidence) -> list[TextBlock]:
    """The blocks without those that stand on many pages of the site, as excerpts of this story may."""
    repeated = evidence.repeated_blocks
    if repeated:
        repeated = repeated.difference(block_key(offer.excerpt) for offer in evidence.teasers if offer.excerpt)
    return [block for block in blocks if block_key(block.text) not in repeated] if repeated else blocks


def measure(choice: Choice) -> dict[str, float]:
    """The figures of the body by which the page's kind is judged."""
    chosen = choice.chosen
    ground = choice.ground
    letters = ground.length_sums[-1] or 1.0
    taken = list_chosen(choice.whys)
    shares = [choice.shares[number] for number in taken]
    lengths = [ground.lengths[choice.candidates.places[number]] for number in taken]
    body = sum(lengths)
    linked = sum(block.link_length for block in chosen)
    tags = [block.owner.tag for block in chosen]
    return {
        "body_length": float(body),
        "body_blocks": float(len(chosen)),
        "body_block_length": body / (len(chosen) or 1),
        "body_longest": float(max(lengths, default=0)),
        "body_certainty": sum(shares) / (len(shares) or 1),
        "body_share": body / letters,
        "body_links": linked / (body or 1),
        "body_paragraphs": tags.count("p") / (len(tags) or 1),
        "body_items": tags.count("li") / (len(tags) or 1),
        "body_headings": sum(tag in {"h2", "h3", "h4"} for tag in tags) / (len(tags) or 1),
        "body_start": chosen[0].index / len(choice.blocks) if chosen else 1.0,
        "prose_share": ground.prose_sums[-1] / letters,
        "prose_in_best": (ground.best_score / ground.prose_sums[-1]) if ground.best is not None else 0.0,
        "page_links": ground.link_sums[-1] / letters,
        "page_length": letters,
        "page_blocks": float(len(choice.blocks)),
        **read_manner([block.text for block in chosen]),
    }
