"""Real content management systems on loopback: every article, nothing else, and what the site tells of each."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crawl.loopback import PROJECT, run_scrapy

pytestmark = pytest.mark.cms
THEME = Path("/usr/share/wordpress/wp-content/themes/twentytwentythree")
SITES = {
    "pelican": ("start-pelican.sh", ["notmyidea", "120", "3"]),
    "wordpress": ("start-wordpress.sh", ["twentytwentythree", "/%year%/%monthnum%/%day%/%postname%/", "340", "2"]),
}
# Programs of this folder, which the Python of .venv-cms runs: each fills its blog and serves it until it is ended.
BLOGS = {"wagtail": "wagtail_blog.py", "nikola": "nikola_blog.py"}
BLOG_POSTS = ["--n", "120", "--seed", "5", "--nasty", "basic"]
PYTHON = PROJECT / ".venv-cms" / "bin" / "python"
# The Wagtail blog shows days, and its feed tells the minutes of the newest alone.
FIELDS = {"wagtail": ("title", "author", "category", "tags")}
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


@contextmanager
def serve_blog(name: str, folder: Path, port: int, shared: Path) -> Iterator[None]:
    """A blog of this folder while it is served, its truth beside it."""
    if not PYTHON.exists():
        pytest.skip("make test-cms sets up .venv-cms, which holds this system")
    scripts, log = shared / "sites", folder / "blog.log"
    content = ["--out", folder / "content", "--seed-article", shared / "seed-article.txt"]
    subprocess.run([sys.executable, scripts / "gen_news.py", *content, *BLOG_POSTS], check=True, capture_output=True)
    with log.open("wb") as output:
        program = [PYTHON, Path(__file__).with_name(BLOGS[name]), folder, str(port)]
        blog = subprocess.Popen(program, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + START_SECONDS
        while not is_listening(port):
            assert blog.poll() is None, log.read_text(encoding="utf-8", errors="replace")[-2_000:]
            assert time.monotonic() < end, "the blog does not come up"
            time.sleep(0.2)
        with (folder / "truth.jsonl").open("wb") as truth:
            subprocess.run(
                [sys.executable, scripts / "truth_text.py", folder / "truth.raw.jsonl"], stdout=truth, check=True
            )
        yield
    finally:
        blog.terminate()
        blog.wait(30)


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module", params=[*SITES, *BLOGS])
def cms(shared, tmp_path_factory, request):
    """One system, started and filled: its name, its folder, its address, and the folder of the scripts that judge."""
    name, scripts = request.param, shared / "sites"
    folder, port = tmp_path_factory.mktemp(name), find_free_port()
    with serve_blog(name, folder, port, shared) if name in BLOGS else serve_site(name, folder, port, shared):
        yield name, folder, f"http://127.0.0.1:{port}", scripts


@contextmanager
def serve_site(name: str, folder: Path, port: int, shared: Path) -> Iterator[None]:
    """A site that a script beside the tests sets up, while it is served."""
    make_ready(name)
    script, words = SITES[name]
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
        yield
    finally:
        subprocess.run([scripts / "stop.sh", folder], stdin=subprocess.DEVNULL, capture_output=True, check=False)


@pytest.mark.parametrize(("discovery", "most"), [("all", 1.5), ("links", 2.0)])
def test_every_article_is_found_once_and_nothing_else(cms, tmp_path, discovery, most):
    name, folder, url, scripts = cms
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
    for field in FIELDS.get(name, ("title", "author", "published")):
        right, _, all_of_them = found[field].partition("/")
        assert int(right) >= 0.99 * int(all_of_them), found
    assert found["body_f1"] >= 0.98, found


def requests_per_article(log: str) -> float:
    """The statistic, as the log's dump of statistics shows it."""
    return float(log.partition("'readmore/requests_per_article': ")[2].partition(",")[0])
