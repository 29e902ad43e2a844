"""Every field of the metadata with its candidates: what was chosen, what it beat, and why."""

from dataclasses import dataclass, replace
from typing import Any, Final

from crawler.article.authors import read_authors
from crawler.article.candidates import Choice
from crawler.article.dates import Dates, Stated, read_dates
from crawler.article.headline import find_heading, read_alt_headline, read_headline
from crawler.article.language import read_language
from crawler.article.names import Authors
from crawler.article.section import read_breadcrumbs, read_section
from crawler.article.site_name import fold_site_names, read_site_name
from crawler.article.told import NOTHING_TOLD, Told, read_told
from crawler.page.tree import Element, Page, fold
from crawler.records.article import Breadcrumb
from crawler.records.evidence import Evidence

_MAX_SAMPLE: Final = 1_500  # characters
_MAX_RAW: Final = 2_000  # characters that hold as many when folded, as a rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The choices of one page, and what was found on the way to them.

    ``heading`` is the element that shows the headline, None where none does; ``site_names`` are the forms in
    which the site names itself, letters and digits only; ``told`` is what the selectors of its profile find.
    """

    site_name: Choice[str]
    headline: Choice[str]
    alt_headline: str | None
    authors: Choice[Authors]
    published: Choice[Stated]
    modified: Choice[Stated]
    language: Choice[str]
    section: Choice[str]
    breadcrumbs: tuple[Breadcrumb, ...]
    heading: Element | None
    site_names: frozenset[str]
    warnings: tuple[str, ...]
    told: Told = NOTHING_TOLD

    def choices(self) -> dict[str, Choice[Any]]:
        """Field of the record to its choice."""
        return {
            "source": self.site_name,
            "headline": self.headline,
            "authors": self.authors,
            "published_at": self.published,
            "modified_at": self.modified,
            "language": self.language,
            "section": self.section,
        }


def read_fields(page: Page, evidence: Evidence) -> Fields:
    """Read the metadata of a page, every candidate kept."""
    site_name = read_site_name(page, evidence)
    site_names = fold_site_names(page, site_name)
    headline, shown = read_headline(page, site_names, evidence)
    heading = shown or find_heading(page, headline.value)
    language = read_language(page, evidence, _sample(page, heading))
    breadcrumbs = read_breadcrumbs(page, headline.value, site_names)
    dates: Dates = read_dates(page, heading, language.value, evidence)
    fields = Fields(
        site_name=site_name,
        headline=headline,
        alt_headline=read_alt_headline(page, headline.value, site_names),
        authors=read_authors(page, heading, site_names, evidence),
        published=dates.published,
        modified=dates.modified,
        language=language,
        section=read_section(page, heading, breadcrumbs, site_names, evidence),
        breadcrumbs=breadcrumbs,
        heading=heading,
        site_names=site_names,
        warnings=dates.warnings,
    )
    return _heed_profile(page, fields, evidence) if evidence.field_selectors else fields


def _heed_profile(page: Page, fields: Fields, evidence: Evidence) -> Fields:
    """The fields with what the profile's selectors find before all else."""
    told = read_told(page, evidence, fields.published.value, fields.language.value)
    oddities = () if "published_at" in told.values else fields.warnings
    return replace(
        fields,
        headline=told.choose("headline", fields.headline),
        alt_headline=told.values.get("alt_headline", fields.alt_headline),
        authors=told.choose("authors", fields.authors),
        published=told.choose("published_at", fields.published),
        modified=told.choose("modified_at", fields.modified),
        language=told.choose("language", fields.language),
        section=told.choose("section", fields.section),
        breadcrumbs=told.values.get("breadcrumbs", fields.breadcrumbs),
        heading=told.heading or fields.heading,
        warnings=(*oddities, *told.warnings),
        told=told,
    )


def _sample(page: Page, heading: Element | None) -> str:
    """Enough text from below the headline to tell its language."""
    start = heading.text_start if heading is not None else 0
    text = "".join(page.texts[start : start + 200])
    sample = fold(text[:_MAX_RAW])
    return sample[:_MAX_SAMPLE] if len(sample) >= _MAX_SAMPLE else fold(text)[:_MAX_SAMPLE]
