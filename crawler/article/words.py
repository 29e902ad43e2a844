"""The vocabulary of articles, read once from the data files beside it."""

import functools
import re
from collections.abc import Iterable
from typing import Final

from crawler.page import words

FIRST_DENSE: Final = "\u2e80"  # here the scripts of China and Japan begin
load_words = functools.partial(words.load_words, "article")


def flatten(table: dict[str, list[str]]) -> frozenset[str]:
    """Every word of a table of lists."""
    return frozenset(word for words in table.values() for word in words)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first, to stand in a group."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
