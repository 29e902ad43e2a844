"""Small pages for the tests of body and kind."""

from datetime import UTC, datetime

from crawler.page.document import Document
from crawler.page.tree import Page
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via

URL = "https://news.example/2026/05/04/council-votes-on-the-harbour"
SENTENCES = (
    "The council voted on Monday to rebuild the harbour wall before the winter storms arrive, for nine million.",
    "Work begins in June, the mayor said after the meeting, and will last for two years, if the weather allows.",
    "Fishermen had asked for a shorter closure, since a week without the quay costs them a tenth of their earnings.",
    "An engineer from the university had warned in March that the stones below the waterline were moving, and quickly.",
    "The opposition called the plan too dear, but only two of its members voted against it in the end, to surprise.",
)
PROSE = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
NAV = "<nav><ul><li><a href=/politics>Politics</a></li><li><a href=/sport>Sport</a></li></ul></nav>"
FOOTER = "<footer><p>© 2026 The Example. All rights reserved.</p><a href=/about>About us</a></footer>"


def a_page(html: str, url: str = URL) -> Page:
    """A page of this HTML."""
    document = Document(
        url=url,
        body=html.encode("utf-8", "surrogatepass"),
        fetched_at=datetime(2026, 5, 4, tzinfo=UTC),
        run=Run(id="r", spider="news"),
        discovered=Discovered(via=Via.FILE),
    )
    return Page(document)


def an_article(body: str = PROSE, *, above: str = "", below: str = "", head: str = "") -> str:
    """A usual article's HTML with this body, and what stands above and below it inside ``<main>``."""
    return (
        f"<!doctype html><html lang=en><head><title>Council votes on the harbour - The Example</title>{head}</head>"
        f"<body><header>{NAV}</header><main><article><h1>Council votes on the harbour</h1>"
        f"<p class=byline>By Ada Example, 4 May 2026</p>{above}<div class=entry-content>{body}</div></article>{below}"
        f"</main>{FOOTER}</body></html>"
    )
