"""What each site has told of itself, kept from run to run as JSON values under plain names."""

from typing import Any

import msgspec
from sqlalchemy import select

from crawler.ledger.store import Ledger
from crawler.ledger.tables import FACTS


def read_fact(ledger: Ledger, site: str, name: str) -> Any:
    """The value kept for a site under a name; None where there is none."""
    with ledger.writing() as connection:
        found = select(FACTS.c.value).where(FACTS.c.site == site, FACTS.c.name == name)
        value = connection.execute(found).scalar_one_or_none()
    return None if value is None else msgspec.json.decode(value)


def write_fact(ledger: Ledger, site: str, name: str, value: Any) -> None:
    """Keep a JSON value for a site under a name, in place of the one before."""
    with ledger.writing() as connection:
        row = {"site": site, "name": name, "value": msgspec.json.encode(value).decode()}
        connection.execute(ledger.insert_or_update(FACTS), row)
