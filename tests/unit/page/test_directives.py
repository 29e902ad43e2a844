"""What a page tells robots is heard where it is meant for us."""

from datetime import UTC, datetime

import pytest

from crawler.page.directives import read_directives
from crawler.page.document import Document
from crawler.page.tree import Page
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via


def directives(html="", header=""):
    document = Document(
        url="https://a.example/",
        body=f"<html><head>{html}</head><body>x</body></html>".encode(),
        fetched_at=datetime(2026, 11, 24, tzinfo=UTC),
        run=Run(id="r", spider="s"),
        discovered=Discovered(via=Via.SEED),
        headers={"x-robots-tag": header} if header else {},
    )
    return read_directives(Page(document))


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("", set()),
        ('<meta name="robots" content="index, follow">', {"index", "follow"}),
        ('<meta name="ROBOTS" content="NoIndex,NoFollow">', {"noindex", "nofollow"}),
        ('<meta name="robots" content="none">', {"noindex", "nofollow"}),
        ('<meta name="robots" content="all">', set()),
        ('<meta name="robots" content="max-image-preview:large, noai">', {"max-image-preview", "noai"}),
        ('<meta name="readmore" content="nofollow"><meta name="googlebot" content="noindex">', {"nofollow"}),
    ],
)
def test_meta_tags_for_all_robots_and_for_us(html, found):
    assert directives(html) == found


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("noindex", {"noindex"}),
        ("noai, noimageai", {"noai", "noimageai"}),
        ("googlebot: noindex, nofollow", set()),
        ("googlebot: noindex, nofollow\nnoai", {"noai"}),
        ("readmore: none", {"noindex", "nofollow"}),
        ("otherbot: noindex, readmore: nofollow", {"nofollow"}),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST, noai", {"unavailable_after", "noai"}),
        ("max-snippet:-1", {"max-snippet"}),
    ],
)
def test_header_lines_name_robots(header, found):
    assert directives(header=header) == found


def test_tag_and_header_are_united():
    assert directives('<meta name="robots" content="noindex">', "nofollow") == {"noindex", "nofollow"}
