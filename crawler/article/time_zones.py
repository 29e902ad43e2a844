"""Stated times placed in UTC, and the calendar day that the site itself would give them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from crawler.page.calendar_words import load_zone
from crawler.page.dates import Moment
from crawler.records.enums import Precision, TimeZoneSource

_WESTMOST: Final = timedelta(hours=-12)
_EASTMOST: Final = timedelta(hours=14)
_QUARTER: Final = timedelta(minutes=15)  # what the offsets of all zones are multiples of
_NOTHING: Final = timedelta(0)


def place_in_time(moment: Moment, time_zone: str | None) -> tuple[datetime, TimeZoneSource]:
    """The moment in UTC, and where its zone came from; a day alone is 00:00Z of that day."""
    when = moment.when
    if moment.precision is Precision.DAY:
        return datetime(when.year, when.month, when.day, tzinfo=UTC), TimeZoneSource.ASSUMED_UTC
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


def is_in_utc(moment: Moment) -> bool:
    """Whether a time of day is stated in UTC: an instant, which tells nothing of the site's own calendar."""
    return moment.precision is not Precision.DAY and moment.when.utcoffset() == _NOTHING


def is_midnight(moment: Moment) -> bool:
    """Whether no time of day is stated, or the 00:00:00 that templates put where they know none."""
    when = moment.when
    return moment.precision is Precision.DAY or not (when.hour or when.minute or when.second)


def is_same_day(one: Moment, other: Moment) -> bool:
    """Whether both may be one day of the site's calendar: an instant in UTC may fall on the day before or after."""
    if one.day == other.day:
        return True
    if abs((one.day - other.day).days) > 1 or is_in_utc(one) == is_in_utc(other):
        return False
    instant, local = (one, other) if is_in_utc(one) else (other, one)
    if local.precision is Precision.DAY:
        when = instant.when
        return local.day in {(when + _WESTMOST).date(), (when + _EASTMOST).date()}
    return find_offset(local, instant) is not None


def find_offset(local: Moment, instant: Moment) -> timedelta | None:
    """How far the clock that shows ``local`` runs ahead of UTC, where both state one instant to the minute.

    A zone that ``local`` states itself comes first; None where the two cannot mean one instant.
    """
    if local.precision is Precision.DAY or instant.when.tzinfo is None:
        return None
    when = instant.when
    stated = local.when.utcoffset()
    if stated is not None:
        return stated if abs(local.when - when) < _QUARTER else None
    ahead = local.when - when.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
    ahead -= timedelta(seconds=local.when.second)
    return ahead if _WESTMOST <= ahead <= _EASTMOST and ahead % _QUARTER == _NOTHING else None


def find_day(moment: Moment, others: Sequence[Moment], time_zone: str | None) -> date:
    """The calendar day of a moment in the site's own zone.

    ``others`` are further statements of the same event, the surest first; ``time_zone`` is the site's IANA name,
    None where it is not known.
    """
    if not is_in_utc(moment) or is_midnight(moment):
        return moment.day
    zone = load_zone(time_zone)
    if zone is not None:
        return moment.when.astimezone(zone).date()
    local = [other for other in others if not is_in_utc(other) and is_same_day(moment, other)]
    exact = next((other.day for other in local if find_offset(other, moment) is not None), None)
    if exact is not None:
        return exact
    clock = next((other.when.tzinfo for other in local if other.when.tzinfo is not None), None)
    return moment.when.astimezone(clock).date() if clock else next((other.day for other in local), moment.day)
