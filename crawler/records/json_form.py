"""The one JSON form of the records: writing, reading back, checking.

Times are RFC 3339 in UTC with ``Z``, to the second. A required key is always there, ``null`` where nothing is
known; an optional key without a value is left out, and nested objects never hold ``null``.
"""

from dataclasses import MISSING, fields
from typing import Any, Final

import msgspec

from crawler.errors import PageError
from crawler.records.article import ARTICLE_SCHEMA, Article
from crawler.records.reject import REJECT_SCHEMA, Reject
from crawler.records.teaser import TEASER_SCHEMA, Teaser

Record = Article | Teaser | Reject
RECORD_TYPES: Final[dict[str, type[Record]]] = {ARTICLE_SCHEMA: Article, TEASER_SCHEMA: Teaser, REJECT_SCHEMA: Reject}

_ABSENT: Final[tuple[object, ...]] = (None, (), [])
_FREE_FORM: Final = frozenset({"extra", "item"})  # a stranger's object is kept as it came


def required_keys(record_type: type[Record]) -> frozenset[str]:
    """The keys that every line of this type has: those whose field has no default, and ``schema``."""
    return frozenset(item.name for item in fields(record_type) if item.default is MISSING) | {"schema"}


_REQUIRED: Final = {record_type: required_keys(record_type) for record_type in RECORD_TYPES.values()}


def as_json(record: Record) -> dict[str, Any]:
    """The record as a JSON object of plain values: dicts, sequences, strings, numbers."""
    required = _REQUIRED[type(record)]
    return {
        key: value if key in _FREE_FORM else _without_nulls(value)
        for key, value in msgspec.to_builtins(record).items()
        if key in required or value not in _ABSENT
    }


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, (list, tuple)):
        return [_without_nulls(inner) for inner in value]
    return value


def write_line(record: Record) -> bytes:
    """The record as one JSON line in UTF-8, without the line's end."""
    return msgspec.json.encode(as_json(record))


def parse_line(line: bytes | str) -> Record:
    """One line of a feed as the record it was written from.

    Raises:
        PageError: the line is no JSON, of an unknown schema, or breaks that schema.
    """
    try:
        data = msgspec.json.decode(line)
        return msgspec.convert(data, RECORD_TYPES[data["schema"]])
    except (msgspec.MsgspecError, KeyError, TypeError) as error:
        raise PageError(f"not a line of a Readmore feed: {error}") from error


def check_record(record: Record) -> None:
    """Hold a record against its own types.

    Raises:
        PageError: names the first value that does not fit, by its path.
    """
    try:
        msgspec.convert(msgspec.to_builtins(record), type(record))
    except (msgspec.MsgspecError, TypeError) as error:
        raise PageError(str(error)) from error
