"""Whether a request found an answer: where a host does not answer, its pages are late, not lost."""

from http import HTTPStatus
from typing import Final, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError, ConnectionDone, ConnectionLost

from crawler.download.robots import HostUnreachableError, RobotsFailingError

_UNANSWERED: Final = (
    CannotResolveHostError,
    ConnectError,
    ConnectionDone,
    ConnectionLost,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    HostUnreachableError,
    OSError,
    ResponseDataLossError,
    RobotsFailingError,
)


def is_answer(status: int) -> bool:
    """Whether a status tells something of the page, rather than of the state that the server is in."""
    return status < HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.TOO_MANY_REQUESTS


def is_unanswered(error: Exception) -> bool:
    """Whether a download ended without an answer: of its host, or of the robots.txt that would allow it."""
    return isinstance(error, _UNANSWERED)


class OutcomeMiddleware:
    """Tells the scheduler how a request ended, once retries and redirects have had their say: it stands first."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler whose scheduler is told."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note an answer, or one that is none."""
        note = getattr(self._crawler.engine.scheduler, "note_answer", None) if self._crawler.engine else None
        if note is not None:
            note(request, None if is_answer(response.status) else f"the server answered {response.status}")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note that none came."""
        note = getattr(self._crawler.engine.scheduler, "note_answer", None) if self._crawler.engine else None
        if note is not None and is_unanswered(exception):
            note(request, str(exception) or type(exception).__name__)
