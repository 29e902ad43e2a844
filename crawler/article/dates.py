"""Published and modified: every place that states a time, compared, and the one that is believed."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from crawler.article.candidates import Candidate, Choice, choose_surest
from crawler.article.visible_dates import find_visible_dates
from crawler.page.calendar_words import load_zone
from crawler.page.dates import Moment, parse_date
from crawler.page.meta import read_meta
from crawler.page.microdata import read_microdata
from crawler.page.structured import read_structured, text_of
from crawler.page.tree import Element, Page
from crawler.records.enums import Origin, Precision, TeaserLink, TimeZoneSource
from crawler.records.evidence import Evidence

_PUBLISHED_META: Final = (
    ("article:published_time", 0.93), ("og:published_time", 0.9), ("og:article:published_time", 0.9),
    ("datepublished", 0.88), ("article:published", 0.88), ("parsely-pub-date", 0.88), ("sailthru.date", 0.86),
    ("publication_date", 0.86), ("publish-date", 0.86), ("publish_date", 0.86), ("pubdate", 0.86),
    ("date.published", 0.86), ("article.published", 0.86), ("cxenseparse:recs:publishtime", 0.86),
    ("published_time_telegram", 0.86), ("article:post_date", 0.86), ("rnews:datepublished", 0.86),
    ("dc.date.issued", 0.85), ("dcterms.issued", 0.85), ("dc.date.created", 0.8), ("dcterms.created", 0.8),
    ("citation_publication_date", 0.8), ("citation_date", 0.8), ("article_date_original", 0.85),
    ("originalpublicationdate", 0.85), ("displaydate", 0.8), ("dc.date", 0.75), ("dcterms.date", 0.75),
    ("dc:date", 0.75), ("date", 0.74), ("created", 0.7), ("article.created", 0.8), ("datecreated", 0.7),
    ("release_date", 0.7), ("ptime", 0.7), ("published-date", 0.8), ("pub_date", 0.8), ("pdate", 0.7),
    ("article:create_time", 0.7), ("last-publication-date", 0.5),
)  # fmt: skip
_MODIFIED_META: Final = (
    ("article:modified_time", 0.9), ("og:updated_time", 0.7), ("datemodified", 0.85), ("og:modified_time", 0.85),
    ("article:modified", 0.85), ("dcterms.modified", 0.8), ("dc.date.modified", 0.8), ("lastmod", 0.8),
    ("last-modified", 0.6), ("revised", 0.6), ("article.updated", 0.8), ("parsely-mod-date", 0.8),
    ("article:updated_time", 0.8), ("moddate", 0.7), ("dateupdated", 0.7),
)  # fmt: skip
_IN_ADDRESS: Final = re.compile(
    r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=[/_-]|$)|[/_-]((?:19|20)\d\d)-?([01]\d)-?([0-3]\d)(?=[/_.-]|$|T)"
)
_ORIGINS: Final = {TeaserLink.FEED: Origin.FEED, TeaserLink.SITEMAP: Origin.SITEMAP}
_OLDEST: Final = date(1990, 1, 1)
_AGREE: Final = timedelta(days=1)
_NEAR: Final = timedelta(days=3)  # an address may be older than the article it came to hold
_BUILD_NOISE: Final = 0.4


class Stated(NamedTuple):
    """A time and the words that stated it."""

    moment: Moment
    raw: str


class Dates(NamedTuple):
    """Both choices, and the codes of what is odd about them."""

    published: Choice[Stated]
    modified: Choice[Stated]
    warnings: tuple[str, ...]


def read_dates(page: Page, headline: Element | None, language: str | None, evidence: Evidence) -> Dates:
    """When the article was published and last changed, as the page and the site state it."""
    reader = _Reader(page, headline, (language or "").partition("-")[0].lower(), evidence)
    published = _weigh(tuple(reader.find_published()), page.document.fetched_at)
    modified = choose_surest(reader.find_modified())
    warnings = tuple(_find_oddities(published, modified, page.document.fetched_at))
    return Dates(published, modified, warnings)


class _Reader:
    """One page's way of writing dates, and the places that hold them."""

    def __init__(self, page: Page, headline: Element | None, language: str, evidence: Evidence) -> None:
        self.page, self.headline, self.language, self.evidence = page, headline, language, evidence
        region = page.language.replace("_", "-").partition("-")[2].upper()
        self.is_month_first = (
            None if language == "en" and not region else region in {"US", "PH", ""} and language == "en"
        )
        self.meta, self.structured = read_meta(page), read_structured(page)

    def _state(self, text: str) -> Stated | None:
        moment = parse_date(text, language=self.language, is_month_first=self.is_month_first)
        return Stated(moment, text) if moment and moment.day >= _OLDEST else None

    def _candidates(self, texts: list[tuple[str, Origin, float, str]]) -> Iterator[Candidate[Stated]]:
        for text, origin, confidence, note in texts:
            stated = self._state(text) if text else None
            if stated:
                yield Candidate(stated, origin, confidence, note)

    def find_published(self) -> Iterator[Candidate[Stated]]:
        """Every place that says when the article was published."""
        article, web_page = self.structured.article, self.structured.web_page
        properties = read_microdata(self.page)
        places = [
            (text_of(article.get("datePublished")), Origin.JSON_LD, 0.95, "datePublished"),
            (text_of(web_page.get("datePublished")), Origin.JSON_LD, 0.85, "WebPage.datePublished"),
            (text_of(article.get("dateCreated")), Origin.JSON_LD, 0.8, "dateCreated"),
            (text_of(web_page.get("uploadDate")), Origin.JSON_LD, 0.7, "uploadDate"),
        ]
        places += [
            (item.text, Origin.MICRODATA, 0.88, "datePublished") for item in properties.get("datepublished", ())[:2]
        ]
        places += [(item.text, Origin.MICRODATA, 0.75, "dateCreated") for item in properties.get("datecreated", ())[:1]]
        tags = self.meta.tags
        places += [(tags[name][0], Origin.META, weight, name) for name, weight in _PUBLISHED_META if name in tags]
        for teaser in self.evidence.teasers:
            origin = _ORIGINS.get(teaser.link_kind, Origin.TEASER)
            places.append((teaser.published_raw or "", origin, 0.8, "teaser"))
        yield from self._candidates(places)
        if stated := self._in_address():
            yield Candidate(stated, Origin.URL, 0.72, "address")
        for found in find_visible_dates(self.page, self.headline, self.language, self.is_month_first):
            if not found.is_modified and found.moment.day >= _OLDEST:
                yield Candidate(Stated(found.moment, found.text), Origin.DOM, found.confidence, found.note)

    def _in_address(self) -> Stated | None:
        match = _IN_ADDRESS.search(self.page.url)
        if match is None:
            return None
        return self._state("-".join(part for part in match.groups() if part))

    def find_modified(self) -> Iterator[Candidate[Stated]]:
        """Every place that says when the article was last changed."""
        places = [
            (text_of(self.structured.article.get("dateModified")), Origin.JSON_LD, 0.92, "dateModified"),
            (text_of(self.structured.web_page.get("dateModified")), Origin.JSON_LD, 0.7, "WebPage.dateModified"),
        ]
        found = read_microdata(self.page).get("datemodified", ())
        places += [(item.text, Origin.MICRODATA, 0.86, "dateModified") for item in found[:1]]
        tags = self.meta.tags
        places += [(tags[name][0], Origin.META, weight, name) for name, weight in _MODIFIED_META if name in tags]
        yield from self._candidates(places)
        for visible in find_visible_dates(self.page, self.headline, self.language, self.is_month_first):
            if visible.is_modified:
                yield Candidate(Stated(visible.moment, visible.text), Origin.DOM, 0.6, visible.note)


def _weigh(candidates: tuple[Candidate[Stated], ...], now: datetime) -> Choice[Stated]:
    """The surest candidate, days agreeing with others gaining and days in the future losing."""
    weighed = []
    for candidate in candidates:
        day = candidate.value.moment.day
        agreeing = {other.origin for other in candidates if abs(other.value.moment.day - day) <= _AGREE}
        confidence = 1 - (1 - candidate.confidence) * 0.75 ** (len(agreeing - {candidate.origin}))
        if day > now.date() + _AGREE:
            confidence *= 0.3
        weighed.append(candidate._replace(confidence=confidence))
    return choose_surest(weighed)


def _find_oddities(published: Choice[Stated], modified: Choice[Stated], now: datetime) -> Iterator[str]:
    chosen = published.value
    if chosen is None:
        yield "date_missing"
        return
    if place_in_time(chosen.moment, None)[0] > now + _AGREE:
        yield "date_in_future"
    if not chosen.moment.is_year_given:
        yield "date_without_year"
    strong = [other for other in published.candidates if other.confidence > 0.7]  # noqa: PLR2004
    if any(abs(other.value.moment.day - chosen.moment.day) > _AGREE for other in strong):
        yield "dates_disagree"
    changed = modified.value
    if changed is not None and changed.moment.day < chosen.moment.day - _AGREE:
        yield "modified_before_published"


def place_in_time(moment: Moment, time_zone: str | None) -> tuple[datetime, TimeZoneSource]:
    """The moment in UTC, and where its zone came from; a day alone is 00:00Z of that day."""
    when = moment.when
    if moment.precision is Precision.DAY:
        source = TimeZoneSource.ASSUMED_UTC
        return datetime(when.year, when.month, when.day, tzinfo=UTC), source
    if when.tzinfo is not None:
        return _to_utc(when), TimeZoneSource.EXPLICIT
    zone = load_zone(time_zone)
    if zone is not None:
        return _to_utc(when.replace(tzinfo=zone)), TimeZoneSource.SITE_DEFAULT
    return when.replace(tzinfo=UTC), TimeZoneSource.ASSUMED_UTC


def _to_utc(when: datetime) -> datetime:
    try:
        return when.astimezone(UTC)
    except (OverflowError, ValueError):
        return when.replace(tzinfo=UTC)
