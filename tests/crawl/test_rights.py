"""What publishers say of machine use is recorded, kept to where asked, and nofollow is always kept to."""

import json

from tests.crawl.loopback import Answer, a_front, a_page

FEED = ("-O", "articles.jsonl")


def with_meta(page, name, content):
    return page.replace("<head>", f'<head><meta name="{name}" content="{content}">')


def story(words, headers=()):
    return Answer(a_page(words), headers=headers)


FREE = "/story-that-is-free-for-all"
RESERVED = {
    "/story-with-noai-in-its-page": Answer(
        with_meta(a_page("No machines may read this story"), "robots", "noai, noimageai")
    ),
    "/story-with-noai-in-its-header": story("No machines here", (("X-Robots-Tag", "noai"),)),
    "/story-with-tdm-in-its-page": Answer(with_meta(a_page("No mining in this story today"), "tdm-reservation", "1")),
    "/story-with-tdm-in-its-header": story(
        "No mining here", (("TDM-Reservation", "1"), ("TDM-Policy", "https://a.example/p"))
    ),
    "/reserved/story-of-the-whole-folder": story("No mining in this folder"),
    "/story-that-is-not-for-indexes": Answer(
        with_meta(a_page("No index shall list this story"), "robots", "noindex, follow")
    ),
}
OPEN = {
    FREE: story("Free for all", (("X-Robots-Tag", "otherbot: noai"),)),
    "/reserved/story-that-says-otherwise": Answer(
        with_meta(a_page("Mine this story as you like"), "tdm-reservation", "0")
    ),
}
SIGNALS = {
    "/story-with-noai-in-its-page": {"robots_noai": True},
    "/story-with-noai-in-its-header": {"robots_noai": True},
    "/story-with-tdm-in-its-page": {"tdm": "1"},
    "/story-with-tdm-in-its-header": {"tdm": "1 https://a.example/p"},
    "/reserved/story-of-the-whole-folder": {"tdm": "1"},
    "/story-that-is-not-for-indexes": None,
    FREE: None,
    "/reserved/story-that-says-otherwise": {"tdm": "0"},
}
RIGHTS = Answer(json.dumps([{"location": "/reserved/", "tdm-reservation": 1}]), content_type="application/json")


def a_reserved_site(a_site):
    pages = {**RESERVED, **OPEN}
    return a_site(
        {"/robots.txt": Answer("", 404), "/.well-known/tdmrep.json": RIGHTS, "/": Answer(a_front(*pages)), **pages}
    )


def crawl(scrapy, site, *words):
    return scrapy("crawl", "news", "-a", f"url={site.url}/", "-s", "READMORE_READ_TDMREP=1", *FEED, *words)


def test_what_is_reserved_is_recorded(scrapy, a_site):
    site = a_reserved_site(a_site)
    done = crawl(scrapy, site)
    articles = {article["url"].removeprefix(site.url): article for article in done.articles}
    assert {path: article.get("rights_signals") for path, article in articles.items()} == SIGNALS
    assert [path for path, article in articles.items() if "noindex" in article["warnings"]] == [
        "/story-that-is-not-for-indexes"
    ]
    assert site.asked[:3] == ["/robots.txt", "/.well-known/tdmrep.json", "/"]
    assert site.asked.count("/.well-known/tdmrep.json") == 1


def test_what_is_reserved_is_refused_where_that_is_asked_for(scrapy, a_site):
    site = a_reserved_site(a_site)
    done = crawl(scrapy, site, "-s", "READMORE_OBEY_RIGHTS=1")
    assert {article["url"].removeprefix(site.url) for article in done.articles} == set(OPEN)
    assert {path: reason for path, (reason, _) in done.rejects.items()} == dict.fromkeys(RESERVED, "rights_reserved")
    assert done.rejects["/story-with-tdm-in-its-header"][1].endswith("tdm-reservation 1 https://a.example/p")


def test_a_site_is_not_asked_for_the_file_where_robots_txt_or_a_setting_forbids(scrapy, a_site):
    pages = {"/": Answer(a_front(FREE)), FREE: OPEN[FREE]}
    denied = a_site(
        {"/robots.txt": Answer("User-agent: *\nDisallow: /.well-known/", content_type="text/plain"), **pages}
    )
    assert len(crawl(scrapy, denied).articles) == 1
    assert denied.asked == ["/robots.txt", "/", FREE]
    unasked = a_site({"/robots.txt": Answer("", 404), **pages})
    assert len(crawl(scrapy, unasked, "-s", "READMORE_READ_TDMREP=0").articles) == 1
    assert unasked.asked == ["/robots.txt", "/", FREE]


def test_the_links_of_a_nofollow_page_are_not_followed(scrapy, a_site):
    behind = "/story-behind-a-closed-list"
    site = a_site(
        {
            "/robots.txt": Answer("", 404),
            "/": Answer(a_front(FREE, "/story-that-ends-the-way-here")),
            FREE: story("Free for all"),
            "/story-that-ends-the-way-here": Answer(
                with_meta(a_page("The end of the way", behind), "robots", "nofollow")
            ),
            behind: story("Behind the list"),
            "/list": Answer(a_front(behind), headers=(("X-Robots-Tag", "none"),)),
        }
    )
    done = crawl(scrapy, site)
    assert {article["url"].removeprefix(site.url) for article in done.articles} == {
        FREE,
        "/story-that-ends-the-way-here",
    }
    closed = scrapy("crawl", "news", "-a", f"url={site.url}/list", *FEED)
    assert closed.articles == []
    assert behind not in site.asked
    assert {(line["decision"], line["reason"]) for line in closed.lines("teasers")} == {("skip", "nofollow")}
