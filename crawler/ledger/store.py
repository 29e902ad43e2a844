"""The ledger itself: one connection, one open transaction, committed when a batch of pages is done."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from crawler.errors import KeepingError, LedgerError
from crawler.faults import pass_point
from crawler.ledger.dialect import (
    RunLock,
    connect,
    connect_temporary,
    insert_new,
    insert_or_update,
    parse_ledger_url,
)
from crawler.ledger.migrations import migrate

_shared: Final[dict[str, "Ledger"]] = {}


class Ledger:
    """A ledger that is open. Crawls of one process share it; what each writes is committed together.

    ``connection`` is in a transaction from the first statement after a commit. ``syncs`` are called before each
    commit: what they make durable, and what they write to the ledger, is in it.
    """

    def __init__(self, engine: Engine, lock: RunLock | None = None, *, is_temporary: bool = False) -> None:
        self.engine = engine
        self.is_temporary = is_temporary
        self.syncs: list[Callable[[], None]] = []
        self.fault: str | None = None
        self._lock = lock
        self._users = 0
        self.connection: Connection = engine.connect()
        self._driver: Any = self.connection.connection.driver_connection
        self._database_error: type[Exception] = engine.dialect.loaded_dbapi.Error

    @property
    def name(self) -> str:
        """Where the ledger lives, as a person says it."""
        return self.engine.url.database or "in a temporary file"

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """The connection; whatever the database refuses is told in one line, and undoes all since the last commit.

        Raises:
            LedgerError: the ledger cannot be read or written, now or since an earlier fault.
        """
        if self.fault:
            raise LedgerError(self.fault)
        try:
            yield self.connection
        except KeepingError as error:
            self.break_off(error)
            raise
        except (SQLAlchemyError, self._database_error, OSError) as error:
            raise self.break_off(error) from error

    def cursor(self) -> Any:
        """A cursor of the database's own driver, in the open transaction; for what is asked so often that it counts."""
        if not self.connection.in_transaction():
            self.connection.begin()
        return self._driver.cursor()

    def break_off(self, error: Exception) -> LedgerError:
        """Undo all since the last commit and write no more; the error says why."""
        own = isinstance(error, KeepingError)
        self.fault = self.fault or (
            str(error) if own else f"the ledger {self.name} cannot be used: {_in_one_line(error)}"
        )
        with contextlib.suppress(SQLAlchemyError):
            self.connection.rollback()
        return LedgerError(self.fault)

    def commit(self) -> None:
        """Make durable all that was written since the last commit.

        Raises:
            KeepingError: it cannot be; nothing of it stands.
        """
        with self.writing() as connection:
            pass_point("commit.begin")
            for sync in self.syncs:
                sync()
            pass_point("commit.synced")
            connection.commit()
            pass_point("commit.done")

    def insert_new(self, table: Table) -> Any:
        """An insert that passes over rows whose key stands there already."""
        return insert_new(self.engine, table)

    def insert_or_update(self, table: Table, *names: str) -> Any:
        """An insert that writes over these columns (all, if none is named) of the row of the same primary key."""
        return insert_or_update(self.engine, table, *names)

    def close(self) -> None:
        """Leave the ledger; the last user closes it. What was not committed is undone."""
        self._users -= 1
        if self._users > 0:
            return
        for key, ledger in list(_shared.items()):
            if ledger is self:
                del _shared[key]
        with contextlib.suppress(SQLAlchemyError):
            self.connection.close()
        self.engine.dispose()
        if self._lock:
            self._lock.release()


def open_ledger(value: str) -> Ledger:
    """The ledger at a URL, made where there is none and brought to this version; one for all users of a process.

    Raises:
        SettingError: the URL is none of a ledger.
        LedgerError: it cannot be opened, another run works with it, or a newer Readmore wrote it.
    """
    if value not in _shared:
        _shared[value] = _open(parse_ledger_url(value))
    ledger = _shared[value]
    ledger._users += 1  # noqa: SLF001 - the count is the ledger's own; only this door raises it
    return ledger


def open_temporary_ledger() -> Ledger:
    """A ledger for one run, which is gone when it ends, however it ends."""
    ledger = Ledger(connect_temporary(), is_temporary=True)
    migrate(ledger.connection)
    return ledger


def _open(url: URL) -> Ledger:
    engine = connect(url)
    lock = RunLock(engine)
    with contextlib.ExitStack() as undoing:
        undoing.callback(engine.dispose)
        undoing.callback(lock.release)
        try:
            if url.get_backend_name() == "sqlite" and url.database:
                Path(url.database).parent.mkdir(parents=True, exist_ok=True)
                if Path(url.database).exists() and not os.access(url.database, os.W_OK):
                    raise PermissionError("it is read-only")
            lock.take()
            ledger = Ledger(engine, lock)
            undoing.callback(ledger.connection.close)
            migrate(ledger.connection)
        except (SQLAlchemyError, OSError) as error:
            raise LedgerError(f"the ledger {url.database} cannot be opened: {_in_one_line(error)}") from error
        undoing.pop_all()
    return ledger


def _in_one_line(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    strerror = getattr(cause, "strerror", None)
    return str(strerror or cause or type(cause).__name__).splitlines()[0]
