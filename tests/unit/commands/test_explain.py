"""``scrapy explain``: one page, from a file or a server, told field by field."""

import pytest

from tests.crawl.loopback import Answer, a_page, run_scrapy, serve


def test_a_saved_page_is_told_and_marked(tmp_path):
    (tmp_path / "page.html").write_text(a_page("A bridge opens in the old town"), encoding="utf-8")
    done = run_scrapy(tmp_path, "explain", "page.html", "--url", "https://a.example/x", "--html", "out/marked.html")
    assert done.code == 0, done.stderr
    assert done.stdout.startswith("https://a.example/x\narticle (confidence ")
    assert 'data-readmore="body"' in (tmp_path / "out" / "marked.html").read_text(encoding="utf-8")


def test_a_page_is_fetched_with_the_manners_of_a_crawl(tmp_path):
    answers = {"/robots.txt": Answer("User-agent: *\nDisallow: /closed"), "/open": Answer(a_page("A bridge opens"))}
    with serve(answers, "127.0.0.80") as site:
        allowed = ("-s", "READMORE_ALLOW_PRIVATE_ADDRESSES=1", "-s", "RETRY_ENABLED=0")
        told = run_scrapy(tmp_path, "explain", f"{site.url}/open", *allowed)
        closed = run_scrapy(tmp_path, "explain", f"{site.url}/closed", *allowed)
        guarded = run_scrapy(tmp_path, "explain", f"{site.url}/open")
        logged = run_scrapy(tmp_path, "explain", f"{site.url}/open", *allowed, "-L", "INFO")
    assert "A bridge opens" in told.stdout
    assert "INFO" not in told.stderr
    assert "INFO" in logged.stderr
    for refused, why in ((closed, "robots.txt"), (guarded, "is a private or local address")):
        assert refused.code == 1
        assert why in refused.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([], "name one page"),
        (["nowhere.html"], "write https://nowhere.html, or the path of a saved page"),
        (["page.html", "--html", "page.html/x.html"], "cannot be written"),
    ],
)
def test_a_mistake_gets_one_line(tmp_path, words, line):
    (tmp_path / "page.html").write_text(a_page("A bridge opens"), encoding="utf-8")
    done = run_scrapy(tmp_path, "explain", *words)
    assert done.code == 2
    assert line in done.stderr.strip().splitlines()[-1]
    assert "Traceback" not in done.stderr
