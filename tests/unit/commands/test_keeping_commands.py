"""scrapy export, forget and ledger: what each says, and what a slip of the pen gets."""

import argparse
import gzip
import json

import pytest
from scrapy.settings import Settings

from crawler.commands import export, forget, ledger
from crawler.export.compression import Compression
from crawler.export.partitions import Partition, parse_day
from crawler.export.segments import segment_name
from crawler.ledger.jobs import open_job
from crawler.ledger.pages import KnownPage, Pages
from crawler.ledger.segments import SegmentRow, SegmentRows
from crawler.ledger.store import open_ledger
from crawler.ledger.tables import SegmentState
from crawler.records.json_form import write_line
from tests.unit.samples import an_article

NOW = "2026-11-24T21:30:00Z"


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Run a command as ``scrapy`` does; gives exit code, standard output and the last line of standard error."""
    monkeypatch.chdir(tmp_path)

    def start(module, *words):
        command = module.Command()
        command.settings = Settings()
        parser = argparse.ArgumentParser()
        command.add_options(parser)
        options, arguments = parser.parse_known_args(words)
        command.run(arguments, options)
        said = capsys.readouterr()
        return command.exitcode, said.out, (said.err.strip().splitlines() or [""])[-1]

    return start


@pytest.fixture
def nights(tmp_path):
    """A ledger with two nights of one site, a record each, and what it knows of one page."""
    (tmp_path / ".readmore").mkdir()
    store = open_ledger(f"sqlite:///{tmp_path}/.readmore/ledger.db")
    for number, day in enumerate(("2026-11-23", "2026-11-24"), 1):
        night = Partition(tmp_path / "exports", "post", parse_day(day, ""))
        night.folder.mkdir(parents=True)
        name = segment_name("articles", 1, Compression.GZIP)
        line = write_line(an_article(f"https://news.example/{number}"))
        (night.folder / name).write_bytes(gzip.compress(line + b"\n"))
        job = open_job(store, night.job, NOW)
        size = (night.folder / name).stat().st_size
        row = SegmentRow("articles", 1, str(night.folder), name, SegmentState.SEALED, size, 1)
        SegmentRows(store, job).write(row)
    Pages(store).write(KnownPage(url="https://news.example/1", site="post", kind="article", fetched_at=NOW))
    store.commit()
    store.close()
    return tmp_path


@pytest.mark.parametrize(
    ("module", "words", "line"),
    [
        (export, [], "name the site and the first night"),
        (export, ["--site", "post", "--since", "today"], "--since 'today' is no day: write it as 2026-11-24"),
        (export, ["--site", "post", "--since", "2026-11-24"], "there is no ledger at"),
        (ledger, [], "there is no ledger at"),
        (forget, [], "name what to forget"),
        (forget, ["https://a.example/", "--site", "post"], "name what to forget"),
        (forget, ["example.com/x"], "write it as https://host/path"),
        (forget, ["--site", "post", "--older-than", "0"], "--older-than takes a number of days"),
    ],
)
def test_a_mistake_gets_one_line(run, module, words, line):
    code, out, err = run(module, *words)
    assert code == 2
    assert line in err
    assert out == ""


def test_export_writes_the_nights_asked_for_in_order(run, nights):
    code, out, err = run(export, "--site", "post", "--since", "2026-11-01")
    assert (code, err) == (0, "2 records of 2 segments")
    assert [json.loads(line)["url"][-1] for line in out.splitlines()] == ["1", "2"]
    _, out, _ = run(export, "--site", "post", "--since", "2026-11-01", "--until", "2026-11-23")
    assert [json.loads(line)["url"][-1] for line in out.splitlines()] == ["1"]
    assert run(export, "--site", "post", "--since", "2026-11-24", "-o", "new/out.jsonl.gz")[0] == 0
    assert gzip.decompress((nights / "new" / "out.jsonl.gz").read_bytes()).count(b"\n") == 1
    assert run(export, "--site", "post", "--since", "2026-11-24", "-o", "out.jsonl")[0] == 0


def test_export_says_what_it_cannot_write(run, nights):
    assert "knows no night of 'herald'" in run(export, "--site", "herald", "--since", "2026-11-01")[2]
    assert "write out.jsonl" in run(export, "--site", "post", "--since", "2026-11-01", "-o", "out.csv")[2]
    (nights / "file").write_text("", encoding="utf-8")
    assert "cannot be written" in run(export, "--site", "post", "--since", "2026-11-01", "-o", "file/x.jsonl")[2]
    path = next((nights / "exports" / "post" / "2026-11-24").iterdir())
    path.write_bytes(gzip.compress(b""))
    code, _, err = run(export, "--site", "post", "--since", "2026-11-01")
    assert (code, "holds 0 lines, and 1 were written" in err) == (1, True)
    path.write_bytes(b"\x1f\x8b\x08broken")
    code, _, err = run(export, "--site", "post", "--since", "2026-11-01")
    assert (code, "is damaged" in err) == (1, True)
    path.unlink()
    code, _, err = run(export, "--site", "post", "--since", "2026-11-01")
    assert (code, "is gone" in err) == (1, True)


@pytest.mark.usefixtures("nights")
def test_ledger_shows_sites_and_jobs(run):
    code, out, _ = run(ledger)
    assert code == 0
    lines = [line.split() for line in out.splitlines()]
    assert ["post", "0", "0", "1", NOW] in lines
    assert ["post/2026-11-24", "open", NOW, "0", "0", "1", "0", "0"] in lines
    assert "MB" in out
    assert "post/" not in run(ledger, "herald")[1]


@pytest.mark.usefixtures("nights")
def test_forget_says_what_it_knew(run):
    assert run(forget, "https://news.example/1?utm_source=x")[::2] == (
        0,
        "https://news.example/1?utm_source=x: forgotten",
    )
    assert run(forget, "https://news.example/1")[::2] == (1, "https://news.example/1: was not known")


@pytest.mark.usefixtures("nights")
def test_forget_a_site_or_what_is_old_of_it(run):
    assert run(forget, "--site", "post", "--older-than", "9000")[::2] == (0, "post: 0 articles forgotten")
    assert run(forget, "--site", "post")[::2] == (0, "post: 1 things forgotten")


def test_a_ledger_of_another_version_is_not_read(run, nights):
    store = open_ledger(f"sqlite:///{nights}/.readmore/ledger.db")
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE ledger SET value = '99' WHERE key = 'version'")
    store.commit()
    store.close()
    code, _, err = run(ledger)
    assert (code, "is of version 99" in err) == (2, True)


def test_what_is_no_ledger_is_not_read(run, nights):
    (nights / ".readmore" / "ledger.db").write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    (nights / ".readmore" / "ledger.db-wal").unlink(missing_ok=True)
    code, _, err = run(ledger)
    assert (code, "cannot be read" in err) == (2, True)
