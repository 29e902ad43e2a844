"""The words that readers know, read once from the data files of their rooms."""

import tomllib
from importlib.resources import files
from typing import Any


def load_words(room: str, name: str) -> dict[str, Any]:
    """The tables of ``vocabulary/<name>.toml`` in a room of ``crawler``."""
    file = files(f"crawler.{room}").joinpath("vocabulary", f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
