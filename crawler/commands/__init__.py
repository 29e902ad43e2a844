"""The commands: what one types after ``scrapy``."""

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

import crawler.download.rendering.splash_compat  # noqa: F401 - before any command imports a user's spiders


def log_only_what_is_wrong(settings: BaseSettings | None) -> None:
    """Keep Scrapy's log to warnings where none was asked for, for a command whose own words are what counts."""
    if settings is not None and (settings.getpriority("LOG_LEVEL") or 0) < SETTINGS_PRIORITIES["cmdline"]:
        settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
