"""What stands behind a link: judged by its address, its rel, its place and its words."""

from typing import Final

import msgspec

from crawler.links.link import LinkKind
from crawler.links.pager import PagerLabel, find_pager_label
from crawler.links.surroundings import Surroundings, is_within
from crawler.page.anchors import Anchor
from crawler.page.cards import Card, is_inline
from crawler.page.shapes import Hint
from crawler.page.tree import Page

_NAME_LENGTH: Final = 28  # characters; a longer label outside cards is a headline rather than a section's name
_BY_HINT: Final = {
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
_SIDE_LISTS: Final = frozenset({Hint.TAG, Hint.AUTHOR, Hint.ARCHIVE})
_Verdict = tuple[LinkKind, float]


class Target(msgspec.Struct, gc=False):
    """One address of a page with all that leads to it."""

    anchors: list[Anchor]
    rels: frozenset[str]
    card: Card | None


def judge(page: Page, target: Target, around: Surroundings) -> _Verdict:
    """The kind of an address, and how sure that is (0 to 1)."""
    anchor = target.anchors[0]
    if not around.is_on_site(anchor.canonical_url):
        return LinkKind.OTHER, 0.9
    paged = _judge_page(target, around)
    if paged is not None:
        return paged
    hint, rels = anchor.shape.hint, target.rels
    if hint in _BY_HINT:
        return _BY_HINT[hint]
    if rels:
        if "author" in rels:
            return LinkKind.AUTHOR, 0.8
        if "category" in rels:
            return LinkKind.SECTION, 0.8
        if "tag" in rels:
            return LinkKind.TAG, 0.8
    verdict = _judge_neighbour(target, around)
    if verdict is not None:
        return verdict
    if hint is Hint.ARTICLE:
        return _judge_article(page, target, around)
    return _judge_unclear(page, target, around)


def _judge_page(target: Target, around: Surroundings) -> _Verdict | None:
    """A page of a list or of an article, as its address tells."""
    shape = target.anchors[0].shape
    own = around.shape
    is_own = own is not None and shape.stem == own.stem
    if shape.hint is Hint.COMMENTS:
        return None
    if shape.page is not None:
        if is_own:
            return (LinkKind.ARTICLE_PAGE, 0.9) if around.is_article else (LinkKind.NEXT_PAGE, 0.95)
        if shape.hint is Hint.ARTICLE:
            return LinkKind.ARTICLE_PAGE, 0.7
        return _BY_HINT[shape.hint] if shape.hint in _SIDE_LISTS else (LinkKind.NEXT_PAGE, 0.6)
    if shape.number is None or shape.hint is Hint.ARCHIVE:
        return None
    if not is_own and shape.stem not in around.article_stems:
        return None
    if not any(find_pager_label(anchor.text) for anchor in target.anchors):
        return None
    if is_own and not around.is_article:
        return LinkKind.NEXT_PAGE, 0.9
    return LinkKind.ARTICLE_PAGE, 0.85


def _judge_neighbour(target: Target, around: Surroundings) -> _Verdict | None:
    """A next page, or a neighbouring story, that only a rel or a label tells."""
    anchor = target.anchors[0]
    labels = {find_pager_label(each.text) for each in target.anchors}
    has_rel = not target.rels.isdisjoint(("next", "prev"))
    if not has_rel and labels == {None}:
        return None
    is_below = bool(around.url) and anchor.canonical_url.startswith(around.url.partition("?")[0])
    if is_below and anchor.canonical_url.partition("?")[0] == around.url.partition("?")[0]:
        return (LinkKind.ARTICLE_PAGE, 0.6) if around.is_article else (LinkKind.NEXT_PAGE, 0.8)
    if target.card is not None and labels == {None}:
        return None
    if anchor.shape.hint is Hint.ARTICLE or (around.is_article and PagerLabel.OLDER not in labels):
        return None
    if has_rel or PagerLabel.OLDER in labels:
        return LinkKind.NEXT_PAGE, 0.7
    return (LinkKind.NEXT_PAGE, 0.5) if is_below and labels & {PagerLabel.NEXT, PagerLabel.ARROW} else None


def _judge_article(page: Page, target: Target, around: Surroundings) -> _Verdict:
    """An address that looks like an article."""
    anchor = target.anchors[0]
    if target.card is not None:
        return LinkKind.ARTICLE, 0.95 if target.card.group_size > 1 else 0.9
    if is_within(anchor.element, around.navigation) and len(anchor.text) <= _NAME_LENGTH and not _has_number(anchor):
        return LinkKind.SECTION, 0.4
    if is_within(anchor.element, around.footer):
        return LinkKind.ARTICLE, 0.3
    if "nofollow" in target.rels:
        return LinkKind.ARTICLE, 0.3
    return LinkKind.ARTICLE, 0.6 if is_inline(page, anchor) else 0.7


def _judge_unclear(page: Page, target: Target, around: Surroundings) -> _Verdict:
    """An address that may be an article as well as a section: its place and its words decide."""
    anchor = target.anchors[0]
    longest = max(target.anchors, key=lambda each: len(each.text)).text
    if is_within(anchor.element, around.navigation):
        return LinkKind.SECTION, 0.6
    if is_within(anchor.element, around.footer):
        return LinkKind.SECTION, 0.2
    if target.card is not None:
        text = target.card.text
        if text.excerpt or text.image or len(text.headline or "") > _NAME_LENGTH:
            return LinkKind.ARTICLE, 0.75
        return LinkKind.ARTICLE, 0.5
    if "nofollow" in target.rels:
        return LinkKind.OTHER, 0.5
    if is_inline(page, anchor):
        return LinkKind.ARTICLE, 0.3
    if len(longest) > _NAME_LENGTH:
        return LinkKind.ARTICLE, 0.4
    return LinkKind.SECTION, 0.4


def _has_number(anchor: Anchor) -> bool:
    return any(map(str.isdecimal, anchor.canonical_url.rpartition("/")[2]))
