"""A small site as a first visit sees it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.onboarding.visit import Visit, VisitedPage, VisitedSource
from crawler.page.document import Document
from crawler.reading import read
from crawler.records.article import Discovered, Run
from crawler.records.enums import PageKind, Via

SITE = "https://www.post.example"
PATHS = ("/2025/03/04/council-at-noon-in-the-town", "/2025/03/05/weather-for-the-week-ahead")
OLDER = "/2025/02/01/bridge-to-be-closed-for-two-years"
STORY = """<!doctype html><html lang=en><head><title>{0} - The Post</title>
<meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="{1}"></head><body><main><article><h1>{0}</h1>
<p class=byline>By <a rel=author href="/staff/ada">Ada Oyelaran</a></p>{2}</article></main></body></html>"""
TEXT = "".join(
    f"<p>In paragraph {n} the council heard what the {word} of the town had to say of it, and answered.</p>"
    for n, word in enumerate(("bakers", "teachers", "drivers", "gardeners", "nurses", "painters"), 1)
)


def a_story(headline: str, published: str = "2025-03-04T05:06:00+01:00") -> str:
    return STORY.format(headline, published, TEXT)


def a_listing(*paths: str, more: str = "") -> str:
    cards = "".join(
        f'<article class="card"><h2><a href="{path}">Story at {path} makes the front page today</a></h2>'
        f'<p>A short word on the story at {path} ...</p><a class="more" href="{path}">Read on →</a></article>'
        for path in paths
    )
    menu = '<nav><a href="/category/town/">Town</a> <a href="/category/sport/">Sport</a></nav>'
    return f"<!doctype html><html lang=en><title>The Post</title><body>{menu}<main>{cards}</main>{more}</body></html>"


def a_document(path: str, html: str) -> Document:
    return Document(
        url=f"{SITE}{path}",
        body=html.encode(),
        fetched_at=datetime(2025, 6, 1, tzinfo=UTC),
        run=Run(id="r", spider="visit"),
        discovered=Discovered(via=Via.SEED),
        headers={"content-type": "text/html; charset=utf-8"},
    )


def a_visited(path: str, html: str, kind: PageKind | None = None, *, is_offered: bool = False) -> VisitedPage:
    document = a_document(path, html)
    reading = read(document)
    if kind is not None:
        extractor = replace(reading.article.extractor, page_kind=kind)
        reading = replace(reading, article=replace(reading.article, extractor=extractor))
    return VisitedPage(document, reading, is_offered)


@pytest.fixture
def visited() -> Callable[..., VisitedPage]:
    return a_visited


@pytest.fixture
def visit() -> Visit:
    more = '<a href="/page/2/">Older posts</a> <a href="/page/9/">9</a>'
    pages = [
        a_visited("/", a_listing(*PATHS, more=more), PageKind.LISTING),
        a_visited("/page/2/", a_listing(PATHS[0], OLDER), PageKind.LISTING),
        *(
            a_visited(path, a_story(f"What was said at {path[-4:]}"), PageKind.ARTICLE, is_offered=True)
            for path in PATHS
        ),
        a_visited(OLDER, a_story("The bridge is to be closed"), PageKind.ARTICLE, is_offered=True),
    ]
    sources = [VisitedSource(f"{SITE}/sitemap.xml", 0, None, 3), VisitedSource(f"{SITE}/feed/", 20, Via.RSS)]
    return Visit(f"{SITE}/", pages, sources, requests=9)
