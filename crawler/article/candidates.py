"""Candidates for a field, where each was read and how sure it is, and the choice among them."""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from crawler.records.article import FieldSource
from crawler.records.enums import Origin

Value = TypeVar("Value")


class Candidate(NamedTuple, Generic[Value]):
    """One value that a field might take.

    ``confidence`` (0 to 1) is how often such a candidate is right; ``note`` says in a few words where exactly it
    stood or what speaks for or against it.
    """

    value: Value
    origin: Origin
    confidence: float
    note: str = ""


class Choice(NamedTuple, Generic[Value]):
    """What a field was given, and all that it was chosen from, the chosen one among them."""

    chosen: Candidate[Value] | None
    candidates: tuple[Candidate[Value], ...] = ()

    @property
    def value(self) -> Value | None:
        """The chosen value; None where there is none."""
        return self.chosen.value if self.chosen else None

    @property
    def source(self) -> FieldSource | None:
        """Where the chosen value was read, as the record tells it."""
        chosen = self.chosen
        return {"from": chosen.origin, "confidence": round(chosen.confidence, 2)} if chosen else None


def choose_surest(candidates: Iterable[Candidate[Value]]) -> Choice[Value]:
    """The choice of the surest candidate, the first of equals."""
    pool = tuple(candidates)
    return Choice(max(pool, key=lambda candidate: candidate.confidence, default=None), pool)
