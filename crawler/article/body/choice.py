"""Which text blocks of a page are its body: the model's word on each, cut where the whole is expected best."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, pairwise
from typing import Final, NamedTuple

from crawler.article.body.features import FEATURES, Candidates, read_candidates
from crawler.article.body.flash import find_flash
from crawler.article.body.judge import Judge, load_judge
from crawler.article.body.landscape import Ground, survey
from crawler.article.body.last_teasers import find_last_teasers
from crawler.article.body.lines import leave_measures
from crawler.article.body.notices import find_notices
from crawler.article.body.offers import find_offers
from crawler.article.body.values import Known
from crawler.article.body.vetoes import (
    EXCERPT,
    correct,
    find_captions,
    find_last_captions,
    find_next_stories,
    find_story_links,
    find_tag_lines,
    trim_end,
)
from crawler.article.body.why import Why, list_chosen
from crawler.article.names import begins_with_by, is_by_word
from crawler.article.walls import CUT_OFF
from crawler.page.anchors import is_linked
from crawler.page.blocks import TextBlock
from crawler.page.dates import parse_date
from crawler.page.tree import Element, Page

_CARD_SIZE: Final = FEATURES.index("card_size")
_SEVERAL: Final = 2.0  # cards beside each other
_BOX: Final = 20  # excerpts that stand beside a story; more are what the page is about
_LOWEST_CUT: Final = 0.2
_DOUBT: Final = 0.1  # share from which a heading between two texts is of theirs
_REPEATED: Final = 40  # characters from which a block that says the same as one before is a copy
_SUMMARIES: Final = 3  # texts above a story that may be its summary
_WHOLES: Final = frozenset({"table", "ul", "ol", "dl", "blockquote"})
_QUOTES: Final = frozenset({"blockquote"})
_WHOLES_AND_BOXES: Final = _WHOLES | {"fieldset", "aside", "nav"}  # a box in a layout's table is no cell of it
_MOST: Final = 0.6  # share of a table's or list's letters; where so much is taken, the rest is too
_SUBHEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
_STEPS: Final = 8  # up from a block to its table or list
_MAX_BYLINE: Final = 120  # characters
_MAX_FACTS: Final = 60  # characters of a line of facts outside of its links to section, tags and writer
_BYLINE_WORDS: Final = 3  # beside the authors' names and the date
_LONG_BYLINE: Final = 8  # the same, where the line begins as a byline does: when it was changed, and how long one reads
_LABELS: Final = 2  # words of a line of dates that say what happened then
_DATE_WORDS: Final = 6  # of a line that may be nothing but a date
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD: Final = re.compile(r"\w+")
_BETWEEN: Final = re.compile(r"[^\w\s]")
_WESTERN: Final = "cp1252"
_SIGNS: Final = bytes(range(256)).decode(_WESTERN, "replace")
_LETTERS: Final = bytes(code if sign.isalnum() or sign == "_" else ord(" ") for code, sign in enumerate(_SIGNS))


class Choice(NamedTuple):
    """The outcome for a page: what could be body, the share of it that is (0 to 1), and why each was taken or left.

    ``flash`` is what stands in for a body where none was found.
    """

    blocks: Sequence[TextBlock]
    ground: Ground
    candidates: Candidates
    shares: list[float]
    whys: list[Why]
    cut: float
    flash: Sequence[TextBlock] = ()

    @property
    def chosen(self) -> list[TextBlock]:
        """The body's blocks in document order."""
        blocks = self.blocks
        pairs = zip(self.candidates.places, self.whys, strict=True)
        return [blocks[place] for place, why in pairs if why is Why.CHOSEN] or [*self.flash]


def choose_blocks(page: Page, blocks: Sequence[TextBlock], known: Known, judge: Judge | None = None) -> Choice:
    """Judge these blocks of a page; none is chosen where the page has no prose.

    ``judge`` holds the models, where they are not the shipped ones: a page on which those were trained is judged fairly
    by some that have not seen its domain.
    """
    ground = survey(blocks)
    candidates = read_candidates(page, blocks, ground, known)
    if not candidates.places:
        return Choice(blocks, ground, candidates, [], [], 1.0, find_flash(page, blocks, known))
    judged = [blocks[place] for place in candidates.places]
    sizes = [_count_words(block.text) for block in judged]
    shares = (judge or load_judge()).find_shares(judged, candidates.rows, sizes)
    cut = find_cut(shares, sizes)
    taken = _complete(judged, [share >= cut for share in shares])
    for number in _find_between(judged, taken, shares):
        taken[number] = True
    whys = _say_why(page, judged, taken, known)
    _leave(whys, find_tag_lines(page, judged, whys), Why.LEADS_ON)
    correct(judged, candidates.rows, whys, ground.best, known)
    _leave(whys, find_notices(judged, whys), Why.CONSENT)
    _leave(whys, find_last_teasers(page, judged, candidates.rows, whys, known), Why.TEASER)
    trim_end(judged, candidates.rows, whys)
    _leave(whys, find_story_links(page, judged, whys), Why.LEADS_ON)
    _leave(whys, (*find_captions(page, judged, whys), *find_last_captions(page, judged, whys)), Why.CAPTION)
    _leave(whys, find_offers(page, judged, whys), Why.CONTROL)
    _leave(whys, find_next_stories(page, judged, whys), Why.TEASER)
    flash = _find_flash(page, blocks, known, candidates, whys)
    return Choice(blocks, ground, candidates, shares, whys, cut, flash)


def _leave(whys: list[Why], numbers: Iterable[int], why: Why) -> None:
    """Say of these blocks, all found before the first is left, why they are none of the body."""
    for number in [*numbers]:
        whys[number] = why


def _find_flash(
    page: Page, blocks: Sequence[TextBlock], known: Known, candidates: Candidates, whys: list[Why]
) -> Sequence[TextBlock]:
    """What stands in where nothing was chosen, or nothing beside it but teasers on the page of a dated story."""
    chosen = list_chosen(whys)
    if not chosen:
        return find_flash(page, blocks, known)
    judged = {number: blocks[candidates.places[number]] for number in chosen}
    in_cards = [number for number in chosen if candidates.rows[number][_CARD_SIZE] >= _SEVERAL]
    texts = [judged[number].text for number in in_cards if len(judged[number].text) >= EXCERPT]
    are_teasers = 0 < len(texts) <= min(_BOX, 2 * sum(text.endswith(CUT_OFF) for text in texts))
    if known.published_raw is None or not (are_teasers or len(in_cards) == len(chosen)):
        return ()
    flash = find_flash(page, blocks, known)
    own = {block.start for block in flash}
    if not flash or any(judged[number].start not in own for number in set(chosen).difference(in_cards)):
        return ()
    for number in in_cards:
        if judged[number].start not in own:
            whys[number] = Why.TEASER
    return flash


def _complete(blocks: Sequence[TextBlock], taken: list[bool]) -> list[bool]:
    """What is taken, with the rest of each table and list of which most is."""
    groups: dict[int, list[int]] = {}
    for number, block in enumerate(blocks):
        around = _find_around(block.owner, _WHOLES_AND_BOXES)
        if around is not None and around.tag in _WHOLES:
            groups.setdefault(around.index, []).append(number)
    for members in groups.values():
        letters = [len(blocks[number].text) for number in members]
        mine = sum(length for number, length in zip(members, letters, strict=True) if taken[number])
        if mine >= _MOST * sum(letters) or _ends_story(blocks, taken, members[0]):
            for number in members:
                taken[number] = True
    return taken


def _find_between(blocks: Sequence[TextBlock], taken: Sequence[bool], shares: Sequence[float]) -> Iterator[int]:
    """The headings and quotes in doubt between two texts that are taken, where one container holds all three.

    A generator may lay boxes of its own around each; the first that holds one of the two texts has to hold both.
    """
    for number in range(1, len(blocks) - 1):
        block, is_heading = blocks[number], blocks[number].owner.tag in _SUBHEADINGS
        if taken[number] or shares[number] < _DOUBT or not taken[number - 1] or not taken[number + 1]:
            continue
        if block.link_length or not (is_heading or _is_quoted(block.owner, shares[number])):
            continue
        before, after = blocks[number - 1].owner, blocks[number + 1].owner
        box = next((around for around in block.owner.ancestors() if before in around or after in around), None)
        if box is not None and before in box and after in box:
            yield number


def _is_quoted(owner: Element, share: float) -> bool:
    """Whether a block is a quote, and more likely one of the story's than one that a layout takes out of it."""
    return share >= _LOWEST_CUT and _find_around(owner, _QUOTES) is not None


def _ends_story(blocks: Sequence[TextBlock], taken: Sequence[bool], first: int) -> bool:
    """Whether the quote that begins with a block stands right behind paragraphs that are taken, as one of them."""
    quote = _find_around(blocks[first].owner, _QUOTES)
    return (
        quote is not None
        and first > 1
        and all(taken[number] and blocks[number].owner.parent is quote.parent for number in (first - 1, first - 2))
    )


def _find_around(owner: Element, tags: frozenset[str]) -> Element | None:
    """The nearest element of these tags, of an element and the few around it."""
    around: Element | None = owner
    for _ in range(_STEPS):
        if around is None or around.tag in tags:
            return around
        around = around.parent
    return None


def _say_why(page: Page, blocks: Sequence[TextBlock], taken: Sequence[bool], known: Known) -> list[Why]:
    """Why each of these blocks is taken or left; what the record says elsewhere is no body, and nothing is said twice.

    What a writer repeats in one place is no copy.
    """
    headlines = {" ".join(title.split()).casefold() for title in (known.headline, known.alt_headline) if title}
    longest = max(map(len, headlines), default=0)
    authors = [set(_WORD.findall(author.casefold())) for author in known.authors]
    dated = set(_WORD.findall((known.published_raw or "").casefold()))
    stated = dated.union(*authors)
    day = _find_day(known.published_raw or "")
    whys = []
    said: dict[str, Element | None] = {}
    for block, is_taken in zip(blocks, taken, strict=True):
        text, parent = block.text, block.owner.parent
        if not is_taken:
            whys.append(Why.SCORE)
        elif len(text) <= longest and text.casefold() in headlines:
            whys.append(Why.HEADLINE)
        elif said.get(text, parent) is not parent:
            whys.append(Why.REPEATED_HERE)
        elif len(text := _leave_headline(text, headlines)) <= _MAX_BYLINE and (
            _is_byline(text, authors, stated)
            or _is_date_line(text, dated, day)
            or (block.link_length > 0 and _is_date_line(_leave_links(page, block), dated, day))
        ):
            whys.append(Why.BYLINE)
        else:
            whys.append(Why.CHOSEN)
            if len(text) >= _REPEATED and block.owner.tag not in _SUBHEADINGS:
                said[text] = parent
    for number in _find_beginnings(blocks, whys):
        whys[number] = Why.REPEATED_HERE
    return whys


def _find_beginnings(blocks: Sequence[TextBlock], whys: Sequence[Why]) -> Iterator[int]:
    """Above a story, the texts that are no more than how the next one begins: a summary that a program cut."""
    for number, following in islice(pairwise(list_chosen(whys)), _SUMMARIES):
        block, story = blocks[number], blocks[following].text
        start = block.text.rstrip(" .…")
        is_copy = story != block.text or block.owner.tag in _SUBHEADINGS  # paragraphs alike are the writer's
        if is_copy and len(start) >= _REPEATED and story.startswith(start):
            yield number


def _leave_headline(text: str, headlines: set[str]) -> str:
    """A text without the headline that begins it, as where a table lays out headline and byline in one cell."""
    folded = text[: max(map(len, headlines), default=0)].casefold()
    headline = next((headline for headline in headlines if folded.startswith(headline)), "")
    return text[len(headline) :].strip() if headline and len(text) > len(headline) else text


def _leave_links(page: Page, block: TextBlock) -> str:
    """What a line says outside of its links and of how long one reads; empty for what says much there."""
    if len(block.text) - block.link_length > _MAX_FACTS:
        return ""
    places = range(block.start, block.end)
    parents = page.text_parents
    outside = (page.texts[place] for place in places if not is_linked(parents[place]))
    return leave_measures(" ".join(outside))


def _find_day(text: str) -> date | None:
    moment = parse_date(text) if _YEAR.search(text) else None
    return moment.day if moment else None


def _is_date_line(text: str, dated: set[str], day: date | None) -> bool:
    """Whether a text says no more than when the article was published, or that its writers follow."""
    words = _WORD.findall(text.casefold())
    if is_by_word(text) or (len(words) > 1 and dated.issuperset(words)):
        return True
    if day is not None and _says_only_days(words, day):
        return True
    return 1 < len(words) <= _DATE_WORDS and day is not None and _find_day(text) == day


def _says_only_days(words: Sequence[str], day: date) -> bool:
    """Whether these words are this day beside others, each with a label: when a story was made, and when changed."""
    numbers = [word for word in words if word.isdecimal()]
    return (
        len(numbers) > _DATE_WORDS
        and len(words) - len(numbers) <= _LABELS
        and {*f"{day:%Y %m %d}".split()} <= {*numbers}
    )


def _count_words(text: str) -> int:
    """The runs of letters and digits in a text; those of a western one are told by its bytes, in half the time."""
    try:
        return len(text.encode(_WESTERN).translate(_LETTERS).split())
    except UnicodeEncodeError:
        return len(_BETWEEN.sub(" ", text).split())


def _is_byline(text: str, authors: Sequence[set[str]], stated: set[str]) -> bool:
    """Whether a text names an author and says little else but the date."""
    words = set(_WORD.findall(text.casefold()))
    if not any(author and author <= words for author in authors):
        return False
    others = [word for word in words - stated if not word.isdecimal()]
    return len(others) <= (_LONG_BYLINE if begins_with_by(text) else _BYLINE_WORDS)


def find_cut(shares: Sequence[float], sizes: Sequence[int]) -> float:
    """The least share that is taken: where the expected F1 of all that is taken, in words, is highest."""
    expected = sum(share * size for share, size in zip(shares, sizes, strict=True))
    taken, right, best, cut = 0.0, 0.0, 0.0, 1.0
    for share, size in sorted(zip(shares, sizes, strict=True), reverse=True):
        if share < _LOWEST_CUT:
            break
        taken += size
        right += share * size
        value = right / (taken + expected) if taken else 0.0
        if value > best:
            best, cut = value, share
    return cut
