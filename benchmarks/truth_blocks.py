"""Which text blocks of a page its true body holds: the answers from which the body model learns."""

import re
from collections import Counter
from collections.abc import Sequence

WORD = re.compile(r"\w+")
SPAN = 4  # words of a shingle, as the score counts them
_MATCHED = 0.55  # share of a block's shingles that the truth has
_MAX_PLACES = 8  # places of one shingle in the truth that are looked at


def mark_blocks(texts: Sequence[str], truth: str) -> list[float]:
    """For each block's text, the share of it that the true body holds (0 to 1), each stretch of the truth used once.

    Of blocks that say the same, the one that stands in the truth's order is taken. A block of fewer than four words
    counts where the truth has it between its neighbours.
    """
    words = [WORD.findall(text.casefold()) for text in texts]
    true_words = WORD.findall(truth.casefold())
    places: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(true_words) - SPAN + 1):
        places.setdefault(tuple(true_words[place : place + SPAN]), []).append(place)
    shares = [_share(block, places) for block in words]
    chain = _find_chain(words, shares, places)
    free = Counter({shingle: len(found) for shingle, found in places.items()})
    for block in chain:
        free.subtract(_shingles(words[block]))
    marks = [0.0] * len(texts)
    for block in chain:
        marks[block] = shares[block]
    for block, share in enumerate(shares):
        if share >= _MATCHED and block not in chain:
            shingles = _shingles(words[block])
            left = sum(free[shingle] > 0 for shingle in shingles) / len(shingles)
            if left >= _MATCHED:
                marks[block] = left
                free.subtract(shingles)
    _mark_short(words, true_words, chain, marks)
    return marks


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[place : place + SPAN]) for place in range(len(words) - SPAN + 1)]


def _share(words: list[str], places: dict[tuple[str, ...], list[int]]) -> float:
    shingles = _shingles(words)
    return sum(shingle in places for shingle in shingles) / len(shingles) if shingles else 0.0


def _find_chain(
    words: list[list[str]], shares: list[float], places: dict[tuple[str, ...], list[int]]
) -> dict[int, tuple[int, int]]:
    """The heaviest run of blocks whose places in the truth rise: block to its first and last place there."""
    found: list[tuple[int, int, int, float]] = []
    for block, share in enumerate(shares):
        if share < _MATCHED:
            continue
        shingles = _shingles(words[block])
        first = next(offset for offset, shingle in enumerate(shingles) if shingle in places)
        found += [
            (block, place - first, place - first + len(words[block]), share * len(words[block]))
            for place in places[shingles[first]][:_MAX_PLACES]
        ]
    best: list[tuple[float, int]] = []
    for number, (block, start, _, weight) in enumerate(found):
        before = (0.0, -1)
        for other in range(number):
            if found[other][0] < block and found[other][2] <= start + 2 and best[other][0] > before[0]:
                before = (best[other][0], other)
        best.append((before[0] + weight, before[1]))
    chain: dict[int, tuple[int, int]] = {}
    number = max(range(len(best)), key=lambda place: best[place][0], default=-1)
    while number >= 0:
        block, start, end, _ = found[number]
        chain[block] = (start, end)
        number = best[number][1]
    return chain


def _mark_short(
    words: list[list[str]], true_words: list[str], chain: dict[int, tuple[int, int]], marks: list[float]
) -> None:
    """Mark blocks that are shorter than a shingle, where the truth has them between the neighbours in the chain."""
    reached = 0
    ends = [len(true_words)] * (len(words) + 1)
    for block in range(len(words) - 1, -1, -1):
        ends[block] = chain[block][0] if block in chain else ends[block + 1]
    for block, own in enumerate(words):
        if block in chain:
            reached = chain[block][1]
        elif own and len(own) < SPAN:
            for place in range(max(reached - 1, 0), min(ends[block] + 1, reached + 40) - len(own) + 1):
                if true_words[place : place + len(own)] == own:
                    marks[block] = 1.0
                    reached = place + len(own)
                    break
