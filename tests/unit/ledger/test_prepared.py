"""A prepared statement does what SQLAlchemy's own would do, in the same transaction, and fails in the same words."""

import pytest
from sqlalchemy import bindparam, select

from crawler.errors import LedgerError
from crawler.ledger.prepared import Prepared
from crawler.ledger.store import open_ledger
from crawler.ledger.tables import ADDRESSES


@pytest.fixture
def ledger(tmp_path):
    ledger = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    yield ledger
    ledger.close()


def test_it_shares_the_transaction_of_the_ledger(ledger):
    insert = Prepared(ledger, ledger.insert_new(ADDRESSES), ADDRESSES.c.keys())
    find = Prepared(
        ledger, select(ADDRESSES.c.address).where(ADDRESSES.c.job == 1, ADDRESSES.c.address > bindparam("n"))
    )
    insert.run({"job": 1, "address": 5}, {"job": 1, "address": 7}, {"job": 1, "address": 5})
    assert find.rows({"n": 0}) == [(5,), (7,)]
    assert find.first({"n": 6}) == (7,)
    assert find.first({"n": 9}) is None
    assert ledger.connection.execute(select(ADDRESSES.c.address)).scalars().all() == [5, 7]
    ledger.connection.rollback()
    assert find.rows({"n": 0}) == []


def test_what_the_database_refuses_ends_all_writing(ledger):
    insert = Prepared(ledger, ledger.insert_new(ADDRESSES), ADDRESSES.c.keys())
    insert.run({"job": 1, "address": 5})
    with pytest.raises(LedgerError, match="cannot be used: NOT NULL constraint failed"):
        insert.run({"job": 1, "address": None})
    with pytest.raises(LedgerError, match="NOT NULL"):
        insert.run({"job": 1, "address": 6})
