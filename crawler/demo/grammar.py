"""Sentences out of templates: ``{word}`` is one choice a story, ``{3-9}`` a number, ``[a|b]`` either."""

import random
import re
from collections.abc import Mapping, Sequence
from typing import Final

_CHOICE: Final = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_NUMBER: Final = re.compile(r"\{(\d+)-(\d+)(th)?\}")
_SENTENCE_START: Final = re.compile(r"(?:^|(?<=[.?!] ))[a-z]")
_WORD: Final = re.compile(r"\{([a-z]+)(\d?)\}")
_YEARS: Final = range(1700, 2036)  # numbers that are written without a comma


class Writer:
    """One story's voice: a seed, the words at hand, and what it has chosen of them so far.

    ``words`` maps a name to its choices; ``{place}`` and ``{place2}`` are two different choices of ``place``.
    """

    def __init__(self, seed: str, words: Mapping[str, Sequence[str]]) -> None:
        self._random = random.Random(seed)  # noqa: S311 - the same story each time, no secret
        self._shuffled = {name: self._random.sample(choices, len(choices)) for name, choices in words.items()}

    def write(self, template: str) -> str:
        """The template with every choice made."""
        while match := _CHOICE.search(template):
            template = template[: match.start()] + self.choose(match[1].split("|")) + template[match.end() :]
        text = _WORD.sub(self._word, _NUMBER.sub(self._number, template))
        return _SENTENCE_START.sub(lambda match: match[0].upper(), text)

    def choose(self, choices: Sequence[str]) -> str:
        """One of these."""
        return self._random.choice(choices)

    def pick(self, choices: Sequence[str], count: int) -> list[str]:
        """So many of these, in an order of the writer's own."""
        return self._random.sample(choices, count)

    def number(self, least: int, most: int) -> int:
        """A whole number from ``least`` to ``most``."""
        return self._random.randint(least, most)

    def _number(self, match: re.Match[str]) -> str:
        least, most = int(match[1]), int(match[2])
        is_year = least in _YEARS and most in _YEARS
        value = self.number(least, most)
        if match[3]:
            return f"{value}{_rank_ending(value)}"
        return str(value) if is_year else f"{value:,}"

    def _word(self, match: re.Match[str]) -> str:
        return self._shuffled[match[1]][int(match[2] or 1) - 1]


def _rank_ending(value: int) -> str:
    if value % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
