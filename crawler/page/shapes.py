"""What an address alone says of the page behind it: an article, a tag, a feed, the second page of a list."""

import functools
import re
from enum import StrEnum
from typing import Final
from urllib.parse import unquote

import msgspec

from crawler.page.phrases import is_longer
from crawler.page.words import load_words

_DATA: Final = load_words("page", "address_words")


class Hint(StrEnum):
    """What an address looks like; ``UNCLEAR`` where it may be an article as well as a section."""

    __hash__ = str.__hash__  # an enum's own is Python code, and these are keys at every link

    ARTICLE = "article"
    UNCLEAR = "unclear"
    FRONT = "front"
    SECTION = "section"
    TAG = "tag"
    AUTHOR = "author"
    ARCHIVE = "archive"
    FEED = "feed"
    SITEMAP = "sitemap"
    COMMENTS = "comments"
    FILE = "file"
    SERVICE = "service"
    FOREIGN = "foreign"


class Shape(msgspec.Struct, frozen=True, gc=False):
    """The reading of one address.

    ``stem`` is the address without its page number, index file, ending and closing slash: the pages of one
    list share it. ``page`` is the page number that the address states beyond doubt, else None; ``number`` the
    number that its last segment ends in ("culture2.html"), which may be one, and ``whole`` the stem with it: where it
    is none, but the number of a story, its pages stand below that ("/archives/70/2").
    """

    hint: Hint
    stem: str
    page: int | None
    number: int | None
    whole: str

    def is_page_of(self, other: "Shape") -> bool:
        """Whether this is the address of a page of what stands at another address, or of a list of which both are."""
        return self.stem in (other.stem, other.whole)


_WORD_HINTS: Final = {
    word: hint
    for hint in (Hint.SERVICE, Hint.ARCHIVE, Hint.SECTION, Hint.AUTHOR, Hint.TAG, Hint.FEED, Hint.SITEMAP)
    for word in _DATA[hint.value]
} | dict.fromkeys(_DATA["amp"], Hint.SERVICE)
_QUERY_HINTS: Final = {
    name: hint
    for hint in (Hint.ARCHIVE, Hint.SECTION, Hint.AUTHOR, Hint.TAG, Hint.FEED, Hint.COMMENTS, Hint.SERVICE)
    for name in _DATA["queries"][hint.value]
}
_ARTICLE_QUERIES: Final = frozenset(_DATA["queries"]["article"])
_PAGE_QUERIES: Final = frozenset(_DATA["queries"]["page"])
_ROUTERS: Final = frozenset(_DATA["queries"]["router"])
_PAGE_WORDS: Final = frozenset(_DATA["pages"]["words"])
_FILE_ENDINGS: Final = frozenset(_DATA["files"]["endings"])
_FEED_ENDINGS: Final = frozenset(_DATA["files"]["feeds"])
_PAGE_ENDINGS: Final = frozenset(_DATA["files"]["pages"])
_SHARE_HOSTS: Final = frozenset(_DATA["hosts"]["share"])
# A headline right below one of these is a story, below the others the name of a tag or a writer.
_YIELDING: Final = frozenset({Hint.SERVICE, Hint.FEED, Hint.ARCHIVE})
_OVERRULING: Final = frozenset({Hint.SERVICE, Hint.COMMENTS})  # what the query says of any path
_OPEN: Final = frozenset({Hint.FRONT, Hint.UNCLEAR})  # what the path leaves open, the query may tell
_INDEX_NAMES: Final = frozenset({"index", "default", "home", "main"})

_DATE_SEGMENT: Final = re.compile(
    r"(?:19|20)\d\d(?:[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?(?:0[1-9]|[12]\d|3[01]))?)?|\d{1,2}(?:-\d{1,2})?|[a-z]{3}"
)
# "page:2", "tag:bridges", "tag_bridges": a word and its value in one segment.
_NAMES: Final = "|".join(map(re.escape, (*_DATA["tag"], *_DATA["author"], *_DATA["section"], "page")))
_NAMED: Final = re.compile(rf"(?<![^/])(?:({_NAMES}):|(tag)_)(?=[^/])")
_PAGE_SUFFIX: Final = re.compile(r"[-_](?:page|seite|p)$")
_DIGITS: Final = "0123456789"
_MAX_PAGE_DIGITS: Final = 4
_COMMENT_PAGE: Final = re.compile(r"comment-page-\d+|comments")
_ID: Final = re.compile(r"\d{5}|[0-9a-f]{8}-[0-9a-f]{4}-")
_CENTURIES: Final = ("19", "20")
_HEADLINE_BREAKS: Final = 3  # hyphens in a last segment; from here on it is a headline rather than a name
_SENTENCE_BREAKS: Final = 5  # hyphens that no name of a tag or a writer has
_SHORT_HEADLINE_BREAKS: Final = 2
_SHORT_HEADLINE_LENGTH: Final = 20


_SHARE: Final = Shape(Hint.SERVICE, "", None, None, "")
_FOREIGN: Final = Shape(Hint.FOREIGN, "", None, None, "")


def read_foreign_shape(host: str) -> Shape:
    """The shape of an address on another site, of which no more is asked than whether it serves to share."""
    return _SHARE if host.removeprefix("www.") in _SHARE_HOSTS else _FOREIGN


@functools.lru_cache(maxsize=65_536)
def read_shape(canonical_url: str) -> Shape:
    """The shape of a canonical address."""
    host, _, rest = canonical_url[canonical_url.index("//") + 2 :].partition("/")
    path, _, query = rest.partition("?")
    if "%2F" in query and query.find("=") == len(query) - 1:  # "index.php?post/2026/05/04/a-bridge"
        path, query = f"{path.rpartition('/')[0]}/{query[:-1]}", ""
    if "%" in path:
        path = unquote(path)
    if ":" in path or "tag_" in path:
        path = _NAMED.sub(r"\1\2/", path)
    segments = path.lower().strip("/").split("/") if path else []
    last = segments[-1] if segments else ""
    ending = ""
    page = number = None
    if last.isdecimal() and len(segments) > 1 and segments[-2] in _PAGE_WORDS:
        page = int(last)
        del segments[-2:]
    elif "." in last:
        last, ending = _split_ending(last)
        segments[-1] = last
    if last in _INDEX_NAMES:
        segments.pop()
    stem = whole = "/".join(segments)
    if page is None:
        name = last.rstrip(_DIGITS)
        if 0 < len(last) - len(name) <= _MAX_PAGE_DIGITS:
            number = int(last[len(name) :])
            name = _PAGE_SUFFIX.sub("", name.rstrip("-_"))
            is_named = name != "" and name not in _INDEX_NAMES
            stem = "/".join([*segments[:-1], name] if is_named else segments[:-1])
            if name in _INDEX_NAMES and ending in _PAGE_ENDINGS:  # "index2.html" stands where its folder does
                segments.pop()
    hint = _read_path(segments, ending)
    if query:
        asked, page, query = _read_query(query, page)
        if asked in _OVERRULING or (asked is not None and hint in _OPEN):
            hint = asked
    return Shape(hint, f"{host}/{stem}?{query}", page, number, f"{host}/{whole}?{query}")


def _split_ending(segment: str) -> tuple[str, str]:
    name, dot, ending = segment.rpartition(".")
    if dot and name and (ending in _PAGE_ENDINGS or ending in _FILE_ENDINGS or ending in _FEED_ENDINGS):
        return name, ending
    return segment, ""


def _read_query(query: str, page: int | None) -> tuple[Hint | None, int | None, str]:
    """Hint, page number and the query without the page number."""
    hint = None
    kept = []
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        name = name.lower()
        is_page = name in _PAGE_QUERIES or (name.endswith(("-page", "_page")) and name not in _QUERY_HINTS)
        if is_page and value.isdecimal():
            page = int(value)
            continue
        kept.append(pair)
        if name in _QUERY_HINTS and value:
            hint = _QUERY_HINTS[name]
        elif name in _ROUTERS and _WORD_HINTS.get(value.lower()) is Hint.SERVICE:
            hint = Hint.SERVICE
        elif name in _ARTICLE_QUERIES and hint is None and any(map(str.isdecimal, value)):
            hint = Hint.ARTICLE
    return hint, page, "&".join(kept)


def _read_path(segments: list[str], ending: str) -> Hint:
    if ending in _FILE_ENDINGS:
        return Hint.FILE
    if not segments:
        return Hint.FRONT
    last = segments[-1]
    if ending in _FEED_ENDINGS:
        return Hint.SITEMAP if "sitemap" in last else Hint.FEED
    dated = len(segments)
    for place, segment in enumerate(segments):
        if segment[:2] in _CENTURIES and segment[2:4].isdecimal():
            dated = place
            break
    if dated < len(segments) and all(map(_DATE_SEGMENT.fullmatch, segments[dated:])):
        return Hint.ARTICLE if dated and segments[dated - 1].count("-") >= _HEADLINE_BREAKS else Hint.ARCHIVE
    if _COMMENT_PAGE.fullmatch(last):
        return Hint.COMMENTS
    is_headline = _is_headline_slug(last)
    is_below_date = dated < len(segments) - 1
    hint = _read_words(segments, is_headline=is_headline)
    if hint is not None and not (hint is Hint.ARCHIVE and is_below_date):
        return hint
    return Hint.ARTICLE if is_headline or is_below_date else Hint.UNCLEAR


def _read_words(segments: list[str], *, is_headline: bool) -> Hint | None:
    """The hint of the last telling word; a word far from the end yields to a headline."""
    count = len(segments)
    for place in range(count - 1, -1, -1):
        hint = _WORD_HINTS.get(segments[place])
        if hint is None:
            continue
        following = count - 1 - place
        if following == 0:
            return hint
        if hint is Hint.ARCHIVE and segments[-1].isdecimal():
            return Hint.ARTICLE  # WordPress's /archives/123
        if is_headline and (following > 1 or hint in _YIELDING or segments[-1].count("-") >= _SENTENCE_BREAKS):
            return None
        return hint
    return None


def _is_headline_slug(segment: str) -> bool:
    """Whether a last segment is a headline or an article's number rather than a name."""
    breaks = segment.count("-") + segment.count("_")
    if breaks >= _HEADLINE_BREAKS or (breaks == _SHORT_HEADLINE_BREAKS and len(segment) >= _SHORT_HEADLINE_LENGTH):
        return True
    if is_longer(segment, _SHORT_HEADLINE_LENGTH) and not segment.isascii():
        return True
    return segment.count(" ") >= _HEADLINE_BREAKS or _ID.search(segment) is not None
