"""A small site of given answers on loopback, and ``scrapy`` run on it as a person runs it."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PROJECT = Path(__file__).parents[2]
# Tests wait for nothing that politeness would make a real site's visitor wait for.
QUICK = (
    "AUTOTHROTTLE_ENABLED=0",
    "RETRY_TIMES=1",
    "DOWNLOAD_TIMEOUT=10",
    "READMORE_PROGRESS_SECONDS=0",
    "READMORE_BUSY_PAUSE_SECONDS=0",
    "READMORE_READ_TDMREP=0",
    "READMORE_DISCOVERY=links",  # a site of given answers has no feed that a guess would find
)


@dataclass(frozen=True)
class Answer:
    """What the site answers at one path."""

    body: bytes | str = ""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    location: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Site:
    """A site on loopback: its address, its answers, and what was asked of it, with which headers and when.

    Of a list of answers each is given once, the last for ever.
    """

    url: str
    answers: dict[str, Answer | list[Answer]]
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    asked_at: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Finished:
    """A run that has ended: exit code, what it printed, and what it wrote."""

    code: int
    stdout: str
    stderr: str
    folder: Path

    def lines(self, name: str) -> list[dict]:
        """The records of one feed; none where it was not written."""
        path = self.folder / f"{name}.jsonl"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []

    @property
    def articles(self) -> list[dict]:
        return self.lines("articles")

    @property
    def rejects(self) -> dict[str, tuple[str, str]]:
        """Reason and detail of each refused address's path."""
        return {"/" + line["url"].split("/", 3)[3]: (line["reason"], line["detail"]) for line in self.lines("rejects")}


def a_page(headline: str, *links: str) -> str:
    """An article page of some length that names no other page but these."""
    paragraphs = "".join(
        f"<p>{headline}: in paragraph {n} the council heard what the {word} of the town had to say of it.</p>"
        for n, word in enumerate(("bakers", "teachers", "drivers", "gardeners", "nurses", "painters"), 1)
    )
    anchors = "".join(f'<p><a href="{link}">Read more</a></p>' for link in links)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "datePublished": "2025-03-04T05:06:00Z",
    }
    return (
        f"<!doctype html><html lang=en><head><title>{headline} - Test Post</title>"
        f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
        f"<body><main><article><h1>{headline}</h1>{paragraphs}</article>{anchors}</main></body></html>"
    )


def a_front(*paths: str) -> str:
    """A listing with a teaser for each path."""
    cards = "".join(
        f'<article class="card"><h2><a href="{path}">Story at {path} makes the front page today</a></h2>'
        f'<p>A short word on the story at {path} ...</p><a class="more" href="{path}">Read More →</a></article>'
        for path in paths
    )
    return f"<!doctype html><html lang=en><title>Test Post</title><body><main>{cards}</main></body></html>"


@contextmanager
def serve(answers: dict[str, Answer | list[Answer]], host: str, port: int = 0) -> Iterator[Site]:
    """Answer from a table; what is not in it is a 404."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            with contextlib.suppress(ConnectionError):  # a crawl that is killed says no goodbye
                super().handle()

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.asked_at.append(time.monotonic())
            site.headers.append(dict(self.headers))
            answer = answers.get(self.path) or answers.get("*") or Answer("not here", 404)
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            if answer.location:
                self.send_header("Location", answer.location)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # the crawl has seen enough of a page that is too large

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

        def log_message(self, *_args: object) -> None:
            """Stay silent."""

    class Server(ThreadingHTTPServer):
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        daemon_threads = True

    server = Server((host, port), Handler)
    site = Site(f"http://{f'[{host}]' if ':' in host else host}:{server.server_port}", answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def run_scrapy(
    folder: Path,
    *words: str,
    allow_private: bool = True,
    settings_module: str = "crawler.settings",
    timeout_seconds: float = 120,
) -> Finished:
    """Run ``scrapy`` with these words in a folder."""
    settings = [*QUICK, "READMORE_REJECTS_FEED=rejects.jsonl", "READMORE_TEASERS_FEED=teasers.jsonl"]
    settings += ["READMORE_ALLOW_PRIVATE_ADDRESSES=1"] if allow_private else []
    options = [word for setting in settings for word in ("-s", setting)] if words[0] == "crawl" else []
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", words[0], *options, *words[1:]],
        cwd=folder,
        env={**os.environ, "SCRAPY_SETTINGS_MODULE": settings_module, "PYTHONPATH": f"{PROJECT}{os.pathsep}{folder}"},
        capture_output=True,
        text=True,
        timeout=timeout_seconds,
        check=False,
    )
    return Finished(done.returncode, done.stdout, done.stderr, folder)
