"""What came over the wire: the bytes of one page and the facts of its fetch."""

from dataclasses import dataclass, field
from datetime import datetime

from crawler.records.article import Discovered, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One fetched or saved page, before anything is read from it.

    ``url`` is the final address, ``redirects`` the addresses passed on the way to it, oldest first.
    ``headers`` holds the response's headers with names in small letters. ``encoding`` is what a caller
    knows for sure (a list of saved pages says so), else None.
    """

    url: str
    body: bytes
    fetched_at: datetime
    run: Run
    discovered: Discovered
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    encoding: str | None = None
    request_url: str | None = None
    redirects: tuple[str, ...] = ()
    rendered: bool = False
    render_reason: str | None = None
