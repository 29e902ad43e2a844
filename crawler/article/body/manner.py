"""How a text is written, in figures that need no word of any language: what it asks, quotes and counts."""

import re
from collections.abc import Sequence
from typing import Final

_QUOTES: Final = '“”"«»„'
_DIGITS: Final = "0123456789"
_ENDS: Final = (*'.!?。！？"”',)
_SENTENCE: Final = re.compile(r"[.!?。！？][\"”’)]?(?:\s|$)")
_SHORT: Final = 60  # characters; less is hardly a paragraph


def read_manner(texts: Sequence[str]) -> dict[str, float]:
    """The figures of a text in blocks; shares are of its letters or of its blocks."""
    text = " ".join(texts)
    length, blocks = len(text) or 1, len(texts) or 1
    return {
        "text_questions": text.count("?") / length,
        "text_calls": text.count("!") / length,
        "text_quotes": sum(map(text.count, _QUOTES)) / length,
        "text_digits": sum(map(text.count, _DIGITS)) / length,
        "text_sentence": length / (len(_SENTENCE.findall(text)) or 1),
        "text_ended": sum(each.endswith(_ENDS) for each in texts) / blocks,
        "text_short": sum(len(each) < _SHORT for each in texts) / blocks,
    }
