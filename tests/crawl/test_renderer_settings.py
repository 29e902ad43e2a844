"""A renderer that is none, or not there, is one clear line before anything is fetched; so is a page that needs one."""

import socket

import pytest

from tests.crawl.loopback import Answer, a_front

SHELL = "<!doctype html><title>Post</title><div id=root></div><script>document.title = 'later';</script>"


@pytest.fixture
def site(a_site):
    return a_site({"/robots.txt": Answer("", 404), "*": Answer(SHELL)})


@pytest.fixture
def nobody():
    """An address where nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return f"http://127.0.0.1:{port}"


def crawl(scrapy, site, *settings, words=()):
    options = [word for setting in settings for word in ("-s", setting)]
    words = words or ("-a", f"url={site.url}/")
    return scrapy("crawl", "news", *words, "-O", "articles.jsonl", *options)


def line_of(done):
    assert done.code == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        (["READMORE_RENDERER=firefox"], "READMORE_RENDERER is 'firefox': write none, splash or playwright"),
        (["READMORE_RENDERER=splash", "READMORE_SPLASH_URL=nowhere"], "write an address such as"),
        (
            ["READMORE_RENDERER=playwright", "READMORE_CHROMIUM=/no/such/browser"],
            "READMORE_RENDERER is playwright|READMORE_CHROMIUM is",
        ),
    ],
)
def test_a_renderer_that_is_none(scrapy, site, settings, line):
    told = line_of(crawl(scrapy, site, *settings))
    assert any(part in told for part in line.split("|"))
    assert site.asked == []


def test_a_splash_that_is_not_there(scrapy, site, nobody):
    done = crawl(scrapy, site, "READMORE_RENDERER=splash", f"READMORE_SPLASH_URL={nobody}")
    assert "does not answer" in line_of(done)
    assert site.asked == []


def test_a_splash_behind_a_password(scrapy, site, a_site):
    fake = a_site({"*": Answer("who are you", 401)})
    done = crawl(scrapy, site, "READMORE_RENDERER=splash", f"READMORE_SPLASH_URL={fake.url}")
    assert "set SPLASH_USER and SPLASH_PASS" in line_of(done)


@pytest.fixture
def profile(site, tmp_path):
    """Write the site's profile with this renderer."""

    def write(renderer):
        (tmp_path / "profiles").mkdir()
        text = f'name = "Post"\nstart = ["{site.url}/"]\nrenderer = "{renderer}"\n'
        (tmp_path / "profiles" / "post.toml").write_text(text, encoding="utf-8")

    return write


def test_a_profile_that_asks_for_an_unknown_renderer(scrapy, site, profile):
    profile("firefox")
    told = line_of(crawl(scrapy, site, words=("-a", "site=post")))
    assert "post.toml, line 3" in told
    assert "renderer" in told
    assert site.asked == []


def test_a_profile_that_asks_for_a_renderer_that_is_not_there(scrapy, site, profile, nobody):
    profile("splash")
    done = crawl(scrapy, site, f"READMORE_SPLASH_URL={nobody}", words=("-a", "site=post"))
    assert "does not answer" in line_of(done)
    assert site.asked == []


def test_without_a_renderer_a_shell_is_refused_with_advice(scrapy, a_site):
    story = "/2025/03/04/a-story-of-some-length"
    site = a_site({"/robots.txt": Answer("", 404), "/": Answer(a_front(story)), story: Answer(SHELL)})
    done = crawl(scrapy, site)
    assert done.articles == []
    reason, detail = done.rejects[story]
    assert reason == "not_rendered"
    assert "set READMORE_RENDERER=splash or playwright" in detail
