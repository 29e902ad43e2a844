"""``python -m crawler.demo.crawl``: the main job on the demo site, as ``make crawl`` runs it."""

import subprocess
import sys
from pathlib import Path
from typing import Final

from crawler.demo.server import serve

FOLDER: Final = Path("feeds", "demo")


def crawl_words(url: str, folder: Path) -> list[str]:
    """What one would type to crawl a site on loopback into ``articles.jsonl``, ``teasers.jsonl``, ``rejects.jsonl``."""
    settings = {
        "READMORE_ALLOW_PRIVATE_ADDRESSES": "127.0.0.0/8",
        "READMORE_TEASERS_FEED": str(folder / "teasers.jsonl"),
        "READMORE_REJECTS_FEED": str(folder / "rejects.jsonl"),
        "AUTOTHROTTLE_START_DELAY": "0",
        "LOG_LEVEL": "ERROR",
    }
    words = ["crawl", "news", "-a", f"url={url}/", "-O", str(folder / "articles.jsonl"), "--show", "1"]
    return words + [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]


def main() -> int:
    """Serve the site on a free port, crawl it into ``feeds/demo/``, show one record; the crawl's exit code."""
    with serve() as site:
        sys.stderr.write(f"The demo site is at {site.url}/ while it is crawled ...\n")
        command = [sys.executable, "-m", "scrapy", *crawl_words(site.url, FOLDER)]
        return subprocess.run(command, check=False).returncode  # noqa: S603 - our own command


if __name__ == "__main__":
    sys.exit(main())
