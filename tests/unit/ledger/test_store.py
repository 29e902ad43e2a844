"""A ledger opens once, at its version, and says in one line why where it does not."""

import sqlite3
import subprocess
import sys

import pytest
from sqlalchemy import select

from crawler.errors import LedgerError, SettingError
from crawler.faults import arm, pass_point
from crawler.ledger.dialect import parse_ledger_url
from crawler.ledger.migrations import MIGRATIONS, migrate, read_version
from crawler.ledger.store import open_ledger, open_temporary_ledger
from crawler.ledger.tables import ARTICLES, EVIDENCE, TALLIES


@pytest.mark.parametrize("url", ["ledger.db", "mysql://localhost/x", "sqlite+nothing:///x", "://"])
def test_an_address_of_no_ledger_is_told(url):
    with pytest.raises(SettingError, match=r"write sqlite:///path/to/ledger\.db"):
        parse_ledger_url(url)


def test_a_process_shares_a_ledger(tmp_path):
    url = f"sqlite:///{tmp_path}/below/ledger.db"
    first, second = open_ledger(url), open_ledger(url)
    assert first is second
    assert first.name.endswith("below/ledger.db")
    first.close()
    second.commit()
    second.close()
    third = open_ledger(url)
    assert third is not first
    third.close()


def test_another_process_is_kept_out(tmp_path):
    ledger = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    code = f"from crawler.ledger.store import open_ledger; open_ledger('sqlite:///{tmp_path}/ledger.db')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "another run is working with the ledger" in done.stderr
    ledger.close()


def test_a_ledger_that_cannot_be_one_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(LedgerError, match="cannot be opened"):
        open_ledger(f"sqlite:///{tmp_path}/file/ledger.db")
    (tmp_path / "ledger.db").write_bytes(b"no database " * 100)
    with pytest.raises(LedgerError, match="file is not a database"):
        open_ledger(f"sqlite:///{tmp_path}/ledger.db")


def test_a_temporary_ledger_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ledger = open_temporary_ledger()
    assert ledger.name == "in a temporary file"
    ledger.close()
    assert list(tmp_path.iterdir()) == []


def test_each_step_runs_once_and_in_its_own_transaction(tmp_path):
    ledger = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
    version, done = len(MIGRATIONS), []

    def next_step(connection):
        connection.exec_driver_sql("CREATE TABLE next_step (x)")
        done.append(True)

    def broken(connection):
        connection.exec_driver_sql("CREATE TABLE broken (x)")
        raise RuntimeError("cut off")

    steps = (*MIGRATIONS, next_step)
    migrate(ledger.connection, steps)
    migrate(ledger.connection, steps)
    assert done == [True]
    with pytest.raises(RuntimeError, match="cut off"):
        migrate(ledger.connection, (*steps, broken))
    ledger.connection.rollback()
    assert read_version(ledger.connection) == version + 1
    ledger.close()
    with sqlite3.connect(tmp_path / "ledger.db") as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    database.close()
    assert "next_step" in tables
    assert "broken" not in tables
    with pytest.raises(LedgerError, match=f"is of version {version + 1}, this Readmore knows versions up to {version}"):
        open_ledger(f"sqlite:///{tmp_path}/ledger.db")


def test_a_statement_that_fails_undoes_all_since_the_last_commit():
    ledger = open_temporary_ledger()
    with pytest.raises(LedgerError, match="no such table"), ledger.writing() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    with pytest.raises(LedgerError, match="no such table"):
        ledger.commit()
    ledger.close()


def test_a_fault_point_kills_when_it_is_passed_as_often_as_asked():
    lines = [
        "from crawler.faults import arm, pass_point",
        "arm('x:2')",
        "pass_point('y')",
        "pass_point('x')",
        "print(1, flush=True)",
        "pass_point('x')",
        "print(2)",
    ]
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (-9, "1\n")
    arm("")
    pass_point("x")


def test_a_ledger_of_the_first_version_is_brought_to_this_one(tmp_path):
    url = f"sqlite:///{tmp_path}/ledger.db"
    ledger = open_ledger(url)
    for statement in ("DROP TABLE tallies", "DROP TABLE evidence", "ALTER TABLE articles DROP COLUMN simhash"):
        ledger.connection.exec_driver_sql(statement)
    ledger.connection.exec_driver_sql("UPDATE ledger SET value = '1' WHERE key = 'version'")
    ledger.commit()
    ledger.close()
    ledger = open_ledger(url)
    assert read_version(ledger.connection) == len(MIGRATIONS)
    for table in (TALLIES, EVIDENCE, ARTICLES):
        assert ledger.connection.execute(select(table)).all() == []
    ledger.close()
