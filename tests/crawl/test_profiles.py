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


def test_selectors_find_what_no_reader_would(scrapy, a_site, tmp_path):
    stories = [f"/s{n}" for n in range(1, 5)]
    page = "<!doctype html><html lang=en><title>Test Post</title><body><main>{}</main></body></html>"
    row = '<div class=row data-to="{}">A story of the town</div>'
    story = (
        a_page("What was decided").replace("<h1>", "<h1>Our paper</h1><h2 class=title>").replace("</h1><p>", "</h2><p>")
    )
    site = a_site(
        {
            "/robots.txt": Answer("", 404),
            "/": Answer(page.format("".join(map(row.format, stories[:2])) + "<button data-go='/list?p=b'>Go</button>")),
            "/list?p=b": Answer(page.format("".join(map(row.format, stories[2:])))),
            **{path: Answer(story.replace("What was decided</h2>", f"Decided at {path}</h2>")) for path in stories},
        }
    )
    selectors = """
[[selectors]]
link = "read_more"
css = "div.row"
attribute = "data-to"
[[selectors]]
link = "next_page"
css = "button"
attribute = "data-go"
[[selectors]]
field = "headline"
css = "h2.title"
valid_from = 2025-01-01
[[selectors]]
field = "body_text"
css = "article"
remove = ["h1", "h2", "p:first-of-type"]
[[selectors]]
field = "section"
css = "b.gone"
"""
    write_profile(tmp_path, "post", f'start = ["{site.url}/"]\n{selectors}')
    done = scrapy("crawl", "news", "-a", "site=post", "-O", "articles.jsonl")
    assert done.code == 0, done.stderr
    articles = {article["url"].removeprefix(site.url): article for article in done.articles}
    assert sorted(articles) == stories
    for path, article in articles.items():
        assert article["headline"] == f"Decided at {path}"
        assert article["discovered"]["via"] == "read_more"
        assert article["body_text"].startswith("What was decided: in paragraph 2 ")
        assert article["field_sources"]["headline"] == {"from": "profile", "confidence": 1.0}
        assert article["warnings"] == ["selector_found_nothing"]
