"""A site's profile as a value: where to begin, what the site is like, and how much of it a run may take."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from crawler.records.article import Article
from crawler.records.enums import PageKind
from crawler.records.evidence import Evidence
from crawler.records.selector import Selector
from crawler.urls import site_of

_SECONDS_A_MINUTE: Final = 60


class Renderer(StrEnum):
    """What makes a page of scripts a page of text."""

    NONE = "none"
    SPLASH = "splash"
    PLAYWRIGHT = "playwright"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one run of the site may take at most; None where it may take what it needs."""

    max_pages: int | None = None
    max_articles: int | None = None
    max_minutes: float | None = None
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How fast the site may be asked; None where the settings say."""

    delay_seconds: float | None = None
    concurrent_requests: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisits:
    """When its known articles are asked for again: at which ages, and which share each night; None as set."""

    after: tuple[str, ...] | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProfile:
    """What is written down about one site; :mod:`crawler.sites.load` checks it.

    ``id`` is the file's name and the ``source.id`` of the records; ``name`` is the site's own. ``start`` holds the
    start pages, ``domains`` what belongs to the site besides them. ``time_zone`` is an IANA name, ``language`` a
    BCP 47 tag. ``sections`` are the path prefixes that the crawl keeps to. The patterns are regular expressions that
    are searched in an address: ``exclude`` what is never asked for, ``article_urls`` and ``listing_urls`` what is one.
    ``nightly`` says whether a night that names no site takes this one. ``headers`` and ``cookies`` are what the site
    asks of its subscribers, ``proxy`` what it is asked through: as written, the names of environment variables in them
    (:mod:`crawler.sites.credentials` fills them in), and in no ``repr``.
    """

    id: str
    start: tuple[str, ...]
    name: str | None = None
    domains: tuple[str, ...] = ()
    time_zone: str | None = None
    language: str | None = None
    sections: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    article_urls: tuple[str, ...] = ()
    listing_urls: tuple[str, ...] = ()
    renderer: Renderer = Renderer.NONE
    nightly: bool = True
    limits: Limits = field(default_factory=Limits)
    rate: Rate = field(default_factory=Rate)
    revisits: Revisits = field(default_factory=Revisits)
    field_selectors: tuple[Selector, ...] = ()
    link_selectors: tuple[Selector, ...] = ()
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    cookies: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    proxy: str | None = field(default=None, repr=False)

    @property
    def sites(self) -> frozenset[str]:
        """The sites that the crawl stays on, as :func:`crawler.urls.site_of` tells them."""
        return frozenset(site_of(url) for url in self.start) | {site_of(f"https://{name}/") for name in self.domains}

    def find_kind(self, url: str) -> PageKind | None:
        """What the profile says that an address is; None where it says nothing of it."""
        if any(re.search(pattern, url) for pattern in self.article_urls):
            return PageKind.ARTICLE
        return PageKind.LISTING if any(re.search(pattern, url) for pattern in self.listing_urls) else None

    def evidence(self) -> Evidence:
        """What the profile tells the readers of the site's pages."""
        return Evidence(
            site_name=self.name,
            language=self.language,
            time_zone=self.time_zone,
            field_selectors=self.field_selectors,
            link_selectors=self.link_selectors,
        )

    def arguments(self) -> dict[str, str]:
        """The profile's part of what one types with ``-a``, in those words."""
        values = {
            "url": " ".join(self.start),
            "sections": " ".join(self.sections),
            "exclude": "|".join(f"(?:{pattern})" for pattern in self.exclude),
            "max_pages": str(self.limits.max_pages or ""),
            "max_articles": str(self.limits.max_articles or ""),
        }
        return {name: value for name, value in values.items() if value}

    def settings(self) -> dict[str, float | str]:
        """The profile's part of the settings, by their names."""
        minutes = self.limits.max_minutes
        values: dict[str, float | str | None] = {
            "DOWNLOAD_DELAY": self.rate.delay_seconds or None,  # 0 is what the settings have, as good as none
            "CONCURRENT_REQUESTS_PER_DOMAIN": self.rate.concurrent_requests,
            "READMORE_MAX_SECONDS": None if minutes is None else minutes * _SECONDS_A_MINUTE,
            "READMORE_MAX_BYTES": self.limits.max_bytes,
            "READMORE_RENDERER": None if self.renderer is Renderer.NONE else self.renderer.value,
            "READMORE_REVISIT_AFTER": None if self.revisits.after is None else ", ".join(self.revisits.after),
            "READMORE_REVISIT_SHARE": self.revisits.share,
        }
        return {name: value for name, value in values.items() if value is not None}


def sign(article: Article, profile: SiteProfile) -> Article:
    """The article as one of the profile's site: who published it, by which profile it was read, and what it is."""
    extractor = replace(article.extractor, profile=profile.id)
    if kind := profile.find_kind(article.url):
        extractor = replace(extractor, page_kind=kind, page_kind_confidence=1.0)
    source = replace(article.source, id=profile.id, name=profile.name or article.source.name)
    return replace(article, source=source, extractor=extractor)
