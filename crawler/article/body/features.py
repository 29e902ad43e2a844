"""What the model is told of each block that may be body: a row of figures, no word of any language among them."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain, islice
from typing import Final, NamedTuple

from crawler.article.body.landscape import Ground
from crawler.article.body.surroundings import FLAGS, Side, find_no_side, read_sides
from crawler.article.body.values import Known
from crawler.page.blocks import TextBlock
from crawler.page.cards import find_cards
from crawler.page.phrases import is_read_more
from crawler.page.structured import read_structured
from crawler.page.tree import HEADINGS, Element, Page

_OWN: Final = "length words word_length link_share commas stops ending beginning inline_tag owner_tag depth"
_PLACE: Final = (
    "place prose_before from_headline from_first from_last repeats headline_overlap description_overlap witness"
)
_BESIDE: Final = (
    "before1_length before1_links before1_prose after1_length after1_links after1_prose before2_length after2_length "
    "prose_around same_before from_heading"
)
_AROUND: Final = (
    "parent_tag parent_prose parent_good parent_blocks parent_score parent_links second_prose second_good "
    "second_blocks second_score second_links third_prose third_good third_blocks third_score third_links"
)
_KIN: Final = "kin kin_length kin_good kin_links kin_share"
_CARD: Final = "card_size card_length card_has_more"
_PAGE: Final = "is_in_best best_prose best_good"
FEATURES: Final = tuple(
    chain(
        _OWN.split(), _PLACE.split(), _BESIDE.split(), _AROUND.split(), FLAGS, ("steps_up", "steps_down"),
        _KIN.split(), _CARD.split(), _PAGE.split(),
    )
)  # fmt: skip

_TAGS: Final = (
    "button nav footer header form label address aside figcaption caption dt dd td th tr tbody table li ul ol "
    "span div section main article body center details summary pre h6 h5 h4 h1 h3 h2 blockquote p"
)
_TAG_RANKS: Final = {tag: float(rank) for rank, tag in enumerate(_TAGS.split())}
_INLINE_RANKS: Final = {"a": 1.0, "time": 2.0, "small": 3.0, "em": 4.0, "i": 4.0, "strong": 5.0, "b": 5.0, "span": 6.0}
_ENDS: Final = dict.fromkeys(".!?…。！？؟۔।", 3.0) | dict.fromkeys("\"'”’»“)）」』", 2.0) | dict.fromkeys(":：", 1.0)
_QUOTES: Final = frozenset("\"'“„«‘‚»”—–-「『(")
_NO_OVERLAP: Final = (0.0, 0.0)
_NO_CARD: Final = (0.0, 0.0, 0.0)
_NO_CONTAINER: Final = (0.0,) * 15
_FAR: Final = 99.0
_UNKNOWN: Final = -100.0
_MAX_COMPARED: Final = 600  # characters of a block that may be the headline, or say what the description says
_REACH: Final = 3  # blocks behind the first prose that may say so
_WITNESS: Final = 80  # signs of a block that are looked for in the JSON-LD's body
_MIN_WITNESS: Final = 400  # signs of a JSON-LD body that tells anything
_SURE_LINKS: Final = 0.8  # share of linked characters from which a block outside of the best container is none
MAX_CANDIDATES: Final = 1_600  # blocks that are judged; a page of more is a catalogue, or hostile
_SURE_STEPS: Final = 3  # steps up to what it shares with that container, the same


class Look(NamedTuple):
    """What is known of the page as a whole when its blocks are looked at one by one."""

    page: Page
    blocks: Sequence[TextBlock]
    ground: Ground
    best: Element
    known: Known


class Candidates(NamedTuple):
    """The blocks that may be body, by their place among the page's, with a row of ``FEATURES`` for each.

    ``find_side`` tells the surroundings of any element of the page.
    """

    places: list[int]
    rows: list[tuple[float, ...]]
    find_side: Callable[[Element], Side]


def read_candidates(page: Page, blocks: Sequence[TextBlock], ground: Ground, known: Known) -> Candidates:
    """The rows of the blocks that may be body; what is all links, or far from all prose, is left out."""
    best = ground.best
    if best is None:
        return Candidates([], [], find_no_side)
    look = Look(page, blocks, ground, best, known)
    find_side = read_sides(best)
    first, end = ground.span(best)
    near = [best, *islice(best.ancestors(), _SURE_STEPS)][-1]
    scores = ground.scores
    places = [
        place
        for place, block in enumerate(blocks)
        if first <= place < end
        or (
            block.link_length <= _SURE_LINKS * len(block.text)
            and (block.owner in near or _has_score(block.owner, scores))
        )
    ][:MAX_CANDIDATES]
    return Candidates(places, _read_rows(look, places, find_side), find_side)


def _has_score(owner: Element, scores: dict[int, float]) -> bool:
    element = owner.parent
    for _ in range(3):
        if element is None:
            return False
        if element.index in scores:
            return True
        element = element.parent
    return False


def _read_rows(look: Look, places: list[int], find_side: Callable[[Element], Side]) -> list[tuple[float, ...]]:
    blocks, ground = look.blocks, look.ground
    prose_sums = ground.prose_sums
    count = len(blocks)
    all_prose, all_length = prose_sums[-1] or 1.0, ground.length_sums[-1] or 1.0
    first, end = ground.span(look.best)
    whole = _weigh_page(ground, first, end)
    in_best = [place for place in range(first, end) if ground.prose[place]]
    first_prose, last_prose = in_best[0], in_best[-1]
    headline = _find_headline(blocks, look.known, first_prose)
    overlaps = _compare(look, places, first_prose + _REACH)
    witness = _read_witness(look.page)
    repeats = Counter(blocks[place].text for place in places)
    kins = _find_kin(look, places)
    cards = _find_cards(look)
    heading_places = _find_headings(blocks)
    # Two blocks of nothing, which stand before the first and behind the last.
    lengths, prose = [*ground.lengths, 0.0, 0.0], [*ground.prose, 0.0, 0.0]
    links = [*(block.link_length / len(block.text) for block in blocks), 0.0, 0.0]
    parents = look.page.text_parents
    around: dict[int, tuple[float, ...]] = {}
    rows = []
    kin_before, place_before = None, -2
    for number, place in enumerate(places):
        block, kin = blocks[place], kins[number]
        text, owner = block.text, block.owner
        side = find_side(owner)
        parent = owner.parent or owner
        if parent.tag == "blockquote" and parent.parent is not None:
            parent = parent.parent  # a quote belongs where it stands
        container = around.get(parent.index)
        if container is None:
            container = around[parent.index] = _weigh(parent, look, prose_sums[end] - prose_sums[first])
        # Floats all of them: the model compares those among themselves at half the cost.
        words = text.count(" ") + 1.0
        commas, stops = float(text.count(",")), float(text.count(". "))
        if not text.isascii():
            commas += text.count("，") + text.count("、") + text.count("،")
            stops += text.count("。")
        rows.append((
            lengths[place], words, len(text) / words, links[place],
            commas, stops, _ENDS.get(text[-1], 0.0), _begin(text[0]),
            _INLINE_RANKS.get(parents[block.start].tag, 0.0), _TAG_RANKS.get(owner.tag, -1.0), float(owner.depth),
            place / count, prose_sums[place] / all_prose,
            _UNKNOWN if headline is None else _keep_near(place - headline),
            _keep_near(place - first_prose), _keep_near(place - last_prose),
            float(repeats[text]), *overlaps.get(place, _NO_OVERLAP),
            (1.0 if text[: 2 * _WITNESS].replace(" ", "")[:_WITNESS] in witness else -1.0) if witness else 0.0,
            lengths[place - 1], links[place - 1], prose[place - 1],
            lengths[place + 1], links[place + 1], prose[place + 1], lengths[place - 2], lengths[place + 2],
            prose_sums[min(count, place + 4)] - prose_sums[max(0, place - 3)],
            1.0 if kin is kin_before and place - place_before == 1 else 0.0,
            min(_FAR, place - heading_places[place]),
            *container, *side.flags, side.up, float(owner.depth - side.depth),
            kin[0], kin[1] / kin[0], kin[2] / kin[1], kin[3] / kin[1], kin[1] / all_length,
            *cards.get(place, _NO_CARD), 1.0 if first <= place < end else 0.0, *whole,
        ))  # fmt: skip
        kin_before, place_before = kin, place
    return rows


def _weigh_page(ground: Ground, first: int, end: int) -> tuple[float, float]:
    """The best container's prose, and the share of it in the container's text."""
    inside = ground.prose_sums[end] - ground.prose_sums[first]
    return inside, inside / (ground.length_sums[end] - ground.length_sums[first])


def _weigh(parent: Element, look: Look, best_prose: float) -> tuple[float, ...]:
    """The figures of a block's container, of that one's container, and of the one around both."""
    ground = look.ground
    figures = [_TAG_RANKS.get(parent.tag, -1.0)]
    element: Element | None = parent
    for step in range(3):
        if element is None:
            figures += _NO_CONTAINER[step * 5 :]
            break
        first, end = ground.span(element)
        prose = ground.prose_sums[end] - ground.prose_sums[first]
        length = ground.length_sums[end] - ground.length_sums[first] or 1.0
        links = ground.link_sums[end] - ground.link_sums[first]
        score = ground.scores.get(element.index, 0.0) / ground.best_score
        figures += (prose / best_prose, prose / length, float(end - first), score, links / length)
        element = element.parent
    return tuple(figures)


def _keep_near(steps: int) -> float:
    """A number of blocks, no farther than is told apart."""
    return float(steps) if -_FAR <= steps <= _FAR else math.copysign(_FAR, steps)


def _begin(sign: str) -> float:
    if sign.isupper():
        return 3.0
    if sign.isalpha():
        return 2.0
    if sign.isdigit():
        return 1.0
    return 4.0 if sign in _QUOTES else 0.0


def _find_headline(blocks: Sequence[TextBlock], known: Known, first_prose: int) -> int | None:
    """The place of the headline: of the last block above the prose that says it, else of the last h1 there."""
    wanted = " ".join((known.headline or "").split()).casefold()
    found = None
    for place in range(first_prose, -1, -1):
        block = blocks[place]
        if wanted and len(block.text) < len(wanted) + _REACH and block.text.casefold() == wanted:
            return place
        if found is None and block.owner.tag == "h1":
            found = place
    return found


def _find_headings(blocks: Sequence[TextBlock]) -> list[float]:
    """For each block the place of the last heading up to it, far before the page where there is none."""
    places = []
    last = -_FAR
    for place, block in enumerate(blocks):
        if block.owner.tag in HEADINGS:
            last = float(place)
        places.append(last)
    return places


def _compare(look: Look, places: list[int], end: int) -> dict[int, tuple[float, float]]:
    """For the blocks up to there, the share of words in common with the headline and with the description."""
    stated = [set((text or "").casefold().split()) for text in (look.known.headline, look.known.description)]
    found = {}
    for place in places:
        text = look.blocks[place].text
        if place >= end:
            break
        if len(text) <= _MAX_COMPARED:
            own = set(text.casefold().split())
            headline, description = (len(own & words) / len(own | words) for words in stated)
            found[place] = (headline, description)
    return found


def _read_witness(page: Page) -> str:
    """The JSON-LD's body without white space; empty where there is none of any length."""
    body = read_structured(page).article.get("articleBody")
    return "".join(body.split()) if isinstance(body, str) and len(body) >= _MIN_WITNESS else ""


def _find_cards(look: Look) -> dict[int, tuple[float, float, float]]:
    """For each block in a card that offers another page: the cards beside it, its text, whether it says "read more"."""
    found = {}
    ground, elements = look.ground, look.page.elements
    best = look.best.index
    for card in find_cards(look.page):
        if card.start <= best < card.end:
            continue
        first = bisect_left(ground.starts, card.element.text_start)
        text_end = elements[card.end].text_start if card.end < len(elements) else len(look.page.texts)
        end = bisect_left(ground.starts, text_end, first)
        length = ground.length_sums[end] - ground.length_sums[first]
        has_more = float(any(is_read_more(anchor.text) for anchor in card.anchors))
        for place in range(first, end):
            found[place] = (float(card.group_size), length, has_more)
    return found


def _find_kin(look: Look, places: list[int]) -> list[list[float]]:
    """For each of these blocks the figures of all that are made like it: count, length, prose, linked characters."""
    ground = look.ground
    kinds: dict[tuple[str, str, int, str], list[float]] = {}
    found = []
    for place in places:
        block = look.blocks[place]
        owner = block.owner
        parent = owner.parent or owner
        key = (owner.tag, owner.get("class"), parent.depth, parent.get("class"))
        kin = kinds.get(key)
        if kin is None:
            kin = kinds[key] = [0.0, 0.0, 0.0, 0.0]
        kin[0] += 1.0
        kin[1] += ground.lengths[place]
        kin[2] += ground.prose[place]
        kin[3] += block.link_length
        found.append(kin)
    return found
