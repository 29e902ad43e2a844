"""The words that lead from a teaser to its article, in many languages, however a theme dresses them up."""

import functools
import re
import unicodedata
from typing import Final

from crawler.page.words import load_words

_DATA: Final = load_words("page", "read_more")
_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
_PLAIN_EDGES: Final = "".join(sign for sign in map(chr, range(128)) if not sign.isalnum())
_JOINTS: Final = ' :–—-|»›>→“"«'
_MAX_LABEL: Final = 300  # characters; what is longer is a text, no label


_DENSE: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSITY: Final = 2.5  # letters of a Latin script that say as much as one of these
_UNPARTED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SIGNS_A_WORD: Final = 2  # of these
_LONG_WORDS: Final = 8  # signs between two blanks, on the average; where there are fewer, blanks part the words


def is_longer(text: str, length: int) -> bool:
    """Whether a text says more than so many Latin letters do; scripts without blanks between words say it shorter."""
    if len(text) >= length:
        return True
    return len(text) * _DENSITY >= length and _DENSE.search(text) is not None


def count_words(text: str) -> int:
    """The words of a text; of scripts that set no blanks between words, two signs are counted as one."""
    words = len(text.split())
    if len(text) <= _LONG_WORDS * words or text.isascii():
        return words
    unparted = len(_UNPARTED.findall(text))
    return len(_UNPARTED.sub(" ", text).split()) + (unparted + 1) // _SIGNS_A_WORD if unparted else words


@functools.lru_cache(maxsize=16_384)  # of one label several readers ask whether it is one of theirs
def normalise_label(text: str) -> str:
    """A label in small letters, with single blanks, without arrows and punctuation at its ends."""
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    label = " ".join(plain.split()).strip(_PLAIN_EDGES)
    return label if label[:1].isalnum() and label[-1:].isalnum() else _EDGES.sub("", label)


def _labels(table: dict[str, list[str]]) -> frozenset[str]:
    return frozenset(normalise_label(label) for labels in table.values() for label in labels)


_PHRASES: Final = _labels(_DATA["phrases"])
_ENDINGS: Final = tuple(ending for endings in _DATA["endings"].values() for ending in endings)
_TAILS: Final = tuple(f"{word} " for word in sorted(_labels(_DATA["tails"]), key=len, reverse=True))
_BOXES: Final = _labels(_DATA["boxes"])
# A phrase of one word before a title is more often the title's own first word ("Read, watch, listen").
_LEADS: Final = frozenset(phrase for phrase in _PHRASES if " " in phrase or not phrase.isascii() or len(phrase) > 9)  # noqa: PLR2004 -- "weiterlesen", "continua reading"
_FIRST_WORDS: Final = frozenset(phrase.partition(" ")[0] for phrase in _LEADS)
_LONGEST_LEAD: Final = max(phrase.count(" ") for phrase in _LEADS) + 1


def is_read_more(text: str) -> bool:
    """Whether a label says nothing but "Read more" in some language."""
    return len(text) < _MAX_LABEL and _rest_of(text) == ""


def find_read_more_tail(text: str) -> str | None:
    """What follows "Read more" in a label, as written: empty for the bare phrase, None where there is no phrase."""
    return _rest_of(text) if len(text) < _MAX_LABEL else None


@functools.lru_cache(maxsize=16_384)
def _rest_of(text: str) -> str | None:
    label = normalise_label(text)
    if not label:
        return None
    if label in _PHRASES:
        return ""
    for ending in _ENDINGS:
        if label.endswith(ending):
            return text[: text.casefold().rindex(ending)].strip() if ending in text.casefold() else text
    words = text.split()
    if normalise_label(words[0]) not in _FIRST_WORDS:
        return None
    for count in range(min(_LONGEST_LEAD, len(words) - 1), 0, -1):
        if normalise_label(" ".join(words[:count])) in _LEADS:
            return _read_tail(" ".join(words[count:]), words[count - 1])
    return None


def _read_tail(tail: str, last_word: str) -> str | None:
    """The title behind a phrase; None where the phrase only begins a sentence ("Read more books")."""
    lowered = tail.casefold()
    for joint in _TAILS:
        if lowered.startswith(joint):
            return tail[len(joint) :]
    title = tail.lstrip(_JOINTS)
    return None if title == tail and tail[0].islower() and last_word[-1].isalpha() else title


def is_box_label(text: str) -> bool:
    """Whether a text only introduces links to other stories ("Also read:")."""
    return len(text) < _MAX_LABEL and normalise_label(text) in _BOXES
