"""An article held against what was last delivered of it: new, updated in which fields, gone, or unchanged."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

import msgspec

from crawler.records.article import Article, Discovered, Extractor, Fetch, Run, Source
from crawler.records.enums import Access, BodyStatus, Change, PageKind, Precision, TimeZoneSource

# What makes another revision: what a reader of the article reads. A moved article is read elsewhere.
_CONTENT: Final = ("canonical_url", "headline", "body_text", "authors", "correction_note")
_ON_THE_PAGE: Final = frozenset({"canonical_url", "headline", "body_text"})
# What is told besides when there is another revision. Alone it makes none: tags, teasers and pictures around a
# text change with the theme, and dates with each touch of the button.
_BESIDES: Final = (
    "alt_headline", "kicker", "description", "section", "tags", "genre", "language", "published_at", "modified_at",
)  # fmt: skip
_DIGITS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What is kept of an article's last delivered line.

    ``fields`` holds a hash for each field that was compared; it is empty for an article that was told to be gone.
    """

    id: str
    revision: int
    content_hash: str
    first_seen_at: datetime
    canonical_url: str
    url: str
    source: Source
    discovered: Discovered
    fields: dict[str, str]
    published_at: datetime | None = None
    published_date: date | None = None
    published_precision: Precision | None = None
    published_tz: TimeZoneSource | None = None
    modified_at: datetime | None = None
    is_gone: bool = False


def remember(article: Article) -> Remembered:
    """What to keep of a line that is delivered."""
    names = [name for name in Remembered.__dataclass_fields__ if name not in {"fields", "is_gone"}]
    is_gone = article.change is Change.GONE
    fields = {} if is_gone else hash_fields(article)
    return Remembered(**{name: getattr(article, name) for name in names}, fields=fields, is_gone=is_gone)


def hash_fields(article: Article) -> dict[str, str]:
    """A short hash for each field that is compared and has a value."""
    values = {name: getattr(article, name) for name in (*_CONTENT, *_BESIDES)}
    # A byline is its names: the addresses behind them are the theme's.
    values["authors"] = [author.name for author in article.authors]
    values["tags"] = sorted(article.tags)
    values["body_text"] = " ".join((article.body_text or "").split())
    return {name: _hash(value) for name, value in values.items() if value not in (None, "", (), [])}


def _hash(value: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:_DIGITS]


def find_changed_fields(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """The fields that differ, in the order of the records; none where nothing that is read differs.

    What is no longer stated has not changed, headline and text aside: a feed or sitemap that told it may offer the
    article no longer.
    """
    changed = tuple(
        name
        for name in (*_CONTENT, *_BESIDES)
        if before.get(name) != after.get(name) and (name in after or name in _ON_THE_PAGE)
    )
    return changed if set(changed) & set(_CONTENT) else ()


def judge_change(article: Article, before: Remembered | None) -> Article | None:
    """The article as the next line about it, by its id, revision and change; None where there is nothing to tell.

    ``before`` is what was last delivered of this article, perhaps under another address; None where it is new.
    """
    if before is None:
        return article
    changed = find_changed_fields(before.fields, hash_fields(article))
    if not changed:
        return None
    return replace(
        article,
        id=before.id,
        revision=before.revision + 1,
        change=Change.UPDATED,
        supersedes=before.content_hash,
        changed_fields=changed,
        first_seen_at=before.first_seen_at,
        discovered=before.discovered,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """How it was noticed that an article is gone: who asked, when, and what the server answered."""

    status: int
    extractor: Extractor
    run: Run
    at: datetime


def tell_gone(before: Remembered, departure: Departure) -> Article:
    """The line that says that an article is gone: identity, dates, provenance and the last content hash."""
    return Article(
        id=before.id,
        revision=before.revision + 1,
        change=Change.GONE,
        url=before.url,
        canonical_url=before.canonical_url,
        source=before.source,
        supersedes=before.content_hash,
        headline=None,
        body_text=None,
        body_status=BodyStatus.EMPTY,
        authors=(),
        language=None,
        word_count=0,
        tags=(),
        images=(),
        published_at=before.published_at,
        published_date=before.published_date,
        modified_at=before.modified_at,
        first_seen_at=before.first_seen_at,
        fetched_at=departure.at,
        published_precision=before.published_precision,
        published_tz=before.published_tz,
        access=Access.UNKNOWN,
        content_hash=before.content_hash,
        discovered=before.discovered,
        fetch=Fetch(bytes=0, charset="utf-8", status=departure.status),
        extractor=replace(departure.extractor, page_kind=PageKind.OTHER),
        run=departure.run,
        warnings=(),
    )
