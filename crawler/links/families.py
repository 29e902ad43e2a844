"""Addresses that a site makes by one rule: what they have in common, so that one can stand for all."""

import functools
import re
from typing import Final

_SLUG_BREAKS: Final = 2  # hyphens; from here on a segment is a name of its own
_KEPT_SEGMENTS: Final = 2
_DIGITS: Final = re.compile(r"\d+")
_ENDING: Final = re.compile(r"\.[a-z0-9]{1,5}$")
_NAME_LENGTH: Final = 20  # characters


@functools.lru_cache(maxsize=16_384)
def family_of(canonical_url: str) -> str:
    """The rule by which an address seems to be made, as a pattern: ``//host/calendar/#/#/``, ``//host/shop?color``.

    Numbers become ``#``, names ``*``; of parameters the names stay, unless there are more than two of them.
    """
    host, _, rest = canonical_url.partition("//")[2].partition("/")
    path, mark, query = rest.partition("?")
    segments = path.split("/")
    last = len(segments) - 1 if segments[-1] else len(segments) - 2
    parts = []
    for place, segment in enumerate(segments):
        ending = _ENDING.search(segment) if place == last else None
        is_name = (place == last and not mark) or place >= _KEPT_SEGMENTS
        parts.append(_fold(segment, is_name=is_name) + (ending.group() if ending and is_name else ""))
    names = sorted({pair.partition("=")[0] for pair in query.split("&")}) if mark else []
    asked = "&".join(names) if len(names) <= _KEPT_SEGMENTS else "…"
    return f"//{host}/{'/'.join(parts)}{'?' if mark else ''}{asked}"


def _fold(segment: str, *, is_name: bool) -> str:
    if not segment:
        return ""
    folded = _DIGITS.sub("#", segment)
    if folded == "#" or (not is_name and folded.count("-") < _SLUG_BREAKS and len(folded) <= _NAME_LENGTH):
        return folded
    return "*"
