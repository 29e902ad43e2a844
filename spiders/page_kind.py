"""What a page is: by its reading, by what it was asked for as, and by what the site told of it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from urllib.parse import unquote, urlsplit

from crawler.links.reader import LinkKind
from crawler.page.shapes import Hint, Shape, read_shape
from crawler.reading import SEVERAL_STORIES, Reading
from crawler.records.article import Article
from crawler.records.enums import Origin, PageKind, Via
from crawler.records.offer import Offer
from crawler.request import ARTICLE_KINDS, LISTING_KINDS, RequestInfo, RequestKind
from crawler.urls import canonicalize

_LIST_ADDRESSES: Final = frozenset({Hint.FRONT, Hint.SECTION, Hint.TAG, Hint.AUTHOR, Hint.ARCHIVE})
_LISTS: Final = frozenset({RequestKind.NEXT_PAGE, RequestKind.ARCHIVE})
_FEW, _SOME = 1, 2  # articles that a list offers; the last page of one may hold a single one
_MANY: Final = 5
_SEVERAL: Final = 3  # teasers that an article's own text will hardly hold
_ARTICLES_ONLY: Final = frozenset({Via.RSS, Via.ATOM, Via.JSON_FEED, Via.REST, Via.NEWS_SITEMAP})
_START: Final = 40  # letters and digits; so much of an excerpt in a text is no accident
_A_NOTICE: Final = 25  # words; fewer beside a field for a password only ask for it
_DATED: Final = re.compile(r"/(?:19|20)\d\d/\d\d?/")  # in an address
_A_FLASH: Final = 40  # words; fewer are no story by themselves
_A_NAME: Final = 20  # letters and digits; fewer at the end of an address may name a page as well as a story
_SURE: Final = 0.5  # confidence in a kind; below it the address, which looks like an article's, decides
_SOME_DOUBT: Final = 0.25  # whether a page is no article
_TOLD: Final = 0.9  # confidence in a kind that the site has told


def find_kind(reading: Reading, info: RequestInfo, url: str, offers: Iterable[Offer]) -> PageKind:
    """What the page at ``url`` is; ``offers`` are those that the site made of it.

    A list that prints its newest story whole reads like an article; a flash of one line, or a story of pictures, does
    not: there the feed that holds it knows better.
    """
    if info.kind in LISTING_KINDS:
        offered = sum(link.kind is LinkKind.ARTICLE and link.via is not None for link in reading.links)
        shape = read_shape(canonicalize(url))
        is_list = info.kind in _LISTS or shape.hint in _LIST_ADDRESSES or _is_made_of_others(reading, shape.stem)
        is_list = is_list or (offered >= _MANY and reading.article.extractor.page_kind_confidence < _SURE)
        enough = _FEW if info.kind in _LISTS or _is_address_of_list(shape, reading) else _SOME
        if offered >= enough and (is_list or reading.stories >= SEVERAL_STORIES):
            return PageKind.LISTING
    told = [offer for offer in offers if offer.via in _ARTICLES_ONLY]
    if not told and _is_made_of_excerpts(reading):
        return PageKind.LISTING
    if reading.is_lost and not _is_as_offered(reading, offers):
        return PageKind.OTHER
    if any(offer.is_protected for offer in told) or (reading.is_locked and reading.article.word_count < _A_NOTICE):
        return PageKind.OTHER
    if info.kind is RequestKind.ARTICLE and (told or _is_as_offered(reading, offers)):
        return PageKind.ARTICLE
    if info.kind in ARTICLE_KINDS and _has_told_body(reading):
        return PageKind.ARTICLE
    if info.kind is RequestKind.ARTICLE and _may_be_article(reading, url, offers):
        return PageKind.ARTICLE
    return reading.kind


def _may_be_article(reading: Reading, url: str, offers: Iterable[Offer]) -> bool:
    """Whether a page with a headline and a text is taken for no article without being sure of it.

    Of one that is signed, dated and named as the link to it, or its address, is, one has to be surer.
    """
    article = reading.article
    if reading.kind is not PageKind.OTHER or reading.is_locked or not article.headline:
        return False
    doubt = 1 - article.extractor.page_kind_confidence
    if doubt > 1 - _SURE:
        return article.word_count >= _A_FLASH
    if doubt < _SOME_DOUBT or not article.authors or article.published_at is None:
        return False
    headline = letters_of(article.headline)
    name = letters_of(unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2].partition(".")[0])
    return (len(name) >= _A_NAME and headline.startswith(name)) or any(
        letters_of(offer.headline or offer.anchor_text) == headline for offer in offers
    )


def _is_address_of_list(shape: Shape, reading: Reading) -> bool:
    """Whether a page that offers a single story stands where lists do: a front page, a young section."""
    if shape.hint is Hint.FRONT:
        return True
    return shape.hint in _LIST_ADDRESSES and reading.article.extractor.page_kind_confidence < _TOLD


def _is_made_of_others(reading: Reading, stem: str) -> bool:
    """Whether a page leads to its own second page as a list does, or what reads like its own is that of its teasers."""
    body, teasers = letters_of(reading.article.body_text), 0
    headline = letters_of(reading.article.headline)
    for link in reading.links:
        if link.kind is LinkKind.NEXT_PAGE:
            shape = read_shape(link.canonical_url)
            if shape.page is not None and shape.stem == stem:
                return True
        elif link.kind is LinkKind.ARTICLE:
            is_card = link.excerpt is not None or link.image is not None  # and no entry of a menu, with the same title
            if is_card and letters_of(link.headline) == headline != "":
                return True
            start = letters_of(link.excerpt)[:_START]
            teasers += len(start) == _START and start in body
    return teasers >= _SEVERAL


def _is_made_of_excerpts(reading: Reading) -> bool:
    """Whether a page shows many teasers, and most of what reads like a text of its own is theirs."""
    teasers = [link for link in reading.links if link.kind is LinkKind.ARTICLE and link.excerpt and link.headline]
    if len(teasers) < _MANY:
        return False
    body, told = letters_of(reading.article.body_text), 0
    for link in teasers:
        excerpt, headline = letters_of(link.excerpt), letters_of(link.headline)
        if len(excerpt) >= _START and excerpt in body:
            told += len(excerpt) + len(headline) * (headline in body)
    return 2 * told > len(body) > 0


def _has_told_body(reading: Reading) -> bool:
    """Whether the body stands just where the site's profile says that articles keep it."""
    source = (reading.article.field_sources or {}).get("body_text")
    return source is not None and source["from"] is Origin.PROFILE


def _is_as_offered(reading: Reading, offers: Iterable[Offer]) -> bool:
    """Whether a page has the very headline, or begins with the very words, by which a listing's teaser offered it.

    A page that asks for a password tells no more than its teaser.
    """
    body = letters_of(reading.article.body_text)
    if not body or reading.is_locked:
        return False
    headline = letters_of(reading.article.headline)
    for offer in offers:
        start = letters_of(offer.excerpt)[:_START]
        if len(start) == _START and start in body:
            return True
        is_dated = offer.published_raw is not None or _DATED.search(offer.canonical_url) is not None
        # A title that nothing marks as one is taken for the text.
        names = {letters_of(offer.headline), letters_of(offer.excerpt) if is_dated else ""}
        if (start or is_dated) and headline in names - {""}:
            return True
    return False


def letters_of(text: str | None) -> str:
    """A text's letters and digits alone, in small letters: equal for titles that differ in signs and spaces only."""
    return "".join(filter(str.isalnum, (text or "").casefold()))


def with_kind(article: Article, kind: PageKind) -> Article:
    """The record of a page that is of this kind."""
    extractor = article.extractor
    if extractor.page_kind is kind:
        return article
    return replace(article, extractor=replace(extractor, page_kind=kind, page_kind_confidence=_TOLD))
