"""The pages that lead to stories: front page, sections, authors, tags, search, in three kinds of teaser."""

from html import escape
from typing import Final
from urllib.parse import parse_qs

from crawler.demo.markup import READ_MORE, SITE_NAME, SLOGAN, Frame, frame, image, link, links, reorder, teaser
from crawler.demo.newsroom import PAGE_SIZE, Listing, find_quirk
from crawler.demo.stories import SECTIONS, write_stories
from crawler.demo.story import Quirk, Story

_TRACKED: Final = "utm_source=front&utm_medium=card&fbclid=Iw4R2025"
_SUGGESTIONS: Final = ("ferry", "market", "library", "council")
_TILED: Final = {"Economy", "City"}
_IN_ROWS: Final = {"Science", "Culture", "Sport"}


def make_listing_page(listing: Listing, page: int) -> str:
    """One page of a listing, counted from 1."""
    stories = listing.page_stories(page)
    head = f'<link rel="next" href="{listing.page_path(page + 1)}">\n' if page < listing.page_count else ""
    if listing.path == "/":
        title, above = f"{SITE_NAME} – {SLOGAN}", _front_matter() if page == 1 else _pinned()
        heading = '<h1 class="theme-title">Latest news</h1>'
        below = "".join(teaser(story, READ_MORE["en"], "card entry") for story in stories)
        cards = f'<div class="cards">{_with_tracking(below, stories)}</div>'
    else:
        title, above = f"{listing.title} – {SITE_NAME}", ""
        heading, cards = f"<h1>{escape(listing.title)}</h1>", _teasers(listing.title, stories)
    main = f'<main class="listing">{above}{heading}{cards}{_pagination(listing, page)}</main>'
    title = title if page == 1 else f"{title} – Page {page}"
    return frame(Frame(title=title, head=head, main=main, body_class="archive"))


def make_search_page(query: str) -> str:
    """The search page; ``query`` is the address's part after the question mark."""
    asked = parse_qs(query).get("q", [""])[0]
    found = [story for story in write_stories() if asked and asked.casefold() in story.headline.casefold()][:PAGE_SIZE]
    suggestions = " ".join(link(f"/search?q={word}", word) for word in _SUGGESTIONS)
    orders = links([(f"/search?q={asked}&sort={order}", f"By {order}") for order in ("date", "section")], "", " ")
    orders = f"<p>{orders}</p>" if asked in _SUGGESTIONS else ""
    main = (
        f'<main><h1>Search</h1><form action="/search"><input name="q" value="{escape(asked)}" aria-label="Words">'
        f"<button>Search</button></form><p>Often asked for: {suggestions}</p>{orders}"
        f"{_rows(tuple(found))}</main>"
    )
    return frame(Frame(title=f"Search – {SITE_NAME}", main=main, body_class="search"))


def _front_matter() -> str:
    """The pinned story, and three pictures whose anchors carry the headline in aria-label alone."""
    pictured = [story for story in write_stories() if story.section is SECTIONS[4]][12:15]
    anchors = "".join(
        f'<a href="{escape(story.path)}" aria-label="{escape(story.headline)}">{image(story)}</a>' for story in pictured
    )
    return (
        f'{_pinned()}<section class="in-pictures"><h2>In pictures</h2><div class="pictures">{anchors}</div></section>'
    )


def _pinned() -> str:
    story = find_quirk(Quirk.SEED)
    more = link(f"{story.path}#more", READ_MORE["en"], 'class="more"')
    return (
        f'<article class="pinned sticky"><span class="flag">Pinned</span><h2>{link(story.path, story.headline)}</h2>'
        f"<p>{escape(story.excerpt, quote=False)}</p>{more}</article>"
    )


def _with_tracking(cards: str, stories: tuple[Story, ...]) -> str:
    """Every third card with parameters that tell where the reader came from."""
    for story in stories[::3]:
        mark = "&" if "?" in story.path else "?"
        cards = cards.replace(f'href="{escape(story.path)}"', f'href="{escape(f"{story.path}{mark}{_TRACKED}")}"')
    return cards


def _teasers(title: str, stories: tuple[Story, ...]) -> str:
    if title in _TILED:
        return f'<div class="cards">{"".join(_tile(story) for story in stories)}</div>'
    if title in _IN_ROWS:
        return _rows(stories)
    return f'<div class="cards">{"".join(teaser(story, READ_MORE["en"], "card entry") for story in stories)}</div>'


def _tile(story: Story) -> str:
    """A whole card that is one link, with the address's parameters in another order."""
    return (
        f'<a class="tile" href="{escape(reorder(story.path))}">{image(story)}<h3>{escape(story.headline)}</h3>'
        f'<p>{escape(story.excerpt, quote=False)}</p><span class="more">{READ_MORE["en"]}</span></a>'
    )


def _rows(stories: tuple[Story, ...]) -> str:
    rows = "".join(
        f"<li><h3>{link(story.path, story.headline)}</h3>"
        f'<time datetime="{story.published:%Y-%m-%d}">{story.published.day} {story.published:%B %Y}</time>'
        f"<p>{escape(story.excerpt, quote=False)}</p></li>"
        for story in stories
    )
    return f'<ul class="rows">{rows}</ul>'


def _pagination(listing: Listing, page: int) -> str:
    """Numbers, the next page, and a link of the page to itself."""
    numbers = "".join(
        link(listing.page_path(number), str(number), 'aria-current="page" class="current"' if number == page else "")
        for number in range(1, listing.page_count + 1)
    )
    following = (
        link(listing.page_path(page + 1), "Next page", 'rel="next" class="next"') if page < listing.page_count else ""
    )
    itself = link(listing.page_path(page), "Refresh")
    return f'<nav class="pagination" aria-label="Pages">{numbers}{following} {itself}</nav>'
