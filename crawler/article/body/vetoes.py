"""What is no body whatever the model says: teasers, comments, consent, posts from elsewhere, what is said twice."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final

from crawler.article.body.features import FEATURES
from crawler.article.body.lines import find_line, heads_discussion, is_date, is_path
from crawler.article.body.surroundings import find_stranger
from crawler.article.body.values import Known
from crawler.article.body.why import Why, list_chosen
from crawler.article.walls import CUT_OFF, find_wall_words, is_hidden
from crawler.page.anchors import Anchor, find_own, group_anchors
from crawler.page.blocks import TextBlock
from crawler.page.card_text import is_sponsored_label
from crawler.page.phrases import find_read_more_tail, is_box_label, is_longer, is_read_more
from crawler.page.shapes import Hint
from crawler.page.tree import HEADINGS, Element, Page
from crawler.urls import is_same_site

_IN_TEASER: Final = FEATURES.index("card_has_more")
_CARD_SIZE: Final = FEATURES.index("card_size")
_CARD_LENGTH: Final = FEATURES.index("card_length")
_MAX_TEASER: Final = 500.0  # signs of a card's text; what says more before its "read more" is a part of a story
_LINKED: Final = FEATURES.index("link_share")
_WHOLE_LINK: Final = 0.9  # share of its signs from which a block of a card is nothing but a link
EXCERPT: Final = 80  # signs from which a text of a card tells of its story and does not only name it
_IN_BEST: Final = FEATURES.index("is_in_best")
_ROW: Final = 3.0  # cards beside each other, whose text breaks off where a teaser's does
_IN_COMMENTS: Final = FEATURES.index("says_comment")
_SET_APART: Final = tuple(FEATURES.index(name) for name in ("in_quote", "in_aside", "in_figure"))
_QUOTES: Final = ("quote", "zitat")
_STRANGERS: Final = {
    "biography": Why.COLOPHON,
    "licence": Why.COLOPHON,
    "consent": Why.CONSENT,
    "embedded": Why.EMBEDDED,
    "newsletter": Why.NEWSLETTER,
}
_TALLY: Final = re.compile(r"[^.:;!?]{1,60}\(\d{1,6}\)")  # "Sport (27)"
_LISTS: Final = (Hint.SECTION, Hint.TAG, Hint.AUTHOR, Hint.ARCHIVE)
_CLOUD: Final = 0.7  # share of a line that links to tags
_SEVERAL_TAGS: Final = 3
_LED_ON: Final = 0.4  # share of a line that is the link to what it leads on to
_END: Final = 3  # blocks of the body among which the writer is told of
_LEAST: Final = 6  # blocks that a body has before its end is told from its beginning
_MAX_BACK: Final = 40  # signs of a link that ends a story and only leads back to its list
_WALL: Final = 200  # signs of a line by which a wall tells of the rest
_PICTURES: Final = ("img", "amp-img", "video", "iframe")
_ITALICS: Final = frozenset({"em", "i", "small"})
_CAPTION: Final = 80  # signs; with more, a text beside a picture is the story's
_CAPTION_TEXTS: Final = 12
# Lines drawn between two parts of a story ("___", "* * *"), and the signs without width by which editors keep a line.
_RULES: Final = frozenset("_-–—―*•·~=☼★☆◆◇■□●○ \u200b\u200c\u200d\u2060\ufeff")
_LABEL: Final = 40  # signs of a line that may only announce an advertisement
_LONG_QUOTE: Final = 30  # letters from which a quote within a paragraph is no accident
_CLOCK: Final = re.compile(r"\d\d?[:.h]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: ?(?:Uhr|[A-Z]{2,4}))?", re.IGNORECASE)
_CELLS: Final = frozenset({"td", "th", "li", "dt", "dd"})  # whose time of day is told
_KEPT: Final = _CELLS | {"pre"}
_NO_LINES: Final = _CELLS | HEADINGS
_MAX_PROMOS: Final = 4  # of other stories amid one
_FRAME: Final = 4  # signs around a link, or texts around a line
_STOPS: Final = (".", "。", "।")  # with which a sentence ends, and no title
_TITLE: Final = 25  # Latin letters from which a link names a story
_WORD: Final = re.compile(r"\w+")
_start_of: Final = attrgetter("element.text_start")
_PAGES: Final = re.compile(r"(?:[^\W\d_]+: ?)?\d{1,3}(?:[ |,·-]+\d{1,3})*")  # "Pages: 1 2 3"


def correct(
    blocks: Sequence[TextBlock],
    rows: Sequence[Sequence[float]],
    whys: list[Why],
    best: Element | None,
    known: Known,
) -> None:
    """Say of blocks that were chosen why they are none; ``best`` is the container with the most prose."""
    for number, (block, row) in enumerate(zip(blocks, rows, strict=True)):
        if whys[number] is Why.CHOSEN:
            whys[number] = _judge(block, row, best)
    chosen = list_chosen(whys)
    for veto in (_find_hidden, _find_discussion, _find_quoted, _find_writers):
        if left := dict(veto(blocks, rows, chosen, known)):
            for number, why in left.items():
                whys[number] = why
            chosen = list_chosen(whys)


def trim_end(blocks: Sequence[TextBlock], rows: Sequence[Sequence[float]], whys: list[Why]) -> None:
    """Say of the blocks at the end of the body why they are none: lone headings, links back, words of a wall.

    What only offers a subscription is of a wall where one stands above it.
    """
    offers: list[int] = []
    for number in reversed(list_chosen(whys)):
        block = blocks[number]
        text = block.text.lower() if len(block.text) <= _WALL else ""
        if text and find_wall_words(text, is_broken=True):
            offers.append(number)
            if find_wall_words(text, is_broken=False):
                for other in offers:
                    whys[other] = Why.WALL
                offers = []
        elif offers:
            break
        elif block.owner.tag in HEADINGS:
            whys[number] = Why.LONE_HEADING
        elif rows[number][_LINKED] > _WHOLE_LINK and len(block.text) <= _MAX_BACK:
            whys[number] = Why.LEADS_ON
        else:
            break


def find_last_captions(page: Page, blocks: Sequence[TextBlock], whys: Sequence[Why]) -> Iterator[int]:
    """The blocks at the end of the body that are all that a box with a picture says."""
    images = [image.index for image in page.by_tag.get("img", ())]
    for number in reversed(list_chosen(whys)):
        block = blocks[number]
        box = block.owner.parent
        if box is None or len(block.text) > _CAPTION or block.owner.tag in HEADINGS:
            return
        if (
            not _holds_one(images, box)
            or box.text_end - box.text_start > _CAPTION_TEXTS
            or page.text(box) != block.text
        ):
            return
        yield number


def find_captions(page: Page, blocks: Sequence[TextBlock], whys: Sequence[Why]) -> Iterator[int]:
    """The blocks that the page marks as captions, or its template calls so, in a box with a picture.

    What is set in italics below a picture, in a paragraph of their own, is one too.
    """
    images = sorted(image.index for tag in _PICTURES for image in page.by_tag.get(tag, ()))
    for number in list_chosen(whys) if images else ():
        block = blocks[number]
        if len(block.text) <= _MAX_TEASER:
            box = _find_captioned(page, block)
            if box is not None and _holds_one(images, box):
                yield number


def _find_captioned(page: Page, block: TextBlock) -> Element | None:
    """The box that a block is the caption of, if it has a picture."""
    owner, inner = block.owner, page.text_parents[block.start]
    parent = owner.parent
    if owner.tag == "figcaption":
        return parent
    if parent is not None and parent.tag == "figcaption":
        return parent.parent
    if inner.tag in _ITALICS and page.text(owner) == block.text:
        return owner
    if "caption" in (inner.get("class") + owner.get("class")).lower():
        return owner if inner is not owner else parent
    return None


def find_tag_lines(page: Page, blocks: Sequence[TextBlock], whys: Sequence[Why]) -> Iterator[int]:
    """The blocks that are nothing but links to pages of tags, or one to a list with its size, as sidebars have them."""
    linked = [number for number in list_chosen(whys) if blocks[number].link_length]
    hints = group_anchors(page).by_hint if linked else {}
    tags = hints.get(Hint.TAG, [])
    lists = sorted((anchor for hint in _LISTS for anchor in hints.get(hint, ())), key=_start_of)
    for number in linked:
        block = blocks[number]
        if block.text[-1] == ")" and _TALLY.fullmatch(block.text):
            if _list_inside(lists, block):
                yield number
        elif block.link_length >= _CLOUD * len(block.text):
            inside = _list_inside(tags, block)
            if len(inside) >= _SEVERAL_TAGS and sum(len(anchor.text) for anchor in inside) >= _CLOUD * len(block.text):
                yield number


def _list_inside(anchors: Sequence[Anchor], block: TextBlock) -> Sequence[Anchor]:
    """Those of these links, in document order, that begin within a block."""
    first = bisect_left(anchors, block.start, key=_start_of)
    return anchors[first : bisect_left(anchors, block.end, first, key=_start_of)]


def find_story_links(page: Page, blocks: Sequence[TextBlock], whys: Sequence[Why]) -> list[int]:
    """The lines amid a story that are nothing but the link to another of the site.

    Several in a row are a list, and many are what the story is about.
    """
    chosen = list_chosen(whys)
    linked = [_is_whole_link(blocks[number]) for number in chosen]
    found = []
    for place, number in enumerate(chosen):
        if not linked[place] or any(linked[max(place - 1, 0) : place] + linked[place + 1 : place + 2]):
            continue
        block = blocks[number]
        if block.owner.tag in _NO_LINES or block.text.endswith(_STOPS) or not is_longer(block.text, _TITLE):
            continue
        inside = _list_inside(group_anchors(page).by_hint[Hint.ARTICLE], block)
        if inside and all(is_same_site(anchor.url, page.url) for anchor in inside):
            found.append(number)
    return found if len(found) <= _MAX_PROMOS else []


def find_next_stories(page: Page, blocks: Sequence[TextBlock], whys: Sequence[Why]) -> Iterator[int]:
    """The blocks of another story that a page goes on with: an article of its own, whose heading leads to it."""
    articles = page.by_tag.get("article", ())
    chosen = list_chosen(whys) if len(articles) > 1 else []
    if not chosen:
        return
    first, last = blocks[chosen[0]].owner, blocks[chosen[-1]].owner
    own = next((each for each in articles if first in each), None)
    behind = [each for each in articles if own is not None and own.end <= each.index <= last.index]
    if own is None or not behind or _leads_elsewhere(page, own):
        return
    for article in behind:
        inside = [number for number in chosen if blocks[number].owner in article]
        if inside and _leads_elsewhere(page, article):
            yield from inside


def _leads_elsewhere(page: Page, article: Element) -> bool:
    """Whether the first heading of an article is nothing but the link to another page."""
    heading = next((each for each in page.descendants(article) if each.tag in HEADINGS), None)
    if heading is None:
        return False
    title, own = page.text(heading), find_own(page)
    links = [each for each in group_anchors(page).by_hint[Hint.ARTICLE] if each.element in heading]
    return any(each.text == title and each.canonical_url != own for each in links)


def _is_whole_link(block: TextBlock) -> bool:
    """Whether a block is a link and, at the most, an arrow or brackets around it."""
    return block.link_length > 0 and len(block.text) - block.link_length <= _FRAME


def _holds_one(indexes: Sequence[int], box: Element) -> bool:
    """Whether one of the elements of these places, in order, stands in a box."""
    place = bisect_left(indexes, box.index)
    return place < len(indexes) and indexes[place] < box.end


def _judge(block: TextBlock, row: Sequence[float], best: Element | None) -> Why:
    if row[_IN_TEASER] and row[_CARD_LENGTH] <= _MAX_TEASER:
        return Why.TEASER
    if row[_CARD_SIZE] > 1 and row[_LINKED] > _WHOLE_LINK and len(block.text) >= EXCERPT:
        return Why.TEASER
    if row[_CARD_SIZE] >= _ROW and not row[_IN_BEST] and block.text.endswith(CUT_OFF):
        return Why.TEASER
    if row[_CARD_SIZE] > 1 and len(block.text) <= _LABEL and is_date(block.text):
        return Why.TEASER
    if row[_IN_COMMENTS]:
        return Why.COMMENT
    if block.link_length and is_path(block.text):
        return Why.LEADS_ON
    if _leads_on(block) if block.link_length else len(block.text) <= _LABEL and is_box_label(block.text):
        return Why.LEADS_ON
    if len(block.text) <= _LABEL and is_sponsored_label(block.text):
        return Why.ADVERTISEMENT
    if block.text[0] in _RULES and _RULES.issuperset(block.text) and block.owner.tag not in _KEPT:
        return Why.CONTROL
    if _is_line(block) and (why := find_line(block.text)):
        return why
    if len(block.text) <= _LABEL and _CLOCK.fullmatch(block.text) and block.owner.tag not in _CELLS:
        return Why.BYLINE
    stranger = find_stranger(block.owner, best) if best is not None else None
    return _STRANGERS[stranger] if stranger else Why.CHOSEN


def _is_line(block: TextBlock) -> bool:
    """Whether a block is a line rather than a cell of a table or list; a cell that says more is a layout's."""
    owner = block.owner
    if owner.tag not in _CELLS or (owner.tag == "li" and " " in block.text):
        return True
    return owner.tag == "td" and owner.text_end - owner.text_start > block.end - block.start + _FRAME


def _leads_on(block: TextBlock) -> bool:
    """Whether a block says "Read more", alone or before the title that it links to, or counts a story's pages."""
    text = block.text
    if is_read_more(text) or is_box_label(text) or _PAGES.fullmatch(text):
        return True
    if block.link_length < _LED_ON * len(text):
        return False
    if find_read_more_tail(text) is not None:
        return True
    labels = (text.partition(":")[0] if ":" in text else "", text[: len(text) - block.link_length])
    return any(is_box_label(label) or is_read_more(label) for label in labels if label)


def _find_quoted(
    blocks: Sequence[TextBlock], rows: Sequence[Sequence[float]], chosen: Sequence[int], _known: Known
) -> Iterator[tuple[int, Why]]:
    """The quotes that a layout takes out of a paragraph and shows large beside it."""
    apart = [number for number in chosen if _is_set_apart(blocks[number], rows[number])]
    if apart:
        said = {number: " ".join(_WORD.findall(blocks[number].text.casefold())) for number in chosen}
        for number in apart:
            own = said[number]
            if len(own) >= _LONG_QUOTE and any(own in text and len(own) < len(text) for text in said.values()):
                yield number, Why.QUOTED_HERE


def _is_set_apart(block: TextBlock, row: Sequence[float]) -> bool:
    if any(row[place] for place in _SET_APART):
        return True
    parent = block.owner.parent
    names = f"{block.owner.get('class')} {parent.get('class') if parent is not None else ''}".lower()
    return any(word in names for word in _QUOTES)


def _find_hidden(
    blocks: Sequence[TextBlock], _rows: Sequence[Sequence[float]], chosen: Sequence[int], _known: Known
) -> Iterator[tuple[int, Why]]:
    """What readers do not see, where the most of the text is seen: a story may wait for a script to show it."""
    known: dict[int, bool] = {}
    hidden = [number for number in chosen if _is_hidden(blocks[number].owner, known)]
    if hidden and 2 * sum(len(blocks[number].text) for number in hidden) < sum(
        len(blocks[number].text) for number in chosen
    ):
        yield from ((number, Why.HIDDEN) for number in hidden)


def _find_discussion(
    blocks: Sequence[TextBlock], _rows: Sequence[Sequence[float]], chosen: Sequence[int], _known: Known
) -> Iterator[tuple[int, Why]]:
    """What stands in one box with the heading of readers' comments, where no story stands above it there."""
    for number, block in enumerate(blocks):
        box = block.owner.parent
        if box is None or not heads_discussion(block.text):
            continue
        above = [other for other in chosen if other < number]
        behind = [other for other in chosen if other > number]
        if sum(len(blocks[other].text) for other in above) > sum(len(blocks[other].text) for other in behind):
            while box.parent is not None and behind and blocks[behind[0]].owner not in box:
                box = box.parent  # the heading has a line or a box of its own
        if above and not any(blocks[other].owner in box for other in above):
            yield from ((other, Why.COMMENT) for other in chosen if other >= number and blocks[other].owner in box)


def _is_hidden(element: Element, known: dict[int, bool]) -> bool:
    """Whether an element or one around it is hidden; ``known`` keeps the answers."""
    path = []
    around: Element | None = element
    answer = False
    while around is not None:
        if around.index in known:
            answer = known[around.index]
            break
        path.append(around.index)
        if around.attributes and is_hidden(around):
            answer = True
            break
        around = around.parent
    known.update(dict.fromkeys(path, answer))
    return answer


def _find_writers(
    blocks: Sequence[TextBlock], _rows: Sequence[Sequence[float]], chosen: Sequence[int], known: Known
) -> Iterator[tuple[int, Why]]:
    """The last lines that begin with an author's name: they say who that is."""
    names = tuple(author.casefold() for author in known.authors if " " in author)
    if names and len(chosen) >= _LEAST:
        for number in chosen[-_END:]:
            if blocks[number].text.casefold().startswith(names):
                yield number, Why.COLOPHON
