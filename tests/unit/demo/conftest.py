"""The demo site, running, and a way to ask it, for the tests of this folder."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from crawler.demo.server import RunningSite, serve


@dataclass(frozen=True)
class Answered:
    """What came back: status, headers and body."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


@pytest.fixture(scope="session")
def site() -> Iterator[RunningSite]:
    with serve() as running:
        yield running


@pytest.fixture(scope="session")
def get(site: RunningSite) -> Callable[..., Answered]:
    """Ask the site for a path; no redirect is followed."""

    def ask(path: str, method: str = "GET", **headers: str) -> Answered:
        connection = HTTPConnection(urlsplit(site.url).netloc, timeout=10)
        connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        response = connection.getresponse()
        answered = Answered(response.status, response.headers, response.read())
        connection.close()
        return answered

    return ask
