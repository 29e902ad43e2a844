"""What a statement costs by SQLAlchemy's Core, prepared by us, and by the database's driver.

``python benchmarks/statements.py``: CPU microseconds of a look-up of one address and of an insert of a page's twenty,
in a ledger of 20,000 rows, the best of five rounds. The last line is one flat JSON object.
"""

import json
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, select

from crawler.ledger.prepared import Prepared
from crawler.ledger.store import open_temporary_ledger
from crawler.ledger.tables import ADDRESSES

ROWS, LINKS_A_PAGE, ROUNDS = 20_000, 20, 5


def measure(work: Callable[[int], Any], times: int) -> float:
    """CPU microseconds of one call."""
    best = float("inf")
    for round_number in range(ROUNDS):
        begun = time.process_time()
        for number in range(round_number * times, (round_number + 1) * times):
            work(number)
        best = min(best, time.process_time() - begun)
    return best / times * 1e6


def main() -> None:
    """Measure, show, and end with one flat line of JSON."""
    ledger = open_temporary_ledger()
    insert = ledger.insert_new(ADDRESSES)
    find = select(ADDRESSES.c.address).where(ADDRESSES.c.job == 1, ADDRESSES.c.address == bindparam("key"))
    insert_prepared, find_prepared = Prepared(ledger, insert, ADDRESSES.c.keys()), Prepared(ledger, find)
    insert_prepared.run(*({"job": 1, "address": number} for number in range(ROWS)))
    connection, driver = ledger.connection, ledger.connection.connection.driver_connection
    assert driver is not None
    sql = "SELECT address FROM addresses WHERE job = 1 AND address = ?", "INSERT OR IGNORE INTO addresses VALUES (?, ?)"

    def rows(number: int) -> list[dict[str, int]]:
        return [{"job": 2, "address": LINKS_A_PAGE * number + link} for link in range(LINKS_A_PAGE)]

    figures = {
        "find_core_us": measure(lambda n: connection.execute(find, {"key": n % ROWS}).first(), 4_000),
        "find_prepared_us": measure(lambda n: find_prepared.first({"key": n % ROWS}), 4_000),
        "find_driver_us": measure(lambda n: driver.execute(sql[0], (n % ROWS,)).fetchone(), 4_000),
        "insert_core_us": measure(lambda n: connection.execute(insert, rows(n)), 1_000),
        "insert_prepared_us": measure(lambda n: insert_prepared.run(*rows(n)), 1_000),
        "insert_driver_us": measure(lambda n: driver.executemany(sql[1], [(3, r["address"]) for r in rows(n)]), 1_000),
    }
    for name, figure in figures.items():
        print(f"{name:<20}{figure:>8.1f}")
    print(json.dumps({name: round(figure, 1) for name, figure in figures.items()}))
    ledger.close()


if __name__ == "__main__":
    main()
