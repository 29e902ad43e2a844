"""The addresses that a job has met, and what pages have told of them."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import bindparam, select

from crawler.ledger.jobs import Job
from crawler.ledger.prepared import Prepared
from crawler.ledger.recent import Recent
from crawler.ledger.store import Ledger
from crawler.ledger.tables import ADDRESSES, OFFERS

_REMEMBERED: Final = 100_000


class Addresses:
    """A set of address keys on disk. The last hundred thousand or so that were asked for are kept in memory too."""

    def __init__(self, ledger: Ledger, job: Job) -> None:
        self._job = job
        self._insert = Prepared(ledger, ledger.insert_new(ADDRESSES), ADDRESSES.c.keys())
        of_job = select(ADDRESSES.c.address).where(ADDRESSES.c.job == job.id)
        self._find = Prepared(ledger, of_job.where(ADDRESSES.c.address == bindparam("key")))
        self._recent: Recent[int, bool] = Recent(_REMEMBERED)

    def __contains__(self, key: int) -> bool:
        if self._recent.get(key):
            return True
        if self._find.first({"key": key}) is None:
            return False
        self._recent.put(key, True)  # noqa: FBT003 - a set, as a mapping
        return True

    def add(self, keys: Iterable[int]) -> None:
        """Put keys into the set; those that are there already do no harm."""
        rows = [{"job": self._job.id, "address": key} for key in keys]
        if rows:
            self._insert.run(*rows)
            for row in rows:
                self._recent.put(row["address"], True)  # noqa: FBT003 - the same


class Offers:
    """What pages have told of an address: a set of byte strings for each, which comes back in one order."""

    def __init__(self, ledger: Ledger, job: Job) -> None:
        self._job = job
        self._insert = Prepared(ledger, ledger.insert_new(OFFERS), OFFERS.c.keys())
        of_job = select(OFFERS.c.offer).where(OFFERS.c.job == job.id)
        self._find = Prepared(ledger, of_job.where(OFFERS.c.address == bindparam("key")).order_by(OFFERS.c.offer))

    def add(self, offers: Iterable[tuple[int, bytes]]) -> None:
        """Keep offers, each an address key and what was told."""
        rows = [{"job": self._job.id, "address": key, "offer": offer} for key, offer in offers]
        if rows:
            self._insert.run(*rows)

    def of(self, key: int) -> list[bytes]:
        """All that was told of an address, sorted."""
        return [offer for (offer,) in self._find.rows({"key": key})]
