"""Published and modified: every place that states a time, compared, and the one that is believed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from crawler.article.candidates import Candidate, Choice, choose_surest
from crawler.article.declared_dates import Declared, find_declared, find_in_scripts, find_modified
from crawler.article.icons import Icon, find_iconed
from crawler.article.recent_dates import find_recent_dates
from crawler.article.time_zones import find_day, find_offset, is_in_utc, is_midnight, is_same_day, place_in_time
from crawler.article.visible_dates import Manner, find_visible_dates
from crawler.article.warning_codes import WarningCode
from crawler.page.dates import Moment, parse_date
from crawler.page.tree import Element, Page
from crawler.records.enums import Origin, Precision
from crawler.records.evidence import Evidence

# How far a change of the article is believed by who tells of it; a sitemap's lastmod is often that of the template.
_OFFERED: Final = frozenset({Origin.FEED, Origin.SITEMAP, Origin.REST})
_OFFERED_CHANGE: Final = {Origin.REST: 0.9, Origin.FEED: 0.7}
_MONTH_FIRST: Final = frozenset({"US", "PH", "FM", "PW", "MH"})
# Country domains that are sold to anyone, and those of month-first countries.
_NO_COUNTRY: Final = frozenset({"us", "ph", "io", "co", "ai", "tv", "me", "fm", "ly", "cc", "gg", "sh", "to", "is"})
_OLDEST: Final = date(1990, 1, 1)
_AGREE: Final = timedelta(days=1)
_SURE: Final = 0.65  # what is surer counts when places are held against each other
_SEEN: Final = 0.25  # what is less sure is a date, but hardly the article's
_LINE: Final = 0.62  # a date right by the headline
_DECLARED: Final = 0.8  # from here on only what stands near the headline is compared
_DOUBT: Final = 0.5  # below it the scripts are asked, too


class Stated(NamedTuple):
    """A time, the words that stated it, and its calendar day in the site's own zone."""

    moment: Moment
    raw: str
    day: date


class Dates(NamedTuple):
    """Both choices, and the codes of what is odd about them."""

    published: Choice[Stated]
    modified: Choice[Stated]
    warnings: tuple[WarningCode, ...]


def read_dates(page: Page, headline: Element | None, language: str | None, evidence: Evidence) -> Dates:
    """When the article was published and last changed, as the page and the site state it."""
    manner = _find_manner(page, language)
    now = page.document.fetched_at
    published = [*_candidates(find_declared(page, headline), manner), *_offered(evidence, manner)]
    modified = [*_candidates(find_modified(page), manner), *_offered_modified(evidence, manner)]
    is_declared = max((candidate.confidence for candidate in published), default=0) >= _DECLARED
    for seen in find_visible_dates(page, headline, manner, is_whole=not is_declared):
        candidate = _candidate(seen.moment, seen.text, Origin.DOM, seen.confidence, seen.note)
        if candidate is None:
            continue
        (modified if seen.is_modified or _is_change(candidate, published, modified) else published).append(candidate)
    if max((candidate.confidence for candidate in published), default=0) < _DOUBT:
        published += _candidates(find_in_scripts(page), manner)
    if max((candidate.confidence for candidate in published), default=0) < _SEEN:
        for seen in find_recent_dates(page, headline, manner):
            candidate = _candidate(seen.moment, seen.text, Origin.DOM, seen.confidence, seen.note)
            if candidate is not None:
                (modified if seen.is_modified else published).append(candidate)
        for shown in find_iconed(page, Icon.CALENDAR, headline)[:1]:
            published += _candidates([Declared(shown, Origin.DOM, 0.45, "behind the icon of a calendar")], manner)
    published = _doubt_stamps(_settle_order(published, now), modified)
    first = _choose(published, now, evidence.time_zone)
    last = _choose(_settle_order(modified, now), now, evidence.time_zone)
    if _is_no_change(first, last):
        last = last._replace(chosen=None)
    return Dates(first, last, tuple(_find_oddities(first, last, now)))


def find_stated(page: Page, text: str, language: str | None, time_zone: str | None) -> Stated | None:
    """The first time in a text of the page, written as its language and country write it; None where it holds none."""
    manner = _find_manner(page, language)
    near = page.document.fetched_at.date()
    moment = parse_date(text, language=manner.language, is_month_first=manner.is_month_first, near=near)
    return Stated(moment, text, find_day(moment, [], time_zone)) if moment else None


def _find_manner(page: Page, tag: str | None) -> Manner:
    language = (tag or "").partition("-")[0].lower()
    region = page.language.replace("_", "-").partition("-")[2].upper()
    if language != "en":
        return Manner(language, False if language else None)
    if len(region) == 2:  # noqa: PLR2004 -- a country's code
        return Manner(language, region in _MONTH_FIRST if region != "CA" else None)
    ending = (urlsplit(page.url).hostname or "").rpartition(".")[2]
    is_elsewhere = len(ending) == 2 and ending not in _NO_COUNTRY  # noqa: PLR2004 -- a country's code
    return Manner(language, False if is_elsewhere else None)


def _candidates(places: Iterable[Declared], manner: Manner) -> Iterator[Candidate[Stated]]:
    for text, origin, confidence, note in places:
        moment = parse_date(text, language=manner.language, is_month_first=manner.is_month_first) if text else None
        candidate = _candidate(moment, text, origin, confidence, note) if moment else None
        if candidate:
            yield candidate


def _candidate(moment: Moment, raw: str, origin: Origin, confidence: float, note: str) -> Candidate[Stated] | None:
    if moment.day < _OLDEST:
        return None
    return Candidate(Stated(moment, raw, moment.day), origin, confidence, note)


def _offered(evidence: Evidence, manner: Manner) -> Iterator[Candidate[Stated]]:
    """What feeds, sitemaps and listings say of the article's publication."""
    for teaser in evidence.teasers:
        confidence = 0.8 if teaser.origin is Origin.TEASER else 0.86
        yield from _candidates([Declared(teaser.published_raw or "", teaser.origin, confidence, "teaser")], manner)


def _offered_modified(evidence: Evidence, manner: Manner) -> Iterator[Candidate[Stated]]:
    for teaser in evidence.teasers:
        confidence = _OFFERED_CHANGE.get(teaser.origin, 0.6)
        yield from _candidates([Declared(teaser.modified_raw or "", teaser.origin, confidence, "offered")], manner)


def _is_no_change(first: Choice[Stated], last: Choice[Stated]) -> bool:
    """Whether a change that only a feed or sitemap tells of is the publication itself."""
    if first.value is None or last.chosen is None or last.chosen.origin not in _OFFERED:
        return False
    one, other = first.value.moment, last.chosen.value.moment
    is_by_day = Precision.DAY in {one.precision, other.precision}
    return is_same_day(one, other) if is_by_day else one.when == other.when


def _is_change(seen: Candidate[Stated], published: list[Candidate[Stated]], modified: list[Candidate[Stated]]) -> bool:
    """Whether a date without a word is that of the change, as the page declares both."""
    moment = seen.value.moment
    first, last = (
        [other.value.moment for other in pool if other.confidence > _SURE and other.origin is not Origin.DOM]
        for pool in (published, modified)
    )
    is_first = not first or any(is_same_day(moment, other) for other in first)
    return not is_first and any(is_same_day(moment, other) for other in last)


def _doubt_stamps(published: list[Candidate[Stated]], modified: list[Candidate[Stated]]) -> list[Candidate[Stated]]:
    """The candidates; a declared date that is no older than the change is doubted where the reader sees an older one.

    Some systems stamp both with the time at which the whole site was last put out. What is not sure to be the
    publication is none where it is younger than the change.
    """
    changed = [other.value.moment for other in modified if other.origin is Origin.JSON_LD]
    latest = max((other.value.day for other in modified if other.confidence > _LINE), default=date.max)
    seen = [other.value.day for other in published if other.origin is Origin.DOM and other.confidence > _LINE]
    doubted = []
    for candidate in published:
        own = candidate.value.day
        is_stamp = candidate.origin is Origin.JSON_LD and any(at.day <= own for at in changed)
        is_later = candidate.confidence < _SURE and own > latest
        is_doubtful = is_stamp and any(day < own for day in seen)
        trust = 0.4 if is_later else 0.7 if is_doubtful else 1.0
        doubted.append(candidate._replace(confidence=candidate.confidence * trust))
    return doubted


def _settle_order(candidates: list[Candidate[Stated]], now: datetime) -> list[Candidate[Stated]]:
    """The candidates with day and month of 3/4/2024 as the clear ones, and the time of the fetch, tell."""
    clear = {candidate.value.moment.day for candidate in candidates if not candidate.value.moment.is_ambiguous}
    return [_swap_if(candidate, clear, now) for candidate in candidates]


def _swap_if(candidate: Candidate[Stated], clear: set[date], now: datetime) -> Candidate[Stated]:
    moment = candidate.value.moment
    if not moment.is_ambiguous or moment.day in clear:
        return candidate
    when = moment.when.replace(month=moment.when.day, day=moment.when.month)
    is_too_late = moment.day > now.date() + _AGREE >= when.date() + _AGREE
    if when.date() not in clear and not is_too_late:
        return candidate
    stated = candidate.value._replace(moment=moment._replace(when=when), day=when.date())
    return candidate._replace(value=stated)


def _choose(candidates: list[Candidate[Stated]], now: datetime, time_zone: str | None) -> Choice[Stated]:
    """The surest candidate, in the finest form in which it is stated, on the site's own day.

    Days agreeing with others gain, days in the future lose.
    """
    weighed = []
    for candidate in candidates:
        moment = candidate.value.moment
        agreeing = {(other.origin, other.note) for other in candidates if is_same_day(moment, other.value.moment)}
        others = {origin for origin, _ in agreeing} - {candidate.origin}
        is_twice = len({note for origin, note in agreeing if origin is candidate.origin}) > 1
        confidence = 1 - (1 - candidate.confidence) * 0.75 ** len(others) * (0.9 if is_twice else 1)
        if moment.day > now.date() + _AGREE:
            confidence *= 0.3
        weighed.append(candidate._replace(confidence=min(max(confidence, 0.01), 0.99)))
    best = choose_surest(candidate for candidate in weighed if candidate.confidence >= _SEEN).chosen
    if best is None:
        return Choice(None, tuple(weighed))
    same = sorted(
        (other for other in weighed if is_same_day(best.value.moment, other.value.moment)),
        key=lambda other: -other.confidence,
    )
    chosen = _refine(best, same)
    moments = [other.value.moment for other in same if other.confidence > _DOUBT]
    day = find_day(chosen.value.moment, moments, time_zone)
    return Choice(chosen._replace(value=chosen.value._replace(day=day)), tuple(weighed))


def _refine(best: Candidate[Stated], same: list[Candidate[Stated]]) -> Candidate[Stated]:
    """The same statement where it is stated more finely: with a time of day, with a zone."""
    sure = [other for other in same if other.confidence > _DOUBT]
    if is_midnight(best.value.moment):
        best = next((other for other in sure if not is_midnight(other.value.moment)), best)
    moment = best.value.moment
    if moment.precision is Precision.DAY or moment.when.tzinfo is not None:
        return best
    for other in sure:
        instant = other.value.moment
        offset = find_offset(moment, instant) if is_in_utc(instant) else None
        is_same_clock = instant.when.replace(tzinfo=None, second=0) == moment.when.replace(second=0)
        if offset is not None or (instant.when.tzinfo is not None and is_same_clock):
            return other
    return best


def _find_oddities(published: Choice[Stated], modified: Choice[Stated], now: datetime) -> Iterator[WarningCode]:
    chosen = published.value
    if chosen is None:
        yield WarningCode.DATE_MISSING
        return
    if place_in_time(chosen.moment, None)[0] > now + _AGREE:
        yield WarningCode.DATE_IN_FUTURE
    if not chosen.moment.is_year_given:
        yield WarningCode.DATE_WITHOUT_YEAR
    strong = [other for other in published.candidates if other.confidence > _SURE]
    if any(abs(other.value.moment.day - chosen.moment.day) > _AGREE for other in strong):
        yield WarningCode.DATES_DISAGREE
    changed = modified.value
    if changed is not None and changed.moment.day < chosen.moment.day - _AGREE:
        yield WarningCode.MODIFIED_BEFORE_PUBLISHED
