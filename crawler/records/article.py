"""The article record and the values it is made of.

Field names follow schema.org NewsArticle, then ninjs 3, where records.md leaves a choice.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal, TypedDict

from crawler.records.enums import (
    Access,
    AuthorType,
    BlockType,
    BodyStatus,
    Change,
    Genre,
    ImageRole,
    Origin,
    PageKind,
    Precision,
    TimeZoneSource,
    Via,
)

ARTICLE_SCHEMA: Final = "readmore.article/1"

FieldSource = TypedDict("FieldSource", {"from": Origin, "confidence": float})
"""Where a field's value was read, and how sure that is (0 to 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The site that published: profile name or registrable domain (host:port for an IP address)."""

    id: str
    domain: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One name of a byline."""

    name: str
    url: str | None = None
    type: AuthorType = AuthorType.PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """One image of an article, sizes in CSS pixels as the page states them."""

    url: str
    caption: str | None = None
    credit: str | None = None
    width_px: int | None = None
    height_px: int | None = None
    role: ImageRole = ImageRole.INLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A video or an audio of an article."""

    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a body.

    ``text`` for heading, paragraph, quote; ``level`` (1 to 6) for heading; ``items`` and ``ordered`` for
    list; ``rows`` (tuples of cell texts) for table; ``url``, ``caption``, ``credit`` for image and embed.
    """

    type: BlockType
    text: str | None = None
    level: int | None = None
    items: tuple[str, ...] | None = None
    ordered: bool | None = None
    rows: tuple[tuple[str, ...], ...] | None = None
    url: str | None = None
    caption: str | None = None
    credit: str | None = None

    def as_text(self) -> str:
        """The block's part of ``body_text``; empty for images and embeds."""
        if self.type is BlockType.PARAGRAPH:  # most are
            return self.text or ""
        match self.type:
            case BlockType.LIST:
                return "\n".join(self.items or ())
            case BlockType.TABLE:
                return "\n".join("\t".join(row) for row in self.rows or ())
            case BlockType.IMAGE | BlockType.EMBED:
                return ""
            case _:
                return self.text or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breadcrumb:
    """One step of the way from the front page to the article."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A teaser that stands on the article's own page."""

    url: str
    headline: str | None = None
    excerpt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovered:
    """How the crawl came to this address; ``depth`` is the least number of links from a seed."""

    via: Via
    from_url: str | None = None
    anchor_text: str | None = None
    position: int | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """The download: HTTP status, size in bytes as decoded, and the charset that was used."""

    bytes: int
    charset: str
    status: int | None = None
    content_type: str | None = None
    rendered: bool = False
    render_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """Who read the page, and what kind of page it was taken for (confidence 0 to 1)."""

    name: str
    version: str
    page_kind: PageKind
    page_kind_confidence: float
    profile: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The run that delivered a line."""

    id: str
    spider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsSignals:
    """What the page says of machine use: robots ``noai``, and the TDM reservation protocol."""

    robots_noai: bool | None = None
    tdm: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcPlace:
    """The place of a page in an archive."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, as ``docs/records.md`` describes it key by key."""

    # identity
    schema: Literal["readmore.article/1"] = ARTICLE_SCHEMA
    id: str
    revision: int
    change: Change
    url: str
    canonical_url: str
    source: Source
    request_url: str | None = None
    declared_canonical: str | None = None
    amp_url: str | None = None
    redirects: tuple[str, ...] | None = None
    supersedes: str | None = None
    changed_fields: tuple[str, ...] | None = None
    # content
    headline: str | None
    body_text: str | None
    body_status: BodyStatus
    authors: tuple[Author, ...]
    language: str | None
    word_count: int
    tags: tuple[str, ...]
    images: tuple[Image, ...]
    alt_headline: str | None = None
    kicker: str | None = None
    description: str | None = None
    blocks: tuple[Block, ...] | None = None
    section: str | None = None
    breadcrumbs: tuple[Breadcrumb, ...] | None = None
    genre: Genre | None = None
    videos: tuple[Media, ...] | None = None
    audios: tuple[Media, ...] | None = None
    pages: int | None = None
    reading_time_minutes: int | None = None
    correction_note: str | None = None
    related: tuple[Related, ...] | None = None
    # dates
    published_at: datetime | None
    published_date: date | None
    modified_at: datetime | None
    first_seen_at: datetime
    fetched_at: datetime
    published_raw: str | None = None
    modified_raw: str | None = None
    published_precision: Precision | None = None
    published_tz: TimeZoneSource | None = None
    # access
    access: Access
    access_evidence: tuple[str, ...] | None = None
    license: str | None = None
    copyright: str | None = None
    rights_signals: RightsSignals | None = None
    # hashes
    content_hash: str
    simhash: str | None = None
    duplicate_of: str | None = None
    cluster_id: str | None = None
    # provenance
    discovered: Discovered
    fetch: Fetch
    extractor: Extractor
    run: Run
    warnings: tuple[str, ...]
    field_sources: dict[str, FieldSource] | None = None
    warc: WarcPlace | None = None
    extra: dict[str, Any] | None = None


def join_blocks(blocks: tuple[Block, ...]) -> str:
    """``body_text`` of these blocks: their texts in order, parted by a blank line."""
    return "\n\n".join(text for block in blocks if (text := block.as_text()))


def hash_content(headline: str | None, body_text: str | None) -> str:
    """Hex sha256 of headline and body, NFC, white space folded: equal where a reader sees no change."""
    folded = " ".join(f"{headline or ''}\n{body_text or ''}".split())
    return hashlib.sha256(unicodedata.normalize("NFC", folded).encode("utf-8", "surrogatepass")).hexdigest()
