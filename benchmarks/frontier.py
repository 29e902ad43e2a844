"""What a request costs in our frontier and in Scrapy's schedulers, and what keeping adds to a whole crawl.

``make bench-frontier``, or ``python benchmarks/frontier.py [--sizes 10000,100000] [--skip-crawl]``; no sizes at all
(``--sizes=``) leave the table out. Scrapy's SQLite queue waits for the disk at each request, which takes minutes for
ten thousand and hours for a million: it is measured at the smallest size alone, unless ``--with-slowest`` asks for all.

Every row of the table is a process of its own: pages of 20 new links each are handed out and worked on until so
many requests wait; then 10,000 pages more, of no links. ``in`` is CPU (user and system) for each link, the page's
share with it; ``out`` for each page without links; ``seen`` for each address of the spider's own set, which the ledger
keeps, too.
Memory is the peak of the whole process. The second part crawls the demo site (200 stories) three times each way, in
turn: on the ledger with segments, and on Scrapy's scheduler in memory, with all records written by ``-o`` and its like
(benchmarks/plain.py).
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SIZES = (10_000, 100_000, 1_000_000)
PROJECT = Path(__file__).parents[1]
SCRAPY = {
    "SCHEDULER": "scrapy.core.scheduler.Scheduler",
    "DUPEFILTER_CLASS": "scrapy.dupefilters.RFPDupeFilter",
}
KINDS: dict[str, dict[str, str]] = {
    "Scrapy, memory": SCRAPY,
    "Scrapy, JOBDIR": {**SCRAPY, "JOBDIR": "job"},
    "Scrapy, SQLite queue": {
        **SCRAPY,
        "JOBDIR": "job",
        "SCHEDULER_DISK_QUEUE": "scrapy.squeues.PickleLifoSQLiteQueue",
    },
    "ledger of one run": {},
    "ledger in JOBDIR": {"JOBDIR": "job"},
}
SLOWEST = "Scrapy, SQLite queue"
ROUNDS = 3
MAX_CPU_RATIO, MAX_GROWTH, MAX_MIB = 1.15, 1.5, 200


def run_python(folder: Path, *words: str) -> tuple[float, str]:
    """Run Python with the project at hand; CPU seconds of it, and what it wrote."""
    before = os.times()
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "SCRAPY_SETTINGS_MODULE": "crawler.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=7_200,
    )
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used, done.stdout


def measure_row(kind: str, size: int) -> dict[str, Any]:
    """One row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        options = [word for name, value in KINDS[kind].items() for word in ("-s", f"{name}={value}")]
        words = ["-m", "scrapy", "crawl", "bench", "-a", f"size={size}", "-s", "SPIDER_MODULES=benchmarks.waiting"]
        _, output = run_python(Path(folder), *words, "-L", "ERROR", *options)
        disk = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    return {"kind": kind, "size": size, "disk_mib": round(disk / 2**20), **json.loads(output.splitlines()[-1])}


def measure_crawls(rounds: int) -> tuple[float, float]:
    """CPU seconds of the crawl on the ledger with segments, and of the plain one: medians of some rounds in turn."""
    server = subprocess.Popen(
        [sys.executable, "-m", "crawler.demo", "--port", "0"], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        url = server.stdout.readline().split(" is at ")[1].split()[0]
        shared = ["-a", f"url={url}", "-L", "ERROR", "-s", "READMORE_ALLOW_PRIVATE_ADDRESSES=1"]
        shared += ["-s", "AUTOTHROTTLE_ENABLED=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8"]
        # Without what depends on the order of pages, both read the same ones.
        shared += ["-a", "exclude=calendar", "-s", "READMORE_TRAP_REQUESTS=1000000"]
        shared += ["-s", "READMORE_MAX_DRY_PAGES=1000000", "-s", "READMORE_MAX_KNOWN_ARTICLES=1000000"]
        feeds = ["-s", "READMORE_TEASERS_FEED=teasers.jsonl", "-s", "READMORE_REJECTS_FEED=rejects.jsonl"]
        ways = {
            "kept": ["news", "-s", "JOBDIR=job", *shared],
            "plain": ["plain", "-s", "SPIDER_MODULES=benchmarks.plain", "-o", "articles.jsonl", *feeds, *shared],
        }
        used: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, words in ways.items():
                with tempfile.TemporaryDirectory() as folder:
                    used[way].append(run_python(Path(folder), "-m", "scrapy", "crawl", *words)[0])
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()
    return statistics.median(used["kept"]), statistics.median(used["plain"])


def show(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the table, printed as soon as it is measured."""
    figures = f"{row['in_us']:>8.0f}{row['out_us']:>8.0f}{row['seen_us']:>9.0f}{row['peak_mib']:>10}"
    print(f"{row['kind']:<22}{row['size']:>9}{figures}{row['disk_mib']:>10}", flush=True)
    return row


def main() -> None:
    """Measure, show, and end with one flat line of JSON."""
    parser = argparse.ArgumentParser(description="Measure the frontier.")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--kinds", default=",".join(KINDS).replace(", ", "/"), help="parted by commas, / for comma")
    parser.add_argument("--skip-crawl", action="store_true")
    parser.add_argument("--with-slowest", action="store_true", help=f"{SLOWEST} at every size")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of the two crawls")
    options = parser.parse_args()
    begun = time.monotonic()
    sizes = [int(size) for size in options.sizes.split(",") if size]
    kinds = [kind.replace("/", ", ") for kind in options.kinds.split(",")]
    print(f"{'frontier':<22}{'waiting':>9}{'in us':>8}{'out us':>8}{'seen us':>9}{'peak MiB':>10}{'disk MiB':>10}")
    cells = [(kind, size) for size in sizes for kind in kinds]
    is_measured = {SLOWEST: set(sizes if options.with_slowest else sizes[:1])}
    rows = [show(measure_row(kind, size)) for kind, size in cells if size in is_measured.get(kind, sizes)]
    result: dict[str, Any] = {}
    for row in rows:
        name = row["kind"].lower().replace(",", "").replace(" ", "_")
        result |= {f"{name}_{row['size']}_{key}": row[key] for key in ("in_us", "out_us", "peak_mib", "disk_mib")}
    for kind in ("ledger of one run", "ledger in JOBDIR"):
        ours = [row["in_us"] + row["out_us"] for row in rows if row["kind"] == kind]
        if len(ours) > 1:
            result[f"{kind.replace(' ', '_').lower()}_growth"] = round(ours[-1] / ours[0], 2)
            print(f"{kind}: a request costs {ours[-1] / ours[0]:.2f} times as much at {sizes[-1]} as at {sizes[0]}")
    if not options.skip_crawl:
        kept, plain = measure_crawls(options.rounds)
        result |= {"crawl_kept_s": kept, "crawl_plain_s": plain, "crawl_ratio": round(kept / plain, 3)}
        print(f"a crawl of the demo site: {kept:.1f} s CPU with ledger and segments, {plain:.1f} s without")
    result["seconds"] = round(time.monotonic() - begun)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
