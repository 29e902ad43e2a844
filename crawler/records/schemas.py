"""The published JSON Schemas, made from the record types: ``python -m crawler.records.schemas`` writes them anew."""

import inspect
import json
from pathlib import Path
from typing import Any, Final

import msgspec

from crawler.records.json_form import RECORD_TYPES, Record, required_keys

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ID: Final = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
_SHA256: Final = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_TIME: Final = {"type": "string", "format": "date-time", "pattern": "Z$"}
_ADDRESS: Final = {"type": "string", "minLength": 1}
# What the types cannot say.
_SHARPER: Final[dict[str, dict[str, Any]]] = {
    "article_id": _ID,
    "duplicate_of": _ID,
    "content_hash": _SHA256,
    "supersedes": _SHA256,
    "simhash": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
    "url": _ADDRESS,
    "canonical_url": _ADDRESS,
    "listing_url": _ADDRESS,
    "published_at": _TIME,
    "modified_at": _TIME,
    "first_seen_at": _TIME,
    "fetched_at": _TIME,
    "seen_at": _TIME,
    "revision": {"type": "integer", "minimum": 1},
    "position": {"type": "integer", "minimum": 1},
    "page": {"type": "integer", "minimum": 1},
    "pages": {"type": "integer", "minimum": 1},
    "level": {"type": "integer", "minimum": 1, "maximum": 6},
    "depth": {"type": "integer", "minimum": 0},
    "bytes": {"type": "integer", "minimum": 0},
    "word_count": {"type": "integer", "minimum": 0},
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    "page_kind_confidence": {"type": "number", "minimum": 0, "maximum": 1},
}


def json_schema(record_type: type[Record]) -> dict[str, Any]:
    """JSON Schema (2020-12) of one record type: no key but those it names, ``null`` only for required keys."""
    document = msgspec.json.schema(record_type)
    definitions: dict[str, Any] = document["$defs"]
    for name, definition in definitions.items():
        if "description" in definition:
            definition["description"] = inspect.cleandoc(definition["description"])  # as Python 3.13 has it already
        if "properties" in definition:
            _sharpen(definition, required_keys(record_type) if name == record_type.__name__ else None)
    schema_id = next(key for key, value in RECORD_TYPES.items() if value is record_type)
    main = definitions.pop(record_type.__name__)
    return {"$schema": _DIALECT, "$id": f"urn:{schema_id.replace('/', ':')}", **main, "$defs": definitions}


def _sharpen(definition: dict[str, Any], required: frozenset[str] | None) -> None:
    """Close one object of the schema; a nested object (no ``required`` given) never holds null."""
    properties: dict[str, Any] = definition["properties"]
    if required is not None:
        definition["required"] = sorted(required)
    definition["additionalProperties"] = False
    for key, schema in properties.items():
        schema.pop("default", None)
        may_be_null = required is not None and key in required and _is_nullable(schema)
        plain = (_ID if key == "id" and required is not None else _SHARPER.get(key)) or _without_null(schema)
        properties[key] = {"anyOf": [plain, {"type": "null"}]} if may_be_null else plain


def _is_nullable(schema: dict[str, Any]) -> bool:
    return any(option == {"type": "null"} for option in schema.get("anyOf", ()))


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    options = [option for option in schema.get("anyOf", ()) if option != {"type": "null"}]
    if not options:
        return schema
    return options[0] if len(options) == 1 else {**schema, "anyOf": options}


def write_schemas(folder: Path) -> None:
    """Write ``article-1.json``, ``teaser-1.json`` and ``reject-1.json``."""
    for schema_id, record_type in RECORD_TYPES.items():
        name = schema_id.removeprefix("readmore.").replace("/", "-")
        text = json.dumps(json_schema(record_type), indent=2, ensure_ascii=False)
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write_schemas(Path(__file__).parent / "published")
