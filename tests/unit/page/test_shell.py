"""A page is a shell only where a script would bring what it does not hold."""

from datetime import UTC, datetime

import pytest

from crawler.page.document import Document
from crawler.page.shell import find_shell_sign
from crawler.page.tree import Page
from crawler.reading import read
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via

SCRIPT = "<script src=/app.js></script>"
WORDS = "<p>" + "The council met again on Monday to speak of the harbour. " * 10 + "</p>"
FLASH = "A fire has broken out in the old harbour; nobody was hurt."
CARDS = "".join(
    f'<article><h2><a href="/2024/05/0{n}/a-story-of-some-length-{n}">A story of some length, number {n}</a></h2>'
    f"<p>A short word on it and then one more ...</p></article>"
    for n in range(1, 6)
)


def a_document(html: str) -> Document:
    return Document(
        url="https://news.example/",
        body=html.encode(),
        fetched_at=datetime(2026, 1, 2, tzinfo=UTC),
        run=Run(id="r", spider="s"),
        discovered=Discovered(via=Via.SEED),
    )


@pytest.mark.parametrize(
    ("html", "sign"),
    [
        (f"<noscript>Please enable JavaScript.</noscript>{SCRIPT}", "noscript_notice"),
        ('<div id=__next></div><script id="__NEXT_DATA__" type="application/json">{}</script>' + SCRIPT, "next_data"),
        ("<script>window.__INITIAL_STATE__ = {};</script>", "next_data"),
        (f"<div id=root></div>{SCRIPT}", "application_root"),
        (f"<app-root></app-root>{SCRIPT}", "application_root"),
        (f"<header>{WORDS}</header><div id=app><p>Loading</p></div>{SCRIPT}", "application_root"),
        (f"<p>One moment</p>{SCRIPT}", "little_text"),
        (f"<div id=root></div>{WORDS}{SCRIPT}", "no_links"),
        # a page of its own, however it was made
        (f"<div id=root>{WORDS}</div><noscript>Enable JavaScript</noscript>{SCRIPT}", None),
        ("<div id=root></div><p>Back soon</p>", None),
        (f"<noscript>Enable JavaScript</noscript><h1>Fire</h1><p>{FLASH}</p>{SCRIPT}", None),
        (f"<script>window.__NUXT__ = {{}};</script><article><p>{FLASH}</p></article>", None),
        (f"<noscript>Enable JavaScript</noscript><footer><p>{FLASH}</p></footer>{SCRIPT}", "noscript_notice"),
        (
            f"<p>Please enable JavaScript in your browser so that you can read us.</p>{SCRIPT}<div id=app></div>",
            "application_root",
        ),
        ('<p>Back soon</p><script type="application/ld+json">{"a": 1}</script>', None),
        (f"<p>{'Short but whole it is. ' * 5}</p>{SCRIPT}", None),
        (
            f"<p>{'東京都議会は月曜日に港の計画について改めて話し合った。' * 6}</p><div id=app></div>{SCRIPT}",
            "no_links",
        ),
    ],
)
def test_the_clearest_sign_is_told(html, sign):
    assert find_shell_sign(Page(a_document(f"<!doctype html><title>T</title><body>{html}")), has_links=False) == sign


def test_a_page_that_leads_to_articles_is_no_shell_for_lack_of_text():
    page = Page(a_document(f"<p>Links</p>{SCRIPT}"))
    assert find_shell_sign(page, has_links=True) is None


@pytest.mark.parametrize(
    ("html", "lacking"),
    [
        (CARDS, None),
        (f"{CARDS}<button>Load more</button>", "load_more"),
        (f'{CARDS}<a href="#">Mehr laden</a>', "load_more"),
        (f'{CARDS}<a href="javascript:more()">Voir plus</a>', "load_more"),
        (f'{CARDS}<input type=button value="Show more">', "load_more"),
        (f'{CARDS}<a href="/page/2">Load more</a>', None),
        (f'{CARDS}<button>Load more</button><a rel=next href="/page/2">Older posts</a>', None),
        (f"{CARDS}<button>Subscribe</button>", None),
        (f"<div id=root></div>{SCRIPT}", "application_root"),
        (f"<article><h1>A headline</h1>{WORDS}</article><div id=root></div>{SCRIPT}", None),
    ],
)
def test_a_reading_says_what_a_browser_would_add(html, lacking):
    assert read(a_document(f"<!doctype html><title>T</title><body><main>{html}</main>")).lacking == lacking
