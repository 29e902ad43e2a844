"""A run ends when it has taken what its site may take, and says so."""

from tests.crawl.loopback import Answer, a_front, a_page

ONE_BY_ONE = ("-s", "CONCURRENT_REQUESTS=1")  # what the downloader has taken on is fetched to the end
STORIES = [f"/story-number-{n}-of-the-day" for n in range(1, 9)]


def a_paper(a_site):
    answers = {path: Answer(a_page(f"What happened at {path[1:]}")) for path in STORIES}
    return a_site({"/robots.txt": Answer("", 404), "/": Answer(a_front(*STORIES)), **answers})


def test_bytes(scrapy, a_site):
    site = a_paper(a_site)
    page_bytes = len(a_page("What happened at story-number-1-of-the-day"))
    limit = len(a_front(*STORIES)) + 3 * page_bytes
    words = ["crawl", "news", "-a", f"url={site.url}/", "-O", "articles.jsonl", *ONE_BY_ONE]
    done = scrapy(*words, "-s", f"READMORE_MAX_BYTES={limit}")
    assert "ended     budget_bytes" in done.stderr
    assert 0 < len(done.articles) < len(STORIES)


def test_time(scrapy, a_site, tmp_path):
    site = a_paper(a_site)
    (tmp_path / "profiles").mkdir()
    profile = f'start = ["{site.url}/"]\n[limits]\nmax_minutes = 0.02\n[rate]\ndelay_seconds = 1\n'
    (tmp_path / "profiles" / "post.toml").write_text(profile, encoding="utf-8")
    done = scrapy("crawl", "news", "-a", "site=post", "-O", "articles.jsonl", *ONE_BY_ONE)
    assert "ended     budget_seconds" in done.stderr
    assert len(done.articles) < len(STORIES)
