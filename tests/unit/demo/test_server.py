"""The site answers as a site does: conditional GET, HEAD, redirects, 404; and every link resolves."""

import os
import signal
import socket
import subprocess
import sys
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from crawler.demo.__main__ import main
from crawler.demo.server import serve
from crawler.demo.site import Site
from crawler.demo.stories import write_stories

PROJECT = Path(__file__).parents[3]
ENDLESS = ("/calendar/", "/search")


class Links(HTMLParser):
    """The addresses that a page names, pictures and style sheets among them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, _tag, attrs):
        self.found |= {value for name, value in attrs if name in {"href", "src"} and value}


def test_every_link_of_the_site_resolves():
    base_url = "http://demo.test"
    site = Site(base_url)
    waiting, met = ["/"], {"/"}
    while waiting:
        path = waiting.pop()
        if path.startswith("/media/"):
            continue
        answer = site.answer(path)
        assert answer.status in {200, 301}, path
        named = {answer.location} if answer.location else Links(answer.body.decode(errors="replace")).found
        for link in (urljoin(base_url + path, name) for name in named):
            split = urlsplit(link)
            target = split.path + (f"?{split.query}" if split.query else "")
            if split.netloc == "demo.test" and target not in met and not path.startswith(ENDLESS):
                met.add(target)
                waiting.append(target)
    pages = {path for path in site.paths if not path.endswith((".xml", ".txt")) and "?" not in path}
    assert pages <= met


def test_two_sites_of_one_address_are_alike_to_the_byte():
    one, other = Site("http://demo.test"), Site("http://demo.test")
    assert all(one.answer(path).body == other.answer(path).body for path in one.paths)


def test_a_page_tells_its_state_and_is_not_sent_again(get):
    first = get("/")
    assert first.status == 200
    by_tag = get("/", If_None_Match=first.headers["ETag"])
    by_date = get("/", If_Modified_Since=first.headers["Last-Modified"])
    assert (by_tag.status, by_tag.body, by_date.status) == (304, b"", 304)


@pytest.mark.parametrize(
    "condition",
    [
        {"If_None_Match": '"another"'},
        {"If_Modified_Since": "Mon, 01 Jan 2024 00:00:00 GMT"},
        {"If_Modified_Since": "yesterday"},
        {"If_None_Match": '"another"', "If_Modified_Since": "Fri, 01 Jan 2027 00:00:00 GMT"},
    ],
)
def test_a_page_that_the_client_does_not_have_is_sent(get, condition):
    assert get("/", **condition).status == 200


def test_head_has_the_length_and_no_body(get):
    answer = get("/about/", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 1000


def test_what_does_not_exist_is_not_found(get):
    for path in ("/nothing/", "/page/999/", "/calendar/2025/13/", "/old/0"):
        assert get(path).status == 404


def test_what_was_asked_for_is_remembered(site, get):
    get("/about/?asked=here")
    assert site.log[-1] == ("GET", "/about/?asked=here", 200)
    assert site.paths[-1] == "/about/?asked=here"


def test_robots_name_the_sitemap_and_forbid_what_is_linked(site, get):
    robots = get("/robots.txt").text
    assert f"Sitemap: {site.url}/sitemap.xml" in robots
    assert "Disallow: /drafts/" in robots
    assert 'href="/drafts/"' in get("/").text


def test_sitemaps_hold_every_story_and_the_news_sitemap_the_newest(site, get):
    index = _locations(get("/sitemap.xml"))
    entries = [url for sitemap in index for url in _locations(get(urlsplit(sitemap).path))]
    assert len(entries) == len(set(entries))
    assert {site.url + story.path for story in write_stories()} <= set(entries)
    news = get("/sitemap-news.xml").text
    assert news.count("<news:title>") == 20


def test_the_feed_is_sound_and_names_the_newest(site, get):
    items = _parse_xml(get("/feed.xml")).findall("channel/item")
    assert len(items) == 20
    assert items[0].findtext("link").startswith(f"{site.url}/2025/04/30/")


def _locations(answer):
    return [element.text for element in _parse_xml(answer).iter() if element.tag.endswith("}loc")]


def _parse_xml(answer):
    return ET.fromstring(answer.body)  # noqa: S314 - our own site's answer


def test_a_taken_port_is_said_in_one_line(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["--port", str(taken.getsockname()[1])]) == 1
    assert "try another --port" in capsys.readouterr().err


def test_two_sites_run_beside_each_other():
    with serve() as one, serve() as other:
        assert one.url != other.url


def test_the_command_serves_writes_the_truth_and_saves_the_pages(tmp_path):
    command = [sys.executable, "-m", "crawler.demo", "--port", "0", "--truth", "truth.jsonl", "--root", "pages"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # what a shell starts with & would not hear it
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=heard,  # noqa: PLW1509 - no other thread of the tests is at work here
    ) as process:
        told = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    assert told.startswith("The Harbour Courier is at http://127.0.0.1:")
    assert len((tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()) == 200
    assert len([*(tmp_path / "pages").iterdir()]) == 200


def test_a_file_that_cannot_be_written_is_said_in_one_line(tmp_path, capsys):
    assert main(["--port", "0", "--truth", str(tmp_path)]) == 1
    assert f"cannot write {tmp_path}" in capsys.readouterr().err
