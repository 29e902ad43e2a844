"""What a job keeps: units are written in the order in which they end, and only whole ones are committed."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from crawler.delivery.job_segments import ExportTarget, JobSegments
from crawler.delivery.units import Unit, current_unit
from crawler.ledger.addresses import Addresses, Offers
from crawler.ledger.deliveries import Delivered, Deliveries, KeptArticle, Place
from crawler.ledger.jobs import Job
from crawler.ledger.keys import address_key
from crawler.ledger.queue import RequestQueue
from crawler.ledger.store import Ledger
from crawler.ledger.tallies import Tallies


class Delivery:
    """One job's pages, from the time they are worked on until they are committed.

    ``live`` holds, by the number of its request, what could not be made into bytes and lives in this process only.
    ``uncommitted`` counts the units that the next commit will make durable. ``tallies`` are what pages that are
    through, in this run and those before it, have counted.
    """

    def __init__(self, ledger: Ledger, job: Job, target: ExportTarget | None = None) -> None:
        """Take up a job where its last run left it.

        Raises:
            KeepingError: the ledger or a segment cannot be used.
        """
        self.ledger, self.job = ledger, job
        self.queue = RequestQueue(ledger, job)
        self.live: dict[int, Any] = {}
        self.uncommitted = 0
        self._addresses = Addresses(ledger, job)
        self._offers = Offers(ledger, job)
        self._deliveries = Deliveries(ledger, job)
        self._claims: dict[str | int, Unit] = {}  # by article id and by spelling
        self._held_back: list[Unit] = []
        self._segments = JobSegments(ledger, job, target)
        self.tallies = Tallies(ledger, job)
        self._syncs = (self._segments.sync, self.tallies.sync)
        ledger.syncs += self._syncs

    @property
    def has_segments(self) -> bool:
        """Whether records are written to segments at all."""
        return self._segments.are_written

    # ------------------------------------------------------------ while a page is worked on

    def meet(self, canonical_url: str) -> bool:
        """Whether an address is new to this page and to those that are through; from now on it is known to it."""
        if self.has_met(canonical_url):
            return False
        self.remember(canonical_url)
        return True

    def remember(self, *canonical_urls: str) -> None:
        """Count addresses as met by this page."""
        keys, unit = map(address_key, canonical_urls), current_unit()
        if unit is None:
            self._addresses.add(keys)
        else:
            unit.met.update(keys)

    def has_met(self, canonical_url: str) -> bool:
        """Whether this page, or one that is through, has met an address.

        Where nothing more can be kept, every address counts as met: pages still at work lead nowhere.
        """
        if self.ledger.fault:
            return True
        key, unit = address_key(canonical_url), current_unit()
        return (unit is not None and key in unit.met) or key in self._addresses

    def offer(self, canonical_url: str, told: bytes) -> None:
        """Keep what this page tells of an address."""
        pair, unit = (address_key(canonical_url), told), current_unit()
        if unit is None:
            self._offers.add([pair])
        else:
            unit.offers.append(pair)

    def offers(self, canonical_url: str) -> list[bytes]:
        """All that pages which are through have told of an address, sorted: their order plays no part."""
        return [] if self.ledger.fault else self._offers.of(address_key(canonical_url))

    def find_article(self, article_id: str) -> Delivered | None:
        """The article of this id, where one is delivered or about to be."""
        if self.ledger.fault:
            return None
        return self._find_claim(article_id) or self._deliveries.find(article_id)

    def find_spelling(self, spelling: int) -> Delivered | None:
        """The article of this spelling, where one is delivered or about to be."""
        if self.ledger.fault:
            return None
        return self._find_claim(spelling) or self._deliveries.find_spelling(spelling)

    def claim(self, article: Delivered) -> None:
        """This page delivers an article."""
        with self._in_unit() as unit:
            unit.claims[article.article_id] = article
            self._claims[article.article_id] = self._claims[article.spelling] = unit

    def take(self, feed: str, line: bytes, article: KeptArticle | None = None) -> None:
        """A record to be written to a feed's segment, as one line without its end."""
        with self._in_unit() as unit:
            unit.lines.append((feed, line, article))

    def tally(self, name: str, by: int = 1) -> None:
        """Count for the whole job, in this page's commit."""
        unit = current_unit()
        if unit is None:
            self.tallies.add(Counter({name: by}))
        else:
            unit.tallies[name] += by

    # ------------------------------------------------------------ when it is through

    def end(self, unit: Unit) -> set[str]:
        """Write a unit that is through, and those that waited for it; gives the lanes that may have got requests."""
        if any(other.is_open for other in unit.waits_for):
            self._held_back.append(unit)
            return set()
        lanes = self._write(unit)
        for waiting in list(self._held_back):
            if waiting.is_open and not any(other.is_open for other in waiting.waits_for):
                self._held_back.remove(waiting)
                lanes |= self.end(waiting)
        return lanes

    def fail(self, unit: Unit) -> None:
        """A unit whose request found no answer: the request is kept, all else is forgotten."""
        self.drop(unit)
        if unit.request_id is not None:
            self.queue.fail(unit.request_id)

    def drop(self, unit: Unit) -> None:
        """Forget a unit."""
        unit.is_open = False
        for claim in unit.claims.values():
            for key in (claim.article_id, claim.spelling):
                if self._claims.get(key) is unit:
                    del self._claims[key]
        if unit.request_id is not None:
            self.live.pop(unit.request_id, None)

    def commit(self) -> None:
        """Make durable all units that are through.

        Raises:
            KeepingError: it cannot be done; the next run will do them again.
        """
        self.ledger.commit()
        self.uncommitted = 0

    def finish(self, *, is_through: bool = True) -> None:
        """Give every segment its final name, and note that the job is finished.

        Where it is not ``is_through``, the job stays open, and its next run writes to new segments.
        """
        self.commit()
        self._segments.seal(_now(), is_through=is_through)

    def close(self) -> None:
        """Leave segments and ledger as they were committed."""
        self._segments.close()
        for sync in self._syncs:
            self.ledger.syncs.remove(sync)
        self.ledger.close()

    # ------------------------------------------------------------ inside

    def _find_claim(self, key: str | int) -> Delivered | None:
        """The claim of a page that is not through; what is decided by another's is written after it."""
        owner, mine = self._claims.get(key), current_unit()
        if owner is None:
            return None
        if mine is not None and mine is not owner and not owner.is_behind(mine):
            mine.waits_for.append(owner)
        return next(claim for claim in owner.claims.values() if key in {claim.article_id, claim.spelling})

    @contextmanager
    def _in_unit(self) -> Iterator[Unit]:
        unit = current_unit()
        if unit is not None:
            yield unit
        else:
            unit = Unit()
            yield unit
            self.end(unit)

    def _write(self, unit: Unit) -> set[str]:
        for feed in sorted({feed for feed, _, _ in unit.lines}):
            self._segments.prepare(feed)
        self.drop(unit)
        now, places = _now(), {}
        for feed, line, article in unit.lines:
            place = self._segments.append(feed, line)
            if article is not None:
                places[article.id] = place
                self._deliveries.keep(article, now, place)
        kept = [request for request, live in unit.requests if live is None]
        if kept:
            self.queue.add(kept)
        for request, live in unit.requests:
            if live is not None and (number := self.queue.add_one(request)) is not None:
                self.live[number] = live
        self._addresses.add(unit.met)
        self._offers.add(unit.offers)
        self.tallies.add(unit.tallies)
        for claim in unit.claims.values():
            self._deliveries.add(claim, now, places.get(claim.article_id, Place()))
        for insert, rows in unit.rows.items():
            insert.run(*rows)
        for write in unit.writes:
            write()
        if unit.request_id is not None:
            self.queue.finish(unit.request_id)
        self.uncommitted += 1
        return {request.lane for request, _ in unit.requests}


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
