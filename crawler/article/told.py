"""What the selectors of a site's profile find on a page: the values of fields, and where its body stands."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from crawler.article.candidates import Candidate, Choice
from crawler.article.dates import Stated, find_stated
from crawler.article.language import parse_language
from crawler.article.names import parse_byline
from crawler.article.warning_codes import WarningCode
from crawler.page.pictures import find_source
from crawler.page.tree import Element, Page, fold
from crawler.records.article import Author, Breadcrumb, FieldSource, Image, Media
from crawler.records.enums import AuthorType, ImageRole, Origin
from crawler.records.evidence import Evidence
from crawler.records.selector import Selector
from crawler.urls import join

BODY: Final = "body_text"
_MAX_ELEMENTS: Final = 500  # of one selector; one that names more, such as *, is none of a field
_DATES: Final = ("published_at", "modified_at")
_LEADING: Final = ("a", "area", "link")
_SHOWING: Final = ("img", "video", "audio", "source", "iframe")
_NUMBER: Final = re.compile(r"\d{1,3}")
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w{2,8})*")


class Match(NamedTuple):
    """One element that a selector names: its text or the attribute asked for, and the address that it holds."""

    element: Element
    text: str
    url: str | None


class Finding(NamedTuple):
    """What became of one selector on a page: how many elements it named; None where it does not hold for its day."""

    selector: Selector
    found: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was found; ``values`` by field of the record, ``css`` the selector that found each.

    ``containers`` hold the body, but for what stands in ``removed``; ``heading`` is the element of the headline.
    """

    values: dict[str, Any] = field(default_factory=dict)
    css: dict[str, str] = field(default_factory=dict)
    containers: tuple[Element, ...] = ()
    removed: tuple[Element, ...] = ()
    heading: Element | None = None
    findings: tuple[Finding, ...] = ()
    warnings: tuple[WarningCode, ...] = ()

    def choose(self, name: str, choice: Choice[Any]) -> Choice[Any]:
        """A field's choice, the profile's word before all others."""
        if name not in self.values:
            return choice
        told = Candidate(self.values[name], Origin.PROFILE, 1.0, self.css[name])
        return Choice(told, (told, *choice.candidates))

    def sources(self) -> dict[str, FieldSource]:
        """Where the fields were read, as the record tells it."""
        return {name: {"from": Origin.PROFILE, "confidence": 1.0} for name in self.values}


NOTHING_TOLD: Final = Told()


def read_told(page: Page, evidence: Evidence, published: Stated | None, language: str | None) -> Told:
    """Look where the profile says; ``published`` and ``language`` are what the page told by itself.

    Each field takes the first of its selectors that holds for the day on which the article was published (else
    fetched) and finds something.
    """
    reader = _Reader(page, evidence, language)
    day = published.day if published else page.document.fetched_at.date()
    ordered = sorted(evidence.field_selectors, key=lambda selector: selector.name not in _DATES)
    for selector in ordered:
        reader.look(selector, day)
        if selector.name == _DATES[0] and selector.name in reader.values:
            day = reader.values[selector.name].day
    return reader.told()


class _Reader:
    """The selectors of one page, one after the other."""

    def __init__(self, page: Page, evidence: Evidence, language: str | None) -> None:
        self.values: dict[str, Any] = {}
        self._page = page
        self._evidence = evidence
        self._language = language
        self._css: dict[str, str] = {}
        self._containers: tuple[Element, ...] = ()
        self._removed: tuple[Element, ...] = ()
        self._heading: Element | None = None
        self._findings: list[Finding] = []
        self._missed: set[str] = set()

    def look(self, selector: Selector, day: date) -> None:
        """Read one field, unless a selector before has."""
        name = selector.name
        if not selector.holds_on(day):
            self._findings.append(Finding(selector, None))
            return
        elements = sorted(self._page.select(selector.css), key=lambda element: element.index)[:_MAX_ELEMENTS]
        self._findings.append(Finding(selector, len(elements)))
        if name in self._css:
            return
        if name == BODY:
            self._find_body(selector, elements)
            return
        removed = _find_removed(self._page, selector)
        matches = [_match(self._page, element, selector, removed) for element in elements]
        value = self._read(name, matches)
        if value:
            self.values[name], self._css[name] = value, selector.css
            if name == "headline":
                self._heading = next(match.element for match in matches if match.text)
        elif not selector.optional:
            self._missed.add(name)

    def told(self) -> Told:
        """All that was found."""
        missed = self._missed - self._css.keys()
        return Told(
            values=self.values,
            css=self._css,
            containers=self._containers,
            removed=self._removed,
            heading=self._heading,
            findings=tuple(self._findings),
            warnings=(WarningCode.SELECTOR_FOUND_NOTHING,) if missed else (),
        )

    def _find_body(self, selector: Selector, elements: list[Element]) -> None:
        if any(self._page.text(element) for element in elements):
            self._containers = tuple(elements)
            self._removed = tuple(_find_removed(self._page, selector))
            self._css[BODY] = selector.css
        elif not selector.optional:
            self._missed.add(BODY)

    def _read(self, name: str, matches: list[Match]) -> Any:
        if name in _DATES:
            zone = self._evidence.time_zone
            stated = (find_stated(self._page, match.text, self._language, zone) for match in matches if match.text)
            return next(filter(None, stated), None)
        return _READERS.get(name, _read_text)(matches)


def _match(page: Page, element: Element, selector: Selector, removed: list[Element]) -> Match:
    if selector.attribute:
        value = fold(element.get(selector.attribute))
        return Match(element, value, join(page.base_url, value) if value else None)
    text = fold("".join(_texts_without(page, element.text_start, element.text_end, removed)))
    return Match(element, text, _find_address(page, element))


def _texts_without(page: Page, start: int, end: int, removed: list[Element] | tuple[Element, ...]) -> list[str]:
    """The texts of a stretch that stand in none of these elements."""
    return [
        text
        for place, text in enumerate(page.texts[start:end], start)
        if not any(element.text_start <= place < element.text_end for element in removed)
    ]


def _find_removed(page: Page, selector: Selector) -> list[Element]:
    return [element for css in selector.remove for element in page.select(css)]


def _find_address(page: Page, element: Element) -> str | None:
    """The address that an element leads to or shows, or the first one inside it."""
    for each in (element, *page.descendants(element)):
        value = each.get("href") if each.tag in _LEADING else find_source(each) if each.tag in _SHOWING else ""
        if not value and each is element:
            value = find_source(each) or each.get("href") or each.get("content")
        if value and (address := join(page.base_url, value)):
            return address
    return None


def _read_text(matches: list[Match]) -> str | None:
    return next((match.text for match in matches if match.text), None)


def _read_authors(matches: list[Match]) -> tuple[Author, ...]:
    authors: dict[str, Author] = {}
    for match in matches:
        names = parse_byline(match.text) or ((Author(name=match.text, type=AuthorType.PERSON),) if match.text else ())
        url = match.url if match.element.tag == "a" and len(names) == 1 else None
        for name in names:
            authors.setdefault(name.name, Author(name=name.name, url=url, type=name.type))
    return tuple(authors.values())


def _read_tags(matches: list[Match]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.text for match in matches if match.text))


def _read_breadcrumbs(matches: list[Match]) -> tuple[Breadcrumb, ...]:
    return tuple(Breadcrumb(name=match.text, url=match.url) for match in matches if match.text)


def _read_images(matches: list[Match]) -> tuple[Image, ...]:
    urls = dict.fromkeys(match.url for match in matches if match.url)
    return tuple(Image(url=url, role=ImageRole.INLINE if place else ImageRole.LEAD) for place, url in enumerate(urls))


def _read_media(matches: list[Match]) -> tuple[Media, ...]:
    return tuple(Media(url=url) for url in dict.fromkeys(match.url for match in matches if match.url))


def _read_language(matches: list[Match]) -> str | None:
    tags = (match.text for match in matches if _TAG.fullmatch(match.text))
    return next(filter(None, map(parse_language, tags)), None)


def _read_number(matches: list[Match]) -> int | None:
    found = next((number for match in matches if (number := _NUMBER.search(match.text))), None)
    return int(found.group()) if found else None


_READERS: Final[dict[str, Callable[[list[Match]], Any]]] = {
    "authors": _read_authors,
    "tags": _read_tags,
    "breadcrumbs": _read_breadcrumbs,
    "images": _read_images,
    "videos": _read_media,
    "audios": _read_media,
    "language": _read_language,
    "reading_time_minutes": _read_number,
}
