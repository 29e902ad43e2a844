"""A site on loopback whose pages show their content only to a browser."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCES = [
    "The council heard what the {0} of the town had to say about the plan for the old harbour.",
    "Nobody among the {0} had expected that the bridge would be closed for another two summers.",
    "It was late when the {0} left the hall, and the rain had not stopped since the afternoon.",
    "A second meeting with the {0} is to follow in the spring, when the figures are on the table.",
]
TRADES = ["bakers", "teachers", "drivers", "gardeners", "nurses", "painters"]

SHELL = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>
<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>{more}
<script>{script}</script></body></html>"""

# Fetches the page's data and makes the page of it, as an application of 2014 does: any engine can run it.
OLD_SCRIPT = """
var request = new XMLHttpRequest();
request.open("GET", "/data" + location.pathname + ".json");
request.onload = function () {
  var page = JSON.parse(request.responseText);
  document.title = page.title;
  document.getElementById("root").innerHTML = page.html;
};
request.send();
"""

# The same as an application of today writes it.
NEW_SCRIPT = """
const show = async ({ path, ...rest }) => {
  const page = await (await fetch(`/data${path}.json`)).json();
  document.title = page?.title ?? "nothing";
  document.querySelector("#root").innerHTML = page.html;
};
show({ path: location.pathname, now: true });
"""

# A listing that grows by four stories whenever it is asked to, to the end of twelve.
GROWING = """
var shown = 0, all = %s;
function grow() {
  var html = "";
  for (var end = Math.min(shown + 4, all.length); shown < end; shown++) {
    html += '<article class="card"><h2><a href="' + all[shown] + '">Story at ' + all[shown] +
      ' makes the front page</a></h2><p>A short word on it ...</p><a href="' + all[shown] + '">Read More</a></article>';
  }
  document.getElementById("list").insertAdjacentHTML("beforeend", html);
}
"""
BY_BUTTON = """
function hide() { if (shown >= all.length) { button.style.display = "none"; } }
function press() { setTimeout(function () { grow(); hide(); }, 50); }
var button = document.getElementById("more"); button.onclick = press; grow();
"""
BY_SCROLL = """
window.addEventListener("scroll", function () { setTimeout(grow, 50); }); grow();
"""


def story_html(path: str) -> tuple[str, str]:
    """Headline and markup of a story."""
    headline = f"What happened at {path.strip('/').replace('-', ' ').replace('/', ' ')}"
    paragraphs = "".join(
        f"<p>{headline}: {' '.join(sentence.format(trade) for sentence in SENTENCES)}</p>" for trade in TRADES
    )
    return headline, (
        f'<main><article><h1>{headline}</h1><time datetime="2025-03-04T05:06:00Z">4 March 2025</time>'
        f"{paragraphs}</article></main>"
    )


def cards(paths: list[str]) -> str:
    return (
        "<main>"
        + "".join(
            f'<article class="card"><h2><a href="{path}">Story at {path} makes the front page</a></h2>'
            f'<p>A short word on {path} ...</p><a href="{path}">Read More</a></article>'
            for path in paths
        )
        + "</main>"
    )


def plain_page(title: str, html: str, more: str = "") -> str:
    return f"<!doctype html><html lang=en><head><title>{title}</title></head><body>{html}{more}</body></html>"


@dataclass
class ScriptSite:
    """The site: what it answers by path, and what was asked of it, with the client's name."""

    url: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    hanging: set[str] = field(default_factory=set)
    released: threading.Event = field(default_factory=threading.Event)

    def add_story(self, path: str, script: str = OLD_SCRIPT, **shell: str) -> str:
        """A story that its page's script fetches."""
        headline, html = story_html(path)
        self.pages[path] = SHELL.format(
            title="Loading", script=script, head=shell.get("head", ""), more=shell.get("more", "")
        )
        self.pages[f"/data{path}.json"] = json.dumps({"title": headline, "html": html})
        return path

    def add_front(self, paths: list[str], script: str = OLD_SCRIPT) -> None:
        """A front page that its script fetches."""
        self.pages["/"] = SHELL.format(title="Loading", script=script, head="", more="")
        self.pages["/data/.json"] = json.dumps({"title": "Script Post", "html": cards(paths)})

    def add_plain_front(self, *paths: str, more: str = "") -> None:
        self.pages["/"] = plain_page("Script Post", cards(list(paths)), more)

    def add_growing(self, path: str, stories: list[str], how: str) -> None:
        """A listing that brings more when it is scrolled or its button pressed."""
        button = '<button id="more">Load more</button>' if how == BY_BUTTON else '<div style="height: 3000px"></div>'
        script = GROWING % json.dumps(stories) + how
        self.pages[path] = plain_page("Growing", f'<main id="list"></main>{button}<script>{script}</script>')

    def count(self, path: str) -> int:
        return self.asked.count(path)


@contextmanager
def serve_scripts(host: str) -> Iterator[ScriptSite]:
    """Serve such a site for as long as the block lasts; robots.txt allows all but /private."""
    site = ScriptSite()
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /private\n"

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            site.asked.append(path)
            site.agents.add(self.headers.get("User-Agent", ""))
            if path in site.hanging:
                site.released.wait(60)
            body = site.pages.get(path)
            self.send_response(200 if body is not None else 404)
            data = (body or "not here").encode()
            kind = (
                "application/json" if path.endswith(".json") else "text/plain" if path.endswith(".txt") else "text/html"
            )
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            try:
                self.wfile.write(data)
            except OSError:
                self.close_connection = True  # whoever asked has gone

        def log_message(self, *_args: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    site.url = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        site.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
