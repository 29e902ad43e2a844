"""The genre of an article, where the page tells it: its type, its section, its labels, its address."""

from typing import Final
from urllib.parse import urlsplit

from crawler.article.text_lines import find_text_above
from crawler.article.words import load_words
from crawler.page.meta import read_meta
from crawler.page.structured import read_structured, types_of
from crawler.page.tree import Element, Page
from crawler.records.enums import Genre
from crawler.records.evidence import Evidence

_DATA: Final = load_words("genres")
_TYPES: Final = {name: Genre(genre) for genre, names in _DATA["types"].items() for name in names}
_WORDS: Final = {word: Genre(genre) for genre, words in _DATA["words"].items() for word in words}
_NOT_OF_NEWSROOM: Final = frozenset({Genre.SPONSORED, Genre.PRESS_RELEASE})
_PLAIN_NEWS: Final = frozenset({"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle"})


def read_genre(
    page: Page, section: str | None, kicker: str | None, evidence: Evidence, headline: Element | None = None
) -> Genre | None:
    """The kind of writing; None where nothing tells it."""
    types = types_of(read_structured(page).article)
    for name, genre in _TYPES.items():
        if name in types:
            return genre
    if any(teaser.sponsored for teaser in evidence.teasers):
        return Genre.SPONSORED
    meta = read_meta(page)
    labels = [kicker, section, *meta.all("genre", "article:opinion", "article:type", "content_type", "og:type")[:6]]
    prefix, colon, _ = page.title.partition(":")
    labels += [prefix] * bool(colon)  # "Opinion: The bridge must be mended"
    labels += urlsplit(page.url).path.strip("/").split("/")[:-1]
    for label in labels:
        told = _WORDS.get((label or "").strip().lower())
        if told:
            return told
    if (told := _find_label_above(page, headline)) is not None:
        return told
    return Genre.NEWS if types & _PLAIN_NEWS else None


def _find_label_above(page: Page, headline: Element | None) -> Genre | None:
    """What the line right above the headline calls a text that is no work of the newsroom's, and leads nowhere."""
    place = find_text_above(page, headline)
    if place is None or page.text_parents[place].tag == "a":
        return None
    told = _WORDS.get(page.texts[place].strip().lower())
    return told if told in _NOT_OF_NEWSROOM else None
