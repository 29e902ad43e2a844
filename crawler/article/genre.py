"""The genre of an article, where the page tells it: its type, its section, its labels, its address."""

from typing import Final
from urllib.parse import urlsplit

from crawler.article.words import load_words
from crawler.page.meta import read_meta
from crawler.page.structured import read_structured, types_of
from crawler.page.tree import Page
from crawler.records.enums import Genre
from crawler.records.evidence import Evidence

_DATA: Final = load_words("genres")
_TYPES: Final = {name: Genre(genre) for genre, names in _DATA["types"].items() for name in names}
_WORDS: Final = {word: Genre(genre) for genre, words in _DATA["words"].items() for word in words}
_PLAIN_NEWS: Final = frozenset({"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle"})


def read_genre(page: Page, section: str | None, kicker: str | None, evidence: Evidence) -> Genre | None:
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
    return Genre.NEWS if types & _PLAIN_NEWS else None
