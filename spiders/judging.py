"""Whether an address is worth asking for, judged before it is: by its place, its date, and what its like gave."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from urllib.parse import unquote, urlsplit

from crawler.links.families import family_of
from crawler.page.dates import Moment, parse_date
from crawler.records.offer import Offer
from crawler.request import RequestKind
from crawler.urls import site_of
from spiders.arguments import NewsArguments
from spiders.coverage import Coverage
from spiders.traps import Traps

_ENOUGH_ARTICLES: Final = 5
_FEW_UNTOLD: Final = 0.05
_NEWEST: Final = 800  # the rank of an article of today
_LISTED: Final = 760  # of one whose age is unknown, on the first page of a listing


class Refusal(StrEnum):
    """Why a link is not followed; the codes stand in teaser records and in the statistics."""

    OFF_SITE = "off_site"
    EXCLUDED = "excluded"
    OTHER_SECTION = "other_section"
    BEFORE_SINCE = "before_since"
    AFTER_UNTIL = "after_until"
    TRAP = "trap"
    KNOWN = "known"
    NOFOLLOW = "nofollow"
    DRY_LISTING = "dry_listing"
    NO_ARTICLE_ADDRESS = "no_article_address"
    MAX_PAGES = "max_pages"
    MAX_ARTICLES = "max_articles"


@dataclass(kw_only=True)
class Judge:
    """What one crawl asks for: it stays on ``sites`` and within its arguments, and out of ``traps``."""

    sites: set[str]
    arguments: NewsArguments
    traps: Traps
    # Of the articles that front pages showed, how many feeds, sitemaps and lists of posts told of.
    _coverage: Coverage = field(default_factory=Coverage)

    def judge_article(self, offer: Offer, *, in_section: bool) -> Refusal | None:
        """Why an article is not asked for; None where it may be. ``in_section``: a listing of a section offers it."""
        refusal = self._judge(offer.canonical_url)
        if refusal is not None:
            return refusal
        if self.arguments.sections and not in_section and not self.is_in_sections(offer.canonical_url):
            return Refusal.OTHER_SECTION
        return self.judge_days(offer)

    def judge_source(self, canonical_url: str) -> Refusal | None:
        """Why a feed or sitemap is not asked for; None where it may be."""
        return Refusal.OFF_SITE if site_of(canonical_url) not in self.sites else None

    def judge_latest(self, modified_raw: str | None) -> Refusal | None:
        """Whether what last changed then can hold nothing that was asked for."""
        return self.judge_day(find_day(modified_raw), is_latest=True)

    def judge_listing(self, canonical_url: str, kind: str) -> Refusal | None:
        """Why a listing is not asked for; None where it may be."""
        # Listings of tags, writers and months are many and alike: a few tell for all.
        is_strict = kind == RequestKind.ARCHIVE or (kind == RequestKind.SECTION and self.is_covered)
        refusal = self._judge(canonical_url, listing_family(canonical_url, kind), is_strict=is_strict)
        if refusal is None and self.arguments.sections and not self.is_in_sections(canonical_url):
            return Refusal.OTHER_SECTION
        return refusal

    def judge_days(self, offer: Offer) -> Refusal | None:
        """Whether an offer says that its article lies outside of the days that were asked for."""
        if not self.arguments.since and not self.arguments.until:
            return None
        return self.judge_day(find_day(offer.published_raw)) or self.judge_latest(offer.modified_raw)

    def judge_day(self, day: date | None, *, is_latest: bool = False) -> Refusal | None:
        """Whether a day lies outside of what was asked for; ``is_latest``: what it dates may be older."""
        if day is None:
            return None
        if self.arguments.since and day < self.arguments.since:
            return Refusal.BEFORE_SINCE
        return Refusal.AFTER_UNTIL if self.arguments.until and day > self.arguments.until and not is_latest else None

    def note_told(self, canonical_url: str) -> None:
        """A feed, sitemap or list of posts tells of an article."""
        self._coverage.note_told(canonical_url)

    def note_shown(self, canonical_url: str) -> None:
        """A front page, or a page of its pagination, shows an article."""
        self._coverage.note_shown(canonical_url)

    @property
    def is_covered(self) -> bool:
        """Whether the site tells of all that its front pages show, so that its sections will hardly show more."""
        shown, untold = self._coverage.count()
        return shown >= _ENOUGH_ARTICLES and untold <= shown * _FEW_UNTOLD

    def _judge(self, canonical_url: str, family: str | None = None, *, is_strict: bool = False) -> Refusal | None:
        if site_of(canonical_url) not in self.sites:
            return Refusal.OFF_SITE
        exclude = self.arguments.exclude
        if exclude is not None and exclude.search(canonical_url):
            return Refusal.EXCLUDED
        closed = self.traps.refuse(family or family_of(canonical_url), is_strict=is_strict)
        return Refusal.TRAP if closed else None

    def note_listing(self, url: str, kind: str, *, brought_new: bool, has_articles: bool) -> None:
        """Remember what a listing gave: articles nobody had met, or, where its address is plain, any at all."""
        family = listing_family(url, kind)
        is_plain = "?" not in family and family.count("*") + family.count("#") <= 1
        self.traps.note(family, gave=brought_new or (is_plain and has_articles), new=brought_new)

    @property
    def knows_articles(self) -> bool:
        """Whether enough articles were read to tell how their addresses look."""
        return self.traps.given >= _ENOUGH_ARTICLES

    def is_in_sections(self, url: str) -> bool:
        """Whether a path is one of the sections, or stands below one."""
        path = unquote(urlsplit(url).path)
        return any(path == section or path.startswith(f"{section}/") for section in self.arguments.sections)


def listing_family(canonical_url: str, kind: str) -> str:
    """What listings of one kind and one make have in common; of archives, the first segment of their path will do."""
    family = family_of(canonical_url)
    return f"{kind} {'/'.join(family.split('/')[:4])}" if kind == RequestKind.ARCHIVE else f"{kind} {family}"


def rank_offer(offer: Offer, today: date, page: int) -> int:
    """How early an article is asked for among others, 0 to 800: the newer, the earlier.

    ``page`` is that of the listing that offers it, 0 for feeds and sitemaps.
    """
    day = find_day(offer.published_raw) or find_day(offer.modified_raw)
    if day is not None:
        return max(0, min(_NEWEST, _NEWEST - (today - day).days))
    return max(0, _LISTED - page) if page else 0


def find_moment(text: str | None) -> Moment | None:
    """The time that a text states; None where it might as well be another."""
    moment = parse_date(text) if text else None
    return moment if moment is not None and not moment.is_ambiguous and moment.is_year_given else None


def find_day(text: str | None) -> date | None:
    """The same to the day, as it was written."""
    moment = find_moment(text)
    return moment.day if moment else None
