"""The demo site on loopback: HTTP with conditional GET, and a log of what was asked for."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, NamedTuple

from crawler.demo.site import Answer, Site

DEFAULT_HOST: Final = "127.0.0.1"


class Asked(NamedTuple):
    """One request that was answered; ``path`` has the query with it."""

    method: str
    path: str
    status: int


@dataclass(frozen=True, slots=True)
class RunningSite:
    """The site while it is served: its address without a slash at the end, and what was asked for so far."""

    url: str
    log: list[Asked] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.log]


class DemoServer(ThreadingHTTPServer):
    """Answers from a :class:`Site` made for the address that it listens on."""

    daemon_threads = True

    def __init__(self, host: str, port: int, make_site: Callable[[str], Site] = Site) -> None:
        super().__init__((host, port), _Handler)
        self.running = RunningSite(f"http://{host}:{self.server_port}")
        self.site = make_site(self.running.url)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body go out in two writes
    server: DemoServer

    def do_GET(self) -> None:
        """Answer with head and body."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the head alone."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        answer = self.server.site.answer(self.path)
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:20]}"'
        is_known = answer.status == HTTPStatus.OK and self._is_known(tag, answer)
        status = HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus(answer.status)
        self.server.running.log.append(Asked(self.command, self.path, status.value))
        self.send_response(status)
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.status == HTTPStatus.OK:
            self.send_header("ETag", tag)
            self.send_header("Last-Modified", format_datetime(answer.modified.astimezone(UTC), usegmt=True))
        if not is_known:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if with_body and not is_known:
            self.wfile.write(answer.body)

    def _is_known(self, tag: str, answer: Answer) -> bool:
        """Whether the client has this very answer; an entity tag outweighs a date (RFC 9110, section 13.2.2)."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            return known.strip() == "*" or tag in {part.strip().removeprefix("W/") for part in known.split(",")}
        since = _parse_date(self.headers.get("If-Modified-Since"))
        return since is not None and answer.modified.replace(microsecond=0) <= since

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the parent gives it
        """Say nothing; the log is kept in memory."""


def _parse_date(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@contextmanager
def serve(host: str = DEFAULT_HOST, port: int = 0, make_site: Callable[[str], Site] = Site) -> Iterator[RunningSite]:
    """Serve the site from a thread for as long as the block lasts; port 0 takes a free one.

    ``make_site`` makes it of its address: :class:`Site`, or a later edition of it.

    Raises:
        OSError: the port is taken, or the host is not this machine's.
    """
    with DemoServer(host, port, make_site) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server.running
        finally:
            server.shutdown()
            thread.join()
