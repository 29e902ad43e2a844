"""A run ends when it has taken what its site may take, and says so."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.crawl.loopback import PROJECT, QUICK, Answer, a_front, a_page

ONE_BY_ONE = ("-s", "CONCURRENT_REQUESTS=1")  # what the downloader has taken on is fetched to the end
STORIES = [f"/story-number-{n}-of-the-day" for n in range(1, 9)]


def a_paper(a_site):
    answers = {path: Answer(a_page(f"What happened at {path[1:]}")) for path in STORIES}
    return a_site({"/robots.txt": Answer("", 404), "/": Answer(a_front(*STORIES)), **answers})


def test_bytes(scrapy, a_site):
    site = a_paper(a_site)
    page_bytes = len(a_page("What happened at story-number-1-of-the-day"))
    limit = len(a_front(*STORIES)) + 3 * page_bytes
    words = ["crawl", "news", "-a", f"url={site.url}/", "-O", "articles.jsonl", *ONE_BY_ONE]
    done = scrapy(*words, "-s", f"READMORE_MAX_BYTES={limit}")
    assert "ended     budget_bytes" in done.stderr
    assert 0 < len(done.articles) < len(STORIES)


def test_time(scrapy, a_site, tmp_path):
    site = a_paper(a_site)
    (tmp_path / "profiles").mkdir()
    profile = f'start = ["{site.url}/"]\n[limits]\nmax_minutes = 0.02\n[rate]\ndelay_seconds = 1\n'
    (tmp_path / "profiles" / "post.toml").write_text(profile, encoding="utf-8")
    done = scrapy("crawl", "news", "-a", "site=post", "-O", "articles.jsonl", *ONE_BY_ONE)
    assert "ended     budget_seconds" in done.stderr
    assert len(done.articles) < len(STORIES)


# ---------------------------------------------------------------- in several runs


def killed_in_the_middle(site, folder, words, asked):
    """A run that is killed when so much was asked for, and a commit later."""
    ledger = folder / "job" / "ledger.db"
    run = subprocess.Popen(
        [sys.executable, "-m", "scrapy", *words],
        cwd=folder,
        env={**os.environ, "SCRAPY_SETTINGS_MODULE": "crawler.settings", "PYTHONPATH": str(PROJECT)},
        stderr=subprocess.DEVNULL,
    )
    while len(site.asked) < asked or not count_done(ledger):
        assert run.poll() is None
        time.sleep(0.01)
    run.kill()
    run.wait()


def count_done(ledger):
    with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT count(*) FROM tallies").fetchone()[0]


JOB = (*ONE_BY_ONE, "-s", "JOBDIR=job", "-s", "READMORE_COMMIT_PAGES=1", "-s", "DOWNLOAD_DELAY=0.2")


def read_articles(folder):
    export = folder / "job" / "export"
    lines = [line for path in export.glob("articles-*") for line in path.read_text(encoding="utf-8").splitlines()]
    return sorted("/" + json.loads(line)["url"].split("/", 3)[3] for line in lines)


@pytest.mark.parametrize("limit", ["max_pages=5", "max_articles=4"])
def test_pages_and_articles_are_counted_for_the_job_though_it_is_killed(scrapy, a_site, tmp_path, limit):
    site = a_paper(a_site)
    words = ["crawl", "news", "-a", f"url={site.url}/", "-a", limit, *JOB]
    quick = [word for setting in (*QUICK, "READMORE_ALLOW_PRIVATE_ADDRESSES=1") for word in ("-s", setting)]
    killed_in_the_middle(site, tmp_path, [*words, *quick], 4)
    for _ in range(2):
        done = scrapy(*words)
        assert f"ended     {limit.partition('=')[0]}" in done.stderr
        assert len(read_articles(tmp_path)) == 4
    whole = scrapy("crawl", "news", "-a", f"url={site.url}/", *JOB)
    assert whole.code == 0, whole.stderr
    assert read_articles(tmp_path) == STORIES


def test_bytes_are_counted_for_the_job(scrapy, a_site):
    site = a_paper(a_site)
    page_bytes = len(a_page("What happened at story-number-1-of-the-day"))
    limit = len(a_front(*STORIES)) + 3 * page_bytes
    words = ["crawl", "news", "-a", f"url={site.url}/", *JOB, "-s", f"READMORE_MAX_BYTES={limit}"]
    scrapy(*words, "-s", "CLOSESPIDER_PAGECOUNT=2")
    second = scrapy(*words)
    assert "ended     budget_bytes" in second.stderr
    asked = len(site.asked)
    assert asked < len(STORIES)
    third = scrapy(*words)
    assert "ended     budget_bytes" in third.stderr
    assert [path for path in site.asked[asked:] if path in STORIES] == []


def test_time_is_counted_for_the_job(scrapy, a_site):
    site = a_paper(a_site)
    words = ["crawl", "news", "-a", f"url={site.url}/", *JOB, "-s", "READMORE_MAX_SECONDS=1"]
    first = scrapy(*words, "-s", "DOWNLOAD_DELAY=0.6")
    assert "ended     budget_seconds" in first.stderr
    asked = len(site.asked)
    second = scrapy(*words)
    assert "ended     budget_seconds" in second.stderr
    assert [path for path in site.asked[asked:] if path in STORIES] == []
