"""What stands behind a link: judged by its address, its rel, its place and its words."""

import re
from typing import Final

import msgspec

from crawler.links.link import LinkKind
from crawler.links.pager import PagerLabel, find_pager_label
from crawler.links.surroundings import Surroundings
from crawler.page.anchors import Anchor, Place
from crawler.page.calendar_words import find_month
from crawler.page.cards import Card, is_inline
from crawler.page.phrases import find_read_more_tail, is_longer, is_read_more
from crawler.page.shapes import Hint
from crawler.page.tree import Page
from crawler.page.words import load_words

_HEADLINE_LENGTH: Final = 20  # characters; from here on a card without anything else has a headline
_SENTENCE_BREAKS: Final = 4  # hyphens
_NAME_LENGTH: Final = 28  # characters; a longer label outside cards is a headline rather than a section's name
_BY_HINT: Final = {
    Hint.FOREIGN: (LinkKind.OTHER, 0.9),
    Hint.FILE: (LinkKind.OTHER, 0.95),
    Hint.SERVICE: (LinkKind.OTHER, 0.9),
    Hint.COMMENTS: (LinkKind.ARTICLE_PAGE, 0.95),
    Hint.FEED: (LinkKind.FEED, 0.8),
    Hint.SITEMAP: (LinkKind.SITEMAP, 0.8),
    Hint.TAG: (LinkKind.TAG, 0.85),
    Hint.AUTHOR: (LinkKind.AUTHOR, 0.85),
    Hint.ARCHIVE: (LinkKind.ARCHIVE, 0.85),
    Hint.SECTION: (LinkKind.SECTION, 0.9),
    Hint.FRONT: (LinkKind.SECTION, 0.9),
}
_BY_REL: Final = (
    ("author", LinkKind.AUTHOR),
    ("category", LinkKind.SECTION),
    ("tag", LinkKind.TAG),
)
_SERVICES: Final = frozenset(label for labels in load_words("links", "services")["labels"].values() for label in labels)
_MAX_PAGER_LABEL: Final = 40  # characters
# "Sunday, March 23, 2025", "23 mars 2025", "23.3.2025", and nothing else.
_DAY: Final = re.compile(
    r"(?:[^\W\d]+,?\s)?(?:\d\d?(?:st|nd|rd|th|\.|er)?\s(?:de\s)?(?P<late>[^\W\d]+)\.?,?\s(?:de\s)?(?:19|20)\d\d"
    r"|(?P<early>[^\W\d]+)\.?\s\d\d?(?:st|nd|rd|th)?,?\s(?:19|20)\d\d"
    r"|\d\d?[./-]\d\d?[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d\d?[./-]\d\d?)"
)
_NO_LABEL: Final = {None}
_FORTH: Final = {PagerLabel.NEXT, PagerLabel.ARROW}
_SIDE_LISTS: Final = frozenset({Hint.TAG, Hint.AUTHOR, Hint.ARCHIVE})
# Members of enums that are asked for at every link: to look them up each time would be a tenth of judging.
_ARTICLE, _FRONT, _SERVICE = Hint.ARTICLE, Hint.FRONT, Hint.SERVICE
_NAVIGATION, _FOOTER = Place.NAVIGATION, Place.FOOTER
_Verdict = tuple[LinkKind, float]
_IN_MENU: Final = (LinkKind.SECTION, 0.6)
_IN_FOOTER: Final = (LinkKind.SECTION, 0.2)


class Target(msgspec.Struct, gc=False):
    """One address of a page with all that leads to it; ``rels`` are in small letters, parted by blanks."""

    anchors: list[Anchor]
    rels: str
    card: Card | None


def judge(page: Page, target: Target, around: Surroundings) -> _Verdict:
    """The kind of an address, and how sure that is (0 to 1)."""
    anchor = target.anchors[0]
    shape = anchor.shape
    if shape.page is not None or shape.number is not None:
        paged = _judge_page(target, around)
        if paged is not None:
            return paged
    hint = shape.hint
    if hint is _FRONT and not anchor.canonical_url.startswith(around.origin):
        return LinkKind.SECTION, 0.5
    is_short = len(anchor.text) <= _MAX_PAGER_LABEL
    known = _BY_HINT.get(hint) or (_judge_labels(target) if is_short else None)
    if known is not None:
        return known
    if target.rels and not _is_story(target):
        rels = target.rels.split()
        for rel, kind in _BY_REL:
            if rel in rels:
                return kind, 0.8
    if target.rels or (is_short and _has_pager_label(target)):
        verdict = _judge_neighbour(target, around)
        if verdict is not None:
            return verdict
    if target.card is None and around.is_article and anchor.canonical_url.startswith(around.below):
        return LinkKind.OTHER, 0.6  # a part of the article: its source, its gallery, a form
    if is_short and anchor.text[-1:].isdigit() and _is_day(target):
        return LinkKind.ARCHIVE, 0.6
    return _judge_article(page, target) if hint is _ARTICLE else _judge_unclear(page, target)


def _is_story(target: Target) -> bool:
    """Whether a link says that a story stands behind it: Drupal's "Read more" has ``rel="tag"``."""
    return "bookmark" in target.rels or any(find_read_more_tail(anchor.text) is not None for anchor in target.anchors)


def _judge_page(target: Target, around: Surroundings) -> _Verdict | None:
    """A page of a list or of an article, as its address tells."""
    shape = target.anchors[0].shape
    is_own = around.shape is not None and shape.is_page_of(around.shape)
    if shape.hint is Hint.COMMENTS:
        return None
    if shape.hint is _SERVICE:  # the address of a list may tell how it is sorted
        return (LinkKind.NEXT_PAGE, 0.7) if shape.page is not None and _is_own_page(target, around) else None
    if shape.page is not None:
        if is_own:
            return (LinkKind.ARTICLE_PAGE, 0.9) if around.is_article else (LinkKind.NEXT_PAGE, 0.95)
        if shape.hint is _ARTICLE:
            return LinkKind.ARTICLE_PAGE, 0.7
        return _BY_HINT[shape.hint] if shape.hint in _SIDE_LISTS else (LinkKind.NEXT_PAGE, 0.6)
    if shape.hint is Hint.ARCHIVE or not (is_own or shape.stem in around.article_stems):
        return None
    if not any(find_pager_label(anchor.text) for anchor in target.anchors):
        return None
    return (LinkKind.NEXT_PAGE, 0.9) if is_own and not around.is_article else (LinkKind.ARTICLE_PAGE, 0.85)


def _is_own_page(target: Target, around: Surroundings) -> bool:
    """Whether a label of a pager leads to the path of the listing that it stands on."""
    is_same = target.anchors[0].canonical_url.partition("?")[0] == around.url.partition("?")[0]
    return is_same and not around.is_article and _has_pager_label(target)


def _judge_labels(target: Target) -> _Verdict | None:
    """Links that only print a story, send it or ask for a comment, as their labels tell."""
    for anchor in target.anchors:
        if anchor.text.lower() not in _SERVICES:
            return None
    return LinkKind.OTHER, 0.9


def _has_pager_label(target: Target) -> bool:
    for anchor in target.anchors:  # noqa: SIM110 - asked of most links, and most have one anchor
        if find_pager_label(anchor.text) is not None:
            return True
    return False


def _judge_neighbour(target: Target, around: Surroundings) -> _Verdict | None:
    """A next page, or a neighbouring story, that only a rel or a label tells."""
    labels = {find_pager_label(anchor.text) for anchor in target.anchors}
    has_rel = "next" in target.rels or "prev" in target.rels
    if not has_rel and labels == _NO_LABEL:
        return None
    address = target.anchors[0].canonical_url
    own_path = around.url.partition("?")[0]
    if own_path and address.partition("?")[0] == own_path:
        return (LinkKind.ARTICLE_PAGE, 0.6) if around.is_article else (LinkKind.NEXT_PAGE, 0.8)
    if target.anchors[0].shape.hint is _ARTICLE or (target.card is not None and labels == _NO_LABEL):
        return None
    if around.is_article and PagerLabel.OLDER not in labels:
        return None
    if has_rel or PagerLabel.OLDER in labels:
        return LinkKind.NEXT_PAGE, 0.7
    is_below = bool(own_path) and address.startswith(own_path)
    return (LinkKind.NEXT_PAGE, 0.5) if is_below and not labels.isdisjoint(_FORTH) else None


def _judge_article(page: Page, target: Target) -> _Verdict:
    """An address that looks like an article."""
    anchor = target.anchors[0]
    if target.card is not None:
        if _is_bare_name(target) and not _is_no_name(anchor):
            return LinkKind.SECTION, 0.4
        if anchor.place is _FOOTER and _is_bare_name(target):
            return LinkKind.OTHER, 0.5
        return LinkKind.ARTICLE, 0.95 if target.card.group_size > 1 else 0.9
    if anchor.place is _NAVIGATION and len(anchor.text) <= _NAME_LENGTH and not _is_no_name(anchor):
        return LinkKind.SECTION, 0.4
    if anchor.place is _FOOTER:
        return (LinkKind.OTHER, 0.5) if _is_bare_name(target) else (LinkKind.ARTICLE, 0.3)
    if "nofollow" in target.rels:
        return LinkKind.ARTICLE, 0.3
    return LinkKind.ARTICLE, 0.6 if is_inline(page, anchor) else 0.7


def _judge_unclear(page: Page, target: Target) -> _Verdict:
    """An address that may be an article as well as a section: its place and its words decide."""
    anchor = target.anchors[0]
    if anchor.place is _NAVIGATION:
        return _IN_MENU
    if anchor.place is _FOOTER:
        return _IN_FOOTER
    if target.card is not None:
        return LinkKind.ARTICLE, 0.5 if _is_bare_name(target) else 0.75
    if "nofollow" in target.rels:
        return LinkKind.OTHER, 0.5
    if is_inline(page, anchor):
        return LinkKind.ARTICLE, 0.3
    if any(len(each.text) > _NAME_LENGTH for each in target.anchors):
        return LinkKind.ARTICLE, 0.4
    return LinkKind.SECTION, 0.4


def _is_day(target: Target) -> bool:
    """Whether nothing but a day leads to an address that names no story: an issue, a back number."""
    text = target.card.text if target.card is not None else None
    if text is not None and (text.excerpt or text.image):
        return False
    for anchor in target.anchors:
        match = _DAY.fullmatch(anchor.text)
        if match is None:
            return False
        month = match["early"] or match["late"]
        if month and find_month(month.lower()) is None:
            return False
    return target.anchors[0].canonical_url.count("-") < _SENTENCE_BREAKS


def _is_bare_name(target: Target) -> bool:
    """Whether a card is nothing but a short name, as the entries of menus and tag clouds are."""
    text = target.card.text if target.card is not None else None
    if text is not None and (text.excerpt or text.image or text.has_heading):
        return False
    return not any(is_longer(anchor.text, _HEADLINE_LENGTH) or is_read_more(anchor.text) for anchor in target.anchors)


def _is_no_name(anchor: Anchor) -> bool:
    """Whether an address holds a number or a sentence, as those of stories often do and those of sections seldom."""
    path = anchor.canonical_url.split("/", 3)[3]
    return path.count("-") >= _SENTENCE_BREAKS or any(map(str.isdecimal, path))
