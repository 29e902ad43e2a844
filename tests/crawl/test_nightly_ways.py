"""Bad input, budgets and signals: a night ends in a clear word, and goes on where it was."""

import fcntl
import os
import signal
import subprocess
import sys
import time

import pytest

from crawler.export.manifest import read_manifest
from tests.crawl.loopback import PROJECT, Answer, a_front, a_page
from tests.crawl.test_bad_input import last_line
from tests.crawl.test_nights import options, read_night, write_profile

DAY = "2026-11-24"
STORIES = [f"/story-number-{n}-of-the-day" for n in range(1, 13)]


@pytest.fixture
def paper(a_site, tmp_path):
    answers = {path: Answer(a_page(f"What happened at {path[1:]}")) for path in STORIES}
    site = a_site({"/robots.txt": Answer("", 404), "/": Answer(a_front(*STORIES)), **answers})
    write_profile(tmp_path, "post", f"{site.url}/")
    return site


def told(lines):
    return sorted("/" + line["url"].split("/", 3)[3] for line in lines)


# ---------------------------------------------------------------- what was typed


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["nightly"], "there is no profile to run: write profiles/NAME.toml"),
        (["nightly", "pots"], "no profile is called 'pots': there are: demo"),
        (["nightly", "demo", "--date", "tomorrow"], "--date 'tomorrow' is no day: write it as 2026-11-24"),
        (["nightly", "demo", "-s", "READMORE_LEDGER_URL=ledger.db"], "write sqlite:///"),
        (["nightly", "demo", "-s", "READMORE_EXPORT_COMPRESSION=rar"], "write one of none, gzip, zstd"),
        (["nightly", "demo", "-s", "READMORE_ALLOW_PRIVATE_ADDRESSES=home"], "write 0, 1, or networks"),
        (["nightly", "demo", "-s", "READMORE_REVISIT_AFTER=soon"], "READMORE_REVISIT_AFTER is 'soon': write ages as"),
    ],
)
def test_a_mistake_gets_one_line_and_no_traceback(scrapy, words, line):
    done = scrapy(*words)
    assert done.code == 2
    assert line in last_line(done.stderr)
    assert "Traceback" not in done.stderr


def test_a_mistake_in_one_profile_stops_the_night_before_it_begins(scrapy, paper, tmp_path):
    write_profile(tmp_path, "herald", f"{paper.url}/", "colour = 1\n")
    done = scrapy("nightly", *options())
    assert done.code == 2
    assert "herald.toml, line 2: unknown key 'colour'" in last_line(done.stderr)
    assert paper.asked == []


# ---------------------------------------------------------------- budgets and signals


def test_a_night_that_its_budget_ended_is_gone_on_with(scrapy, paper, tmp_path):
    words = ["nightly", "post", "--date", DAY]
    first = scrapy(*words, *options("READMORE_MAX_BYTES=5000", "CONCURRENT_REQUESTS_PER_DOMAIN=1"))
    night = tmp_path / "exports" / "post" / DAY
    assert first.code == 1
    assert (night / "_PARTIAL").read_text(encoding="utf-8") == "budget_bytes\n"
    before = read_night(tmp_path, "post", DAY)
    assert 0 < len(before) < len(STORIES)
    second = scrapy(*words, *options())
    assert second.code == 0, second.stderr
    assert not (night / "_PARTIAL").exists()
    assert (night / "_SUCCESS").exists()
    lines = read_night(tmp_path, "post", DAY)
    assert told(lines) == sorted(STORIES)
    assert {line["cluster_id"] for line in lines} == {min(line["id"] for line in lines)}  # of both segments
    assert [file.name for file in read_manifest(night).files if file.feed == "articles"] == [
        "articles-00001.jsonl.gz",
        "articles-00002.jsonl.gz",
    ]
    assert sorted(path for path in paper.asked if path in STORIES) == sorted(STORIES)


@pytest.mark.usefixtures("paper")
def test_what_a_cut_night_left_is_found_by_the_next(scrapy, tmp_path):
    limits = options("READMORE_MAX_BYTES=5000", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    assert scrapy("nightly", "post", "--date", "2026-11-23", *limits).code == 1
    assert scrapy("nightly", "post", "--date", DAY, *options()).code == 0
    before, after = (read_night(tmp_path, "post", day) for day in ("2026-11-23", DAY))
    assert told(before + after) == sorted(STORIES)
    assert {line["cluster_id"] for line in after} == {min(line["id"] for line in before + after)}


def test_one_interrupt_ends_in_good_order(a_site, tmp_path, scrapy):
    answers = {path: Answer(a_page(f"What happened at {path[1:]}")) for path in STORIES}
    site = a_site({"/robots.txt": Answer("", 404), "/": Answer(a_front(*STORIES)), **answers})
    write_profile(tmp_path, "post", f"{site.url}/", "[rate]\ndelay_seconds = 0.4\n")
    words = ["nightly", "post", "--date", DAY, *options("CONCURRENT_REQUESTS_PER_DOMAIN=1")]
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "crawler.settings", "PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(
        [sys.executable, "-m", "scrapy", *words], cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True
    ) as run:
        while len(site.asked) < 5:
            assert run.poll() is None
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
        _, stderr = run.communicate(timeout=60)
    assert run.returncode == 1, stderr
    mark = tmp_path / "exports" / "post" / DAY / "_PARTIAL"
    assert mark.read_text(encoding="utf-8").startswith("shutdown")
    done = scrapy(*words)
    assert done.code == 0, done.stderr
    assert told(read_night(tmp_path, "post", DAY)) == sorted(STORIES)


@pytest.mark.nights
@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize(
    "point",
    [
        "commit.synced:2",
        "label.written",
        "label.noted",
        "label.placed",
        "seal.begin",
        "seal.renamed",
        "night.sealed",
        "night.listed",
    ],
)
def test_killed_at_any_point_the_same_command_makes_it_whole(scrapy, tmp_path, point):
    words = ["nightly", "post", "--date", DAY]
    killed = scrapy(*words, *options(f"READMORE_FAULT_POINT={point}", "READMORE_COMMIT_PAGES=2"))
    assert killed.code == -signal.SIGKILL, killed.stderr
    night = tmp_path / "exports" / "post" / DAY
    assert not (night / "_SUCCESS").exists()
    done = scrapy(*words, *options())
    assert done.code == 0, done.stderr
    lines = read_night(tmp_path, "post", DAY)
    assert told(lines) == sorted(STORIES)
    assert {line["change"] for line in lines} == {"new"}
    assert {line.get("duplicate_of", line["id"]) for line in lines} == {min(line["id"] for line in lines)}


@pytest.mark.usefixtures("paper")
def test_old_nights_are_taken_away(scrapy, tmp_path):
    for day in ("2026-11-21", "2026-11-22", "2026-11-23"):
        assert scrapy("nightly", "post", "--date", day, *options("READMORE_KEEP_NIGHTS=2")).code == 0
    kept = sorted(path.name for path in (tmp_path / "exports" / "post").iterdir())
    assert kept == ["2026-11-22", "2026-11-23"]


def test_a_site_that_was_down_is_asked_again_by_the_same_command(scrapy, a_site, tmp_path):
    site = a_site({"/robots.txt": Answer("", 404), "*": Answer("down for the night", 503)})
    write_profile(tmp_path, "post", f"{site.url}/")
    words = ["nightly", "post", "--date", DAY, *options("READMORE_BUSY_PAUSE_SECONDS=0")]
    first = scrapy(*words)
    assert first.code == 1
    assert "nothing crawled" in first.stderr
    site.answers.update({path: Answer(a_page(f"What happened at {path[1:]}")) for path in STORIES})
    site.answers |= {"/": Answer(a_front(*STORIES)), "*": Answer("", 404)}
    done = scrapy(*words)
    assert done.code == 0, done.stderr
    assert told(read_night(tmp_path, "post", DAY)) == sorted(STORIES)


def test_two_nights_at_once_are_one_too_many(tmp_path, scrapy):
    write_profile(tmp_path, "post", "http://127.0.0.9:9/")
    (tmp_path / ".readmore").mkdir()
    with (tmp_path / ".readmore" / "ledger.db.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = scrapy("nightly", "post", *options())
    assert done.code == 2
    assert "another run is working with the ledger" in last_line(done.stderr)
