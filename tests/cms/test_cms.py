"""Real content management systems on loopback: every article, nothing else, and what the site tells of each."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawl.loopback import run_scrapy

pytestmark = pytest.mark.cms
THEME = Path("/usr/share/wordpress/wp-content/themes/twentytwentythree")
SITES = {
    "pelican": ("start-pelican.sh", ["notmyidea", "120", "3"]),
    "wordpress": ("start-wordpress.sh", ["twentytwentythree", "/%year%/%monthnum%/%day%/%postname%/", "340", "2"]),
}
START_SECONDS = 900


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_ready(name: str) -> None:
    """Skip where a system cannot be set up; its theme is a Debian package that its script does not install."""
    if name != "wordpress" or THEME.is_dir():
        return
    if os.geteuid() or not shutil.which("apt-get"):
        pytest.skip("WordPress is set up by root, from Debian's packages")
    words = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "wordpress-theme-twentytwentythree"]
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    subprocess.run(words, check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


@pytest.fixture(scope="module", params=SITES)
def cms(shared, tmp_path_factory, request):
    """One system, started and filled: its folder, its address, and the folder of the scripts that judge."""
    make_ready(request.param)
    script, words = SITES[request.param]
    folder, port = tmp_path_factory.mktemp(request.param), find_free_port()
    log = folder / "start.log"
    scripts = shared / "sites"
    environment = {**os.environ, "SEED_ARTICLE": str(shared / "seed-article.txt")}
    with log.open("wb") as output:
        started = subprocess.run(
            [scripts / script, str(port), folder, *words],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            timeout=START_SECONDS,
            env=environment,
            check=False,
        )
    try:
        assert started.returncode == 0, log.read_text(encoding="utf-8", errors="replace")[-2_000:]
        yield folder, f"http://127.0.0.1:{port}", scripts
    finally:
        subprocess.run([scripts / "stop.sh", folder], stdin=subprocess.DEVNULL, capture_output=True, check=False)


@pytest.mark.parametrize(("discovery", "most"), [("all", 1.5), ("links", 2.0)])
def test_every_article_is_found_once_and_nothing_else(cms, tmp_path, discovery, most):
    folder, url, scripts = cms
    words = ["-a", f"url={url}/", "-O", "articles.jsonl", "-s", f"READMORE_DISCOVERY={discovery}"]
    done = run_scrapy(tmp_path, "crawl", "news", *words, timeout_seconds=600)
    assert done.code == 0, done.stderr
    judged = subprocess.run(
        [sys.executable, scripts / "judge.py", folder, tmp_path / "articles.jsonl", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(judged.stdout)
    sys.stdout.write(f"{judged.stdout}\n")
    assert (found["recall"], found["not_articles"], found["twice"]) == (1.0, 0, 0), found
    assert requests_per_article(done.stderr) <= most
    for field in ("title", "author", "published"):
        right, _, all_of_them = found[field].partition("/")
        assert int(right) >= 0.99 * int(all_of_them), found
    assert found["body_f1"] >= 0.98, found


def requests_per_article(log: str) -> float:
    """The statistic, as the log's dump of statistics shows it."""
    return float(log.partition("'readmore/requests_per_article': ")[2].partition(",")[0])
