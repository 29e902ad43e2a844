"""What differs from database to database: how to connect, to insert what is new, and to keep a second run out."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from crawler.errors import LedgerError, SettingError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows: SQLite's own write lock keeps a second run out, with less grace
    fcntl = None  # type: ignore[assignment]

_SETTING: Final = "READMORE_LEDGER_URL"
_WAIT_SECONDS: Final = 5.0
_CACHE_KIB: Final = 16_384
_ADVISORY_LOCK: Final = 0x0EAD_0000_0E0E


def parse_ledger_url(value: str) -> URL:
    """The value of READMORE_LEDGER_URL.

    Raises:
        SettingError: no address of a database that a ledger can live in.
    """
    try:
        url = make_url(value)
        known = url.get_backend_name() in {"sqlite", "postgresql"}
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ImportError):
        known = False
    if not known:
        raise SettingError(f"{_SETTING} is {value!r}: write sqlite:///path/to/ledger.db")
    return url


def connect(url: URL) -> Engine:
    """An engine that holds one connection, whose every transaction takes the right to write at once."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, poolclass=StaticPool)
    engine = create_engine(url, poolclass=StaticPool, connect_args={"timeout": _WAIT_SECONDS})
    _prepare_sqlite(engine, "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")
    return engine


def connect_temporary() -> Engine:
    """A SQLite database in a nameless temporary file, which the system takes away however the process ends."""
    engine = create_engine("sqlite://", poolclass=StaticPool, creator=lambda: sqlite3.connect(""))
    _prepare_sqlite(engine, "PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF")
    return engine


def _prepare_sqlite(engine: Engine, *pragmas: str) -> None:
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say
        for pragma in (*pragmas, f"PRAGMA cache_size=-{_CACHE_KIB}"):
            connection.execute(pragma)

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)


def insert_new(engine: Engine, table: Table) -> Any:
    """An insert that passes over rows whose key stands there already."""
    return _insert(engine)(table).on_conflict_do_nothing()


def insert_or_update(engine: Engine, table: Table, *names: str) -> Any:
    """An insert that writes over these columns (all, if none is named) of the row of the same primary key."""
    statement = _insert(engine)(table)
    keys = [column.name for column in table.primary_key]
    changed = names or [column.name for column in table.columns if column.name not in keys]
    changes = {name: statement.excluded[name] for name in changed}
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)


def _insert(engine: Engine) -> Callable[[Table], Any]:
    return postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert


class RunLock:
    """Keeps a second run off a ledger; the system lets go of it however the process ends."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take the lock.

        Raises:
            LedgerError: another run holds it.
        """
        if self._engine.dialect.name == "postgresql":
            with self._engine.connect() as connection:
                taken = connection.execute(text(f"SELECT pg_try_advisory_lock({_ADVISORY_LOCK})")).scalar_one()
            if not taken:
                raise self._is_taken()
        elif self._engine.url.database and fcntl is not None:
            path = Path(f"{self._engine.url.database}.lock")
            self._file = path.open("a", encoding="utf-8")
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                self._file.close()
                raise self._is_taken() from None

    def release(self) -> None:
        """Let go."""
        if self._file is not None:
            self._file.close()

    def _is_taken(self) -> LedgerError:
        where = self._engine.url.database
        return LedgerError(f"another run is working with the ledger {where}: wait for it, or stop it")
