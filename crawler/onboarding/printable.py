"""Texts of strangers made fit for a terminal and for a file: nothing in them acts, and all of it can be written."""

from typing import Final

_ACTING: Final = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029) if code != ord("\n")}


def printable(text: str) -> str:
    """The text without control characters (a terminal would obey them) and without halves of characters."""
    return text.translate(_ACTING).encode("utf-8", "replace").decode("utf-8")
