"""A link that the site's profile names is of the kind that it says, whatever it looks like."""

from datetime import UTC, date, datetime

from crawler.links.reader import LinkKind, read_links
from crawler.page.document import Document
from crawler.page.tree import Page
from crawler.records.article import Discovered, Run
from crawler.records.enums import TeaserLink, Via
from crawler.records.selector import Selector

PAGE = """<html><head><link rel=next href="/p/2"></head><body><nav><a href="/x7">Seven</a> <a href="/about">Us</a></nav>
<div class=teaser><h2>A story of the town</h2><p>What it says ...</p><a class=go href="/town?id=7">Go there</a></div>
<button class=more data-next="/list?after=20">More</button><a href="/x9"><span class=in>Nine</span></a>
<a class=self href="/">Home</a></body></html>"""


def links_of(*selectors):
    document = Document(
        url="https://post.example/",
        body=PAGE.encode(),
        fetched_at=datetime(2024, 5, 4, tzinfo=UTC),
        run=Run(id="r", spider="none"),
        discovered=Discovered(via=Via.FILE),
    )
    links = read_links(Page(document), selectors)
    return {link.canonical_url.removeprefix("https://post.example"): link for link in links}


def test_links_are_of_the_kind_that_is_told():
    links = links_of(
        Selector(name="article", css="nav a[href^='/x']"),
        Selector(name="read_more", css="div.teaser"),
        Selector(name="next_page", css="button.more", attribute="data-next"),
        Selector(name="tag", css=".in"),
        Selector(name="other", css="link[rel=next]"),
        Selector(name="section", css="a.self"),
    )
    kinds = {path: (link.kind, link.confidence) for path, link in links.items()}
    assert kinds["/x7"] == (LinkKind.ARTICLE, 1.0)
    assert kinds["/town?id=7"] == (LinkKind.ARTICLE, 1.0)
    assert kinds["/list?after=20"] == (LinkKind.NEXT_PAGE, 1.0)
    assert kinds["/x9"] == (LinkKind.TAG, 1.0)
    assert kinds["/p/2"] == (LinkKind.OTHER, 1.0)
    assert "/" not in links  # a page does not lead to itself
    assert links["/town?id=7"].via is TeaserLink.READ_MORE
    assert links["/x7"].via is TeaserLink.HEADLINE
    assert links["/about"].confidence < 1


def test_an_address_that_no_anchor_leads_to_may_be_an_article():
    link = links_of(Selector(name="article", css="button", attribute="data-next"))["/list?after=20"]
    assert (link.kind, link.via) == (LinkKind.ARTICLE, TeaserLink.HEADLINE)


def test_what_holds_no_longer_changes_nothing():
    gone = Selector(name="article", css="nav a", valid_until=date(2023, 1, 1))
    assert links_of(gone) == links_of()
