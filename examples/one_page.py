"""Read one saved page without Scrapy: ``python examples/one_page.py page.html [https://its.address/]``."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from crawler.page.saved import SavedPage
from crawler.reading import read
from crawler.records.article import Run


def main(path: str, url: str | None = None) -> None:
    """Print what the reader makes of one page."""
    document = SavedPage(Path(path), url=url).load(Run(id="example", spider="none"), datetime.now(UTC))
    reading = read(document)
    article = reading.article
    print(f"{reading.kind} ({article.extractor.page_kind_confidence:.2f})  {article.url}")
    print(article.headline)
    print(", ".join(author.name for author in article.authors), article.published_at)
    print()
    print(article.body_text)
    print()
    for link in reading.links:
        print(f"{link.kind:<12} {link.url}  {link.headline or link.anchor_text or ''}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
