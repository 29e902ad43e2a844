"""A site's profile in a whole crawl: where it begins, what it reads by, how its records are signed."""

from tests.crawl.loopback import Answer, a_front, a_page
from tests.crawl.test_bad_input import last_line

DATED = a_page("What the council said at noon").replace("2025-03-04T05:06:00Z", "2025-03-04T05:06:00")


def write_profile(folder, name, text):
    (folder / "profiles").mkdir(exist_ok=True)
    (folder / "profiles" / f"{name}.toml").write_text(text, encoding="utf-8")


def test_a_crawl_by_its_profile(scrapy, a_site, tmp_path):
    site = a_site(
        {
            "/robots.txt": Answer("", 404),
            "/news/": Answer(a_front("/council-at-noon-in-the-town", "/weather-for-the-week-ahead")),
            "/council-at-noon-in-the-town": Answer(DATED),
            "/weather-for-the-week-ahead": Answer(a_page("The weather for the week ahead")),
        }
    )
    profile = f'name = "The Test Post"\nstart = ["{site.url}/news/"]\ntime_zone = "Asia/Tokyo"\nlanguage = "en"\n'
    write_profile(tmp_path, "post", profile)
    done = scrapy("crawl", "news", "-a", "site=post", "-O", "articles.jsonl")
    assert done.code == 0, done.stderr
    assert len(done.articles) == 2
    (dated,) = [article for article in done.articles if article["url"].endswith("noon-in-the-town")]
    assert dated["published_at"] == "2025-03-03T20:06:00Z"
    assert dated["published_tz"] == "site_default"
    assert dated["source"] == {"id": "post", "domain": site.url.removeprefix("http://"), "name": "The Test Post"}
    assert dated["extractor"]["profile"] == "post"


def test_what_is_typed_outweighs_the_profile(scrapy, a_site, tmp_path):
    site = a_site({"/robots.txt": Answer("", 404), "/one": Answer(a_page("The one page that was asked for"))})
    write_profile(tmp_path, "post", f'start = ["{site.url}/"]\n')
    done = scrapy("crawl", "news", "-a", "site=post", "-a", f"url={site.url}/one", "-O", "articles.jsonl")
    assert done.code == 0, done.stderr
    assert "/" not in site.asked


def test_a_mistake_in_a_profile_gets_one_line_and_no_traceback(scrapy, tmp_path):
    write_profile(tmp_path, "post", 'start = ["https://a.example/"]\nlangauge = "en"\n')
    for name, line in (("post", "line 2: unknown key 'langauge': did you mean 'language'?"), ("pots", "mean 'post'?")):
        done = scrapy("crawl", "news", "-a", f"site={name}")
        assert done.code == 2
        assert line in last_line(done.stderr)
        assert "Traceback" not in done.stderr
