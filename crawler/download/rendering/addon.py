"""Scrapy add-on: wires scrapy-splash where a crawl has a Splash, for spiders that yield SplashRequest."""

from typing import Final

from scrapy.settings import BaseSettings, Settings

from crawler.download.rendering.renderer import NAMES
from crawler.download.rendering.splash_compat import MENDED
from crawler.errors import SettingError

_HERE: Final = "crawler.download.rendering"
_DOWNLOADER: Final = {
    "scrapy_splash.SplashCookiesMiddleware": 723,
    f"{_HERE}.splash_requests.GuardedSplashMiddleware": 725,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 810,
}
_SPIDER: Final = {"scrapy_splash.SplashDeduplicateArgsMiddleware": 100}
_FINGERPRINTER: Final = "scrapy_splash.SplashRequestFingerprinter"


class RenderingAddon:
    """scrapy-splash as its documentation wires it, on our fingerprints.

    Scrapy imports add-ons before spiders, so a spider may import scrapy_splash in its first line: it is mended.

    Its own dupefilter and cache storage are deprecated and not needed: a request's fingerprint tells plain and
    rendered apart wherever it is used.
    """

    mended = MENDED

    def update_settings(self, settings: Settings) -> None:
        """Complete the settings of a crawl that has a Splash: SPLASH_URL, or READMORE_RENDERER = splash.

        Raises:
            SettingError: READMORE_RENDERER names no renderer.
        """
        name = str(settings.get("READMORE_RENDERER") or "none")
        if name not in {"none", *NAMES}:
            raise SettingError(f"READMORE_RENDERER is {name!r}: write none, {' or '.join(NAMES)}")
        if settings.get("SPLASH_URL") or name == "splash":
            _wire_splash(settings)


def _wire_splash(settings: BaseSettings) -> None:
    settings.set("SPLASH_URL", settings.get("SPLASH_URL") or settings.get("READMORE_SPLASH_URL"), "cmdline")
    for setting, wiring in (("DOWNLOADER_MIDDLEWARES", _DOWNLOADER), ("SPIDER_MIDDLEWARES", _SPIDER)):
        present = settings.getdict(setting)
        settings.set(setting, {**wiring, **present}, "cmdline")
    base = settings.get("REQUEST_FINGERPRINTER_CLASS")
    if base != _FINGERPRINTER:
        settings.set("SCRAPY_SPLASH_REQUEST_FINGERPRINTER_BASE_CLASS", base, "cmdline")
        settings.set("REQUEST_FINGERPRINTER_CLASS", _FINGERPRINTER, "cmdline")
