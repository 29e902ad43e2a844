"""A second look at each block, once all of them have a first share: what is thought of the company that it keeps."""

from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Final, NamedTuple

from crawler.article.body.model import Row
from crawler.page.blocks import TextBlock

_BESIDE: Final = "before1 before2 before3 after1 after2 after3"
_GROUPED: Final = "container container_body kin kin_body"
_PLACE: Final = "body_before from_first_sure from_last_sure around surest page_body"
COMPANY_FEATURES: Final = tuple(chain(("own",), _BESIDE.split(), _GROUPED.split(), _PLACE.split()))

_SURE: Final = 0.8  # share from which a block is body beyond doubt
_FAR: Final = 50.0  # blocks; what is farther is no more told apart
_REACH: Final = 5  # blocks on each side whose mean is taken
_ALONE: Final = -1.0  # the share of the others where there are none


class Groups(NamedTuple):
    """What each of some blocks belongs to, by number: its container, and what is made like it."""

    containers: list[int]
    kins: list[int]


def find_groups(blocks: Sequence[TextBlock]) -> Groups:
    """The groups of these blocks."""
    groups = Groups([], [])
    numbers: dict[tuple[str, str, str], int] = {}
    for block in blocks:
        owner = block.owner
        parent = owner.parent or owner
        groups.containers.append(parent.index)
        key = (owner.tag, owner.get("class"), parent.get("class"))
        groups.kins.append(numbers.setdefault(key, len(numbers)))
    return groups


def look_again(groups: Groups, shares: Sequence[float], sizes: Sequence[int]) -> list[Row]:
    """A row of ``COMPANY_FEATURES`` for each block, by the first shares of all (0 to 1) and their words."""
    count = len(shares)
    padded = [0.0, 0.0, 0.0, *shares, 0.0, 0.0, 0.0]
    body = [share * size for share, size in zip(shares, sizes, strict=True)]
    whole = sum(body) or 1.0
    page_body = whole / (sum(sizes) or 1)
    containers = _weigh_groups(groups.containers, body, sizes, whole)
    kins = _weigh_groups(groups.kins, body, sizes, whole)
    sure = [number for number, share in enumerate(shares) if share >= _SURE]
    first, last = (sure[0], sure[-1]) if sure else (0, 0)
    sums, before = list(accumulate(shares, initial=0.0)), list(accumulate(body))
    surest = max(shares, default=0.0)
    rows: list[Row] = []
    for number, share in enumerate(shares):
        start, end = max(0, number - _REACH), min(count, number + _REACH + 1)
        rows.append((
            share, padded[number + 2], padded[number + 1], padded[number],
            padded[number + 4], padded[number + 5], padded[number + 6],
            *containers[number], *kins[number], before[number] / whole,
            max(-_FAR, min(_FAR, float(number - first))), max(-_FAR, min(_FAR, float(number - last))),
            (sums[end] - sums[start]) / (end - start), surest, page_body,
        ))  # fmt: skip
    return rows


def _weigh_groups(
    numbers: Sequence[int], body: Sequence[float], sizes: Sequence[int], whole: float
) -> list[tuple[float, float]]:
    """For each block the share of body in the others of its group, and the group's part of all body."""
    sums: dict[int, list[float]] = {}
    for number, mine, size in zip(numbers, body, sizes, strict=True):
        group = sums.setdefault(number, [0.0, 0.0])
        group[0] += mine
        group[1] += size
    found = []
    for number, mine, size in zip(numbers, body, sizes, strict=True):
        inside, words = sums[number]
        found.append(((inside - mine) / (words - size) if words > size else _ALONE, inside / whole))
    return found
