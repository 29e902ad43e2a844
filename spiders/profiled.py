"""What a site's profile changes in a crawl: its settings, its arguments, and how its pages are taken."""

import os
from collections.abc import Mapping

from scrapy.settings import BaseSettings

from crawler.download.rendering.availability import check_renderer
from crawler.errors import SettingError
from crawler.reading import Reading, apply_profile
from crawler.records.enums import PageKind
from crawler.records.evidence import Evidence
from crawler.sites.credentials import NO_CREDENTIALS, find_credentials
from crawler.sites.library import load_profile
from crawler.sites.profile import SiteProfile
from spiders.arguments import KNOWN


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
        self.credentials = NO_CREDENTIALS

    def set_up(self, settings: BaseSettings) -> None:
        """Set what the profile says of pace and limits (``-s`` outweighs it); take what it names from the environment.

        Raises:
            SettingError: the profile asks for a renderer that is not there, or that would write a password to its log.
            ProfileError: the environment lacks what it names.
        """
        for name, value in (self.profile.settings() if self.profile else {}).items():
            settings.set(name, value, priority="spider")
        if self.profile:
            self.credentials = find_credentials(self.profile, os.environ)
            if self.profile.settings().get("READMORE_RENDERER"):
                check_renderer(settings)
            proxy = self.credentials.proxy
            if proxy is not None and proxy.user and settings.get("READMORE_RENDERER") == "splash":
                raise SettingError('Splash would write the proxy\'s password to its log: write renderer = "playwright"')

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
        return apply_profile(reading, self.profile) if self.profile else reading
