"""A site of any number of stories for crawls that are killed, and what two crawls of it have to have in common."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.export.compression import read_lines
from tests.crawl.loopback import PROJECT, QUICK, Answer, Site, a_front, a_page, serve

STORIES_A_PAGE = 20
CONCURRENT = 8
COMMIT_PAGES = 10
# What may differ between two crawls of one site: when, and by which run.
VARIABLE = {"fetched_at", "first_seen_at", "run"}
SETTINGS = (
    *QUICK,
    "READMORE_ALLOW_PRIVATE_ADDRESSES=1",
    f"CONCURRENT_REQUESTS_PER_DOMAIN={CONCURRENT}",
    f"CONCURRENT_REQUESTS={CONCURRENT}",
    "READMORE_MAX_DRY_PAGES=100000",
    f"READMORE_COMMIT_PAGES={COMMIT_PAGES}",
    "READMORE_COMMIT_MILLISECONDS=200",
    "LOG_LEVEL=WARNING",
)


def story_path(number: int) -> str:
    """Where a story lies."""
    return f"/story-number-{number}-of-the-day"


def link_to(number: int) -> str:
    """The address that the site's pages give for a story: every seventh is an old one, which redirects."""
    return f"/old/{number}" if number % 7 == 0 else story_path(number)


def make_answers(stories: int) -> dict[str, Answer]:
    """A front page with its pagination, stories that lead to others, and some that lead nowhere good."""
    answers = {"/robots.txt": Answer("User-agent: *\nDisallow: /story-number-13-of-the-day\n", 200, "text/plain")}
    for first in range(0, stories, STORIES_A_PAGE):
        page = first // STORIES_A_PAGE + 1
        numbers = range(first, min(first + STORIES_A_PAGE, stories))
        paths = [link_to(number) for number in numbers]
        more = f'<a rel="next" href="/page/{page + 1}">Older posts</a>' if first + STORIES_A_PAGE < stories else ""
        answers["/" if page == 1 else f"/page/{page}"] = Answer(a_front(*paths).replace("</main>", f"{more}</main>"))
    for number in range(stories):
        others = [link_to((number * factor + 11) % stories) for factor in (3, 7)]
        answers[story_path(number)] = Answer(a_page(f"What happened on day {number}", *others))
        if number % 7 == 0:
            answers[f"/old/{number}"] = Answer("", 301, location=story_path(number))
    answers[story_path(17)] = Answer("gone", 410)
    answers[story_path(18)] = Answer("broken", 500)
    answers[story_path(19)] = Answer(b"%PDF-1.7", content_type="application/pdf")
    return answers


@contextmanager
def a_crash_site(stories: int, host: str) -> Iterator[Site]:
    """The site on loopback."""
    with serve(make_answers(stories), host) as site:
        yield site


class Job:
    """One crawl of a site, started as often as it takes."""

    def __init__(self, site: Site, folder: Path, *settings: str) -> None:
        self.site, self.folder, self.runs = site, folder, 0
        self._settings = [*SETTINGS, f"JOBDIR={folder}/job", *settings]

    def start(self, *settings: str) -> subprocess.Popen[str]:
        """Start a run."""
        self.runs += 1
        options = [word for setting in (*self._settings, *settings) for word in ("-s", setting)]
        return subprocess.Popen(
            [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"url={self.site.url}/", *options],
            cwd=self.folder,
            env={**os.environ, "SCRAPY_SETTINGS_MODULE": "crawler.settings", "PYTHONPATH": str(PROJECT)},
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )

    def run(self, *settings: str) -> tuple[int, str]:
        """Run to the end; gives exit code and what was said."""
        process = self.start(*settings)
        _, stderr = process.communicate(timeout=600)
        return process.returncode, stderr

    def run_until(self, is_time: Callable[[], bool]) -> bool:
        """Run until it is time to be killed; False where it ended before."""
        process = self.start()
        reader = threading.Thread(target=process.stderr.read)
        reader.start()
        while process.poll() is None and not is_time():
            time.sleep(0.002)
        was_killed = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        reader.join()
        process.stderr.close()
        return was_killed

    def kill_at_random(self, chance: random.Random, requests: int) -> bool:
        """Kill a run at a random instant: some requests after its first one, or some time after its start."""
        if chance.random() < 0.1:
            end = time.monotonic() + chance.uniform(0.2, 2.0)
            return self.run_until(lambda: time.monotonic() > end)
        before = len(self.site.asked)
        due = before + chance.randint(1, requests)
        pause = chance.uniform(0, 0.05)

        def is_time() -> bool:
            if len(self.site.asked) < due:
                return False
            time.sleep(pause)
            return True

        return self.run_until(is_time)

    @property
    def files(self) -> list[Path]:
        """The segments, sealed or not."""
        folder = self.folder / "job" / "export"
        return sorted(folder.iterdir()) if folder.is_dir() else []

    def lines(self, feed: str) -> list[dict]:
        """The records of a feed's segments."""
        return [json.loads(line) for file in self.files if file.name.startswith(feed) for line in read_lines(file)]

    def delivered(self) -> dict[str, Counter[str]]:
        """What was delivered, as it is compared: times and run ids aside, teasers by listing and address."""
        return {
            "articles": Counter(_comparable(record) for record in self.lines("articles")),
            "teasers": Counter(f"{line['listing_url']} {line['canonical_url']}" for line in self.lines("teasers")),
            "rejects": Counter(f"{line['url']} {line['reason']}" for line in self.lines("rejects")),
        }


def _comparable(record: dict) -> str:
    return json.dumps({key: value for key, value in record.items() if key not in VARIABLE}, sort_keys=True)


def assert_same_delivery(job: Job, undisturbed: Job) -> None:
    """The guarantee: none lost, none twice, no file with a final name that is not whole."""
    assert not [file.name for file in job.files if file.suffix in {".part", ".new"}]
    expected, found = undisturbed.delivered(), job.delivered()
    for feed in expected:
        assert not expected[feed] - found[feed], f"{feed}: lost"
        assert not found[feed] - expected[feed], f"{feed}: twice, or never there"
