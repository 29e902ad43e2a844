"""Whole nights: the first delivers all, an unchanged one nothing, an edited one exactly the edits."""

import gzip
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from crawler.demo.edited_site import EditedSite
from crawler.demo.edition import plan_edition
from crawler.demo.server import serve
from crawler.demo.stories import write_stories
from crawler.export.manifest import find_damage, read_manifest
from crawler.urls import canonicalize
from tests.crawl.loopback import PROJECT, Finished, run_scrapy
from tests.crawl.test_bad_input import last_line

QUICK = (
    "READMORE_ALLOW_PRIVATE_ADDRESSES=127.0.0.0/8",
    "AUTOTHROTTLE_ENABLED=0",
    "RETRY_TIMES=1",
    "CONCURRENT_REQUESTS_PER_DOMAIN=4",
)
HOST = "127.0.0.81"
FIRST, SECOND, THIRD = "2026-11-23", "2026-11-24", "2026-11-25"


def options(*settings: str) -> list[str]:
    return [word for setting in (*QUICK, *settings) for word in ("-s", setting)]


def write_profile(folder: Path, name: str, start: str, more: str = "") -> None:
    (folder / "profiles").mkdir(exist_ok=True)
    (folder / "profiles" / f"{name}.toml").write_text(f'start = ["{start}"]\n{more}', encoding="utf-8")


def read_night(folder: Path, site: str, day: str, feed: str = "articles") -> list[dict]:
    night = folder / "exports" / site / day
    assert find_damage(night, read_manifest(night)) == ()
    lines = []
    for path in sorted(night.glob(f"{feed}-*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            lines += [json.loads(line) for line in file]
    return lines


def by_change(lines: list[dict]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"new": set(), "updated": set(), "gone": set()}
    for line in lines:
        found[line["change"]].add(line["canonical_url"])
    return found


@pytest.fixture(scope="module")
def after_first_night(tmp_path_factory):
    """A folder in which the demo site's first night stands, and the address at which the next has to be served."""
    folder = tmp_path_factory.mktemp("nights")
    with serve(HOST) as site:
        write_profile(folder, "courier", f"{site.url}/", 'name = "The Harbour Courier"\n')
        done = run_night(folder, FIRST)
        assert done.code == 0, done.stderr
    return folder, site.url


def run_night(folder: Path, day: str, *settings: str) -> Finished:
    """The demo site's night of a day, every known article asked for."""
    return run_scrapy(folder, "nightly", "courier", "--date", day, *options("READMORE_REVISIT_SHARE=1", *settings))


@pytest.fixture
def next_evening(after_first_night, tmp_path):
    """A copy of that folder, and the port."""
    folder, url = after_first_night
    shutil.copytree(folder, tmp_path / "copy")
    return tmp_path / "copy", int(url.rpartition(":")[2])


def test_the_first_night_is_whole_and_holds_every_story(after_first_night):
    folder, url = after_first_night
    night = folder / "exports" / "courier" / FIRST
    manifest = read_manifest(night)
    assert (night / "_SUCCESS").exists()
    assert (manifest.complete, manifest.ended, manifest.waiting) == (True, "finished", 0)
    lines = read_night(folder, "courier", FIRST)
    assert {line["change"] for line in lines} == {"new"}
    assert len({line["id"] for line in lines}) == len(lines)
    assert {canonicalize(url + story.path) for story in write_stories()} <= {line["canonical_url"] for line in lines}
    assert {line["source"]["id"] for line in lines} == {"courier"}
    assert (folder / "exports" / f"{FIRST}.html").exists()


def test_run_again_it_delivers_nothing_again(next_evening):
    folder, port = next_evening
    with serve(HOST, port) as site:
        done = run_night(folder, FIRST)
    assert done.code == 0, done.stderr
    assert site.log == []
    assert "was whole before" in done.stderr


def test_a_second_night_of_the_unchanged_site_brings_no_body_and_no_record(next_evening):
    folder, port = next_evening
    with serve(HOST, port) as site:
        done = run_night(folder, SECOND)
    assert done.code == 0, done.stderr
    assert read_night(folder, "courier", SECOND) == []
    stories = {story.path for story in write_stories()}
    asked = Counter(line.status for line in site.log if line.path in stories)
    assert asked == {304: len(stories)}
    assert read_manifest(folder / "exports" / "courier" / SECOND).counts.get("articles", {}) == {}
    assert read_night(folder, "courier", SECOND, "teasers") == []


def test_a_quiet_second_night_asks_for_few_articles(next_evening):
    folder, port = next_evening
    with serve(HOST, port) as site:
        done = run_night(folder, SECOND, "READMORE_REVISIT_SHARE=0.02")
    assert done.code == 0, done.stderr
    stories = {story.path for story in write_stories()}
    asked = [line for line in site.log if line.path in stories]
    assert 0 < len(asked) <= len(stories) * 0.05
    assert {line.status for line in asked} == {304}


def test_an_edited_night_brings_the_edits_and_nothing_else(next_evening):
    folder, port = next_evening
    edition = plan_edition()
    with serve(HOST, port, EditedSite) as site:
        done = run_night(folder, SECOND)
    assert done.code == 0, done.stderr
    lines = read_night(folder, "courier", SECOND)
    changes = by_change(lines)

    def at(*paths: str) -> set[str]:
        return {canonicalize(site.url + path) for path in paths}

    assert changes["new"] == at(*(story.path for story in edition.new))
    assert changes["updated"] == at(*(story.path for story in (*edition.edited, edition.moved)))
    assert changes["gone"] == at(edition.deleted.path)
    assert len(lines) == 10
    offered = {line["canonical_url"] for line in read_night(folder, "courier", SECOND, "teasers")}
    assert at(*(story.path for story in (*edition.new, edition.moved))) <= offered
    by_url = {line["canonical_url"].removeprefix(site.url): line for line in lines}
    assert [by_url[story.path]["changed_fields"] for story in edition.edited] == [
        ["body_text", "modified_at"],
        ["body_text", "modified_at"],
        ["body_text"],
    ]
    before = {line["canonical_url"].removeprefix(site.url): line for line in read_night(folder, "courier", FIRST)}
    moved = by_url[edition.moved.path]
    assert moved["changed_fields"] == ["canonical_url"]
    assert moved["id"] == before[edition.moved_from]["id"]
    assert {line["revision"] for line in lines if line["change"] != "new"} == {2}
    for story in edition.edited:
        assert by_url[story.path]["supersedes"] == before[story.path]["content_hash"]
        assert by_url[story.path]["first_seen_at"] == before[story.path]["first_seen_at"]
    gone = by_url[edition.deleted.path]
    assert (gone["headline"], gone["body_text"], gone["fetch"]["status"]) == (None, None, 410)
    assert "simhash" not in gone
    assert gone["published_at"] == before[edition.deleted.path]["published_at"]


def test_the_night_after_an_edited_one_is_quiet(next_evening):
    folder, port = next_evening
    with serve(HOST, port, EditedSite):
        assert run_night(folder, SECOND).code == 0
        done = run_night(folder, THIRD)
    assert done.code == 0, done.stderr
    assert read_night(folder, "courier", THIRD) == []


def test_what_is_forgotten_is_delivered_anew(next_evening):
    folder, port = next_evening
    url = f"http://{HOST}:{port}"
    path = write_stories()[20].path
    assert run_scrapy(folder, "forget", url + path).code == 0
    again = run_scrapy(folder, "forget", url + path)
    assert (again.code, "was not known" in again.stderr) == (1, True)
    with serve(HOST, port):
        assert run_night(folder, SECOND, "READMORE_REVISIT_SHARE=0").code == 0
    lines = read_night(folder, "courier", SECOND)
    assert [(line["canonical_url"], line["change"]) for line in lines] == [(url + path, "new")]


def test_a_past_period_is_written_again(next_evening):
    folder, port = next_evening
    with serve(HOST, port, EditedSite):
        assert run_night(folder, SECOND).code == 0
    both = run_scrapy(folder, "export", "--site", "courier", "--since", FIRST, "-o", "both.jsonl.gz")
    assert both.code == 0, both.stderr
    with gzip.open(folder / "both.jsonl.gz", "rt", encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    assert lines == read_night(folder, "courier", FIRST) + read_night(folder, "courier", SECOND)
    last = run_scrapy(folder, "export", "--site", "courier", "--since", SECOND)
    assert [json.loads(line) for line in last.stdout.splitlines()] == read_night(folder, "courier", SECOND)
    for path in (folder / "exports" / "courier" / SECOND).glob("articles-*"):
        path.unlink()
    lost = run_scrapy(folder, "export", "--site", "courier", "--since", FIRST)
    assert lost.code == 1
    assert "is gone" in last_line(lost.stderr)


def test_the_example_reads_a_night(after_first_night):
    folder, _ = after_first_night
    night = folder / "exports" / "courier" / FIRST
    done = subprocess.run(
        [sys.executable, PROJECT / "examples" / "read_records.py", night], capture_output=True, text=True, check=True
    )
    assert len(done.stdout.splitlines()) == len(read_night(folder, "courier", FIRST))
    assert done.stdout.count("\tcourier\t") == len(done.stdout.splitlines())


def test_the_ledger_is_shown(after_first_night):
    folder, _ = after_first_night
    shown = run_scrapy(folder, "ledger")
    assert shown.code == 0, shown.stderr
    count = len(read_night(folder, "courier", FIRST))
    site_line, job_line = (line.split() for line in shown.stdout.splitlines() if line.startswith("courier"))
    assert site_line[:3] == ["courier", str(count), "0"]
    assert job_line[:2] == [f"courier/{FIRST}", "finished"]
    assert job_line[3:6] == ["0", "0", str(count)]
    assert run_scrapy(folder, "ledger", "nobody").stdout.count("courier") == 0
