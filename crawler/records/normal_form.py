"""The normal form of a record: clean text, no empty value, nothing twice, times in UTC to the second."""

import dataclasses
import re
import unicodedata
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from crawler.records.article import Article, hash_content

_RecordT = TypeVar("_RecordT")

# No text of a reader's: control characters but tab and newline, surrogates, and what Unicode reserves.
_UNREADABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]+")
_ONE_LINE: Final = ("headline", "alt_headline", "kicker", "description", "section", "language", "correction_note")


def normalise(article: Article) -> Article:
    """The article in its normal form; normalising twice changes nothing."""
    clean = clean_record(article)
    changes: dict[str, Any] = {name: _one_line(getattr(clean, name)) for name in _ONE_LINE}
    changes["body_text"] = (clean.body_text or "").strip() or None
    changes["tags"] = tuple({_key(tag): tag for tag in reversed(clean.tags) if tag}.values())[::-1]
    changes["authors"] = tuple({_key(author.name): author for author in reversed(clean.authors)}.values())[::-1]
    changes["content_hash"] = hash_content(changes["headline"], changes["body_text"])
    return dataclasses.replace(clean, **changes)


def clean_record(record: _RecordT) -> _RecordT:
    """The record with every text in NFC and free of unreadable characters, every time in UTC to the second."""
    return _clean(record)  # type: ignore[no-any-return]  # what goes in comes out


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value) if type(value) is str else value  # a member of an enum is clean
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(microsecond=0)
    if isinstance(value, tuple):
        return tuple(_clean(inner) for inner in value)
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(inner) for key, inner in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{item.name: _clean(getattr(value, item.name)) for item in dataclasses.fields(value)})
    return value


def clean_text(text: str) -> str:
    """The text in NFC, without characters that no reader sees."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _UNREADABLE.sub("", text))


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
