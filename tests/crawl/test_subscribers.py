"""What a subscriber's login shows is read, and the login is sent to the site alone and kept nowhere."""

import gzip
from contextlib import contextmanager

import pytest

from tests.crawl.forward_proxy import serve_proxy
from tests.crawl.loopback import Answer, a_front, a_page
from tests.crawl.odd_server import serve_oddly, whole
from tests.crawl.test_bad_input import last_line
from tests.crawl.test_profiles import write_profile

SECRETS = {"POST_SESSION": "sess10n-s3cret", "POST_TOKEN": "t0ken-s3cret"}
LOGIN = """
[headers]
X-Reader = "Bearer $POST_TOKEN"
[cookies]
session = "env:POST_SESSION"
lang = "en"
"""
PATH = "/council-at-noon-in-the-town"
OTHER = "/weather-for-the-week-ahead"
WHOLE = a_page("What the council said at noon")
TEASED = WHOLE.replace(WHOLE[WHOLE.index("<p>") : WHOLE.rindex("</p></article>")], "<p>Subscribe to read on ...")


class LoggedIn(dict):
    """Answers that show a page whole only to whom has the cookie and the header."""

    def __init__(self, answers):
        super().__init__(answers)
        self.site = None

    def get(self, path, default=None):
        headers = self.site.headers[-1]
        if path == PATH:
            knows = "session=sess10n-s3cret" in headers.get("Cookie", "") and "t0ken" in headers.get("X-Reader", "")
            return Answer(WHOLE if knows else TEASED)
        return super().get(path, default)


@pytest.fixture
def environment(monkeypatch):
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


def a_subscribers_site(a_site, stranger):
    answers = LoggedIn(
        {
            "/robots.txt": Answer("", 404),
            "/": Answer(a_front(PATH, OTHER, "/moved-away-from-here-to-there")),
            OTHER: [Answer("busy", 503), Answer(a_page("The weather for the week ahead"))],
            "/moved-away-from-here-to-there": Answer("", 302, location=f"{stranger.url}/caught"),
        }
    )
    answers.site = a_site(answers)
    return answers.site


def list_written(folder):
    """Every byte that a run has left behind, unpacked."""
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "post.toml":
            data = path.read_bytes()
            yield path, gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


@pytest.mark.usefixtures("environment")
def test_a_login_opens_the_page_and_is_kept_nowhere(scrapy, a_site, tmp_path):
    stranger = a_site({"/robots.txt": Answer("", 404), "/caught": Answer(a_page("Caught by a stranger"))})
    site = a_subscribers_site(a_site, stranger)
    cached = ("-s", "HTTPCACHE_ENABLED=1", "-s", f"HTTPCACHE_DIR={tmp_path}/cache")
    words = ("-a", "site=post", "-O", "articles.jsonl", "-s", "JOBDIR=job", "-s", "LOG_LEVEL=DEBUG", *cached)
    write_profile(tmp_path, "post", f'start = ["{site.url}/"]\n{LOGIN}')
    done = scrapy("crawl", "news", *words, "-s", "HTTPCACHE_IGNORE_HTTP_CODES=503")
    assert done.code == 0, done.stderr
    (article,) = [article for article in done.articles if article["url"].endswith(PATH)]
    assert "what the painters of the town" in article["body_text"]
    assert site.asked.count(OTHER) == 2, "a request that is tried again brings the login along"
    for headers in site.headers:
        assert headers["Cookie"] == "session=sess10n-s3cret; lang=en"
        assert headers["X-Reader"] == "Bearer t0ken-s3cret"
    assert "/caught" not in stranger.asked
    written = list(list_written(tmp_path))
    assert {path.name for path, _ in written} >= {"ledger.db", "articles.jsonl", "rejects.jsonl", "response_body"}
    for secret in (b"sess10n-s3cret", b"t0ken-s3cret"):
        assert [path for path, data in written if secret in data] == []
        assert secret.decode() not in done.stdout + done.stderr


@pytest.mark.usefixtures("environment")
def test_another_host_of_the_crawl_sees_no_login(scrapy, a_site, tmp_path):
    stranger = a_site({"/robots.txt": Answer("", 404), "/": Answer(a_front("/caught-by-a-stranger-at-last"))})
    site = a_subscribers_site(a_site, stranger)
    write_profile(tmp_path, "post", f'start = ["{site.url}/"]\n{LOGIN}')
    done = scrapy(
        "crawl", "news", "-a", "site=post", "-a", f"url={stranger.url}/ {site.url}{PATH}", "-O", "articles.jsonl"
    )
    assert done.code == 0, done.stderr
    assert stranger.asked
    assert not any("Cookie" in headers or "X-Reader" in headers for headers in stranger.headers)


def test_without_the_login_the_page_is_not_whole(scrapy, a_site):
    site = a_subscribers_site(a_site, a_site({}))
    done = scrapy("crawl", "news", "-a", f"url={site.url}{PATH}", "-O", "articles.jsonl")
    assert PATH in site.asked
    assert not any("painters" in (article["body_text"] or "") for article in done.articles)


@pytest.mark.usefixtures("environment")
def test_a_page_is_explained_and_read_by_its_profile(scrapy, a_site, tmp_path):
    site = a_subscribers_site(a_site, a_site({}))
    selectors = '[[selectors]]\nfield = "kicker"\ncss = "h1"\n[[selectors]]\nlink = "section"\ncss = "a"\n'
    write_profile(tmp_path, "post", f'start = ["{site.url}/"]\n{LOGIN}{selectors}')
    done = scrapy("explain", f"{site.url}{PATH}", "--site", "post", "-s", "READMORE_ALLOW_PRIVATE_ADDRESSES=1")
    assert done.code == 0, done.stderr
    assert "in paragraph 6 the council heard" in done.stdout
    assert "kicker        h1                                        1 found, taken" in done.stdout
    assert "section       a                                         nothing on this page" in done.stdout
    (tmp_path / "page.html").write_text(WHOLE, encoding="utf-8")
    done = scrapy("read", "page.html", "--site", "post", "-o", "articles.jsonl")
    assert done.code == 0, done.stderr
    (article,) = done.articles
    assert article["kicker"] == "What the council said at noon"
    assert article["source"]["id"] == "post"
    assert article["field_sources"]["kicker"]["from"] == "profile"
    assert scrapy("read", "page.html", "--site", "pots").code == 2


def test_a_variable_that_is_missing_gets_one_line(scrapy, tmp_path):
    write_profile(tmp_path, "post", f'start = ["http://127.0.0.1:9/"]\n{LOGIN}')
    for words in (("crawl", "news", "-a", "site=post"), ("explain", "http://127.0.0.1:9/", "--site", "post")):
        done = scrapy(*words)
        assert done.code == 2
        line = "the profile 'post': X-Reader in [headers] takes POST_TOKEN from the environment, which has none"
        assert line in last_line(done.stderr)
        assert "Traceback" not in done.stderr
    night = scrapy("nightly", "post")
    assert night.code == 1
    assert "takes POST_TOKEN from the environment" in night.stderr


# ---------------------------------------------------------------- through a proxy


@contextmanager
def a_proxied_site(a_site, tmp_path, monkeypatch, **more):
    """A site by a name that only the proxy knows."""
    answers = {
        "/robots.txt": Answer("User-agent: *\nDisallow: /closed-to-all-of-the-robots"),
        "/": Answer(a_front(PATH, "/closed-to-all-of-the-robots")),
        PATH: Answer(WHOLE),
        **more,
    }
    site = a_site(answers)
    with serve_proxy("127.0.0.9", {"post.example": site.url[7:]}) as proxy:
        monkeypatch.setenv("POST_PROXY", proxy.url.replace("//", "//reader:pa%40s3cret@"))
        profile = 'start = ["http://post.example/"]\nproxy = "$POST_PROXY"\n[cookies]\nsession = "own"\n'
        write_profile(tmp_path, "post", profile)
        yield site, proxy


def crawl_guarded(scrapy, *words):
    return scrapy("crawl", "news", "-a", "site=post", "-O", "articles.jsonl", *words, allow_private=False)


def test_all_of_a_site_goes_through_its_proxy(scrapy, a_site, tmp_path, monkeypatch):
    with a_proxied_site(a_site, tmp_path, monkeypatch) as (site, proxy):
        done = crawl_guarded(scrapy, "-s", "LOG_LEVEL=DEBUG", "-s", "JOBDIR=job")
    assert done.code == 0, done.stderr
    assert [article["url"] for article in done.articles] == [f"http://post.example{PATH}"]
    seen = [f"GET http://post.example{path}" for path in ("/robots.txt", "/", PATH)]
    assert proxy.seen == seen
    assert {headers["Proxy-Authorization"] for headers in proxy.headers} == {"Basic cmVhZGVyOnBhQHMzY3JldA=="}
    assert {headers["Cookie"] for headers in proxy.headers} == {"session=own"}
    assert not any("Proxy-Authorization" in headers for headers in site.headers)
    assert done.rejects["/closed-to-all-of-the-robots"][0] == "robots_denied"
    for secret in (b"s3cret", b"cmVhZGVyOnBhQHMzY3JldA"):
        assert [path for path, data in list_written(tmp_path) if secret in data] == []
        assert secret.decode() not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "inner", ["http://127.0.0.9:80/a-story-of-the-inner-net", "http://intranet/a-story-of-the-inner-net", "own"]
)
def test_the_proxy_is_sent_to_no_inner_address(scrapy, a_site, tmp_path, monkeypatch, inner):
    away = {"/leads-to-the-inner-net-of-the-proxy": Answer("", 302)}
    with a_proxied_site(a_site, tmp_path, monkeypatch, **away) as (site, proxy):
        target = f"{proxy.url}/" if inner == "own" else inner
        front = a_front(PATH).replace(PATH, target, 1)
        site.answers["/"] = Answer(front)
        done = crawl_guarded(scrapy, "-a", f"url=http://post.example/ {target}")
    assert done.code == 0, done.stderr
    assert {line.split("/")[2] for line in proxy.seen} == {"post.example"}
    assert "address_refused" in {reason for reason, _ in done.rejects.values()}


def test_of_an_encrypted_site_the_proxy_sees_a_tunnel_and_no_login(scrapy, tmp_path, certificate):
    answers = {PATH: whole(WHOLE)}
    with (
        serve_oddly(answers, "127.0.0.31", certificate) as site,
        serve_proxy("127.0.0.9", {"post.example:443": site.url[8:]}) as proxy,
    ):
        address = proxy.url.replace("//", "//reader:pass@")
        profile = f'start = ["https://post.example{PATH}"]\nproxy = "{address}"\n[cookies]\nsession = "own"\n'
        write_profile(tmp_path, "post", profile)
        done = crawl_guarded(scrapy, "-s", "DOWNLOAD_VERIFY_CERTIFICATES=0")
    assert done.code == 0, done.stderr
    assert len(done.articles) == 1
    assert set(proxy.seen) == {"CONNECT post.example:443"}
    assert all(headers["Proxy-Authorization"].startswith("Basic ") for headers in proxy.headers)
    assert "own" not in str(proxy.headers)
    assert site.asked == ["/robots.txt", PATH]
    assert {headers["Cookie"] for headers in site.headers} == {"session=own"}
    assert not any("Proxy-Authorization" in headers for headers in site.headers)


def test_a_proxy_that_is_down_is_named(scrapy, tmp_path):
    write_profile(tmp_path, "post", 'start = ["http://post.example/"]\nproxy = "http://127.0.0.9:9"\n')
    done = crawl_guarded(scrapy)
    assert done.code == 1
    assert "the proxy http://127.0.0.9:9 refused the connection" in last_line(done.stderr)
