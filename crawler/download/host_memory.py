"""What a host has once told, asked for by one request however many wait for it."""

import time
from collections.abc import Awaitable, Callable
from typing import Generic, NamedTuple, TypeVar

from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred

_ValueT = TypeVar("_ValueT")


class Told(NamedTuple, Generic[_ValueT]):
    """A host's answer and for how many seconds it holds."""

    value: _ValueT
    seconds: float


class HostMemory(Generic[_ValueT]):
    """Answers by host, each for as long as it holds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[str, tuple[_ValueT, float]] = {}
        self._waiting: dict[str, list[Deferred[None]]] = {}

    async def ask(self, host: str, question: Callable[[_ValueT | None], Awaitable[Told[_ValueT]]]) -> _ValueT:
        """What the host told, asking ``question`` (given what it told before) where that no longer holds.

        Who comes while the question is open waits on a Deferred of its own, and looks again when it is answered: the
        future that Scrapy makes of a Deferred takes the result out of it, so that a second one gets None.
        """
        while host in self._waiting:
            turn: Deferred[None] = Deferred()
            self._waiting[host].append(turn)
            await maybe_deferred_to_future(turn)
        value, until = self._known.get(host, (None, 0.0))
        if value is not None and self._clock() < until:
            return value
        self._waiting[host] = []
        try:
            value, seconds = await question(value)
            self._known[host] = (value, self._clock() + seconds)
        finally:
            for turn in self._waiting.pop(host):
                turn.callback(None)
        return value
