"""Which requests that found no answer are asked for again, and which are given up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Failure:
    host: str
    at: int


class Unanswered:
    """Decides by what a host does: one that answers others has a broken page, one that answers none is down.

    A request fails for good only on its second failure, and only where its host has answered another in between; or
    at once, where its host has never answered at all and it is no start request: such an address is a dead link.
    Until then it is kept: for later in this run if its host answers again, else for the next. Where nothing else is
    left to ask a host for, it is asked once more for a page that it gave before.
    """

    def __init__(self) -> None:
        self._answers = 0
        self._answered_at: dict[str, int] = {}
        self._failures: dict[int, _Failure] = {}
        self._tried_again: dict[int, _Failure] = {}
        self._probed: set[str] = set()

    def __len__(self) -> int:
        return len(self._failures)

    def note_answer(self, host: str) -> None:
        """A host has answered for a page."""
        self._answers += 1
        self._answered_at[host] = self._answers

    def is_final(self, request_id: int, host: str, attempts: int) -> bool:
        """Whether a failure of a request that had failed ``attempts`` times before is its last."""
        if not attempts:
            return False
        before = self._tried_again.get(request_id)
        return self._answered_at.get(host, 0) > (before.at if before else 0)

    def keep(self, request_id: int, host: str) -> None:
        """A request failed, and is kept."""
        self._failures[request_id] = _Failure(host, self._answers)

    def settle(self, request_id: int) -> None:
        """A request is through after all."""
        self._tried_again.pop(request_id, None)

    @property
    def is_hopeful(self) -> bool:
        """Whether a host that owed an answer has answered since."""
        return any(map(self._has_answered_since, self._failures.values()))

    def take_revived(self) -> list[int]:
        """The kept requests whose host has answered since: they are to be tried again."""
        revived = [number for number, failure in self._failures.items() if self._has_answered_since(failure)]
        for number in revived:
            self._tried_again[number] = self._failures.pop(number)
        return revived

    def take_silent(self) -> list[str]:
        """The hosts that owe an answer and were not given by this before."""
        silent = [host for host in self.hosts() if host not in self._probed]
        self._probed.update(silent)
        return silent

    def hosts(self) -> list[str]:
        """The hosts that owe an answer."""
        return sorted({failure.host for failure in self._failures.values()})

    def _has_answered_since(self, failure: _Failure) -> bool:
        return self._answered_at.get(failure.host, 0) > failure.at
