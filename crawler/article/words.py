"""The vocabulary of articles, read once from the data files beside it."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


def load_words(name: str) -> dict[str, Any]:
    """The tables of ``vocabulary/<name>.toml``."""
    file = files("crawler.article").joinpath("vocabulary", f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def flatten(table: dict[str, list[str]]) -> frozenset[str]:
    """Every word of a table of lists."""
    return frozenset(word for words in table.values() for word in words)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first, to stand in a group."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
