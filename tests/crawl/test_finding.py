"""A crawl finds every article by whatever way the site shows, asks for what it was told to, and for little else."""

import json
from collections import Counter
from xml.sax.saxutils import escape

import pytest

from crawler.links.rest import posts_url
from tests.crawl.loopback import Answer, a_front, a_page

STORIES = [f"/news/story-number-{n}-of-the-day" for n in range(1, 13)]
ALL = ("-s", "READMORE_DISCOVERY=all", "-s", "READMORE_READ_TDMREP=0")
XML = "application/xml"


def pages(paths=STORIES):
    return {path: Answer(a_page(f"What happened at {path[1:]}")) for path in paths}


def a_listing(*paths, rest=""):
    return a_front(*paths).replace("</main>", f"</main>{rest}")


def a_feed(url, *paths, days=()):
    dates = dict(zip(paths, days, strict=False))
    items = "".join(
        f"<item><title>The story at {path}</title><link>{url}{path}</link><category>Town</category>"
        f"{f'<pubDate>{dates[path]}</pubDate>' if path in dates else ''}</item>"
        for path in paths
    )
    return Answer(f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>', content_type=XML)


def a_sitemap(url, *paths, lastmod=""):
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    entries = "".join(f"<url><loc>{escape(url + path)}</loc>{changed}</url>" for path in paths)
    return Answer(f"<urlset>{entries}</urlset>", content_type=XML)


def crawl(scrapy, site, *words, start="/"):
    done = scrapy("crawl", "news", "-a", f"url={site.url}{start}", "-O", "articles.jsonl", *ALL, *words)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def found(site, done):
    return {line["url"].removeprefix(site.url): line for line in done.articles}


# ---------------------------------------------------------------- ways to an article


def test_robots_txt_a_link_element_and_common_addresses_lead_to_what_no_page_links_to(a_site, scrapy):
    site = a_site(
        {
            "/": Answer(
                a_listing(STORIES[0]).replace(
                    "<title>", '<link rel=alternate type="application/rss+xml" href="/rss"><title>'
                )
            ),
            **pages(),
        }
    )
    site.answers["/robots.txt"] = Answer(f"Sitemap: {site.url}/maps/index.xml", content_type="text/plain")
    site.answers["/maps/index.xml"] = Answer(
        f"<sitemapindex><sitemap><loc>{site.url}/maps/posts-1.xml</loc></sitemap>"
        f"<sitemap><loc>{site.url}/maps/tags.xml</loc></sitemap></sitemapindex>",
        content_type=XML,
    )
    site.answers["/maps/posts-1.xml"] = a_sitemap(site.url, *STORIES[1:6], "/about/", "/tag/harbour/")
    site.answers["/rss"] = a_feed(site.url, *STORIES[6:], days=["Wed, 30 Apr 2025 07:00:00 +0000"])
    done = crawl(scrapy, site)
    articles = found(site, done)
    assert set(articles) == set(STORIES)
    assert articles[STORIES[0]]["discovered"]["via"] == "read_more"
    assert articles[STORIES[1]]["discovered"]["via"] == "sitemap"
    assert articles[STORIES[6]]["discovered"] == {
        "via": "rss",
        "from_url": f"{site.url}/rss",
        "position": 1,
        "depth": 1,
    }
    assert not {"/maps/tags.xml", "/tag/harbour/", "/feed/", "/sitemap.xml"} & set(site.asked)
    told = {line["url"].removeprefix(site.url): line for line in done.lines("teasers") if line["link_kind"] == "feed"}
    assert set(told) == set(STORIES[6:])
    assert told[STORIES[6]]["published_at"] == "2025-04-30T07:00:00Z"
    assert told[STORIES[6]]["headline"] == f"The story at {STORIES[6]}"


def test_where_nothing_is_named_common_addresses_are_tried_in_silence(a_site, scrapy):
    site = a_site({"/robots.txt": Answer("", 404), "/": Answer(a_listing(STORIES[0])), **pages()})
    site.answers["/sitemap.xml"] = a_sitemap(site.url, *STORIES[1:])
    site.answers["/feed/"] = Answer("<html><body>Our feeds have moved</body></html>")
    done = crawl(scrapy, site)
    assert set(found(site, done)) == set(STORIES)
    assert not done.rejects


def test_links_alone_are_followed_where_that_is_asked_for(a_site, scrapy):
    site = a_site({"/robots.txt": Answer("", 404), "/": Answer(a_listing(*STORIES[:3])), **pages()})
    site.answers["/sitemap.xml"] = a_sitemap(site.url, *STORIES)
    done = crawl(scrapy, site, "-s", "READMORE_DISCOVERY=links")
    assert set(found(site, done)) == set(STORIES[:3])
    assert "/sitemap.xml" not in site.asked


def test_what_an_article_cost_is_told(a_site, scrapy):
    site = a_site({"/robots.txt": Answer("", 404), "/": Answer(a_listing(*STORIES[:4])), **pages()})
    done = crawl(scrapy, site, "-s", "READMORE_DISCOVERY=links", "-s", "LOG_LEVEL=INFO")
    assert len(done.articles) == 4
    assert f"'readmore/requests_per_article': {len(site.asked) / 4}" in done.stderr


def test_wordpress_is_asked_for_its_list_of_posts_and_a_protected_one_is_no_article(a_site, scrapy):
    site = a_site({"/robots.txt": Answer("", 404), **pages()})
    site.answers["/"] = Answer(a_listing(STORIES[0]), headers=(("Link", '</wp-json/>; rel="https://api.w.org/"'),))
    posts = [{"link": f"{site.url}{path}", "title": {"rendered": f"Story {path}"}} for path in STORIES]
    posts[3]["content"] = {"protected": True}
    asked = posts_url("", 1).partition("&_embed")[2]
    for page in (1, 2):
        site.answers[f"/wp-json/wp/v2/posts?per_page=100&page={page}&_embed{asked}"] = Answer(
            json.dumps(posts[(page - 1) * 6 : page * 6]),
            content_type="application/json",
            headers=(("X-WP-TotalPages", "2"),),
        )
    done = crawl(scrapy, site)
    assert set(found(site, done)) == set(STORIES) - {STORIES[3]}
    assert found(site, done)[STORIES[7]]["discovered"]["via"] == "rest"


def test_a_start_page_may_be_a_feed(a_site, scrapy):
    site = a_site({"/robots.txt": Answer("", 404), **pages()})
    site.answers["/feed.xml"] = a_feed(site.url, *STORIES[:4])
    assert set(found(site, crawl(scrapy, site, start="/feed.xml"))) == set(STORIES[:4])


def test_a_sitemaps_doubtful_addresses_are_asked_for_if_they_look_like_the_articles(a_site, scrapy):
    short = ["/news/ferry", "/news/tides"]
    site = a_site({"/robots.txt": Answer("", 404), "/": Answer(a_listing(*STORIES)), **pages([*STORIES, *short])})
    site.answers["/sitemap.xml"] = a_sitemap(site.url, *short, "/charter", "/staff-list")
    assert set(found(site, crawl(scrapy, site))) == {*STORIES, *short}
    assert not {"/charter", "/staff-list"} & set(site.asked)


def slash_site(a_site, *plain):
    """Stories whose addresses are sent on to the same with a slash, these ones aside."""
    site = a_site({"/robots.txt": Answer("", 404), "/": Answer(a_listing(*STORIES)), **pages(plain)})
    for path in set(STORIES) - set(plain):
        site.answers[path] = Answer("", 301, location=f"{path}/")
        site.answers[f"{path}/"] = Answer(a_page(f"What happened at {path[1:]}"))
    return site


def test_a_redirect_that_only_adds_a_slash_is_foreseen(a_site, scrapy):
    site = slash_site(a_site)
    done = crawl(scrapy, site, "-s", "READMORE_DISCOVERY=links")
    told = {path: (line["redirects"], line["request_url"]) for path, line in found(site, done).items()}
    assert told == {f"{path}/": ([site.url + path], site.url + path) for path in STORIES}
    assert sum(path in site.asked for path in STORIES) <= 4


def test_what_has_no_slash_is_found_where_others_have(a_site, scrapy):
    plain = STORIES[0]
    site = slash_site(a_site, plain)
    done = crawl(scrapy, site, "-s", "READMORE_DISCOVERY=links")
    assert set(found(site, done)) == {plain, *(f"{path}/" for path in STORIES[1:])}
    assert not done.rejects


# ---------------------------------------------------------------- arguments


@pytest.fixture
def town(a_site):
    """A site of two sections, whose feed knows every day of publishing."""
    sport = [path.replace("/news/", "/sport/") for path in STORIES[:4]]
    nav = '<nav><a href="/sport/">Sport</a><a href="/town/">Town</a></nav>'
    site = a_site(
        {
            "/robots.txt": Answer("", 404),
            "/": Answer(a_listing(*STORIES, rest=nav)),
            "/sport/": Answer(a_listing(*sport, rest=nav)),
            "/town/": Answer(a_listing(*STORIES[4:], rest=nav)),
            **pages([*STORIES, *sport]),
        }
    )
    days = [f"{day:02} Mar 2025 08:00:00 +0000" for day in range(1, 13)]
    site.answers["/feed/"] = a_feed(site.url, *STORIES, days=[f"Mon, {day}" for day in days])
    return site


def test_max_articles_is_kept_to_the_letter(town, scrapy):
    done = crawl(scrapy, town, "-a", "max_articles=5")
    assert len(done.articles) == 5
    assert "max_articles" in done.stderr


def test_the_newest_come_first(town, scrapy):
    town.answers["/"] = Answer(a_listing())
    assert set(found(town, crawl(scrapy, town, "-a", "max_articles=3"))) == set(STORIES[-3:])


def test_max_pages_bounds_what_is_asked_for(town, scrapy):
    done = crawl(scrapy, town, "-a", "max_pages=9", "-s", "READMORE_DISCOVERY=links")
    assert len([path for path in town.asked if path != "/robots.txt"]) == 9
    assert "max_pages" in done.stderr


def test_what_was_published_on_other_days_is_not_even_fetched(town, scrapy):
    done = crawl(scrapy, town, "-a", "since=2025-03-04", "-a", "until=2025-03-06", "-a", "exclude=/sport/")
    assert set(found(town, done)) == set(STORIES[3:6])
    assert not set(STORIES) - set(STORIES[3:6]) & set(town.asked)
    assert {line["reason"] for line in done.lines("teasers")} == {None, "known", "before_since", "after_until"}


def test_a_page_that_tells_its_day_itself_is_held_to_it(town, scrapy):
    done = crawl(scrapy, town, "-a", "since=2025-04-01", "-s", "READMORE_DISCOVERY=links")
    assert not done.articles
    assert done.rejects[STORIES[0]] == ("outside_dates", "published on 2025-03-04")


def test_sections_are_the_paths_below_and_what_their_listings_offer(town, scrapy):
    done = crawl(scrapy, town, "-a", "sections=/town")
    assert set(found(town, done)) == set(STORIES[4:])
    assert "/sport/" not in town.asked


def test_excluded_addresses_are_never_asked_for(town, scrapy):
    done = crawl(scrapy, town, "-a", r"exclude=/sport/|number-1\d")
    assert set(found(town, done)) == set(STORIES[:9])
    assert not [path for path in town.asked if path.startswith("/sport/")]


# ---------------------------------------------------------------- pages for AMP and for printing


def versions_site(a_site):
    """Stories whose AMP pages and pages to be printed, none with a canonical link, stand in feed and listing too."""
    paths = STORIES[:6]
    site = a_site({"/robots.txt": Answer("", 404)})
    for n, path in enumerate(paths):
        story = a_page(f"What happened at {path[1:]}")
        linked = f'<p><a href="{path}?print=yes&amp;size=big">Print</a></p></main>' if n % 2 else "</main>"
        site.answers[path] = Answer(story.replace("</main>", linked))
        site.answers[f"/amp{path}"] = Answer(story.replace("in paragraph 2", "in the shortened paragraph 2"))
        site.answers[f"{path}?outputType=amp"] = Answer(a_page("Another headline", path))
    # Other articles at such addresses: one beside an article, one where none stands.
    site.answers["/amp/news/story-number-9-of-the-day"] = Answer(a_page("A column of its own"))
    site.answers["/news/story-number-9-of-the-day"] = Answer(a_page("What happened at nine"))
    site.answers["/print/the-printers-of-the-old-town"] = Answer(a_page("The printers of the old town"))
    site.answers["/"] = Answer(
        a_listing(*paths[:3], "/news/story-number-9-of-the-day", *(f"/amp{path}" for path in paths))
    )
    offered = [f"{path}?outputType=amp" for path in paths]
    offered += ["/amp/news/story-number-9-of-the-day", "/print/the-printers-of-the-old-town"]
    site.answers["/feed/"] = a_feed(site.url, *offered)
    wanted = {*paths, "/news/story-number-9-of-the-day", "/amp/news/story-number-9-of-the-day"}
    return site, {*wanted, "/print/the-printers-of-the-old-town"}


def test_pages_for_amp_and_for_printing_are_folded_into_their_article_and_other_articles_are_not(a_site, scrapy):
    site, wanted = versions_site(a_site)
    done = crawl(scrapy, site)
    assert set(found(site, done)) == wanted
    folded = {path: detail for path, (reason, detail) in done.rejects.items() if reason == "duplicate_address"}
    assert set(folded) == {
        f"{start}{path}{end}" for path in STORIES[:6] for start, end in (("/amp", ""), ("", "?outputType=amp"))
    }
    assert folded[f"/amp{STORIES[0]}"] == f"another version of {site.url}{STORIES[0]}"
    assert not [path for path in site.asked if "print=yes" in path]


def test_a_folded_page_is_not_asked_for_again_another_night(a_site, scrapy):
    site, wanted = versions_site(a_site)
    for day, expected in ((1, wanted), (2, set())):
        words = ["-s", "READMORE_LEDGER_URL=sqlite:///ledger.db", "-s", f"READMORE_JOB=town/2026-05-0{day}"]
        assert set(found(site, crawl(scrapy, site, *words))) == expected
    assert not [path for path, count in Counter(site.asked).items() if count > 1 and ("amp" in path or "print" in path)]


# ---------------------------------------------------------------- records do not depend on the order

SHUFFLED = """
import asyncio, random
class ShufflingMiddleware:
    def __init__(self, seed):
        self.random = random.Random(seed)
    @classmethod
    def from_crawler(cls, crawler):
        return cls(crawler.settings.getint("SHUFFLE_SEED"))
    async def process_response(self, request, response):
        await asyncio.sleep(self.random.random() / 10)
        return response
"""
SETTINGS = """
from crawler.settings import *
DOWNLOADER_MIDDLEWARES = {**DOWNLOADER_MIDDLEWARES, "shuffling.ShufflingMiddleware": 900}
CONCURRENT_REQUESTS_PER_DOMAIN = 8
"""


@pytest.fixture
def shuffled(scrapy, tmp_path):
    """Crawls a site several times with its answers in another order; gives the records of each time by path."""

    def run(site, times):
        (tmp_path / "shuffling.py").write_text(SHUFFLED, encoding="utf-8")
        (tmp_path / "shuffled_settings.py").write_text(SETTINGS, encoding="utf-8")
        passing = {"run", "fetched_at", "first_seen_at"}
        for seed in range(times):
            words = ["-s", f"SHUFFLE_SEED={seed}", "-O", "articles.jsonl", *ALL]
            done = scrapy("crawl", "news", "-a", f"url={site.url}/", *words, settings_module="shuffled_settings")
            yield {
                path: {key: value for key, value in line.items() if key not in passing}
                for path, line in found(site, done).items()
            }

    return run


def test_a_record_is_the_same_in_whatever_order_the_pages_come(a_site, shuffled):
    related = {
        path: Answer(
            a_page(f"What happened at {path[1:]}", STORIES[(n * 5 + 2) % 12], f"/deep/the-story-below-{n % 3}")
        )
        for n, path in enumerate(STORIES)
    }
    deep = [f"/deep/the-story-below-{n}" for n in range(3)]
    nav = '<nav><a href="/sport/">Sport</a><a href="/town/">Town</a></nav><p><a href="/tag/quay/">quay</a></p>'
    site = a_site(
        {
            "/robots.txt": Answer("", 404),
            "/": Answer(a_listing(*STORIES[:4], rest=f'{nav}<a rel=next href="/page/2/">Older posts</a>')),
            "/page/2/": Answer(a_listing(*STORIES[3:8])),
            "/sport/": Answer(a_listing(*STORIES[2:10:2], rest=nav)),
            "/town/": Answer(a_listing(*STORIES[1:9:3], rest=nav)),
            "/tag/quay/": Answer(a_listing(*STORIES[8:11])),
            **related,
            **pages(deep),
        }
    )
    site.answers["/feed/"] = a_feed(site.url, *STORIES[:5])
    site.answers["/sitemap.xml"] = a_sitemap(site.url, *STORIES[4:])
    first, *others = shuffled(site, 3)
    assert set(first) == {*STORIES, *deep}
    assert all(other == first for other in others)


def test_what_is_folded_does_not_depend_on_the_order_either(a_site, shuffled):
    site, wanted = versions_site(a_site)
    first, second = shuffled(site, 2)
    assert set(first) == wanted
    assert first == second


def test_what_stands_all_over_the_site_is_no_text_of_a_story_and_a_story_printed_whole_is(a_site, shuffled):
    pitch = "<p>The reporters of this town live by its readers: whoever becomes a member keeps the news free.</p>"
    paths = [f"/news/story-number-{n}-of-the-day" for n in range(1, 41)]
    stories = {path: a_page(f"What happened at {path[1:]}") for path in paths}
    told = stories[paths[0]].partition("</h1>")[2].partition("</article>")[0]
    whole = f'<article><h2><a href="{paths[0]}">The newest of all our stories of today</a></h2>{told}</article>'
    sections = {f"/section-{n}/": paths[10 * n : 10 * n + 10] for n in range(4)}
    nav = f"{whole}{pitch}<nav>{''.join(f'<a href={path}>{path[1:-1]}</a>' for path in sections)}</nav>"
    site = a_site(
        {
            "/": Answer(a_listing(*paths[5:12], rest=nav)),
            **{path: Answer(a_listing(*offered, rest=nav)) for path, offered in sections.items()},
            **{path: Answer(html.replace("</p><p>", f"</p>{pitch}<p>", 1)) for path, html in stories.items()},
        }
    )
    first, second = shuffled(site, 2)
    assert set(first) == set(paths)
    assert {line["body_text"].count("\n\n") for line in first.values()} == {5}
    assert not any("becomes a member" in line["body_text"] for line in first.values())
    assert first == second
