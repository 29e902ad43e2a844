"""The vocabulary of articles, read once from the data files beside it."""

import tomllib
from importlib.resources import files
from typing import Any


def load_words(name: str) -> dict[str, Any]:
    """The tables of ``vocabulary/<name>.toml``."""
    file = files("crawler.article").joinpath("vocabulary", f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def flatten(table: dict[str, list[str]]) -> frozenset[str]:
    """Every word of a table of lists."""
    return frozenset(word for words in table.values() for word in words)
