"""What a rendered page costs: CPU and seconds, by Splash, by Chromium and plain: python benchmarks/rendering.py."""

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from tests.crawl.loopback import run_scrapy  # noqa: E402 - found by the line before
from tests.render.site import ScriptSite, cards, plain_page, serve_scripts, story_html  # noqa: E402
from tests.render.splash import Splash  # noqa: E402


def fill(site: ScriptSite, pages: int, *, plain: bool) -> None:
    """A front page of so many stories, whole or as shells."""
    paths = [f"/story-number-{number}-of-the-day" for number in range(pages)]
    for path in paths:
        if plain:
            site.pages[path] = plain_page(*story_html(path))
        else:
            site.add_story(path)
    for number in range(0, pages, 20):
        pager = f'<a rel="next" href="/page/{number // 20 + 2}">Older posts</a>' if number + 20 < pages else ""
        place = f"/page/{number // 20 + 1}" if number else "/"
        site.pages[place] = plain_page("Script Post", cards(paths[number : number + 20]), pager)


def cpu_of(pid: int) -> float:
    """CPU seconds of a process and of what it has waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def measure(name: str, settings: dict[str, str], pages: int, splash: Splash | None) -> None:
    """One crawl, and a line about it."""
    with serve_scripts("127.0.0.50") as site, tempfile.TemporaryDirectory() as folder:
        fill(site, pages, plain=name == "plain")
        options = [word for pair in settings.items() for word in ("-s", "=".join(pair))]
        before, renderer_before = (
            resource.getrusage(resource.RUSAGE_CHILDREN),
            cpu_of(splash.process.pid) if splash else 0,
        )
        started = time.monotonic()
        done = run_scrapy(Path(folder), "crawl", "news", "-a", f"url={site.url}/", "-O", "articles.jsonl", *options)
        seconds = time.monotonic() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        cpu += cpu_of(splash.process.pid) - renderer_before if splash else 0
        found = len(done.articles)
        sys.stdout.write(
            f"{name:<11}{found} of {pages} articles, {cpu / max(found, 1):.2f} s CPU and "
            f"{seconds / max(found, 1):.2f} s a page, "
            f"{after.ru_maxrss / 1024:.0f} MB in the largest process\n"
        )


def main() -> None:
    """Measure all three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=40)
    pages = parser.parse_args().pages
    measure("plain", {}, pages, None)
    measure("playwright", {"READMORE_RENDERER": "playwright"}, pages, None)
    with tempfile.TemporaryDirectory() as folder:
        splash = Splash(Path(folder))
        splash.start()
        try:
            settings = {"READMORE_RENDERER": "splash", "READMORE_SPLASH_URL": splash.url}
            measure("splash", settings, pages, splash)
        finally:
            splash.kill()


if __name__ == "__main__":
    main()
