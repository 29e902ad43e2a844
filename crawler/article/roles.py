"""Bylines that name people of several roles, to the part that names the writers."""

import re
from typing import Final

from crawler.article.words import any_of, flatten, load_words

_DATA: Final = load_words("bylines")
_BY: Final = flatten(_DATA["by"])
_OTHERS: Final = flatten(_DATA["others"])
_AND: Final = any_of(_DATA["and"]["words"])
_INTRODUCED: Final = rf"(?:\s*[:：/]\s*|\s+(?:{any_of(word for word in _BY if len(word) > 1)})\s*:?\s+)"
# "Text and photos: ..." introduces those who did both.
_BOTH: Final = re.compile(
    rf"^(?:{any_of(_BY | _OTHERS)})\s*(?:[&+/,・·]|\b(?:{_AND})\b)\s*(?:{any_of(_BY | _OTHERS)}){_INTRODUCED}",
    re.IGNORECASE,
)
_OTHERS_FIRST: Final = re.compile(
    rf"^(?:{any_of(_OTHERS)}){_INTRODUCED}.*?(?:[.,;|•·●/]|\s)\s*(?=(?:{any_of(_BY)})\s*[:：/])", re.IGNORECASE
)
_OTHERS_LAST: Final = re.compile(
    rf"(?<=\w)(?:\s*[.,;|•·●/–—-]\s*(?:(?:{_AND})\s+)?|\s+(?=\S+\s*[:：/]))(?:{any_of(_OTHERS)}){_INTRODUCED}.*$",
    re.IGNORECASE,
)
_OTHERS_ALONE: Final = re.compile(
    rf"^(?:(?:{any_of(_OTHERS)})\s*[:：]|(?:illustrations?|photos?|photograph[sy]|pictures|graphics?|video) by\b)",
    re.IGNORECASE,
)
# "本报记者 张三 通讯员李四": what a reporter is called stands before each name, and blanks part the names.
_HAN: Final = r"[\u4e00-\u9fff]"
_HAN_NAME: Final = rf"{_HAN}{{2,4}}(?:$|[\s、，,；;／/])"
_REPORTER: Final = re.compile(
    rf"(?:^|(?<=[\s、，,；;／/])){_HAN}{{0,8}}?(?:记者|記者|通讯员|編譯|编译|特派员|特派員)"
    rf"(?:\s*[:：]\s*|\s+|(?={_HAN_NAME}))"
)
# "記者王小明／台北報導", "中央社記者王小明台北1日電": the place that a report was sent from, and the word for it.
_SENT: Final = re.compile(
    rf"[／/\s]{_HAN}{{2,6}}(?:報導|报道|報道|外電|外电)$|(?<=[记記]者{_HAN}{{3}}){_HAN}{{2,4}}\d+日{_HAN}{{0,2}}[電电]$"
)
_BETWEEN_HAN: Final = re.compile(rf"(?<={_HAN}{{2}})\s+(?={_HAN_NAME})")
# In Arabic and Hebrew "and" is one letter, written with the name behind it; some names begin with that letter.
_JOINED_AND: Final = re.compile(rf"(?<=\w)\s+(?!(?:{any_of(_DATA['waw']['names'])})\b)[وו](?=\w+\s+\w)")


def only_writers(text: str) -> str:
    """A byline without those who took the pictures, edited or translated; empty where it names only such."""
    if not text.isascii():
        text = _SENT.sub("", text, count=1)
    if _REPORTER.match(text):
        return _BETWEEN_HAN.sub("、", _REPORTER.sub("", text))
    text = _OTHERS_FIRST.sub("", _BOTH.sub("", text, count=1), count=1)
    return "" if _OTHERS_ALONE.match(text) else _OTHERS_LAST.sub("", text, count=1)


def begins_with_role(text: str) -> bool:
    """Whether a text begins with what its people did, in one of the ways that say that they wrote."""
    is_reporter = not text.isascii() and _REPORTER.match(text.lstrip("（(〔[【")) is not None
    return is_reporter or _BOTH.match(text) is not None


def part_joined(text: str) -> str:
    """The names with a comma for each "and" that Arabic and Hebrew write with the name behind it."""
    return _JOINED_AND.sub(", ", text) if not text.isascii() else text
