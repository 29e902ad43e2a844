"""What a night, and who looks at nights, take where nothing else was set."""

from typing import Final

from scrapy.settings import BaseSettings

LEDGER_URL: Final = "sqlite:///.readmore/ledger.db"
COMPRESSION: Final = "gzip"


def find_ledger_url(settings: BaseSettings | None) -> str:
    """The ledger of the nights: READMORE_LEDGER_URL, else one below the folder one stands in."""
    return str((settings.get("READMORE_LEDGER_URL") if settings else None) or LEDGER_URL)
