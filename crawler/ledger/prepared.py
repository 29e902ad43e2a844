"""Statements that a crawl asks many times a page: written once in SQLAlchemy's words, run without its machinery."""

from collections.abc import Iterable, Mapping
from typing import Any

from crawler.ledger.store import Ledger


class Prepared:
    """A statement compiled for the ledger's database; its results are plain tuples.

    ``keys`` are the columns that an insert is given. What is converted on its way to the database or back (dates,
    JSON) is not for this: numbers, texts and bytes go as they are.
    """

    def __init__(self, ledger: Ledger, statement: Any, keys: Iterable[str] = ()) -> None:
        compiled = statement.compile(dialect=ledger.engine.dialect, column_keys=list(keys) or None)
        self._ledger = ledger
        self._sql: str = compiled.string
        self._order: list[str] | None = compiled.positiontup
        self._constants: dict[str, Any] = compiled.params

    def rows(self, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run it and give all rows."""
        with self._ledger.writing():
            cursor = self._ledger.cursor()
            cursor.execute(self._sql, self._bind(values))
            found: list[tuple[Any, ...]] = cursor.fetchall()
            cursor.close()
        return found

    def first(self, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Run it and give the first row; None where there is none."""
        found = self.rows(values)
        return found[0] if found else None

    def run(self, *values: Mapping[str, Any]) -> None:
        """Run it once for each of these."""
        with self._ledger.writing():
            cursor = self._ledger.cursor()
            cursor.executemany(self._sql, [self._bind(each) for each in values])
            cursor.close()

    def _bind(self, values: Mapping[str, Any]) -> Any:
        bound = {**self._constants, **values}
        return bound if self._order is None else [bound[name] for name in self._order]
