"""Cards are found by the structure around their links, in every dress that themes give them."""

from datetime import UTC, datetime

import pytest

from crawler.page.cards import Card, find_cards
from crawler.page.document import Document
from crawler.page.tree import Page
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via

TITLES = ("The ferry is late again", "Bakers ask for cheaper flour", "A bridge opens a year early")
EXCERPTS = (
    "The morning boat left the quay forty minutes after it should have, and nobody on it was ...",
    "Two hundred bakers stood before the mill and asked, in verse, what a loaf may cost in ...",
    "The engineers had counted on frost. There was none, and the last bolt went in on ...",
)
ADDRESSES = ("/2026/05/ferry-late/", "/2026/05/bakers-flour/", "/2026/04/bridge-early/")
BODY = f"<p>{'The council met on Monday and spoke at length about the harbour. ' * 6}</p>"


def page_of(html: str, url: str = "https://news.example/2026/05/harbour-council/") -> Page:
    return Page(
        Document(
            url=url,
            body=html.encode(),
            fetched_at=datetime(2026, 5, 4, tzinfo=UTC),
            run=Run(id="r", spider="news"),
            discovered=Discovered(via=Via.FILE),
        )
    )


def cards_of(html: str, url: str = "https://news.example/2026/05/harbour-council/") -> tuple[Card, ...]:
    return find_cards(page_of(html, url))


def repeat(template: str) -> str:
    return "".join(
        template.format(url=url, title=title, excerpt=excerpt)
        for url, title, excerpt in zip(ADDRESSES, TITLES, EXCERPTS, strict=True)
    )


def listing(template: str) -> str:
    return f'<div class="body"><h1>Harbour</h1>{BODY}</div><div>{repeat(template)}</div>'


DRESSES = {
    "a list of a block theme": listing(
        '<li><figure><a href="{url}"><img src="/i.png" alt=""></a></figure><h3><a href="{url}">{title}</a></h3>'
        '<div><p>{excerpt}</p><p><a href="{url}">Read More →</a></p></div></li>'
    ),
    "columns with the link behind the excerpt": listing(
        '<div class="col"><div class="inner"><a href="{url}"><img data-src="/i.png" src="data:x"></a>'
        '<div><h4 class="title"><a href="{url}#more" rel="bookmark">{title}</a></h4></div>'
        '<div class="excerpt">{excerpt} <a class="more" href="{url}">Read More →</a></div></div></div>'
    ),
    "whole cards as links": listing(
        '<a href="{url}"><img src="/i.png"><h3>{title}</h3><p>{excerpt}</p><span>Read More →</span></a>'
    ),
    "whole cards without headings": listing(
        '<a href="{url}"><img src="/i.png"><div>{title}</div><div>{excerpt}</div></a>'
    ),
    "a flat list": listing(
        '<a href="{url}"><img src="/i.png"></a><h3><a href="{url}">{title}</a></h3><p>{excerpt}</p>'
        '<p><a href="{url}">Read More →</a></p>'
    ),
    "a flat list of headings": listing('<h3><a href="{url}">{title}</a></h3><p><img src="/i.png">{excerpt}</p>'),
    "lines of a table": f"<div>{BODY}</div><table><tr>"
    + repeat(
        '<td><a href="{url}"><img src="/i.png"></a><br><b><a href="{url}">{title}</a></b><br>{excerpt}<br>'
        '<a href="{url}">More…</a></td>'
    )
    + "</table>",
}


@pytest.mark.parametrize("html", DRESSES.values(), ids=list(DRESSES))
def test_each_teaser_becomes_one_card_with_its_texts(html: str) -> None:
    cards = cards_of(html)
    assert [card.canonical_url for card in cards] == [f"https://news.example{address}" for address in ADDRESSES]
    assert [card.text.headline for card in cards] == list(TITLES)
    assert [card.text.excerpt for card in cards] == list(EXCERPTS)
    assert {card.text.image for card in cards} == {"https://news.example/i.png"}
    assert {card.group for card in cards} == {cards[0].group}
    assert {card.group_size for card in cards} == {3}


def test_the_only_card_of_a_last_page_holds_what_stands_around_its_headline() -> None:
    card = (
        "<main><div class=post><div class=meta>\n                Friday, May 1, 2026\n                in\n"
        '                <a href="/category/town/">Town</a>\n                4 min read\n            </div>'
        f'<h2><a href="{ADDRESSES[0]}">{TITLES[0]}</a></h2><p>{EXCERPTS[0] * 6}</p></div></main>'
    )
    [found] = cards_of(f"<h1>News</h1>{card}<nav><a href=/page/2/>2</a></nav>", "https://news.example/page/3/")
    assert (found.text.headline, found.text.section) == (TITLES[0], "Town")


def test_two_teasers_of_one_story_far_apart_are_two_cards() -> None:
    also = f'<div>{BODY}<p>Also read: <a href="{ADDRESSES[0]}">{TITLES[0]}</a></p>{BODY * 2}</div><h2>More</h2>'
    card = '<li><h3><a href="{url}">{title}</a></h3><p>{excerpt}</p><p><a href="{url}">Read More →</a></p></li>'
    cards = cards_of(f"<main>{also}</main><ul>{repeat(card)}</ul>")
    assert [len(card.anchors) for card in cards] == [1, 2, 2, 2]
    assert [card.group_size for card in cards[1:]] == [3, 3, 3]
