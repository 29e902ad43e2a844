"""An article of several pages becomes one record."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from crawler.page.document import Document
from crawler.reading import read
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via
from spiders.continued import is_continuation, join_pages

URL = "https://news.example/2026/05/04/the-harbour-dossier/"


def a_reading(number, *texts, pages=3):
    url = URL if number == 1 else f"{URL}{number}/"
    paragraphs = "".join(
        f"<p>{text} {'The council met and spoke at length of the harbour and of its boats. ' * 4}</p>" for text in texts
    )
    pager = "".join(
        f'<a href="{URL if page == 1 else f"{URL}{page}/"}">{page}</a> '
        for page in range(1, pages + 1)
        if page != number
    )
    html = (
        '<meta property="og:type" content="article"><title>The harbour dossier</title>'
        f"<article><h1>The harbour dossier</h1>{paragraphs}<p class=pages>Pages: {pager}</p></article>"
    )
    document = Document(
        url=url,
        body=html.encode(),
        fetched_at=datetime(2026, 5, 4, tzinfo=UTC),
        run=Run(id="r", spider="news"),
        discovered=Discovered(via=Via.FILE),
    )
    return read(document)


def join(first, later):
    asked = []

    async def fetch(url):
        asked.append(url)
        return later.get(url)

    return asyncio.run(join_pages(first, URL, fetch)), asked


def test_the_pages_are_joined_in_order_and_what_repeats_is_left_out():
    first = a_reading(1, "Lead.", "One.")
    later = {f"{URL}2/": a_reading(2, "Lead.", "Two."), f"{URL}3/": a_reading(3, "Lead.", "Three.")}
    article, asked = join(first, later)
    assert asked == [f"{URL}2/", f"{URL}3/"]
    assert article.pages == 3
    assert [block.text.split()[0] for block in article.blocks if block.text][:4] == ["Lead.", "One.", "Two.", "Three."]
    assert article.body_text.count("Lead.") == 1
    assert article.word_count > first.article.word_count
    assert article.content_hash != first.article.content_hash


def test_a_page_that_adds_nothing_or_cannot_be_had_ends_the_article():
    first = a_reading(1, "One.")
    assert join(first, {f"{URL}2/": a_reading(2, "One.")})[0] is first.article
    assert join(first, {})[0] is first.article
    alone = a_reading(1, "One.", pages=1)
    assert join(alone, {})[1] == []


def test_a_later_page_by_itself_is_no_article():
    article = a_reading(1, "One.").article
    assert not is_continuation(article)
    second = f"{URL}?page=2"
    assert is_continuation(replace(article, url=second, canonical_url=second))
    assert not is_continuation(replace(article, url=second))
