"""What is known of each address that was fetched: when, what it was, and by what its next answer is told unchanged."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import and_, bindparam, false, or_, select

from crawler.ledger.articles import decode_memory
from crawler.ledger.keys import address_key
from crawler.ledger.prepared import Prepared
from crawler.ledger.store import Ledger
from crawler.ledger.tables import ARTICLES, PAGES
from crawler.records.revisions import Remembered

_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """One address after its last answer; times are RFC 3339 texts, ``content_hash`` is of the bytes as they came."""

    url: str
    site: str
    kind: str
    fetched_at: str
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    article_id: str | None = None
    changed_at: str | None = None
    next_visit_at: str | None = None


class Pages:
    """The pages of a ledger; ``url`` is each one's canonical address."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._columns = [PAGES.c[name] for name in KnownPage.__dataclass_fields__]
        self._find = Prepared(ledger, select(*self._columns).where(PAGES.c.address == bindparam("key")))
        self._write = Prepared(ledger, ledger.insert_or_update(PAGES), PAGES.c.keys())

    def find(self, canonical_url: str) -> KnownPage | None:
        """What is known of an address."""
        row = self._find.first({"key": address_key(canonical_url)})
        return None if row is None else KnownPage(**dict(zip(KnownPage.__dataclass_fields__, row, strict=True)))

    def write(self, page: KnownPage) -> None:
        """Keep what an answer told of an address, over what was known before."""
        values = {name: getattr(page, name) for name in KnownPage.__dataclass_fields__}
        self._write.run({"address": address_key(page.url), **values})

    def list_urls(self, site: str, kind: str) -> list[str]:
        """The addresses of a site's pages of one kind, sorted."""
        found = select(PAGES.c.url).where(PAGES.c.site == site, PAGES.c.kind == kind).order_by(PAGES.c.url)
        with self._ledger.writing() as connection:
            return list(connection.scalars(found))

    def due(self, site: str, before: str, turns: int, day: date) -> Iterator[tuple[str, Remembered]]:
        """The articles of a site that are to be asked for again in a night that began at ``before``.

        Those whose time has come, and of the others one in ``turns`` (none for 0): each night another part, told by the
        address and the day alone, so that a night which is begun again asks for the same.
        """
        turn: Any = false()
        if turns:
            turn = (PAGES.c.address % turns + turns + day.toordinal()) % turns == 0
        last: int | None = None
        while True:
            found = (
                select(PAGES.c.address, PAGES.c.url, ARTICLES.c.parts)
                .join(ARTICLES, ARTICLES.c.id == PAGES.c.article_id)
                .where(PAGES.c.site == site, ARTICLES.c.parts.is_not(None))
                .where(ARTICLES.c.canonical_url == PAGES.c.url)
                .where(or_(and_(PAGES.c.next_visit_at.is_not(None), PAGES.c.next_visit_at <= before), turn))
                .order_by(PAGES.c.address)
                .limit(_BATCH)
            )
            if last is not None:
                found = found.where(PAGES.c.address > last)
            with self._ledger.writing() as connection:
                rows = connection.execute(found).all()
            for row in rows:
                yield row.url, decode_memory(row.parts)
            if len(rows) < _BATCH:
                return
            last = rows[-1].address
