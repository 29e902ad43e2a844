"""The headline: what the page says it is called, in many places, without the site's name."""

import math
import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from crawler.article.candidates import Candidate, Choice
from crawler.article.headings import MAX_H1, MAX_TEXTS, NO_HEADINGS, Heading, find_headings, read_words
from crawler.article.site_name import SEPARATOR, is_site_name, read_home_links, squash, without_site_name
from crawler.article.words import FIRST_DENSE, flatten, load_words
from crawler.page.marks import is_elsewhere
from crawler.page.meta import read_meta
from crawler.page.microdata import read_microdata
from crawler.page.structured import read_structured, text_of, types_of
from crawler.page.tree import Element, Page
from crawler.records.enums import Origin
from crawler.records.evidence import Evidence

_MAX_LENGTH: Final = 400
_CUT: Final = re.compile(r"\s*(?:…|\.\.\.)$")
_OTHERS: Final = frozenset(load_words("headlines")["others"]["names"])
_LABELS: Final = flatten(load_words("genres")["words"])
_LABEL_SIGNS: Final = ("|", ":")
_WEIGHTS: Final[dict[str, float]] = load_words("headline_weights")["weights"]
_NEWS_TYPES: Final = frozenset({"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle"})
_STATED: Final = frozenset({"JSON-LD", "og:title", "twitter:title", "title", "microdata", "meta"})
_SHOWN: Final = frozenset({"h1", "headline below", "lower heading"})
_MIN_SHARED: Final = 12  # letters from which one text within another is no accident
_MIN_LINE: Final = 12  # characters of a title behind a colon that stands in a line of its own
_FIRST_TEXTS: Final = 200
_SHORT: Final = 12  # letters; a title of fewer is seldom one
_MIN_FIRST: Final = 6  # letters of a headline in any script
_LONG: Final = 120
_ALIKE: Final = 0.75
_UNLIKE: Final = 0.3


class Stated(NamedTuple):
    """One place that states a title: the text, where it stood, and the facts that the chooser weighs."""

    text: str
    origin: Origin
    note: str
    facts: frozenset[str]
    element: Element | None = None


class Group(NamedTuple):
    """All places that state one title, and all that is true of it."""

    key: str
    places: tuple[Stated, ...]
    facts: frozenset[str]


def read_headline(page: Page, site_names: frozenset[str], evidence: Evidence) -> tuple[Choice[str], Element | None]:
    """The headline as the page or the site states it, and the element that shows it, if one does.

    Titles that say the same are weighed together: a title's score is the sum of the weights (in
    ``vocabulary/headline_weights.toml``) of what is true of it, its confidence the share of its score among all.
    """
    groups = group_titles(page, site_names, evidence)
    # An exact sum: a plain one differs in its last digit by the order of the set, and would part equals by chance.
    scores = [math.fsum(_WEIGHTS.get(fact, 0.0) for fact in group.facts) for group in groups]
    if not groups:
        return Choice(None), None
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    total = sum(shares)
    candidates = []
    for group, share in zip(groups, shares, strict=True):
        best = min(group.places, key=_plainness)
        candidates += [
            Candidate(best.text if place is best else place.text, place.origin, share / total, place.note)
            for place in sorted(group.places, key=lambda place: place is not best)
        ]
    chosen = groups[scores.index(highest)]
    first = min(chosen.places, key=_plainness)
    element = next((place.element for place in chosen.places if place.element is not None), None)
    surest = next(candidate for candidate in candidates if candidate.value == first.text)
    return Choice(surest, tuple(candidates)), element


def _plainness(place: Stated) -> tuple[bool, int]:
    """Sorts the spellings of one title: as the reader sees it before as machines do, shouting last."""
    order = (Origin.DOM, Origin.JSON_LD, Origin.OG, Origin.MICRODATA, Origin.META)
    return place.text.isupper(), order.index(place.origin) if place.origin in order else len(order)


def group_titles(page: Page, site_names: frozenset[str], evidence: Evidence) -> list[Group]:
    """Every title that the page or the site states, the same ones together, with what is true of each."""
    shelves = _read_shelves(page.url)
    stated = list(_find_stated(page, site_names, shelves, evidence))
    known = frozenset(squash(place.text) for place in stated) | _beginnings_of_title(page)
    headings = list(find_headings(page, known))
    stated += [_from_heading(heading, site_names, shelves) for heading in headings]
    shown = frozenset(squash(heading.text) for heading in headings)
    stated += _parts_of_titles(page, site_names, known | shown)
    places: dict[str, list[Stated]] = {}
    for place in stated:
        key = squash(place.text)
        if key and len(place.text) <= _MAX_LENGTH:
            places.setdefault(key, []).append(place)
    view = _View.of(page, places, site_names)
    return [Group(key, tuple(group), view.facts(key, group)) for key, group in places.items()]


def _find_stated(
    page: Page, site_names: frozenset[str], shelves: frozenset[str], evidence: Evidence
) -> Iterator[Stated]:
    meta, article = read_meta(page), read_structured(page).article
    places = [
        (text_of(article.get("headline")), Origin.JSON_LD, "headline", "JSON-LD"),
        (text_of(article.get("name")), Origin.JSON_LD, "name", "JSON-LD name"),
        (meta.first("og:title"), Origin.OG, "og:title", "og:title"),
        (meta.first("twitter:title"), Origin.META, "twitter:title", "twitter:title"),
        (meta.first("parsely-title", "sailthru.title", "dc.title", "title", "headline"), Origin.META, "title", "meta"),
        (_without_masthead(page, site_names), Origin.META, "<title>", "title"),
    ]
    places += [
        (item.text, Origin.MICRODATA, "headline", "microdata") for item in read_microdata(page).get("headline", ())[:2]
    ]
    for teaser in evidence.teasers:
        places.append((teaser.headline or "", teaser.origin, "teaser", "teaser"))
    for text, origin, note, fact in places:
        value = without_site_name(_read_signs(text), site_names) if text else ""
        if value:
            value = _without_shelf(_without_label(page, value), shelves)
            yield Stated(value, origin, note, frozenset({fact}))


def _without_label(page: Page, title: str) -> str:
    """The title without the genre before it ("Opinion | …", "Live: …"), where an h1 says just what follows."""
    for sign in _LABEL_SIGNS:
        label, found, rest = title.partition(sign)
        if found and label.strip().lower() in _LABELS:
            key = squash(rest)
            shown = (page.text(heading) for heading in page.by_tag.get("h1", ())[:MAX_H1])
            return rest.strip() if any(squash(text) == key for text in shown) else title
    return title


def _read_signs(text: str) -> str:
    """The text with the signs for which references stand that were escaped twice."""
    return unescape(text) if "&" in text and ";" in text else text


def _read_shelves(url: str) -> frozenset[str]:
    """What the segments of an address say in one word each, but for the last, which is the page's own."""
    return frozenset(segment.lower() for segment in urlsplit(url).path.strip("/").split("/")[:-1] if segment.isalpha())


def _without_shelf(title: str, shelves: frozenset[str]) -> str:
    """The title without a last part that says no more than a segment of the address ("… | Opinion")."""
    before, _, last = title.rpartition("|")
    return before.strip() if " " in before.strip() and last.strip().lower() in shelves else title


def _without_masthead(page: Page, site_names: frozenset[str]) -> str:
    """The page's title without what stands before a colon and is none of its own.

    That is the site's name, where the page's first h1 or a link home says it alone; or any word, where no h1 says a
    part of the title and a line of the page says just what follows.
    """
    name, colon, rest = page.title.partition(": ")
    if not colon:
        return page.title
    key = squash(name)
    first = page.find("h1")
    heading = squash(page.text(first)) if first is not None else ""
    if key in site_names and (heading == key or key in read_home_links(page)):
        return rest
    is_strange = not heading or heading not in squash(page.title)
    return rest if is_strange and len(rest) >= _MIN_LINE and _is_line(page, rest) else page.title


def _is_line(page: Page, title: str) -> bool:
    """Whether one of the first texts of the page's body says this and nothing else."""
    body = page.find("body")
    start = body.text_start if body is not None else 0
    return any(text.strip() == title for text in page.texts[start : start + _FIRST_TEXTS])


def _from_heading(heading: Heading, site_names: frozenset[str], shelves: frozenset[str]) -> Stated:
    note = "h1" if heading.facts & {"h1", "h1 out of place"} else "lower heading"
    if heading.facts & {"part of heading", "last part of heading"}:
        note = f"part of {note}"
    text = _without_shelf(without_site_name(_read_signs(heading.text), site_names), shelves)
    return Stated(text, Origin.DOM, note, heading.facts, heading.element)


def _beginnings_of_title(page: Page) -> frozenset[str]:
    """What a title of three parts and more begins with ("Headline < Section < News - Site"), where no h1 says more."""
    title = page.title[:_MAX_LENGTH]
    if any(squash(page.text(heading)) not in squash(title) for heading in page.by_tag.get("h1", ())[:MAX_H1]):
        return frozenset()
    first, *others = SEPARATOR.split(title, maxsplit=2)
    return frozenset({squash(first)}) if len(others) > 1 and len(first) >= _MIN_FIRST else frozenset()


def _parts_of_titles(page: Page, site_names: frozenset[str], known: frozenset[str]) -> Iterator[Stated]:
    """What is left of a title when one part at its end or start is taken off, where there is something to gain."""
    seen = set()
    for text in (page.title, read_meta(page).first("og:title")):
        title = without_site_name(text, site_names)
        matches = list(SEPARATOR.finditer(title))
        if not matches or title in seen:
            continue
        seen.add(title)
        first, last = matches[0], matches[-1]
        parts = [title[: last.start()], title[first.end() :]]
        if len(matches) > 1 and squash(title[: first.start()]) in known:
            parts.append(title[: first.start()])
        for part in parts:
            key = squash(part)
            if len(key) >= _MIN_SHARED or key in known:
                yield Stated(part.strip(), Origin.META, "part of the title", frozenset())


class _View(NamedTuple):
    """What one page's titles are compared with."""

    keys: tuple[str, ...]
    first_h1: str
    words: dict[str, set[str]]
    title: set[str]
    whole_title: str
    slug: set[str]
    site_names: frozenset[str]
    is_news: bool

    @classmethod
    def of(cls, page: Page, places: dict[str, list[Stated]], site_names: frozenset[str]) -> "_View":
        words = {key: read_words(group[0].text) for key, group in places.items()}
        slug = _read_slug(page.url)
        first_h1 = next((key for key, group in places.items() for place in group if "first h1" in place.facts), "")
        is_news = not types_of(read_structured(page).article).isdisjoint(_NEWS_TYPES)
        return cls(
            tuple(places), first_h1, words, read_words(page.title), squash(page.title), slug, site_names, is_news
        )

    def facts(self, key: str, group: list[Stated]) -> frozenset[str]:
        found = {fact for place in group for fact in place.facts}
        if not found.isdisjoint(_SHOWN) and not found.isdisjoint(_STATED):
            found.add("shown and stated")
        if self.is_news:
            found.update(f"news: {name}" for name in ("og:title", "JSON-LD", "h1") if name in found)
        if len({place.note for place in group}) == 1:
            found.add("one place")
        found.update(self._facts_of_text(key, group[0].text))
        found.update(self._facts_of_others(key))
        return frozenset(found)

    def _facts_of_text(self, key: str, text: str) -> Iterator[str]:
        if is_site_name(text, self.site_names):
            yield "site's name"
        if text.lower().strip(" .:!") in _OTHERS:
            yield "other heading"
        if _CUT.search(text):
            yield "cut"
        if len(key) < _SHORT and not self._begins_dense_title(key):
            yield "short"
        elif len(text) > _LONG:
            yield "long"
        words = self.words[key]
        if _share(words, self.title) >= _ALIKE:
            yield "words of title"
        if self.slug and words:
            alike = _share(words, self.slug)
            if alike >= _ALIKE:
                yield "words of address"
            elif alike < _UNLIKE:
                yield "other words than address"

    def _begins_dense_title(self, key: str) -> bool:
        """Whether the page's title begins with a text that is short only by its script."""
        return len(key) >= _MIN_FIRST and key[0] >= FIRST_DENSE and self.whole_title.startswith(key)

    def _facts_of_others(self, key: str) -> Iterator[str]:
        if _MIN_SHARED <= len(key) < len(self.first_h1) and self.first_h1.endswith(key):
            yield "end of the h1"
        if any(_MIN_SHARED <= len(other) < len(key) and key.endswith(other) for other in self.keys):
            yield "more and another"


def _share(words: set[str], others: set[str]) -> float:
    """How much of the shorter of two titles the other has."""
    return len(words & others) / min(len(words), len(others)) if words and others else 0.0


def _read_slug(url: str) -> set[str]:
    """The words of the longest segment of an address that has some."""
    segments = unquote(urlsplit(url).path).lower().rsplit("/", 2)[-2:]
    slug = max(segments, key=lambda segment: segment.count("-") + segment.count("_"))
    words = set(re.split(r"[-_.+]", slug)) - {"html", "htm", "php", "aspx", ""}
    return words if len(words) > 2 else set()  # noqa: PLR2004


def find_heading(page: Page, headline: str | None) -> Element | None:
    """The element that shows the headline, else the page's first h1 with a text; None where there is neither."""
    key = squash(headline or "")
    first = None
    for tag in ("h1", "h2", "h3"):
        for heading in page.by_tag.get(tag, ())[:MAX_H1]:
            text = squash(page.text(heading))
            if text and key and (text == key or (len(key) > _MIN_SHARED and (text in key or key in text))):
                return heading
            if text and first is None and tag == "h1":
                first = heading
    return first or _find_plain_heading(page, key)


def _find_plain_heading(page: Page, key: str) -> Element | None:
    """What shows the headline on a page without headings, in a font of its own say."""
    for place, text in enumerate(page.texts[:MAX_TEXTS]) if len(key) > _MIN_SHARED else ():
        if len(key) <= len(text) <= _MAX_LENGTH and squash(text) == key:
            holder = page.text_parents[place]
            if holder.tag not in NO_HEADINGS and not is_elsewhere(holder):
                return holder
    return None


def read_alt_headline(page: Page, headline: str | None, site_names: frozenset[str]) -> str | None:
    """The title under which the page wants to be shared, where it is another than its headline."""
    article, key = read_structured(page).article, squash(headline or "")
    for title in (read_meta(page).first("og:title"), text_of(article.get("alternativeHeadline"))):
        title = _without_label(page, without_site_name(title, site_names, [key]))  # noqa: PLW2901
        if title and squash(title) != key and not is_site_name(title, site_names):
            return title
    return None
