"""Traps, known by what they give: kinds of address that cost requests and bring nothing are left."""

from collections.abc import Mapping
from typing import Final

import msgspec

from crawler.delivery.commit import Delivery

_ENOUGH: Final = 50  # requests from which a share is told
_LEAST_SHARE: Final = 0.02
_KEPT: Final = "trap "
_COUNTS: Final = ("asked", "gave", "new")


class _Yield(msgspec.Struct):
    """What the addresses of one family cost and gave."""

    asked: int = 0
    gave: int = 0
    new: int = 0
    refused: int = 0


class Traps:
    """Counts what each family of addresses gives, and closes those that give nothing.

    ``budget`` is how many requests a family may cost before it has to give something: a new article where articles
    were hoped for, an address not met before where a listing was. With a ``delivery``, what the job's earlier runs have
    counted counts, too.
    """

    def __init__(self, budget: int, delivery: Delivery | None = None) -> None:
        self._families: dict[str, _Yield] = {}
        self._budget, self._delivery = budget, delivery
        for name in _COUNTS:
            kept = delivery.tallies.below(f"{_KEPT}{name} ") if delivery else {}
            for family, count in kept.items():
                setattr(self._families.setdefault(family, _Yield()), name, count)
        # Articles that were given, of whatever family.
        self.given: int = sum(found.gave for family, found in self._families.items() if family.startswith("//"))

    def note(self, family: str, *, gave: bool, new: bool = False) -> None:
        """One answer of a family: whether it gave what was hoped for, and whether that was new to the crawl."""
        found = self._families.setdefault(family, _Yield())
        found.asked += 1
        found.gave += gave
        found.new += new
        if self._delivery is not None:
            for name, is_so in zip(_COUNTS, (True, gave, new), strict=True):
                if is_so:
                    self._delivery.tally(f"{_KEPT}{name} {family}")
        if gave and family.startswith("//"):
            self.given += 1

    def is_closed(self, family: str, *, is_strict: bool = False) -> bool:
        """Whether a family has cost enough; ``is_strict``: a quarter of the budget, and what it gave has to be new."""
        found = self._families.get(family)
        if found is None or found.asked < (max(1, self._budget // 4) if is_strict else self._budget):
            return False
        gave = found.new if is_strict else found.gave
        return gave == 0 or (found.asked >= _ENOUGH and gave < found.asked * _LEAST_SHARE)

    def has_given(self, family: str) -> bool:
        """Whether a family has given anything yet."""
        found = self._families.get(family)
        return found is not None and found.gave > 0

    def refuse(self, family: str, *, is_strict: bool = False) -> bool:
        """Whether a family is closed, with one address of it counted as left out where it is."""
        if not self.is_closed(family, is_strict=is_strict):
            return False
        self._families[family].refused += 1
        return True

    @property
    def costs(self) -> Mapping[str, tuple[int, int]]:
        """Closed family to the requests that it cost, and the addresses that were left out for it."""
        return {family: (found.asked, found.refused) for family, found in self._families.items() if found.refused}
