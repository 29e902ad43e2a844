"""Bylines as newsrooms of many languages write them: who of those named wrote."""

import pytest

from crawler.article.authors import read_authors
from crawler.article.site_name import fold_site_names, read_site_name
from crawler.records.evidence import Evidence

STORY = "<div>" + ("<p>" + "The council met and talked about the bridge for a long while. " * 3 + "</p>") * 3 + "</div>"
SITE = '<meta property="og:site_name" content="The Harbour Courier">'


@pytest.fixture
def names_of(page_of):
    def make(html):
        page = page_of(html)
        names = fold_site_names(page, read_site_name(page, Evidence()))
        return [author.name for author in read_authors(page, page.find("h1"), names, Evidence()).value or ()]

    return make


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ('<p><a href="/author/olena-shevchuk">Олена Шевчук</a><span>журналістка</span></p>', ["Олена Шевчук"]),
        ('<p><a href="/author/giorgos-pappas">Γιώργος Παππάς</a></p>', ["Γιώργος Παππάς"]),
        ("<p>Anna Roe</p><p>Transport correspondent</p><p>12 May 2026, 21:45</p>", ["Anna Roe"]),
        ("<p>12 maja 2026, 20:40 | Autor: Anna Roe | Źródło: PAP</p>", ["Anna Roe"]),
        ("<p>Του Γιώργου Παππά | Τρίτη, 12 Μαΐου 2026</p>", ["Γιώργου Παππά"]),
        ("<p class=author-row><span>Anna Roe</span> <span>The Harbour Courier</span></p>", ["Anna Roe"]),
        ("<p class=byline>Anna Roe For The Harbour Courier</p>", ["Anna Roe"]),
        ("<p class=meta>Anna Roe / PAP <span>12.05.2026</span></p>", ["Anna Roe", "PAP"]),
        ("<p>Quelle: dpa/aro</p>", ["dpa"]),
        ("<p class=author>Анна Ро, Бо Ли, Санкт-Петербург</p>", ["Анна Ро", "Бо Ли"]),
        ("<p>Av Anna Roe og Bo Lee (foto)</p>", ["Anna Roe"]),
        ("<p>Von Anna Roe (Text) und Bo Lee (Fotos)</p><p>12. Mai 2026</p>", ["Anna Roe"]),
        ("<p>Von Anna Roe, SWR Stuttgart</p>", ["Anna Roe"]),
        ("<p class=author>oprac. Anna Roe</p>", ["Anna Roe"]),
        ("<p class=byline>Anna Roe, PhD | Special to the Tribune</p>", ["Anna Roe"]),
        ("<p>Aangeboden door Brugbank</p><p>12 mei 2026</p>", []),
        (
            "<p class=byline><b>Anna Roe</b><i>Journalist</i></p><p class=byline><b>Bo Lee</b><i>Fotograf</i></p>",
            ["Anna Roe"],
        ),
        (
            """<div class=bylines><p><b class=byline-name>Anna Roe</b> <i>Journalist</i></p>
            <p><b class=byline-name>Bo Lee</b> <i>Photographer</i></p></div>""",
            ["Anna Roe"],
        ),
    ],
)
def test_bylines_of_more_newsrooms(below, expected, names_of):
    assert names_of(f"{SITE}<h1>A bridge</h1>{below}{STORY}") == expected
