"""Reading against its peers: accuracy and CPU, in one process, page by page in turn.

``make bench-reading`` runs it in ``.venv-bench``. It prints a table, writes it to ``benchmarks/reading.md``, and ends
with one line of JSON. Times are medians of CPU milliseconds a page (user and system, parse included) on the
Fundus pages; each page is read by every tool before the next page's turn comes, so that what slows the machine
down slows all alike. ``worst_form_ratio`` is what the dearest of the hostile forms costs a kilobyte, by the median.
"""

import argparse
import gc
import json
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from corpus import CorpusPage, load_pages, load_scorer
from hostile import measure_forms, measure_median
from peers import PEERS, Prediction

import crawler
from crawler.article.body.reader import read_body
from crawler.article.fields import read_fields
from crawler.article.reader import to_known
from crawler.links.reader import read_links
from crawler.page.document import Document
from crawler.page.tree import Page
from crawler.reading import read
from crawler.records.article import Article, Discovered, Run
from crawler.records.enums import Via
from crawler.records.evidence import Evidence

OURS = f"readmore {crawler.__version__}"
TIMED_SET, SCORED_SETS = "fundus", ("fundus", "wcxb")
TIMES_A_PAGE = 3
RUN, SAVED = Run(id="bench", spider="bench"), Discovered(via=Via.FILE)
FIGURES = ("sh_f1", "title_eq", "author_f1", "date")
TABLE = Path(__file__).with_suffix(".md")


def to_document(page: CorpusPage) -> Document:
    """The page as reading takes it."""
    return Document(
        url=page.url,
        body=page.body,
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        run=RUN,
        discovered=SAVED,
        encoding=page.encoding,
    )


def to_prediction(article: Article) -> Prediction:
    """The record in the scorer's terms."""
    published = article.published_date or article.published_at
    return {
        "title": article.headline,
        "authors": [author.name for author in article.authors],
        "date_published": published.isoformat() if published else None,
        "body": article.body_text,
        "page_type": article.extractor.page_kind.value,
    }


def measure(call: Callable[[], Any], times: int) -> tuple[float, Any]:
    """The least CPU milliseconds of some calls, and what the last gave; a peer's error is an empty answer."""
    least, result = float("inf"), None
    for _ in range(times):
        started = time.process_time()
        try:
            result = call()
        except Exception:  # noqa: BLE001 - whatever a peer raises on a page is its answer to it
            result = None
        least = min(least, (time.process_time() - started) * 1_000)
    return least, result


def measure_stages(page: CorpusPage) -> dict[str, float]:
    """CPU milliseconds of the four stages of reading, one after the other on one page."""
    document, evidence = to_document(page), Evidence()
    marks = [time.process_time()]

    def mark() -> None:
        marks.append(time.process_time())

    parsed = Page(document)
    mark()
    read_links(parsed)
    mark()
    fields = read_fields(parsed, evidence)
    mark()
    read_body(parsed, to_known(parsed, fields), evidence)
    mark()
    names = ("parse_ms", "links_ms", "metadata_ms", "body_ms")
    return {name: (end - start) * 1_000 for name, start, end in zip(names, marks, marks[1:], strict=False)}


class Board:
    """What every tool answered and how long it took, set by set."""

    def __init__(self, scorer: ModuleType) -> None:
        self._scorer = scorer
        self.times: dict[str, list[float]] = {}
        self.scores: dict[tuple[str, str], list[dict[str, float]]] = {}

    def note(self, tool: str, page: CorpusPage, milliseconds: float, answer: Prediction | None) -> None:
        """Score one answer."""
        name = page.entry["set"]
        self.scores.setdefault((tool, name), []).append(self._scorer.score_page(page.entry, answer or {}))
        if name == TIMED_SET:
            self.times.setdefault(tool, []).append(milliseconds)

    def figure(self, tool: str, name: str, key: str) -> float | None:
        """One figure of a tool on a set, as the corpus' own scorer joins it; None where nothing can be said."""
        summary = self._scorer.summarise(self.scores[tool, name], boot=0)
        return summary[key]["value"] if key in summary else None

    def milliseconds(self, tool: str) -> float:
        """The median over the timed pages."""
        return statistics.median(self.times[tool])


def run(pages: Iterable[CorpusPage], board: Board) -> dict[str, float]:
    """Let every tool read every page; the medians of the stages of ours."""
    stages: dict[str, list[float]] = {}
    for page in pages:
        if page.entry["page_type"] != "article":
            continue
        times = TIMES_A_PAGE if page.entry["set"] == TIMED_SET else 1
        document, html = to_document(page), page.html
        spent, reading = measure(lambda document=document: read(document), times)
        board.note(OURS, page, spent, to_prediction(reading.article))
        for peer in PEERS:
            spent, answer = measure(lambda peer=peer, html=html, url=page.url: peer.read(html, url), times)
            board.note(peer.label, page, spent, answer)
        if page.entry["set"] == TIMED_SET:
            measured = [measure_stages(page) for _ in range(TIMES_A_PAGE)]
            for name in measured[0]:
                stages.setdefault(name, []).append(min(times[name] for times in measured))
    return {name: statistics.median(values) for name, values in stages.items()}


def draw_table(board: Board, tools: list[str], ours: float) -> str:
    """The table that the README quotes."""
    head = "| tool | body F1, Fundus | body F1, WCXB | headline | authors | date | CPU ms a page | times ours |"
    rows = [head, "|" + " --- |" * (head.count("|") - 1)]
    for tool in tools:
        cells = [board.figure(tool, "fundus", "sh_f1"), board.figure(tool, "wcxb", "sh_f1")]
        cells += [board.figure(tool, "fundus", key) for key in FIGURES[1:]]
        spent = board.milliseconds(tool)
        shown = [f"{cell:.3f}".lstrip("0") if cell else "" for cell in cells]
        rows.append(f"| {tool} | {' | '.join(shown)} | {spent:.1f} | {spent / ours:.1f} |")
    return "\n".join(rows)


def main() -> None:
    """Measure, draw, and end with the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, help="read only so many pages of each set")
    limit = parser.parse_args().pages
    board = Board(load_scorer())
    pages = [page for name in SCORED_SETS for page in list(load_pages(name))[:limit]]
    for page in pages[:5]:  # what is loaded at the first call is no page's cost
        read(to_document(page))
        for peer in PEERS:
            measure(lambda peer=peer, page=page: peer.read(page.html, page.url), 1)
    gc.collect()
    gc.freeze()  # as `scrapy crawl` does: what is loaded is not looked through again, whichever tool is collecting
    stages = run(pages, board)
    tools = sorted({tool for tool, _ in board.scores}, key=board.milliseconds)
    ours, best = board.milliseconds(OURS), next(peer.label for peer in PEERS if peer.name == "trafilatura")
    table = draw_table(board, tools, ours)
    parts = ", ".join(f"{name.removesuffix('_ms')} {value:.2f}" for name, value in stages.items())
    text = (
        "# Reading, measured\n\nMade by `make bench-reading`. WCXB means its articles; headline, authors and date are "
        f"of the Fundus pages;\nCPU is the median of their {len(board.times[OURS])} pages, parse included, on Python "
        f"{platform.python_version()}.\n\n{table}\n\nWhere ours goes, CPU ms: {parts}.\n"
    )
    if limit is None:
        TABLE.write_text(text, encoding="utf-8")
    print(text)
    theirs = board.milliseconds(best)
    figures = {
        "readmore_ms": ours,
        "trafilatura_ms": theirs,
        "ratio": ours / theirs,
        "readmore_f1": board.figure(OURS, "fundus", "sh_f1"),
        "trafilatura_f1": board.figure(best, "fundus", "sh_f1"),
        **stages,
    }
    if limit is None:
        median = measure_median(page for page in pages if page.entry["set"] == TIMED_SET)
        figures["worst_form_ratio"] = measure_forms()[0].milliseconds / median
    print(json.dumps({name: round(value, 4) for name, value in figures.items() if value is not None}))


if __name__ == "__main__":
    main()
