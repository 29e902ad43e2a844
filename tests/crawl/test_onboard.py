"""``scrapy onboard``: a site is visited, told, and given a profile whose saved pages prove it."""

import json
import re
import subprocess
import sys

import pytest

from crawler.sites.load import parse_profile
from tests.crawl.loopback import PROJECT, Answer, a_front, a_page
from tests.crawl.test_bad_input import last_line
from tests.render.site import SHELL

PATHS = [f"/2025/03/{n:02}/council-sits-on-day-number-{n}" for n in range(1, 7)]
OTHERS = [f"/2025/02/{n:02}/bridge-is-closed-on-day-{n}" for n in range(1, 7)]
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Test Post</title>{}</channel></rss>"""
DAY = "<pubDate>Tue, 04 Mar 2025 05:06:00 GMT</pubDate>"
ENTRY = "<item><title>Council sits on day {0}</title><link>{1}</link>" + DAY + "</item>"
NAME = '<head><meta property="og:site_name" content="Test Post">'
ALLOWED = ("-s", "READMORE_ALLOW_PRIVATE_ADDRESSES=1", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "RETRY_ENABLED=0")


def a_site_of_news(a_site):
    pager = '<a href="/page/2/">Older posts</a></main>'
    answers = {
        "/robots.txt": Answer("User-agent: *\nDisallow: /2025/03/06/"),
        "/": Answer(a_front(*PATHS).replace("</main>", pager)),
        "/page/2/": Answer(a_front(*OTHERS)),
        **{path: Answer(a_page(f"What was heard at {path[-20:]}").replace("<head>", NAME)) for path in PATHS + OTHERS},
    }
    site = a_site(answers)
    entries = "".join(ENTRY.format(n, site.url + path) for n, path in enumerate(PATHS, 1))
    answers["/feed/"] = Answer(FEED.format(entries), content_type="application/rss+xml")
    return site


def test_a_site_is_visited_told_and_proved(scrapy, a_site, tmp_path):
    site = a_site_of_news(a_site)
    done = scrapy("onboard", f"{site.url}/", "--name", "post", "--pages", "9", *ALLOWED)
    assert done.code == 0, done.stderr
    for line in (
        f"Test Post, {site.url}/",
        f"  feeds       {site.url}/feed/ (RSS, 6 entries)",
        "  read more   “Read More →” (12)",
        "  next pages  “Older posts” leads to /page/#/, such as /page/2/; the next one offers 6 articles more",
        "  access      no sign of a paywall",
        "  published   2025-03-04 05:06 UTC",
    ):
        assert line in done.stdout.splitlines()
    assert PATHS[5] not in site.asked, "robots.txt forbids it"
    pages = [path for path in site.asked if path in {"/", "/page/2/", *PATHS, *OTHERS}]
    assert len(pages) == len(set(pages)) <= 9
    assert "Traceback" not in done.stderr
    text = (tmp_path / "profiles" / "post.toml").read_text(encoding="utf-8")
    assert parse_profile(text, "post", "post.toml").start == (f"{site.url}/",)
    checked = scrapy("onboard", "post", "--check")
    assert (checked.code, checked.stdout) == (0, f"{len(pages)} of {len(pages)} pages read as expected\n")
    # the profile it wrote is one to crawl by
    crawled = scrapy("crawl", "news", "-a", "site=post", "-O", "articles.jsonl")
    assert crawled.code == 0, crawled.stderr
    assert len(crawled.articles) == 11


def test_a_change_of_the_profile_shows_what_reads_otherwise(scrapy, a_site, tmp_path):
    site = a_site_of_news(a_site)
    assert scrapy("onboard", f"{site.url}/", "--name", "post", "--out", "kept", "--pages", "4", *ALLOWED).code == 0
    profile = tmp_path / "kept" / "post.toml"
    selector = (
        '\n[[selectors]]\nfield = "kicker"\ncss = "h1"\n[[selectors]]\nfield = "body_text"\ncss = "p:first-of-type"\n'
    )
    profile.write_text(profile.read_text(encoding="utf-8") + selector, encoding="utf-8")
    changed = scrapy("onboard", "post", "--check", "--out", "kept")
    assert changed.code == 1
    assert re.search(
        r"council-sits-on-day-number-1: kicker\n  expected  null\n  found     \"What was heard", changed.stdout
    )
    assert "day-number-1: body_text\n" in changed.stdout
    assert "2 of 4 pages read as expected" in changed.stdout, "the listings are as they were"
    assert scrapy("onboard", "post", "--accept", "--out", "kept").code == 0
    assert scrapy("onboard", "post", "--check", "--out", "kept").code == 0


def test_a_profile_is_overwritten_only_by_force(scrapy, a_site, tmp_path):
    site = a_site_of_news(a_site)
    (tmp_path / "profiles").mkdir()
    file = tmp_path / "profiles" / "post.toml"
    file.write_text("mine", encoding="utf-8")
    words = ("onboard", f"{site.url}/", "--name", "post", "--pages", "4", *ALLOWED)
    done = scrapy(*words)
    assert done.code == 2
    assert "post.toml exists: take another --name, or --force" in last_line(done.stderr)
    assert file.read_text(encoding="utf-8") == "mine"
    assert site.asked == []
    assert scrapy(*words, "--force").code == 0
    assert file.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        ([], 2, "name one site, scrapy onboard https://example.com/, or one profile and --check"),
        (["news.example"], 2, "'news.example' has no scheme: write https://news.example"),
        (["https://"], 2, "is no web address: write it as https://host/path"),
        (["https://a.example/", "--pages", "2"], 2, "--pages 2 is too few to know a site by"),
        (["https://a.example/", "--name", "A B"], 2, "a profile's name is made of small letters"),
        (["pots", "--check"], 2, "pots.toml does not exist: scrapy onboard URL --name pots writes it"),
        (["http://127.0.0.1:9/"], 1, "http://127.0.0.1:9/ gave nothing: 127.0.0.1 is a private or local address"),
        (["http://127.0.0.1:9/", *ALLOWED], 1, "it cannot be reached (the host refused the connection)"),
    ],
)
def test_a_mistake_gets_one_line(scrapy, tmp_path, words, code, line):
    done = scrapy("onboard", *words)
    assert done.code == code
    assert line in last_line(done.stderr)
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "profiles").exists()


def test_a_site_that_gives_nothing_gets_one_line_and_no_profile(scrapy, a_site, tmp_path):
    shell = SHELL.format(title="Post", head="", more="", script="show();")
    closed = a_site({"/robots.txt": Answer("User-agent: *\nDisallow: /"), "/": Answer(a_front(*PATHS))})
    empty = a_site({"/robots.txt": Answer("", 404), "/": Answer("<html><body><p>Nothing to see.</p></body></html>")})
    scripted = a_site({"/robots.txt": Answer("", 404), "/": Answer(shell)})
    for site, line in (
        (closed, "gave nothing: robots.txt"),
        (empty, "no article was found from"),
        (scripted, "shows its content only to a browser (noscript_notice)"),
    ):
        done = scrapy("onboard", f"{site.url}/", "--name", "post", *ALLOWED)
        assert done.code == 1
        assert line in last_line(done.stderr)
        assert done.stdout == ""
    assert not (tmp_path / "profiles").exists()


def test_the_spider_alone_names_its_command(scrapy):
    done = scrapy("crawl", "visit", "-a", "url=https://a.example/")
    assert done.code == 2
    assert "scrapy onboard https://a.example/" in last_line(done.stderr)


def test_the_demo_site_is_known_after_a_visit(scrapy, tmp_path):
    command = [sys.executable, "-m", "crawler.demo", "--host", "127.0.0.41", "--port", "0"]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as demo:
        try:
            url = re.search(r"http://[\d.:]+/", demo.stdout.readline()).group()
            done = scrapy("onboard", url, "--name", "courier", *ALLOWED)
            assert done.code == 0, done.stderr
            checked = scrapy("onboard", "courier", "--check")
        finally:
            demo.terminate()
    assert checked.code == 0, checked.stdout
    assert done.stdout.startswith(f"The Harbour Courier, {url}\n")
    assert "(news sitemap, 20 entries)" in done.stdout
    assert "offered" in done.stdout
    assert "“Read More →” (" in done.stdout
    cases = sorted((tmp_path / "profiles" / "courier").iterdir())
    expected = [json.loads((case / "expected.json").read_text(encoding="utf-8")) for case in cases]
    articles = [case for case in expected if case.get("page_kind") == "article"]
    assert len(articles) >= 6
    assert all(case["headline"] and case["authors"] and case["published_at"] for case in articles)
