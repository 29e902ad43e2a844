"""How much of what a site's front pages show its feeds and sitemaps tell of, in memory that is bounded."""

from typing import Final

from crawler.ledger.keys import address_key

_SIZE: Final = 4_000  # addresses that are kept of a site of any size
_ALL: Final = 1 << 64


class Coverage:
    """A sample of addresses shown and told: all of a small site's, of a large one's those with the smallest numbers.

    Which addresses are in it does not depend on the order in which they came.
    """

    def __init__(self) -> None:
        self._shown: set[int] = set()
        self._told: set[int] = set()
        self._untold: set[int] = set()
        self._bound = _ALL

    def note_told(self, canonical_url: str) -> None:
        """A feed, sitemap or list of posts tells of an article."""
        number = _number(canonical_url)
        if number < self._bound:
            self._told.add(number)
            self._untold.discard(number)
            self._shrink()

    def note_shown(self, canonical_url: str) -> None:
        """A front page shows an article."""
        number = _number(canonical_url)
        if number < self._bound:
            self._shown.add(number)
            if number not in self._told:
                self._untold.add(number)
            self._shrink()

    def count(self) -> tuple[int, int]:
        """How many articles of the sample were shown, and how many of these nothing tells of."""
        return len(self._shown), len(self._untold)

    def _shrink(self) -> None:
        while len(self._told) + len(self._shown) > _SIZE:
            self._bound //= 2
            for kept in (self._told, self._shown, self._untold):
                kept.intersection_update([number for number in kept if number < self._bound])


def _number(canonical_url: str) -> int:
    return address_key(canonical_url) + _ALL // 2
