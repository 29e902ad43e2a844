"""How much of what is shown is told of, whatever the size of the site and the order of its pages."""

import random

from spiders.coverage import Coverage


def address(number):
    return f"https://a.example/news/{number}"


def test_a_small_site_is_counted_whole():
    coverage = Coverage()
    for number in range(20):
        coverage.note_shown(address(number))
    for number in range(5, 40):
        coverage.note_told(address(number))
    coverage.note_shown(address(39))
    assert coverage.count() == (21, 5)


def test_a_large_site_is_sampled_whatever_the_order():
    notes = [("shown", number) for number in range(20_000)] + [("told", number) for number in range(2_000, 40_000)]
    counts = set()
    for seed in range(3):
        random.Random(seed).shuffle(notes)  # noqa: S311 - seeded
        coverage = Coverage()
        for name, number in notes:
            getattr(coverage, f"note_{name}")(address(number))
        shown, untold = coverage.count()
        assert 1_000 < shown < 4_000
        assert 0.07 < untold / shown < 0.13
        counts.add((shown, untold))
    assert len(counts) == 1
