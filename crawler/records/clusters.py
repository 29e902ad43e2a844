"""Which articles are near-duplicates of each other, decided without regard to the order in which they came."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import Final, NamedTuple

# Of 736,000 pairs of real pages, the 17 within 8 bits share .89 or more of their words; the first of unlike texts: 12.
MAX_DIFFERING_BITS: Final = 8
_BITS: Final = 64
# Where 8 bits differ, at least two of ten blocks do not, and at least three of eleven: three leave fewer candidates
# to be compared, but take more tables, which pays for many articles.
_MANY: Final = 50_000


class Fingerprint(NamedTuple):
    """An article by its id and the simhash of its text, as a number of 64 bits."""

    id: str
    simhash: int


def find_clusters(fingerprints: Iterable[Fingerprint]) -> dict[str, str]:
    """The cluster of each article that has a near-duplicate: its id to the smallest id of the cluster.

    Two articles are in one cluster where their fingerprints differ in at most 8 bits, or where a chain of such pairs
    leads from one to the other. An id may come several times; it is one article. Memory: the ids, and one table.
    """
    ids_of: dict[int, set[str]] = defaultdict(set)
    for fingerprint in fingerprints:
        ids_of[fingerprint.simhash].add(fingerprint.id)
    hashes = list(ids_of)
    sets = _DisjointSets(len(hashes))
    place_of: dict[str, int] = {}
    for place, value in enumerate(hashes):
        for member in ids_of[value]:
            sets.unite(place_of.setdefault(member, place), place)
    for mask in _masks(len(hashes)):
        for bucket in _buckets(hashes, mask):
            _unite_near(bucket, hashes, sets)
    members: dict[int, set[str]] = defaultdict(set)
    for place, value in enumerate(hashes):
        members[sets.find(place)] |= ids_of[value]
    clusters = ((ids, min(ids)) for ids in members.values() if len(ids) > 1)
    return {member: smallest for ids, smallest in clusters for member in ids}


def _unite_near(bucket: list[int], hashes: Sequence[int], sets: "_DisjointSets") -> None:
    if len({sets.find(place) for place in bucket}) == 1:
        return
    for one, other in combinations(bucket, 2):
        if (hashes[one] ^ hashes[other]).bit_count() <= MAX_DIFFERING_BITS:
            sets.unite(one, other)


def _masks(count: int) -> list[int]:
    """The bits that two near-duplicates share in at least one of these masks."""
    shared = 2 if count < _MANY else 3
    blocks = MAX_DIFFERING_BITS + shared
    edges = [_BITS * edge // blocks for edge in range(blocks + 1)]
    parts = [((1 << end) - 1) ^ ((1 << start) - 1) for start, end in pairwise(edges)]
    return [sum(chosen) for chosen in combinations(parts, shared)]


def _buckets(hashes: Sequence[int], mask: int) -> list[list[int]]:
    """The places of those that agree in the mask, where more than one does."""
    table: dict[int, list[int]] = defaultdict(list)
    for place, value in enumerate(hashes):
        table[value & mask].append(place)
    return [bucket for bucket in table.values() if len(bucket) > 1]


class _DisjointSets:
    """Numbers from 0 in sets that only ever join (Tarjan 1975, halving the paths)."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def find(self, member: int) -> int:
        above = self._above
        while above[member] != member:
            above[member] = above[above[member]]
            member = above[member]
        return member

    def unite(self, one: int, other: int) -> None:
        self._above[self.find(one)] = self.find(other)
