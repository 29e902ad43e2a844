"""Bylines on the page itself: what is marked as author near the headline, or introduced by a word like "by"."""

from collections.abc import Iterator
from typing import Final

from crawler.article.names import begins_with_by, parse_byline
from crawler.page.marks import Mark, find_marked, is_elsewhere
from crawler.page.tree import Element, Page
from crawler.records.article import Author
from crawler.urls import join

_MAX_BYLINE: Final = 200  # characters; what is longer is a biography
_MAX_INTRODUCED: Final = 120
_TEXTS_BELOW: Final = 60  # text nodes below the headline in which an unmarked byline may stand
_LISTS: Final = frozenset({"li", "ul", "ol"})


def find_marked_byline(page: Page, headline: Element | None) -> tuple[Author, ...]:
    """The names in the first element marked as author around or below the headline; empty where none is."""
    start = headline.index if headline is not None else 0
    above: tuple[Author, ...] = ()
    for element in find_marked(page, Mark.AUTHOR):
        if element.text_end == element.text_start or is_elsewhere(element, headline):
            continue
        names = _names_in(page, element)
        if names and element.index > start:
            return names
        above = above or names
    return above


def _names_in(page: Page, element: Element) -> tuple[Author, ...]:
    """The names of the links or innermost marked elements in a byline, else of its whole text."""
    if len(page.text(element)) > _MAX_BYLINE and not any(inner.tag == "a" for inner in page.descendants(element)):
        return ()
    links = [inner for inner in (element, *page.descendants(element)) if inner.tag == "a" and inner.get("href")]
    found: dict[str, Author] = {}
    for link in links:
        text = page.text(link)
        if not text or len(text) > _MAX_BYLINE:
            continue
        for author in parse_byline(text):
            url = join(page.base_url, link.get("href"))
            found.setdefault(author.name, Author(name=author.name, url=url, type=author.type))
    whole = page.text(element)
    if len(whole) <= _MAX_BYLINE:
        parsed = parse_byline(_first_line(page, element))
        if len(parsed) > len(found) or not found:
            urls = {author.name: author.url for author in found.values()}
            return tuple(Author(name=a.name, url=urls.get(a.name), type=a.type) for a in parsed)
    return tuple(found.values())


def _first_line(page: Page, element: Element) -> str:
    lines = "".join(page.texts[element.text_start : element.text_end]).split("\n")
    return next((" ".join(line.split()) for line in lines if line.strip() and parse_byline(line)), "")


def find_introduced_byline(page: Page, headline: Element | None) -> tuple[Author, ...]:
    """The names in the first short line below the headline that begins with a word like "by"."""
    if headline is None:
        return ()
    for line in _lines_below(page, headline):
        if len(line) <= _MAX_INTRODUCED and begins_with_by(line):
            names = parse_byline(line)
            if names and any(name.name[0].isupper() or not name.name.isascii() for name in names):
                return names
    return ()


def _lines_below(page: Page, headline: Element) -> Iterator[str]:
    start = headline.text_end
    pieces: list[str] = []
    for text in page.texts[start : start + _TEXTS_BELOW]:
        if text == "\n":
            line = " ".join("".join(pieces).split())
            if line:
                yield line
            pieces = []
        else:
            pieces.append(text)
