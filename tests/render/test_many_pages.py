"""Over hundreds of pages a browser's contexts and memory stay bounded."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.crawl.loopback import PROJECT
from tests.deploy.scrapyd import read_lines
from tests.render.site import cards, plain_page

PAGES = 500
SETTINGS = {
    "READMORE_ALLOW_PRIVATE_ADDRESSES": "1",
    "READMORE_RENDER_CONCURRENCY": "4",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "4",
    "AUTOTHROTTLE_ENABLED": "0",
    "READMORE_REJECTS_FEED": "rejects.jsonl",
    "DOWNLOAD_DELAY": "0",
}


def descendants(pid: int) -> set[int]:
    """The processes that a process has started, and theirs."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue  # it has just ended
    found, fresh = set(), {pid}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found


def memory_of(pids: set[int]) -> float:
    """Megabytes that are theirs, shared ones parted among those who share."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def count_windows(pids: set[int]) -> int:
    """The browser's processes that show pages."""
    count = 0
    for pid in pids:
        try:
            count += b"--type=renderer" in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
    return count


@pytest.mark.heavy
def test_memory_and_contexts_stay_bounded(site, chromium, tmp_path):
    paths = [site.add_story(f"/story-number-{number}-of-the-day") for number in range(PAGES)]
    for start in range(0, PAGES, 20):
        pager = f'<a rel="next" href="/page/{start // 20 + 2}">Older posts</a>' if start + 20 < PAGES else ""
        listing = plain_page("Script Post", cards(paths[start : start + 20]), pager)
        site.pages[f"/page/{start // 20 + 1}" if start else "/"] = listing
    options = [word for pair in {**SETTINGS, **chromium}.items() for word in ("-s", "=".join(pair))]
    words = ["crawl", "news", "-a", f"url={site.url}/", "-O", "articles.jsonl", *options]
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "crawler.settings", "PYTHONPATH": str(PROJECT)}
    with (tmp_path / "log").open("wb") as log:
        crawl = subprocess.Popen(
            [sys.executable, "-m", "scrapy", *words], cwd=tmp_path, env=environment, stdout=log, stderr=log
        )
        samples = []
        while crawl.poll() is None:
            pids = descendants(crawl.pid)
            shown = sum(path.startswith("/data/story") for path in site.asked)
            samples.append((shown, memory_of(pids), count_windows(pids)))
            time.sleep(1)
    assert crawl.returncode == 0, (tmp_path / "log").read_text(encoding="utf-8")
    articles = read_lines(tmp_path / "articles.jsonl")
    assert len({article["url"] for article in articles}) == len(articles) == PAGES
    early = max(memory for shown, memory, _ in samples if shown <= 150)
    late = max(memory for shown, memory, _ in samples if shown > 150)
    windows = max(windows for _, _, windows in samples)
    sys.stdout.write(f"{early:.0f} MB over the first 150 pages, {late:.0f} MB after; {windows} windows at most\n")
    assert late < 1.4 * early
    assert windows <= 12
