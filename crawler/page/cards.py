"""Teasers: the repeated cards by which a page offers other pages, found by the structure around their links."""

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import Final, NamedTuple

import msgspec

from crawler.page.anchors import Anchor, Place, find_anchors, find_own
from crawler.page.card_text import CardText, find_label, read_card_text
from crawler.page.kept import keep
from crawler.page.phrases import is_box_label, is_longer, is_read_more
from crawler.page.shapes import Hint
from crawler.page.tree import HEADINGS, Element, Page

_ROOTS: Final = frozenset({"html", "body", "main"})
_FLOWING: Final = frozenset(
    {"abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "time", "u"}
)
_MAYBE_ARTICLE: Final = frozenset({Hint.ARTICLE, Hint.UNCLEAR, Hint.FOREIGN})
_ARTICLE, _NAVIGATION = Hint.ARTICLE, Place.NAVIGATION  # looked up once, for they are asked for at every link
_UNASKED: Final = frozenset({"ugc", "license"})  # links of readers and of the programs behind a page
_HEADLINE_LENGTH: Final = 20  # characters; from here on an anchor's text is a headline rather than a name
_BREAK: Final = ["\n"]
_LINE_TEXTS: Final = 40  # texts of a line that are looked at on either side of a link
_LINE_LENGTH: Final = 400  # characters of them, white space aside: more than any label has
_LABEL_LENGTH: Final = 40  # characters before or behind an anchor that may be a label ("Also read:")
_SHORT_LABEL_LENGTH: Final = 15
_LABEL_ENDS: Final = (":", "：", "|", "-", "–", "—", "•", "·", "»", "→", "/")
_MAX_CARD: Final = 1_000  # characters of text; what is longer is a story printed whole
_MAX_ALONE: Final = 800  # the same for a card without siblings
_CARD_TEXTS: Final = 200  # texts that are added up for it
_MAX_BEFORE: Final = 100  # characters that may stand before the first link of a card without siblings


class Card(msgspec.Struct, frozen=True, kw_only=True, eq=False, gc=False):
    """One teaser: the elements ``page.elements[start:end]``, the anchors that lead to its address, and its texts.

    Cards of one ``group`` stand beside each other under one parent; ``group_size`` is how many they are.
    ``element`` is the card's own element; where a list is flat (heading, text, heading, text …) a card has
    none of its own, and ``element`` is its first.
    """

    element: Element
    start: int
    end: int
    group: int
    group_size: int
    url: str
    canonical_url: str
    anchors: tuple[Anchor, ...]
    text: CardText


class _Span(NamedTuple):
    """Where a card stands: its first element, the index behind its last one, and the parent of both."""

    top: Element
    end: int
    parent: Element | None


@keep
def find_cards(page: Page) -> tuple[Card, ...]:
    """The cards of a page in document order; none of them holds another.

    A card is the largest stretch of a page whose links all lead to one address, those to sections, tags and
    writers aside. The page's own address makes no card, and neither does a link in running text. The
    answer is kept, for several readers ask for it.
    """
    runs = _find_runs(page)
    firsts = [run[0].element.index for run in runs]
    lasts = [run[-1].element.index for run in runs]
    spans = [
        _climb(
            run, lasts[place - 1] if place else -1, firsts[place + 1] if place + 1 < len(runs) else len(page.elements)
        )
        for place, run in enumerate(runs)
    ]
    groups: dict[tuple[int, str], list[int]] = {}
    for place, span in enumerate(spans):
        key = (span.parent.index if span.parent is not None else -1, span.top.tag)
        if _text_length(page, span.top.text_start, _text_end(page, span)) > _MAX_CARD:
            key = (-1 - span.top.index, "")  # too long for a teaser: no sibling of others
        groups.setdefault(key, []).append(place)
    return _make_cards(page, runs, spans, list(groups.values()))


def _find_runs(page: Page) -> list[list[Anchor]]:
    """Anchors to possible articles in document order, neighbours with one address together."""
    own = find_own(page)
    headings = sorted(element.index for tag in HEADINGS for element in page.by_tag.get(tag, ()))
    found = []
    telling = set()
    for anchor in find_anchors(page):
        address, hint = anchor.canonical_url, anchor.shape.hint
        if hint not in _MAYBE_ARTICLE or anchor.place is _NAVIGATION or address == own:
            continue
        if anchor.rel and not _UNASKED.isdisjoint(anchor.rel.split()):
            continue
        found.append(anchor)
        if address not in telling and (hint is _ARTICLE or _is_telling(page, anchor, headings)):
            telling.add(address)
    runs: list[list[Anchor]] = []
    for anchor in found:
        address = anchor.canonical_url
        if address not in telling or is_inline(page, anchor):
            continue
        if runs and runs[-1][0].canonical_url == address and _is_near(page, runs[-1][-1], anchor):
            runs[-1].append(anchor)
        elif len(runs) > 1 and runs[-2][0].canonical_url == address and len(runs[-1]) == 1:
            runs.pop()  # one link amid those of a card: to its writer or its section
            runs[-1].append(anchor)
        else:
            runs.append([anchor])
    return runs


def _is_near(page: Page, anchor: Anchor, following: Anchor) -> bool:
    """Whether two anchors to one address may be of one card: what holds the first alone is no story."""
    top, place = anchor.element, following.element.text_start
    while top.parent is not None and following.element not in top.parent:
        top = top.parent
    return place - top.text_start <= _CARD_TEXTS and _text_length(page, top.text_start, place) <= _MAX_CARD


def _is_telling(page: Page, anchor: Anchor, headings: list[int]) -> bool:
    """Whether an anchor whose address does not say that it is an article's looks like a teaser's by itself."""
    text, element = anchor.text, anchor.element
    if is_longer(text, _HEADLINE_LENGTH):
        return True
    place = bisect_left(headings, element.index)
    if place < len(headings) and headings[place] < element.end:
        return True
    parent = _find_block(element)
    if (parent is not None and parent.tag in HEADINGS) or is_read_more(text):
        return True
    if not text:
        return is_longer(find_label(page, (anchor,)) or "", _HEADLINE_LENGTH)
    before = _read_before(page.texts, element.text_start, _LINE_LENGTH)
    return bool(before) and is_box_label(before)


def _find_block(element: Element) -> Element | None:
    """The element around this one that begins a line of its own."""
    parent = element.parent
    while parent is not None and parent.tag in _FLOWING:
        parent = parent.parent
    return parent


def _read_before(texts: list[str], place: int, enough: int) -> str:
    """What stands on the same line before this text: all of it, or the end of it that is longer than is enough."""
    start, least = place, max(place - _LINE_TEXTS, 0)
    length = 0
    while start > least and length <= enough and texts[start - 1] != "\n":
        start -= 1
        length += len(texts[start].strip())
    return "".join(texts[start:place]).strip() if start < place else ""


def is_inline(page: Page, anchor: Anchor) -> bool:
    """Whether an anchor stands amid running text rather than in a card."""
    texts, element = page.texts, anchor.element
    place = end = element.text_end
    if texts[end : end + 1] == _BREAK and texts[element.text_start - 1] == "\n":
        return False  # a line of its own, as most links are
    count = min(len(texts), end + _LINE_TEXTS)
    length = 0
    while place < count and length <= _SHORT_LABEL_LENGTH and texts[place] != "\n":
        length += len(texts[place].strip())
        place += 1
    behind = "".join(texts[end:place]).strip() if place > end else ""
    before = _read_before(texts, element.text_start, _LABEL_LENGTH)
    if (not before and not behind) or is_read_more(anchor.text):
        return False
    if len(before) > _LABEL_LENGTH:
        return True
    block = _find_block(element)
    if block is None or block.tag != "p":
        return False
    return len(behind) > _SHORT_LABEL_LENGTH or (len(before) > _SHORT_LABEL_LENGTH and not before.endswith(_LABEL_ENDS))


def _climb(run: list[Anchor], before: int, after: int) -> _Span:
    """The largest stretch around a run that holds neither the link before nor the one after."""
    top = run[0].element
    parent = top.parent
    while parent is not None and parent.tag not in _ROOTS and parent.index > before and parent.end <= after:
        top, parent = parent, parent.parent
    last = run[-1].element
    while parent is not None and last.index >= parent.end:
        top, parent = parent, parent.parent
    if last in top:
        return _Span(top, top.end, parent)
    while last.parent is not parent and last.parent is not None:
        last = last.parent
    return _Span(top, last.end, parent)


def _climb_alone(page: Page, run: list[Anchor]) -> _Span:
    """The stretch around a run that has no sibling to show where a card ends."""
    top = run[0].element
    best = top
    last = run[-1].element
    is_more = is_read_more(run[0].text)
    parent = top.parent
    while parent is not None and parent.tag not in _ROOTS:
        if _text_length(page, parent.text_start, parent.text_end) > _MAX_ALONE:
            break
        if not is_more and (
            sum(len(text.strip()) for text in page.texts[parent.text_start : top.text_start]) > _MAX_BEFORE
            or _has_other_heading(page, parent, run)
        ):
            break
        best, parent = parent, parent.parent
    return _Span(best, max(best.end, last.end if last in best else 0), best.parent)


def _has_other_heading(page: Page, element: Element, run: list[Anchor]) -> bool:
    """Whether an element holds a heading that none of these anchors has a part in: another thing's headline."""
    return any(
        inner.tag in HEADINGS and not any(anchor.element in inner or inner in anchor.element for anchor in run)
        for inner in page.descendants(element)
    )


def _text_length(page: Page, start: int, end: int) -> int:
    return sum(map(len, page.texts[start:end]))


def _text_end(page: Page, span: _Span) -> int:
    if span.end == span.top.end:
        return span.top.text_end
    if span.end < len(page.elements):
        return page.elements[span.end].text_start
    return len(page.texts)


def _make_cards(page: Page, runs: list[list[Anchor]], spans: list[_Span], groups: list[list[int]]) -> tuple[Card, ...]:
    anchors = find_anchors(page)
    places = [anchor.element.index for anchor in anchors]
    cards = []
    for number, members in enumerate(groups):
        if len(members) == 1:
            spans[members[0]] = _climb_alone(page, runs[members[0]])
        else:
            _stretch(page, spans, members)
        for member in members:
            span, run = spans[member], runs[member]
            inside = anchors[bisect_left(places, span.top.index) : bisect_right(places, span.end - 1)]
            text = read_card_text(page, (span.top.index, span.end, _text_end(page, span)), run, inside)
            cards.append(
                Card(
                    element=span.top,
                    start=span.top.index,
                    end=span.end,
                    group=number,
                    group_size=len(members),
                    url=run[0].url,
                    canonical_url=run[0].canonical_url,
                    anchors=tuple(run),
                    text=text,
                )
            )
    cards.sort(key=lambda card: card.start)
    return tuple(cards)


def _stretch(page: Page, spans: list[_Span], members: list[int]) -> None:
    """Let each card of a flat list reach to where the next begins, and the last as far as the others do."""
    flat = any(spans[member].top.tag in HEADINGS or spans[member].end != spans[member].top.end for member in members)
    if not flat:
        return
    reach = 1
    for member, following in pairwise(members):
        span, end = spans[member], spans[following].top.index
        stretched = span._replace(end=end)
        if _text_length(page, span.top.text_start, _text_end(page, stretched)) <= _MAX_CARD:
            spans[member] = stretched
            reach = max(reach, _count_children(page, span.top.index, end))
    span = spans[members[-1]]
    if span.parent is None:
        return
    end = span.top.end
    for _ in range(reach - 1):
        if end >= span.parent.end or page.elements[end].tag in HEADINGS:
            break
        end = page.elements[end].end
    stretched = span._replace(end=max(end, span.end))
    if _text_length(page, span.top.text_start, _text_end(page, stretched)) <= _MAX_CARD:
        spans[members[-1]] = stretched


def _count_children(page: Page, start: int, end: int) -> int:
    count = 0
    while start < end:
        start = page.elements[start].end
        count += 1
    return count
