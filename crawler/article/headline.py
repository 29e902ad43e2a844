"""The headline: what the page says it is called, in many places, without the site's name."""

import re
from collections.abc import Iterator
from typing import Final

from crawler.article.candidates import Candidate, Choice
from crawler.article.site_name import is_site_name, squash, without_site_name
from crawler.page.meta import read_meta
from crawler.page.microdata import read_microdata
from crawler.page.structured import read_structured, text_of
from crawler.page.tree import Element, Page
from crawler.records.enums import Origin, TeaserLink
from crawler.records.evidence import Evidence

_MAX_LENGTH: Final = 400
_CUT: Final = re.compile(r"\s*(?:…|\.\.\.)$")
_MAX_HEADINGS: Final = 12
_HEADINGS: Final = ("h1", "h2", "h3")
_MIN_SHARED: Final = 12  # letters from which one text within another is no accident
_ORIGINS: Final = {TeaserLink.FEED: Origin.FEED, TeaserLink.SITEMAP: Origin.SITEMAP}


def read_headline(page: Page, site_names: frozenset[str], evidence: Evidence) -> Choice[str]:
    """The headline as the page or the site states it, chosen by the agreement of independent places."""
    raw = list(_find(page, evidence))
    bodies = {squash(candidate.value) for candidate in raw}
    cleaned = []
    for candidate in raw:
        value = without_site_name(candidate.value, site_names, bodies - {squash(candidate.value)})
        if value and len(value) <= _MAX_LENGTH and not is_site_name(value, site_names):
            cleaned.append(candidate._replace(value=value))
    return _vote(cleaned)


def _find(page: Page, evidence: Evidence) -> Iterator[Candidate[str]]:
    meta, article = read_meta(page), read_structured(page).article
    places = [
        (text_of(article.get("headline")), Origin.JSON_LD, 0.9, "headline"),
        (text_of(article.get("name")), Origin.JSON_LD, 0.4, "name"),
        (meta.first("og:title"), Origin.OG, 0.8, "og:title"),
        (meta.first("twitter:title"), Origin.META, 0.3, "twitter:title"),
        (meta.first("parsely-title", "sailthru.title", "dc.title", "title", "headline"), Origin.META, 0.4, "title"),
        (page.title, Origin.META, 0.35, "<title>"),
    ]
    places += [(item.text, Origin.MICRODATA, 0.7, "headline") for item in read_microdata(page).get("headline", ())[:2]]
    yield from (Candidate(value, origin, weight, note) for value, origin, weight, note in places if value)
    for rank, heading in enumerate(page.by_tag.get("h1", ())[:_MAX_HEADINGS]):
        text = page.text(heading)
        if text:
            yield Candidate(text, Origin.DOM, 0.75 if rank == 0 else 0.5, "h1" if rank == 0 else f"h1 #{rank + 1}")
    for teaser in evidence.teasers:
        if teaser.headline:
            yield Candidate(teaser.headline, _ORIGINS.get(teaser.link_kind, Origin.TEASER), 0.4, "teaser")


def _vote(candidates: list[Candidate[str]]) -> Choice[str]:
    """The candidate whose words most others repeat; among equals the one from the surest place."""
    folded = [squash(candidate.value) for candidate in candidates]
    best: Candidate[str] | None = None
    best_score = 0.0
    weighed = []
    for candidate, key in zip(candidates, folded, strict=True):
        support = 1.0
        seen: set[Origin] = set()
        for other, other_key in zip(candidates, folded, strict=True):
            if other.origin not in seen and other is not candidate and _agree(key, other_key, other.value):
                seen.add(other.origin)
                support *= 1 - 0.6 * other.confidence
        score = 1 - (1 - candidate.confidence) * support
        weighed.append(candidate._replace(confidence=score))
        if key and score > best_score and not _CUT.search(candidate.value):
            best, best_score = weighed[-1], score
    return Choice(best or (weighed[0] if weighed else None), tuple(weighed))


def _agree(key: str, other_key: str, other: str) -> bool:
    return key == other_key or (_CUT.search(other) is not None and len(other_key) > 10 and key.startswith(other_key))  # noqa: PLR2004


def find_heading(page: Page, headline: str | None) -> Element | None:
    """The element that shows the headline, else the page's first h1 with a text; None where there is neither."""
    key = squash(headline or "")
    first = None
    for tag in _HEADINGS:
        for heading in page.by_tag.get(tag, ())[:_MAX_HEADINGS]:
            text = squash(page.text(heading))
            if text and key and (text == key or (len(key) > _MIN_SHARED and (text in key or key in text))):
                return heading
            if text and first is None and tag == "h1":
                first = heading
    return first


def read_alt_headline(page: Page, headline: str | None, site_names: frozenset[str]) -> str | None:
    """The title under which the page wants to be shared, where it is another than its headline."""
    article = read_structured(page).article
    for title in (read_meta(page).first("og:title"), text_of(article.get("alternativeHeadline"))):
        title = without_site_name(title, site_names, [squash(headline or "")])  # noqa: PLW2901
        if title and squash(title) != squash(headline or "") and not is_site_name(title, site_names):
            return title
    return None
