"""A page and the site's evidence to the whole article record."""

from bisect import bisect_left
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Final, NamedTuple

import crawler
from crawler.article.access import read_access, read_copyright, read_license, read_rights
from crawler.article.address import Addresses, read_addresses
from crawler.article.body.reader import read_body
from crawler.article.body.values import Body, Known
from crawler.article.dates import Stated
from crawler.article.fields import Fields, read_fields
from crawler.article.genre import read_genre
from crawler.article.images import read_description, read_images, read_media
from crawler.article.kind import read_kind
from crawler.article.notes import read_correction, read_kicker, read_reading_time
from crawler.article.section import is_tag_too
from crawler.article.tags import read_tags
from crawler.article.time_zones import place_in_time
from crawler.article.told import Told
from crawler.article.warning_codes import WarningCode
from crawler.page.blocks import read_blocks
from crawler.page.directives import read_directives
from crawler.page.structured import read_structured
from crawler.page.tree import Page
from crawler.records.article import (
    Article,
    Extractor,
    Fetch,
    FieldSource,
    Related,
    Source,
    hash_content,
    join_blocks,
)
from crawler.records.enums import BodyStatus, Change, ImageRole, Origin, Precision, TimeZoneSource
from crawler.records.evidence import Evidence
from crawler.urls import article_id, site_of

EXTRACTOR_NAME: Final = "readmore"
_start_of: Final = attrgetter("start")
_NOTE_REACH: Final = 6  # blocks around the body in which a note of correction may stand
# Fields that the selectors of a profile fill as they are.
_PLAIN: Final = (
    "kicker",
    "tags",
    "videos",
    "audios",
    "correction_note",
    "reading_time_minutes",
    "copyright",
    "license",
)


def read_article(page: Page, evidence: Evidence, related: tuple[Related, ...]) -> Article:
    """The record of a page, whatever kind of page it is; every field by the page's own word and the site's.

    ``first_seen_at`` is the time of the fetch and ``revision`` 1: what was known before is the ledger's to say.
    """
    fields = read_fields(page, evidence)
    known = to_known(page, fields)
    body = read_body(page, known, evidence)
    kind, kind_confidence = read_kind(page, body, known)
    addresses = read_addresses(page)
    document = page.document
    body_text = join_blocks(body.blocks) or None
    published, modified = _time(fields.published.value, evidence), _time(fields.modified.value, evidence)
    headline = fields.headline.value
    section = fields.section.value
    access = read_access(page, body_text or "", evidence, is_partial=body.status is BodyStatus.PARTIAL)
    videos, audios = read_media(page, body.blocks, fields.heading)
    kicker = read_kicker(page, fields.heading, headline or "")
    if kicker in known.authors:  # a columnist's name stands where others have a kicker
        kicker = None
    lines = _lines_of(page, body)
    article = Article(
        id=article_id(addresses.canonical),
        revision=1,
        change=Change.NEW,
        url=document.url,
        canonical_url=addresses.canonical,
        source=_source(page, fields),
        request_url=document.request_url,
        declared_canonical=addresses.declared,
        amp_url=addresses.amp,
        redirects=document.redirects or None,
        headline=headline,
        body_text=body_text,
        body_status=body.status,
        authors=fields.authors.value or (),
        language=fields.language.value,
        word_count=body.word_count,
        tags=read_tags(page, None if is_tag_too(fields.section) else section, fields.site_names, evidence),
        images=read_images(page, body.blocks, fields.heading),
        alt_headline=fields.alt_headline,
        kicker=kicker,
        description=known.description,
        blocks=body.blocks or None,
        section=section,
        breadcrumbs=fields.breadcrumbs or None,
        genre=read_genre(page, section, kicker, evidence, fields.heading),
        videos=videos or None,
        audios=audios or None,
        reading_time_minutes=read_reading_time(page, fields.heading),
        correction_note=read_correction(page, lines),
        related=related or None,
        published_at=published.at,
        published_date=published.day,
        modified_at=modified.at,
        first_seen_at=document.fetched_at,
        fetched_at=document.fetched_at,
        published_raw=published.raw,
        modified_raw=modified.raw,
        published_precision=published.precision,
        published_tz=published.tz,
        access=access.access,
        access_evidence=access.evidence or None,
        license=read_license(page),
        copyright=read_copyright(page),
        rights_signals=read_rights(page),
        content_hash=hash_content(headline, body_text),
        discovered=document.discovered,
        fetch=_fetch(page),
        extractor=Extractor(
            name=EXTRACTOR_NAME, version=crawler.__version__, page_kind=kind, page_kind_confidence=kind_confidence
        ),
        run=document.run,
        warnings=_warnings(page, fields, addresses, body),
        field_sources=_sources(fields, body) or None,
    )
    return _complete(article, fields.told) if fields.told.values else article


def _lines_of(page: Page, body: Body) -> list[str]:
    """The texts of the body's stretch of the page and a little around it, those left out of it too."""
    if not body.elements:
        return []
    blocks = read_blocks(page)
    first, last = page.elements[body.elements[0]], page.elements[body.elements[-1]]
    start = bisect_left(blocks, first.text_start, key=_start_of)
    end = bisect_left(blocks, last.text_end, key=_start_of)
    return [block.text for block in blocks[max(start - _NOTE_REACH, 0) : end + 2 * _NOTE_REACH]]


def _complete(article: Article, told: Told) -> Article:
    """The article with the fields of which the profile of its site alone tells."""
    values: dict[str, Any] = {name: told.values[name] for name in _PLAIN if name in told.values}
    if "images" in told.values:
        known = {image.url: image for image in article.images}
        first = tuple(replace(known.pop(image.url, image), role=image.role) for image in told.values["images"])
        values["images"] = (*first, *(replace(image, role=ImageRole.INLINE) for image in known.values()))
    return replace(article, **values)


class _Time(NamedTuple):
    """The fields of the record that one choice of a date fills."""

    at: datetime | None = None
    day: date | None = None
    raw: str | None = None
    precision: Precision | None = None
    tz: TimeZoneSource | None = None


def _time(stated: Stated | None, evidence: Evidence) -> _Time:
    if stated is None:
        return _Time()
    moment = stated.moment
    at, source = place_in_time(moment, evidence.time_zone)
    return _Time(at, stated.day, stated.raw, moment.precision, source)


def to_known(page: Page, fields: Fields) -> Known:
    """What the body's reader is told of the metadata."""
    published = fields.published.value
    return Known(
        headline=fields.headline.value,
        alt_headline=fields.alt_headline,
        authors=tuple(author.name for author in fields.authors.value or ()),
        published_raw=published.raw if published else None,
        section=fields.section.value,
        description=fields.told.values.get("description") or read_description(page),
        containers=fields.told.containers,
        removed=fields.told.removed,
    )


def _source(page: Page, fields: Fields) -> Source:
    site = site_of(page.url)
    return Source(id=site, domain=site, name=fields.site_name.value)


def _fetch(page: Page) -> Fetch:
    document = page.document
    return Fetch(
        bytes=len(document.body),
        charset=page.charset,
        status=document.status,
        content_type=document.headers.get("content-type"),
        rendered=document.rendered,
        render_reason=document.render_reason,
    )


def _warnings(page: Page, fields: Fields, addresses: Addresses, body: Body) -> tuple[str, ...]:
    codes = [*page.warnings, *addresses.warnings]
    if "noindex" in read_directives(page):
        codes.append(WarningCode.NOINDEX)
    if read_structured(page).is_broken:
        codes.append(WarningCode.JSON_LD_BROKEN)
    if fields.told.containers and not body.is_told:
        codes.append(WarningCode.SELECTOR_FOUND_NOTHING)
    if fields.headline.value is None:
        codes.append(WarningCode.HEADLINE_MISSING)
    return tuple(dict.fromkeys(str(code) for code in (*codes, *fields.warnings, *body.warnings)))


def _sources(fields: Fields, body: Body) -> dict[str, FieldSource]:
    sources = {name: choice.source for name, choice in fields.choices().items()}
    found = {name: source for name, source in sources.items() if source is not None} | fields.told.sources()
    if body.blocks:
        origin, confidence = (Origin.PROFILE, 1.0) if body.is_told else (Origin.DOM, 0.9)
        found["body_text"] = {"from": origin, "confidence": confidence}
    return found
