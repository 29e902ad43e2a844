"""Killed at any instant and started again, a crawl delivers exactly what an undisturbed one delivers."""

import os
import random

import pytest

from tests.crawl.crash_site import COMMIT_PAGES, CONCURRENT, Job, a_crash_site, assert_same_delivery

FAULT_POINTS = [
    "migration",
    "commit.begin",
    "commit.begin:4",
    "segment.written",
    "segment.written:5",
    "segment.synced:2",
    "commit.synced",
    "commit.synced:3",
    "commit.done",
    "commit.done:4",
    "label.written",
    "label.noted",
    "label.placed",
    "seal.begin",
    "seal.renamed",
    "seal.renamed:2",
    "seal.synced",
    "seal.synced:2",
]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A site of 200 pages, and an undisturbed crawl of it."""
    with a_crash_site(200, "127.0.0.60") as site:
        undisturbed = Job(site, tmp_path_factory.mktemp("undisturbed"))
        code, said = undisturbed.run()
        assert code == 0, said
        yield site, undisturbed


def test_a_few_kills(small, tmp_path):
    site, undisturbed = small
    assert len(undisturbed.lines("articles")) > 150
    assert sum("duplicate_of" in line for line in undisturbed.lines("articles")) > 100
    job, chance, kills = Job(site, tmp_path), random.Random(4), 0  # noqa: S311 - seeded
    while kills < 4 and job.kill_at_random(chance, 60):
        kills += 1
    code, said = job.run()
    assert code == 0, said
    assert kills == 4
    assert_same_delivery(job, undisturbed)


@pytest.mark.crash
@pytest.mark.parametrize("compression", ["none", "gzip", "zstd"])
@pytest.mark.parametrize("point", FAULT_POINTS)
def test_killed_at_a_fault_point(small, tmp_path, point, compression):
    site, undisturbed = small
    job = Job(site, tmp_path, f"READMORE_EXPORT_COMPRESSION={compression}")
    code, said = job.run(f"READMORE_FAULT_POINT={point}")
    assert code == -9, said
    code, said = job.run()
    assert code == 0, said
    assert_same_delivery(job, undisturbed)


@pytest.mark.crash
def test_killed_many_times(tmp_path):
    kills, chance, stories = int(os.environ.get("READMORE_KILLS", "50")), random.Random(2026), 2_000  # noqa: S311 - seeded
    with a_crash_site(stories, "127.0.0.61") as site:
        undisturbed = Job(site, tmp_path / "undisturbed")
        undisturbed.folder.mkdir()
        code, said = undisturbed.run()
        assert code == 0, said
        undisturbed_requests = len(site.asked)
        job = Job(site, tmp_path)
        done = 0
        while done < kills and job.kill_at_random(chance, 2 * stories // (kills + 10)):
            done += 1
        code, said = job.run()
        assert code == 0, said
        assert done == kills
        assert_same_delivery(job, undisturbed)
        again = len(site.asked) - 2 * undisturbed_requests - kills  # robots.txt is asked for by each run
        assert again <= kills * (CONCURRENT + COMMIT_PAGES)
        print(f"{kills} kills: {again} requests more than undisturbed")  # noqa: T201 - shown by make test-crash
