"""The labels of a listing's pager: numbers, arrows, and "Older posts" in many languages."""

import functools
import re
from enum import StrEnum
from typing import Final

from crawler.page.phrases import normalise_label
from crawler.page.words import load_words

_DATA: Final = load_words("links", "pager")
_MAX_LABEL: Final = 60  # characters; what is longer is a headline
_AROUND_NUMBERS: Final = "|".join(map(re.escape, sorted(_DATA["words"]["around_numbers"], key=len, reverse=True)))
_NUMBER: Final = re.compile(rf"(?:{_AROUND_NUMBERS})?\s*(\d{{1,5}})\.?\s*(?:{_AROUND_NUMBERS})?")
_ARROWS: Final = re.compile(r"[\s<>«»‹›←→⇐⇒⟨⟩⟪⟫〈〉《》❮❯◀▶◄►▸▾⏵⏴|.…+-]+")


class PagerLabel(StrEnum):
    """What a label says of the page that it leads to."""

    __hash__ = str.__hash__  # an enum's own is Python code, and these are keys at every link

    NUMBER = "number"
    ARROW = "arrow"
    NEXT = "next"
    OLDER = "older"


_LABELS: Final = {
    normalise_label(label): kind
    for table, kind in (
        ("next", PagerLabel.NEXT),
        ("previous", PagerLabel.NEXT),
        ("older", PagerLabel.OLDER),
        ("newer", PagerLabel.OLDER),
    )
    for label in _DATA[table]["labels"]
}


@functools.lru_cache(maxsize=16_384)
def find_pager_label(text: str) -> PagerLabel | None:
    """What kind of pager label a text is; None where it is none.

    ``OLDER`` names the pages of a list outright; ``NEXT`` may as well lead to a neighbouring story, and so may
    an arrow. Back and forth are alike: both are pages of the list.
    """
    if not text or len(text) > _MAX_LABEL:
        return None
    if _ARROWS.fullmatch(text):
        return PagerLabel.ARROW
    label = normalise_label(text)
    if _NUMBER.fullmatch(label):
        return PagerLabel.NUMBER
    return _LABELS.get(label)
