"""What a site's profile changes in a crawl: its settings, its arguments, and how its pages are taken."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import msgspec
from scrapy.settings import BaseSettings

from crawler.download.rendering.availability import check_renderer
from crawler.links.reader import Link, LinkKind
from crawler.reading import Reading
from crawler.records.enums import PageKind
from crawler.records.evidence import Evidence
from crawler.sites.library import load_profile
from crawler.sites.profile import SiteProfile, sign
from spiders.arguments import KNOWN

_LINK_KINDS: Final = {PageKind.ARTICLE: LinkKind.ARTICLE, PageKind.LISTING: LinkKind.SECTION}


def find_profile(arguments: Mapping[str, str], settings: BaseSettings) -> SiteProfile | None:
    """The profile that ``-a site=NAME`` names; None where it names none.

    Raises:
        ProfileError: there is none of this name, or it holds a mistake.
    """
    name = arguments.get("site")
    return load_profile(name, settings.get("READMORE_PROFILES_DIR", "")) if name else None


class Profiled:
    """A crawl's view of its profile, which may be none."""

    def __init__(self, profile: SiteProfile | None) -> None:
        self.profile = profile
        self.evidence = profile.evidence() if profile else Evidence()
        self.sites = profile.sites if profile else frozenset()

    def set_up(self, settings: BaseSettings) -> None:
        """Set what the profile says of pace and limits; ``-s`` outweighs it.

        Raises:
            SettingError: the profile asks for a renderer that is not there.
        """
        for name, value in (self.profile.settings() if self.profile else {}).items():
            settings.set(name, value, priority="spider")
        if self.profile and self.profile.settings().get("READMORE_RENDERER"):
            check_renderer(settings)

    def complete(self, arguments: Mapping[str, str]) -> dict[str, str]:
        """The arguments as typed, and the profile's where nothing was typed."""
        own = self.profile.arguments() if self.profile else {}
        if "urls_file" in arguments:
            own.pop("url", None)
        return {**{name: value for name, value in own.items() if name in KNOWN}, **arguments}

    def find_kind(self, url: str) -> PageKind | None:
        """What the profile says that an address is."""
        return self.profile.find_kind(url) if self.profile else None

    def apply(self, reading: Reading) -> Reading:
        """The reading of a page, its article signed and what the profile says of addresses heeded."""
        profile = self.profile
        if profile is None:
            return reading
        links = reading.links
        if profile.article_urls or profile.listing_urls:
            links = tuple(_as_told(link, profile) for link in links)
        return replace(reading, article=sign(reading.article, profile), links=links)


def _as_told(link: Link, profile: SiteProfile) -> Link:
    kind = profile.find_kind(link.canonical_url)
    return link if kind is None else msgspec.structs.replace(link, kind=_LINK_KINDS[kind])
