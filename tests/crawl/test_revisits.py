"""What a later night makes of sources that have changed, and of those that have not."""

import pytest

from tests.crawl.loopback import Answer, a_front, a_page
from tests.crawl.test_nights import options, read_night, write_profile

FIRST, SECOND = "2026-11-23", "2026-11-24"
STORIES = [f"/story-number-{n}-of-the-day" for n in range(1, 7)]
XML = "application/xml"


def a_sitemap(url, **lastmods):
    entries = "".join(
        f"<url><loc>{url}{path}</loc><lastmod>{lastmods.get(f'n{n}', '2025-03-04T06:00:00Z')}</lastmod></url>"
        for n, path in enumerate(STORIES, 1)
    )
    return Answer(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>', 200, XML)


def a_feed(url):
    items = "".join(
        f"<item><title>What happened at {path[1:]}</title><link>{url}{path}</link>"
        f"<dc:creator>Ada Novak</dc:creator><category>Harbour</category><description>In short.</description></item>"
        for path in STORIES
    )
    head = '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Test Post</title>'
    return Answer(f"{head}{items}</channel></rss>", 200, "application/rss+xml")


@pytest.fixture
def paper(a_site, tmp_path):
    pages = {path: Answer(a_page(f"What happened at {path[1:]}")) for path in STORIES}
    site = a_site({"*": Answer("", 404), "/": Answer(a_front(*STORIES)), **pages})
    site.answers["/robots.txt"] = Answer(f"Sitemap: {site.url}/sitemap.xml\n", 200, "text/plain")
    site.answers["/sitemap.xml"] = a_sitemap(site.url)
    write_profile(tmp_path, "post", f"{site.url}/")
    return site


def edit(site, path):
    site.answers[path] = Answer(a_page(f"What happened at {path[1:]}").replace("the council heard", "the mayor said"))


def run(scrapy, site, day, share):
    """One night; gives the stories that were asked for in it."""
    before = len(site.asked)
    done = scrapy("nightly", "post", "--date", day, *options(f"READMORE_REVISIT_SHARE={share}"))
    assert done.code == 0, done.stderr
    return sorted(path for path in site.asked[before:] if path in STORIES)


def test_an_article_is_asked_for_again_when_a_sitemap_says_that_it_was_changed(scrapy, paper, tmp_path):
    assert run(scrapy, paper, FIRST, 0) == STORIES
    for path in STORIES:
        edit(paper, path)
    paper.answers["/sitemap.xml"] = a_sitemap(paper.url, n3="2099-01-01T00:00:00Z")
    assert run(scrapy, paper, SECOND, 0) == [STORIES[2]]
    (line,) = read_night(tmp_path, "post", SECOND)
    assert line["url"] == paper.url + STORIES[2]
    assert (line["change"], line["revision"]) == ("updated", 2)
    assert "body_text" in line["changed_fields"]


def test_what_an_unchanged_feed_told_of_an_article_holds_when_the_article_is_read_again(scrapy, paper, tmp_path):
    paper.answers["/feed"] = a_feed(paper.url)
    front = a_front(*STORIES).replace("<body>", '<link rel="alternate" type="application/rss+xml" href="/feed"><body>')
    paper.answers["/"] = Answer(front)
    assert run(scrapy, paper, FIRST, 0) == STORIES
    before = {line["url"]: line for line in read_night(tmp_path, "post", FIRST)}
    edit(paper, STORIES[1])
    paper.answers[STORIES[4]] = Answer(a_page(f"What happened at {STORIES[4][1:]}") + "<!-- another advert -->")
    paper.answers["/"] = Answer(a_front(*STORIES[3:]))
    assert run(scrapy, paper, SECOND, 1) == STORIES
    (line,) = read_night(tmp_path, "post", SECOND)
    assert line["url"] == paper.url + STORIES[1]
    assert line["changed_fields"] == ["body_text"]
    first = before[line["url"]]
    assert [author["name"] for author in line["authors"]] == ["Ada Novak"]
    changed = {"revision", "change", "supersedes", "changed_fields", "body_text", "blocks", "content_hash", "simhash"}
    changed |= {"extractor"}  # its confidence is that in another text
    for name in set(first) - changed - {"fetched_at", "run", "fetch", "word_count", "duplicate_of", "cluster_id"}:
        assert line.get(name) == first[name], name
