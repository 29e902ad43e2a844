"""Whatever a person mistypes or a site answers ends in one clear line, and the other pages are unharmed."""

import pytest

from tests.crawl.loopback import Answer, a_front, a_page

FEED = ("-O", "articles.jsonl")


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1]


# ---------------------------------------------------------------- what was typed


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["news", "-a", "url=example.com"], "write https://example.com"),
        (["news"], "nothing to crawl: give it a site"),
        (["news", "-a", "ulr=https://example.com/"], "did you mean -a url=…?"),
        (["newz", "-a", "url=https://example.com/"], "did you mean 'news'?"),
        ([], "name one spider"),
        (["news", "-a", "url=https://example.com/", "-s", "READMORE_ALLOW_PRIVATE_ADDRESSES=home"], "write 0, 1, or"),
    ],
)
def test_a_mistake_gets_one_line_and_no_traceback(scrapy, words, line):
    done = scrapy("crawl", *words, allow_private=False)
    assert done.code == 2
    assert line in last_line(done.stderr)
    assert "Traceback" not in done.stderr


# ---------------------------------------------------------------- where nothing can be crawled


@pytest.mark.parametrize("status", [403, 500])
def test_a_site_that_refuses_everything(scrapy, a_site, status):
    site = a_site({"/robots.txt": Answer("", 404), "*": Answer("no", status)})
    done = scrapy("crawl", "news", "-a", f"url={site.url}/", *FEED)
    assert done.code == 1
    assert f"nothing could be crawled: {site.url}/: the server answered {status}" in last_line(done.stderr)
    assert done.rejects["/"][0] == "http_status"
    assert "Traceback" not in done.stderr


def test_a_site_whose_robots_txt_fails_gets_no_other_request(scrapy, a_site):
    site = a_site({"/robots.txt": Answer("", 503), "*": Answer(a_page("Never asked for"))})
    done = scrapy("crawl", "news", "-a", f"url={site.url}/", *FEED)
    assert done.code == 1
    assert "its robots.txt answers 503" in last_line(done.stderr)
    assert set(site.asked) == {"/robots.txt"}


def test_a_site_whose_robots_txt_forbids_all(scrapy, a_site):
    site = a_site({"/robots.txt": Answer("User-agent: *\nDisallow: /\n", content_type="text/plain")})
    done = scrapy("crawl", "news", "-a", f"url={site.url}/", *FEED)
    assert done.code == 1
    assert "forbids" in last_line(done.stderr)
    assert site.asked == ["/robots.txt"]


def test_a_host_that_does_not_answer(scrapy, a_site):
    site = a_site({})
    port = int(site.url.rpartition(":")[2])
    done = scrapy("crawl", "news", "-a", f"url=http://127.0.0.9:{port}/", *FEED)
    assert done.code == 1
    assert "cannot be reached" in last_line(done.stderr)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("host", ["127.0.0.11", "localhost", "2130706433"])
def test_inner_addresses_are_refused_as_written_and_as_resolved(scrapy, host):
    done = scrapy("crawl", "news", "-a", f"url=http://{host}:9/", *FEED, allow_private=False)
    assert done.code == 1
    assert "private or local address" in last_line(done.stderr)


def test_a_redirect_to_an_inner_address_is_refused(scrapy, a_site):
    inner = a_site({"*": Answer(a_page("Behind the wall"))})
    site = a_site({"/robots.txt": Answer("", 404), "/": Answer("", 302, location=f"{inner.url}/secret")})
    own_network = site.url.split("/")[2].split(":")[0] + "/32"
    done = scrapy(
        "crawl",
        "news",
        "-a",
        f"url={site.url}/",
        *FEED,
        "-s",
        f"READMORE_ALLOW_PRIVATE_ADDRESSES={own_network}",
        allow_private=False,
    )
    assert done.code == 1
    assert inner.asked == []


# ---------------------------------------------------------------- one bad page among good ones

LATIN = "Die Kanzlerin sprach über Äpfel, Öfen und Übermut in der größten Straße der Stadt. " * 6
BAD = {
    "/empty": (Answer(""), "not_html"),
    "/report": (Answer(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", content_type="application/pdf"), "not_html"),
    "/photo.html": (Answer(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(400)), "not_html"),
    "/huge": (Answer(b"<p>" + b"all work and no play " * 2_500_000), "too_large"),
    "/circle": (Answer("", 302, location="/circle?again"), "redirect_loop"),
    "/gone": (Answer("gone", 410), "http_status"),
}
RELOADING = a_page("Live from the harbour all day").replace("<head>", '<head><meta http-equiv=refresh content="30">')


def test_the_other_pages_are_unharmed(scrapy, a_site):
    good = ["/good-news-one", "/good-news-two", "/good-news-three"]
    latin = a_page("Übermut in der Straße").replace("the council heard", LATIN)
    answers = {
        "/robots.txt": Answer("", 404),
        "/": Answer(a_front(*good, *BAD, "/wrong-charset", "/live")),
        "/wrong-charset": Answer(latin.encode("cp1252"), content_type="text/html; charset=utf-8"),
        "/circle?again": Answer("", 302, location="/circle"),
        "/live": Answer(RELOADING),
        **{path: Answer(a_page(f"Good news at {path} for everyone")) for path in good},
        **{path: answer for path, (answer, _) in BAD.items()},
    }
    site = a_site(answers)
    done = scrapy("crawl", "news", "-a", f"url={site.url}/", *FEED)
    assert done.code == 0, done.stderr
    assert {article["url"].removeprefix(site.url) for article in done.articles} == {*good, "/wrong-charset", "/live"}
    (broken,) = [article for article in done.articles if article["url"].endswith("/wrong-charset")]
    assert broken["headline"] == "Übermut in der Straße"
    assert "über Äpfel, Öfen" in broken["body_text"]
    assert "charset_wrong" in broken["warnings"]
    for path, (_, reason) in BAD.items():
        assert done.rejects[path][0] == reason, path
    assert "Traceback" not in done.stderr
