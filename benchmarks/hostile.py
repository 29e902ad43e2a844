"""Pages made to break a reader: what each form costs a kilobyte, held against the median of the real pages.

``python benchmarks/hostile.py`` prints the forms of ``tests/unit/hostile.py``, the dearest first, and ends with one
line of JSON; ``make bench-reading`` gives the same figure as ``worst_form_ratio``. Each form is grown to 300
kilobytes, and three of them past what is read of a page.
"""

import json
import statistics
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from corpus import ROOT, CorpusPage, load_pages

from crawler.page.document import Document
from crawler.reading import read
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via

sys.path.insert(0, str(ROOT))
from tests.unit.hostile import FORMS

KILOBYTES = 300
HUGE = {
    "deep div": (100_000,),
    "prose": (120_000,),
    "deep cards": (120_000,),
}  # repetitions: depth of 100,000, and 10 MB
TIMES = 3


class Cost(NamedTuple):
    """CPU milliseconds a kilobyte of one form at one size."""

    name: str
    kilobytes: float
    milliseconds: float


def measure_page(body: bytes, url: str = "https://hostile.example/news/the-bridge") -> float:
    """The least CPU milliseconds a kilobyte of some readings of a page."""
    document = Document(
        url=url,
        body=body,
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        run=Run(id="bench", spider="bench"),
        discovered=Discovered(via=Via.FILE),
        encoding="utf-8",
    )
    least = float("inf")
    for _ in range(TIMES):
        started = time.process_time()
        read(document)
        least = min(least, time.process_time() - started)
    return least * 1_000 / (len(body) / 1_000)


def measure_forms() -> list[Cost]:
    """Every form at every size, the dearest first."""
    costs = []
    for name, form in FORMS.items():
        one = len(form(200).encode("utf-8", "replace")) / 200
        for size in (round(KILOBYTES * 1_000 / one), *HUGE.get(name, ())):
            body = form(max(1, size)).encode("utf-8", "replace")
            costs.append(Cost(name, len(body) / 1_000, measure_page(body)))
    return sorted(costs, key=lambda cost: -cost.milliseconds)


def measure_median(pages: Iterable[CorpusPage]) -> float:
    """The median of real pages, CPU milliseconds a kilobyte."""
    return statistics.median(measure_page(page.body, page.url) for page in pages)


def main() -> None:
    """Measure, print, and end with the figures as JSON."""
    pages = list(load_pages("fundus"))
    for page in pages[:10]:  # what is loaded at the first call is no page's cost
        measure_page(page.body, page.url)
    median, costs = measure_median(pages), measure_forms()
    for cost in costs:
        print(f"{cost.milliseconds / median:6.2f} times the median  {cost.kilobytes:8.0f} kB  {cost.name}")
    worst = costs[0]
    figures = {"median_ms_a_kilobyte": median, "worst_form_ratio": worst.milliseconds / median}
    print(json.dumps({name: round(value, 4) for name, value in figures.items()} | {"worst_form": worst.name}))


if __name__ == "__main__":
    main()
