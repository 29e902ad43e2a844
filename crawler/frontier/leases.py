"""The requests that are handed out and not through: each with all that it has brought about so far."""

from dataclasses import dataclass

from scrapy import Request

from crawler.delivery.units import Unit
from crawler.frontier.payload import LEASE
from crawler.ledger.queue import LeasedRequest


@dataclass(eq=False, slots=True)
class Lease:
    """One request that is handed out; ``fault`` says why it found no answer, where it found none."""

    row: LeasedRequest
    unit: Unit
    host: str
    is_start: bool
    fault: str | None = None


class Leases:
    """Leases by the request itself, and by the mark in its meta, which its retries and redirects inherit."""

    def __init__(self) -> None:
        self._by_request: dict[Request, Lease] = {}
        self._by_mark: dict[int, Lease] = {}

    def __len__(self) -> int:
        return len(self._by_request)

    def begin(self, request: Request, lease: Lease) -> None:
        """A request is handed out."""
        request.meta[LEASE] = lease.row.id
        self._by_request[request] = self._by_mark[lease.row.id] = lease

    def end(self, request: Request) -> Lease | None:
        """A request is through; None where it was never handed out (robots.txt, inline downloads)."""
        lease = self._by_request.pop(request, None)
        if lease is not None:
            del self._by_mark[lease.row.id]
        return lease

    def of(self, request: Request) -> Lease | None:
        """The lease of a request, or of the one that it came from by retry, redirect or copied meta."""
        return self._by_request.get(request) or self._by_mark.get(request.meta.get(LEASE, 0))
