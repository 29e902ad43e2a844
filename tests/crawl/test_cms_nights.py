"""A second night of a real static site, made by a generator that we did not write, brings no body and no record."""

import re
import socket
import subprocess
from collections import Counter

import pytest

from tests.crawl.loopback import run_scrapy
from tests.crawl.test_nights import FIRST, SECOND, options, read_night, write_profile


@pytest.fixture(scope="module")
def pelican(shared, tmp_path_factory):
    """Pelican's site of 121 articles: its folder and its address."""
    folder = tmp_path_factory.mktemp("pelican")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    sites = shared / "sites"
    subprocess.run([sites / "start-pelican.sh", str(port), folder, "notmyidea", "120", "3"], check=True)
    yield folder, f"http://127.0.0.1:{port}/"
    subprocess.run([sites / "stop.sh", folder], check=True)


def read_log(folder):
    """Path and status of each request that Python's web server has answered."""
    log = (folder / "run" / "http.log").read_text(encoding="utf-8")
    return [(path, int(status)) for path, status in re.findall(r'"GET (\S+) HTTP/1.1" (\d+)', log)]


@pytest.mark.nights
def test_two_nights_of_a_site_that_does_not_change(pelican, tmp_path):
    folder, url = pelican
    write_profile(tmp_path, "tribune", url, "[revisits]\nshare = 1\n")
    first = run_scrapy(tmp_path, "nightly", "tribune", "--date", FIRST, *options())
    assert first.code == 0, first.stderr
    articles = {line["canonical_url"] for line in read_night(tmp_path, "tribune", FIRST)}
    truth = (folder / "truth.jsonl").read_text(encoding="utf-8").count("\n")
    assert len(articles) >= truth - 1
    asked_before = len(read_log(folder))
    second = run_scrapy(tmp_path, "nightly", "tribune", "--date", SECOND, *options())
    assert second.code == 0, second.stderr
    assert read_night(tmp_path, "tribune", SECOND) == []
    assert read_night(tmp_path, "tribune", SECOND, "teasers") == []
    asked = read_log(folder)[asked_before:]
    pages = Counter(status for path, status in asked if path not in {"/robots.txt", "/.well-known/tdmrep.json"})
    assert set(pages) == {304}
    assert {url + path.removeprefix("/") for path, _ in asked} >= articles
