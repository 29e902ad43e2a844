"""Dates right by the headline that lack their year, or are told from now: the last to be asked."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from crawler.article.visible_dates import Manner, Place, VisibleDate, says_modified, weigh_strangeness
from crawler.page.dates import Moment, parse_date
from crawler.page.past_times import parse_past
from crawler.page.tree import Element, Page
from crawler.records.enums import Via

_ABOVE: Final = 3  # lines around the headline that are looked at
_BELOW: Final = 8
_MAX_LINE: Final = 60  # characters; what is longer says more than when
_YEAR: Final = re.compile(r"/((?:19|20)\d\d)/")
_PARTING: Final = re.compile(r"\s[|·•–—-]\s")  # of a name and a time in one line
_LESS: Final = 0.15  # less sure than a date that is whole


def find_recent_dates(page: Page, headline: Element | None, manner: Manner) -> Iterator[VisibleDate]:
    """Such dates, as they are meant on the day of the fetch; a saved page does not tell that day.

    A year in the address is the year of a day without one.
    """
    if headline is None:
        return
    place = Place(page, headline)
    for line in range(max(place.first - _ABOVE, 0), place.last + _BELOW + 1):
        if line > len(place.breaks):
            break
        text = place.text_of(line)
        moment = _read(page, text, manner) if 0 < len(text) <= _MAX_LINE else None
        if moment is not None:
            start = place.breaks[line - 1] + 1 if line else 0
            owner = page.text_parents[min(start, len(page.text_parents) - 1)]
            sure = place.judge(line) - _LESS - weigh_strangeness(owner, headline)
            yield VisibleDate(moment, text, sure, says_modified(text.lower()), "line, told from now")


def _read(page: Page, text: str, manner: Manner) -> Moment | None:
    document = page.document
    is_saved = document.discovered.via is Via.FILE
    year = _YEAR.search(urlsplit(document.url).path)
    if year:
        near = date(int(year.group(1)), 12, 31)
    elif is_saved:
        return None
    else:
        near = document.fetched_at.date()
    moment = parse_date(text, language=manner.language, near=near)
    if moment is not None:
        return None if moment.is_year_given else moment  # a whole date has been found before
    if is_saved:
        return None
    parts = (text, *_PARTING.split(text)) if _PARTING.search(text) else (text,)
    return next((found for part in parts if (found := parse_past(part, document.fetched_at))), None)
