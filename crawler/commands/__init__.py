"""The commands: what one types after ``scrapy``."""

import crawler.download.rendering.splash_compat  # noqa: F401 - before any command imports a user's spiders
