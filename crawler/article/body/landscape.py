"""The lie of a page's text: how much prose stands in which container, and which container holds the most."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from crawler.article.body.surroundings import says_comment
from crawler.page.blocks import TextBlock
from crawler.page.tree import Element

_PROSE_LENGTH: Final = 70  # characters of Latin script from which a block is more than a label
_SHORT_PROSE_LENGTH: Final = 30
_PROSE_LINKS: Final = 0.35  # share of linked characters up to which it is more than a teaser
_FIRST_DENSE: Final = "\u0e00"  # scripts from here on say in one sign what Latin says in about two and a half
_DENSE_WEIGHT: Final = 2.5
_FADE: Final = 0.6  # what of a block's weight its container's container is given
_STEPS: Final = 3
_COMMENT_WEIGHT: Final = 0.1  # of prose that readers wrote: however much it is, it makes no container the best
_ROOTS: Final = frozenset({"html", "body"})


class Ground(NamedTuple):
    """Sums over the blocks of a page from the first to each, so that a container's are two look-ups apart.

    ``lengths`` are the blocks' own, in characters as Latin would have them; ``prose`` is 0 for what is no prose.
    ``best`` is the container with the most prose, None where there is none; ``scores`` are the containers' own,
    by the index of the element, and ``best_score`` the highest.
    """

    starts: list[int]
    lengths: list[float]
    prose: list[float]
    length_sums: list[float]
    prose_sums: list[float]
    link_sums: list[int]
    best: Element | None
    scores: dict[int, float]
    best_score: float

    def span(self, element: Element) -> tuple[int, int]:
        """The first block inside an element, and the one behind its last."""
        starts = self.starts
        first = bisect_left(starts, element.text_start)
        return first, bisect_left(starts, element.text_end, first)


def _comment_finder(blocks: Sequence[TextBlock]) -> Callable[[Element], bool]:
    """A function that tells whether an element stands among comments of readers; what holds an h1 never does."""
    headlines = [block.owner.index for block in blocks if block.owner.tag == "h1"]
    known: dict[int, bool] = {}

    def find(element: Element) -> bool:
        climbed = []  # no recursion: pages nest as deep as they like
        found = False
        around: Element | None = element
        while around is not None and around.tag not in _ROOTS:
            kept = known.get(around.index)
            if kept is not None:
                found = kept
                break
            climbed.append(around.index)
            if says_comment(around) and not any(around.index <= index < around.end for index in headlines):
                found = True
                break
            around = around.parent
        known.update(dict.fromkeys(climbed, found))
        return found

    return find


def survey(blocks: Sequence[TextBlock]) -> Ground:
    """The lie of these blocks' text; where none is long enough for prose, shorter ones count."""
    ground = _survey(blocks, _PROSE_LENGTH)
    return ground if ground.best is not None else _survey(blocks, _SHORT_PROSE_LENGTH)


def _survey(blocks: Sequence[TextBlock], least: int) -> Ground:
    lengths, prose = [], []
    find_comments = _comment_finder(blocks)
    scores: dict[int, float] = {}
    containers: dict[int, Element] = {}
    for block in blocks:
        text = block.text
        length = float(len(text))
        if text[len(text) >> 1] >= _FIRST_DENSE:
            length *= _DENSE_WEIGHT
        lengths.append(length)
        if length < least or block.link_length > _PROSE_LINKS * len(text):
            prose.append(0.0)
            continue
        prose.append(length)
        weight, container = length, block.owner.parent
        if container is not None and find_comments(container):
            weight *= _COMMENT_WEIGHT
        for step in range(_STEPS):
            if container is None or (step and container.tag in _ROOTS):
                break
            index = container.index
            scores[index] = scores.get(index, 0.0) + weight
            containers[index] = container
            weight, container = weight * _FADE, container.parent
    best = max(scores, key=lambda index: (scores[index], -index), default=None)
    return Ground(
        starts=[block.start for block in blocks],
        lengths=lengths,
        prose=prose,
        length_sums=list(accumulate(lengths, initial=0.0)),
        prose_sums=list(accumulate(prose, initial=0.0)),
        link_sums=list(accumulate((block.link_length for block in blocks), initial=0)),
        best=None if best is None else containers[best],
        scores=scores,
        best_score=0.0 if best is None else scores[best],
    )
