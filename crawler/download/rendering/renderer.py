"""The one interface of all renderers: a page's address in, its document as a browser holds it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from scrapy import Request
from scrapy.exceptions import DownloadFailedError, IgnoreRequest

NAMES: Final = ("splash", "playwright")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page may cost: seconds until it is taken as it is, and how often a listing is asked for more."""

    seconds: float
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a renderer made of a page.

    ``url`` is the address of the document itself, after redirects; what a script writes into the address bar is not
    looked at. ``headers`` are those of the document, ``html`` its present state.
    """

    url: str
    html: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Renderer(Protocol):
    """Splash or Chromium."""

    async def render(self, request: Request, limits: Limits) -> Rendered:
        """Load the request's page, wait until it stands still, and give it.

        Raises:
            RenderError: this page could not be rendered now; another try may do.
            RendererDownError: the renderer does not answer at all.
        """

    async def is_up(self) -> bool:
        """Whether the renderer would answer now."""

    async def close(self) -> None:
        """Let go of whatever the renderer holds."""


class RenderError(DownloadFailedError):
    """One page could not be rendered; Scrapy tries it again (RETRY_TIMES)."""


class RendererDownError(IgnoreRequest):
    """The renderer did not come back while it was waited for."""
