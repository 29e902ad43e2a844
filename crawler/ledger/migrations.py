"""How a ledger of an earlier version becomes one of this version: one step a version, each in one transaction."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, inspect, select, text, update

from crawler.errors import LedgerError
from crawler.faults import pass_point
from crawler.ledger.tables import ARTICLES, EVIDENCE, LEDGER, METADATA, TALLIES

_VERSION: Final = "version"


def _create(connection: Connection) -> None:
    METADATA.create_all(connection)
    connection.execute(LEDGER.insert().values(key=_VERSION, value="0"))


def _add_tallies_evidence_and_simhash(connection: Connection) -> None:
    for table in (TALLIES, EVIDENCE):
        table.create(connection, checkfirst=True)
    if "simhash" not in {column["name"] for column in inspect(connection).get_columns(ARTICLES.name)}:
        connection.execute(text("ALTER TABLE articles ADD COLUMN simhash BIGINT"))


# The step at index n brings a ledger of version n to version n + 1.
MIGRATIONS: Final[tuple[Callable[[Connection], None], ...]] = (_create, _add_tallies_evidence_and_simhash)


def read_version(connection: Connection) -> int:
    """The version of a ledger; 0 where there is none yet."""
    if not inspect(connection).has_table(LEDGER.name):
        return 0
    value = connection.execute(select(LEDGER.c.value).where(LEDGER.c.key == _VERSION)).scalar_one()
    return int(value)


def migrate(connection: Connection, steps: tuple[Callable[[Connection], None], ...] = MIGRATIONS) -> None:
    """Bring a ledger to this version; a step that is cut off leaves the ledger as it was before it.

    Raises:
        LedgerError: a newer Readmore wrote this ledger.
    """
    version = read_version(connection)
    connection.rollback()
    if version > len(steps):
        raise LedgerError(
            f"the ledger {connection.engine.url.database} is of version {version}, this Readmore knows versions up to "
            f"{len(steps)}: install a newer Readmore, or name another ledger"
        )
    for number, step in enumerate(steps[version:], version + 1):
        step(connection)
        connection.execute(update(LEDGER).where(LEDGER.c.key == _VERSION).values(value=str(number)))
        pass_point("migration")
        connection.commit()
