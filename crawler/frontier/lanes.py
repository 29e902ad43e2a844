"""Which lane's turn it is: the one with the least in flight, and nothing before what may tell about it."""

from collections import Counter
from collections.abc import Iterator

from crawler.ledger.queue import LOWEST_LEVEL


class Lanes:
    """The lanes of a frontier: in which something waits, and what of each is in flight.

    A lane that is handed out in order holds back its lower levels while a higher one is in flight. Lanes with as
    many in flight take turns, by name. No lane has more than ``limit`` in flight (0: as many as there are): what
    waits in the downloader can no longer be overtaken.
    """

    def __init__(self, limit: int = 0) -> None:
        self._limit = limit
        self._waiting: set[str] = set()
        self._blocked: set[str] = set()
        self._in_flight: dict[str, Counter[int]] = {}
        self._last = ""

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, lane: str) -> None:
        """Something may wait in a lane."""
        self._waiting.add(lane)
        self._blocked.discard(lane)

    def in_order(self) -> Iterator[str]:
        """The lanes to try, the best first."""
        while ready := self._waiting - self._blocked:
            least = min(self._active(lane) for lane in ready)
            if self._limit and least >= self._limit:
                return
            names = [lane for lane in ready if self._active(lane) == least]
            yield min((lane for lane in names if lane > self._last), default=min(names))

    def floor(self, lane: str) -> int:
        """The lowest level that a lane may hand out now."""
        return max(self._in_flight.get(lane, ()), default=LOWEST_LEVEL)

    def begin(self, lane: str, level: int) -> None:
        """A request of a lane was handed out."""
        self._in_flight.setdefault(lane, Counter())[level] += 1
        self._last = lane

    def pass_over(self, lane: str) -> None:
        """A lane handed out nothing: it is empty, or has to wait for what it has in flight."""
        if lane in self._in_flight:
            self._blocked.add(lane)
        else:
            self._waiting.discard(lane)

    def end(self, lane: str, level: int) -> None:
        """A request of a lane is through."""
        levels = self._in_flight[lane]
        levels[level] -= 1
        if not levels[level]:
            del levels[level]
        if not levels:
            del self._in_flight[lane]
        self._blocked.discard(lane)

    def _active(self, lane: str) -> int:
        return self._in_flight[lane].total() if lane in self._in_flight else 0
