"""The one JSON form of the records: writing, reading back, and the published JSON Schema.

Times are RFC 3339 in UTC with ``Z``. A required key is always there, ``null`` where nothing is known; an
optional key without a value is left out, and nested objects never hold ``null``.
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


def _required_keys(record_type: type[Record]) -> frozenset[str]:
    return frozenset(f.name for f in fields(record_type) if f.default is MISSING) | {"schema"}


_REQUIRED: Final = {record_type: _required_keys(record_type) for record_type in RECORD_TYPES.values()}
_FREE_FORM: Final = frozenset({"extra", "item"})  # a stranger's object is kept as it came


def as_json(record: Record) -> dict[str, Any]:
    """The record as a JSON object of plain values: dicts, sequences, strings, numbers."""
    required = _REQUIRED[type(record)]
    return {
        key: value if key in _FREE_FORM else _without_nulls(value)
        for key, value in msgspec.to_builtins(record).items()
        if key in required or (value is not None and value != ())
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


def check(record: Record) -> None:
    """Hold a record against its types.

    Raises:
        PageError: with the path of the first value that does not fit.
    """
    try:
        msgspec.convert(as_json(record), type(record))
    except msgspec.ValidationError as error:
        raise PageError(str(error)) from error


def json_schema(record_type: type[Record]) -> dict[str, Any]:
    """JSON Schema (2020-12) of one record type, as published under ``crawler/records/schemas/``."""
    name, schema_id = record_type.__name__, record_type.schema
    document = msgspec.json.schema(record_type)
    definitions: dict[str, Any] = document["$defs"]
    for definition_name, definition in definitions.items():
        if definition.get("type") == "object" and "properties" in definition:
            _tighten(definition, required=_REQUIRED[record_type] if definition_name == name else None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{schema_id.replace('/', ':')}",
        **definitions.pop(name),
        "$defs": definitions,
    }
