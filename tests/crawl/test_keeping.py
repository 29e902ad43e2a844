"""What stands in the way of keeping ends in one clear line or in a right continuation; nothing delivered is lost."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import contextmanager

import pytest

from tests.crawl.crash_site import Job, a_crash_site, assert_same_delivery
from tests.crawl.loopback import Answer, a_front, a_page

PATHS = [f"/story-number-{n}-of-the-day" for n in range(1, 31)]


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A site of 40 stories, and an undisturbed crawl of it."""
    with a_crash_site(40, "127.0.0.63") as site:
        undisturbed = Job(site, tmp_path_factory.mktemp("undisturbed"))
        code, said = undisturbed.run()
        assert code == 0, said
        yield site, undisturbed


def begun(site, folder, *settings):
    """A job that was paused in the middle."""
    job = Job(site, folder, *settings)
    code, said = job.run("CLOSESPIDER_PAGECOUNT=15")
    assert code == 0, said
    assert any(file.suffix == ".part" for file in job.files)
    return job


def last_line(said):
    return said.strip().splitlines()[-1]


@contextmanager
def a_small_disk(folder, *options):
    """A file system of its own, which root cannot overfill; skipped where it cannot be mounted."""
    folder.mkdir(exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", ",".join(["size=400k", *options]), "tmpfs", str(folder)]
    if os.geteuid() != 0 or shutil.which("mount") is None or subprocess.run(words, check=False).returncode:
        pytest.skip("a small file system can be mounted by root only")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


# ---------------------------------------------------------------- pauses, limits, a job that is done


def test_a_pause_seals_nothing_and_the_next_run_does(kept, tmp_path):
    site, undisturbed = kept
    job = begun(site, tmp_path)
    assert not [file for file in job.files if file.suffix != ".part"]
    code, said = job.run()
    assert code == 0, said
    assert_same_delivery(job, undisturbed)


def test_a_job_that_is_done_says_so_and_asks_for_nothing(kept):
    site, undisturbed = kept
    before = len(site.asked)
    files = {file: file.read_bytes() for file in undisturbed.files}
    code, said = undisturbed.run()
    assert code == 0
    assert "an earlier run finished this job" in last_line(said)
    assert len(site.asked) == before
    assert {file: file.read_bytes() for file in undisturbed.files} == files


def test_a_clock_set_back_harms_nothing(kept, tmp_path):
    # What the run before wrote lies in the future of the next one.
    site, undisturbed = kept
    job = begun(site, tmp_path)
    with sqlite3.connect(tmp_path / "job" / "ledger.db") as ledger:
        ledger.execute("UPDATE jobs SET begun_at = '2099-01-01T00:00:00Z'")
        ledger.execute("UPDATE deliveries SET delivered_at = '2099-01-01T00:00:00Z'")
    ledger.close()
    code, said = job.run()
    assert code == 0, said
    assert_same_delivery(job, undisturbed)


# ---------------------------------------------------------------- a site that goes down


def test_a_site_that_goes_down_is_not_finished(scrapy, a_site):
    answers = {"/robots.txt": Answer("", 404), "/": Answer(a_front(*PATHS))}
    answers |= {path: Answer(a_page(f"What happened at {path[1:]}")) for path in PATHS}
    site = a_site(dict(answers))
    words = ["crawl", "news", "-a", f"url={site.url}/", "-s", "JOBDIR=job", "-s", "RETRY_TIMES=0"]
    for path in PATHS[10:]:
        site.answers[path] = Answer("we are down", 503)
    site.answers["/"] = Answer(a_front(*PATHS[:20]))
    first = scrapy(*words, "-s", "CLOSESPIDER_PAGECOUNT=6")
    for path in ["/", *PATHS]:
        site.answers[path] = Answer("we are down", 503)
    down = scrapy(*words)
    export = down.folder / "job" / "export"
    assert not list(export.glob("*.jsonl")), first.stderr
    site.answers |= answers
    up = scrapy(*words)
    assert up.code == 0, up.stderr
    lines = (export / "articles-00001.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 20
    assert not list(export.glob("*.part"))


# ---------------------------------------------------------------- the ledger


def test_a_second_run_on_one_ledger_is_turned_away(kept, tmp_path):
    site, undisturbed = kept
    job = begun(site, tmp_path)
    first = job.start("DOWNLOAD_DELAY=0.5")
    ledger = tmp_path / "job" / "ledger.db.lock"
    try:
        asked = len(site.asked)
        while len(site.asked) == asked and first.poll() is None:
            pass
        code, said = job.run()
        assert code == 1
        assert f"another run is working with the ledger {ledger.with_suffix('')}" in last_line(said)
        assert "Traceback" not in said
    finally:
        first.kill()
        first.communicate()
    code, said = job.run()
    assert code == 0, said
    assert_same_delivery(job, undisturbed)


def test_a_ledger_of_a_newer_version_is_refused(kept, tmp_path):
    site, _ = kept
    job = begun(site, tmp_path)
    with sqlite3.connect(tmp_path / "job" / "ledger.db") as ledger:
        ledger.execute("UPDATE ledger SET value = '999' WHERE key = 'version'")
    ledger.close()
    code, said = job.run()
    assert code == 1
    assert "is of version 999" in last_line(said)
    assert "Traceback" not in said


def test_a_file_that_is_no_ledger_is_refused(kept, tmp_path):
    site, _ = kept
    (tmp_path / "job").mkdir()
    (tmp_path / "job" / "ledger.db").write_bytes(b"no database at all, but longer than a header of SQLite" * 20)
    code, said = Job(site, tmp_path).run()
    assert code == 1
    assert "cannot be opened: file is not a database" in last_line(said)
    assert "Traceback" not in said


# ---------------------------------------------------------------- segments


def test_a_segment_that_lost_its_end_is_not_continued(kept, tmp_path):
    site, undisturbed = kept
    job = begun(site, tmp_path)
    part = next(file for file in job.files if file.name.startswith("articles"))
    whole = part.read_bytes()
    part.write_bytes(whole[:-10])
    code, said = job.run()
    assert code == 1
    assert f"{part} is damaged" in last_line(said)
    assert "Traceback" not in said
    part.write_bytes(whole)
    code, said = job.run()
    assert code == 0, said
    assert_same_delivery(job, undisturbed)


def test_what_a_crash_left_behind_the_committed_end_is_cut(kept, tmp_path):
    site, undisturbed = kept
    job = begun(site, tmp_path)
    for part in job.files:
        part.write_bytes(part.read_bytes() + b'{"half a line')
    code, said = job.run()
    assert code == 0, said
    assert_same_delivery(job, undisturbed)


def test_two_jobs_that_share_a_folder_leave_each_others_files_alone(kept, tmp_path):
    site, undisturbed = kept
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    shared = f"READMORE_EXPORT_DIR={tmp_path}/shared"
    first = Job(site, one, shared)
    first.run("CLOSESPIDER_PAGECOUNT=15")
    code, said = Job(site, two, shared).run()
    assert code == 0, said
    code, said = first.run()
    assert code == 0, said
    size = len(undisturbed.lines("articles"))
    for number in (1, 2):
        lines = (tmp_path / "shared" / f"articles-{number:05}.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == size


# ---------------------------------------------------------------- disks


def test_a_full_disk_stops_the_crawl_and_loses_nothing(kept, tmp_path):
    site, undisturbed = kept
    with a_small_disk(tmp_path / "small") as disk:
        job = Job(site, tmp_path, f"READMORE_EXPORT_DIR={disk}")
        (disk / "ballast").write_bytes(bytes(370_000))
        code, said = job.run()
        assert code == 1
        assert "cannot be written: No space left on device" in last_line(said)
        assert "Traceback" not in said
        (disk / "ballast").unlink()
        code, said = job.run()
        assert code == 0, said
        shutil.copytree(disk, tmp_path / "job" / "export")
    assert_same_delivery(job, undisturbed)


def test_a_full_disk_under_the_ledger_stops_the_crawl_and_loses_nothing(kept, tmp_path):
    site, undisturbed = kept
    with a_small_disk(tmp_path / "small") as disk:
        job = Job(site, tmp_path, f"READMORE_LEDGER_URL=sqlite:///{disk}/ledger.db")
        (disk / "ballast").write_bytes(bytes(230_000))
        code, said = job.run()
        assert code == 1, said
        assert "Traceback" not in said
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        (disk / "ballast").unlink()
        code, said = job.run()
        assert code == 0, said
    assert_same_delivery(job, undisturbed)


def test_a_read_only_disk_is_told_at_once(kept, tmp_path):
    site, _ = kept
    with a_small_disk(tmp_path / "small") as disk:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        code, said = Job(site, tmp_path, f"READMORE_LEDGER_URL=sqlite:///{disk}/ledger.db").run()
        assert code == 1
        assert "ledger.db cannot be opened" in last_line(said)
        assert "Traceback" not in said
