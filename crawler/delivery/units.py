"""All that one request brings about, gathered until it is through."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final

from crawler.ledger.deliveries import Delivered, KeptArticle
from crawler.ledger.prepared import Prepared
from crawler.ledger.queue import NewRequest


@dataclass(eq=False, slots=True, kw_only=True)
class Unit:
    """What is written when a request is through, all of it or nothing.

    ``requests`` are each the row to be kept and, where that cannot be made of it, the live object. ``lines`` are
    each the feed, the line, and the article that it is, if it is one. A unit is written after those in ``waits_for``.
    ``was_told``: its request failed before, and what is said of it now was said then. ``is_given_back``: its request
    is to wait again.
    """

    request_id: int | None = None
    requests: list[tuple[NewRequest, Any]] = field(default_factory=list)
    fingerprints: set[int] = field(default_factory=set)
    met: set[int] = field(default_factory=set)
    offers: list[tuple[int, bytes]] = field(default_factory=list)
    claims: dict[str, Delivered] = field(default_factory=dict)
    lines: list[tuple[str, bytes, KeptArticle | None]] = field(default_factory=list)
    rows: dict[Prepared, list[dict[str, Any]]] = field(default_factory=dict)
    writes: list[Callable[[], None]] = field(default_factory=list)
    tallies: Counter[str] = field(default_factory=Counter)
    waits_for: list["Unit"] = field(default_factory=list)
    is_open: bool = True
    was_told: bool = False
    is_given_back: bool = False

    def then(self, write: Callable[[], None]) -> None:
        """Have a write of one's own done in this unit's commit."""
        self.writes.append(write)

    def add(self, insert: Prepared, row: dict[str, Any]) -> None:
        """Have a row written in this unit's commit, together with the others of its statement."""
        self.rows.setdefault(insert, []).append(row)

    def is_behind(self, other: "Unit") -> bool:
        """Whether this unit waits for another, or for one that does."""
        return any(unit is other or unit.is_behind(other) for unit in self.waits_for if unit.is_open)


_current: Final[ContextVar[Unit | None]] = ContextVar("readmore_unit", default=None)


def current_unit() -> Unit | None:
    """The unit whose callback, errback or items are being worked on; None outside of them."""
    unit = _current.get()
    return unit if unit is not None and unit.is_open else None


def give_back() -> None:
    """Let the request that is being worked on wait again, as though it had not been handed out.

    Its turn comes when nothing else is left to do, if need be in the job's next run.
    """
    unit = current_unit()
    if unit is not None:
        unit.is_given_back = True


def work_on(unit: Unit | None) -> None:
    """Let what this task and its children do from now on belong to a unit, or to none."""
    _current.set(unit)


@contextmanager
def working_on(unit: Unit | None) -> Iterator[None]:
    """Let what is done inside belong to a unit, or to none."""
    token = _current.set(unit)
    try:
        yield
    finally:
        _current.reset(token)
