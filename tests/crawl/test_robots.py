"""robots.txt holds for whole crawls: whoever waits for it, wherever it lies, and when it cannot be had."""

from tests.crawl.loopback import Answer, a_front, a_page

FEED = ("-O", "articles.jsonl")
TEXT = "text/plain"
ONE = "/a-story-of-the-day"  # a front page is never taken for an article
PATHS = [f"/story-number-{n}-of-the-day" for n in range(1, 5)]


def rules(text, **more):
    return Answer(text, content_type=TEXT, **more)


def crawl(scrapy, *urls, words=()):
    return scrapy("crawl", "news", "-a", f"url={' '.join(urls)}", *FEED, *words)


def test_six_start_addresses_at_once_all_wait_for_the_rules(scrapy, a_site):
    # Scrapy's own middleware gives the rules to the first that waits, and to the others none.
    pages = {f"/page-{n}-of-six-start-pages": Answer(a_page(f"The news of page {n}")) for n in range(1, 7)}
    site = a_site({"/robots.txt": rules("User-agent: *\nDisallow: /\n"), **pages})
    starts = [site.url + path for path in pages]
    done = crawl(scrapy, *starts, words=("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8"))
    assert done.code == 1
    assert site.asked == ["/robots.txt"]
    assert {reason for reason, _ in done.rejects.values()} == {"robots_denied"}
    assert set(done.rejects) == set(pages)


def test_a_site_is_read_as_its_rules_for_us_allow(scrapy, a_site):
    text = (
        "\ufeffUser-agent: otherbot\nDisallow: /\n\nUser-agent: readmore\nDisallow: /story-number-1*day$\n"
        "Disallow: /story\nAllow: /story-number-\n\nUser-agent: *\nDisallow: /\n"
    )
    pages = {path: Answer(a_page(f"What happened at {path}")) for path in PATHS}
    site = a_site({"/robots.txt": rules(text), "/": Answer(a_front(*PATHS)), **pages})
    done = crawl(scrapy, f"{site.url}/")
    assert {article["url"].removeprefix(site.url) for article in done.articles} == set(PATHS[1:])
    assert done.rejects[PATHS[0]][0] == "robots_denied"
    assert site.asked.count("/robots.txt") == 1
    assert PATHS[0] not in site.asked


def test_a_redirect_into_what_is_forbidden_is_not_followed(scrapy, a_site):
    site = a_site(
        {
            "/robots.txt": rules("User-agent: *\nDisallow: /inside\n"),
            "/": Answer("", 302, location="/inside/story"),
            "/inside/story": Answer(a_page("Behind the rope")),
        }
    )
    done = crawl(scrapy, f"{site.url}/")
    assert done.code == 1
    assert "/inside/story" not in site.asked


def test_rules_behind_redirects_are_found_on_another_host_too(scrapy, a_site):
    keeper = a_site({"/rules-4": rules("User-agent: *\nDisallow: /secret\n")})
    hops = {f"/rules-{n}": Answer("", 301, location=f"/rules-{n + 1}") for n in range(1, 3)}
    site = a_site(
        {
            "/robots.txt": Answer("", 301, location="/rules-1"),
            **hops,
            "/rules-3": Answer("", 307, location=f"{keeper.url}/rules-4"),
            "/": Answer(a_front("/secret-story-of-the-day", "/open-story-of-the-day")),
            "/secret-story-of-the-day": Answer(a_page("Never to be read")),
            "/open-story-of-the-day": Answer(a_page("There for everyone")),
        }
    )
    done = crawl(scrapy, f"{site.url}/")
    assert [article["headline"] for article in done.articles] == ["There for everyone"]
    assert keeper.asked == ["/rules-4"]
    assert "/secret-story-of-the-day" not in site.asked


def test_rules_behind_too_many_redirects_or_a_circle_are_none(scrapy, a_site):
    endless = {f"/rules-{n}": Answer("", 301, location=f"/rules-{n + 1}") for n in range(1, 9)}
    far = a_site({"/robots.txt": Answer("", 301, location="/rules-1"), **endless, ONE: Answer(a_page("Read far away"))})
    circle = a_site({"/robots.txt": Answer("", 301, location="/robots.txt"), ONE: Answer(a_page("Read in a circle"))})
    done = crawl(scrapy, far.url + ONE, circle.url + ONE)
    assert {article["headline"] for article in done.articles} == {"Read far away", "Read in a circle"}
    assert far.asked == ["/robots.txt", *(f"/rules-{n}" for n in range(1, 6)), ONE]


def test_a_huge_file_counts_by_its_beginning(scrapy, a_site):
    huge = "User-agent: *\nDisallow: /secret\n" + "# nothing to see here\n" * 400_000 + "Disallow: /\n"
    site = a_site(
        {
            "/robots.txt": rules(huge),
            "/": Answer(a_front("/secret-story-of-the-day", "/open-story-of-the-day")),
            "/open-story-of-the-day": Answer(a_page("There for everyone")),
        }
    )
    done = crawl(scrapy, f"{site.url}/", words=("-s", "DOWNLOAD_MAXSIZE=1000000"))
    assert done.code == 0, done.stderr
    assert [article["headline"] for article in done.articles] == ["There for everyone"]
    assert "/secret-story-of-the-day" not in site.asked


def test_rules_that_lead_to_an_inner_address_are_not_fetched(scrapy, a_site):
    inner = a_site({"*": rules("User-agent: *\nAllow: /\n")})
    site = a_site({"/robots.txt": Answer("", 302, location=f"{inner.url}/robots.txt"), "/": Answer(a_page("Open"))})
    own = site.url.split("/")[2].split(":")[0] + "/32"
    words = ("-s", f"READMORE_ALLOW_PRIVATE_ADDRESSES={own}")
    done = scrapy("crawl", "news", "-a", f"url={site.url}/", *FEED, *words, allow_private=False)
    assert done.code == 1
    assert "private or local address" in done.rejects["/"][1]
    assert inner.asked == []
    assert site.asked == ["/robots.txt"]


def test_a_host_that_failed_is_asked_again_after_a_while(scrapy, a_site):
    # The listing lies on a sound host; the story's own host gives its rules only when asked a second time.
    rules_later = [Answer("", 500), Answer("", 500), rules("User-agent: *\nDisallow: /not\n")]
    site = a_site({"/robots.txt": rules_later, "*": Answer(a_page("Found in the end"))})
    slow = a_site(
        {
            "/robots.txt": Answer("", 404, headers=(("X-Slow", "1"),)),
            "/": Answer(a_front("/a-first-story-of-the-day")),
            "/a-first-story-of-the-day": Answer("", 302, location=f"{site.url}/late"),
        }
    )
    done = scrapy(
        "crawl",
        "news",
        "-a",
        f"url={site.url}/early {slow.url}/",
        *FEED,
        "-s",
        "READMORE_ROBOTS_RETRY_SECONDS=0.01",
        "-s",
        "DOWNLOAD_DELAY=0.3",
    )
    assert done.rejects["/early"] == ("robots_denied", f"{site.url[7:]} is left alone: its robots.txt answers 500")
    assert {article["headline"] for article in done.articles} == {"Found in the end"}
    assert site.asked[:4] == ["/robots.txt", "/robots.txt", "/robots.txt", "/late"]
    assert site.asked.count("/robots.txt") == 3


def test_each_site_is_told_who_asks_and_whom_to_turn_to(scrapy, a_site):
    site = a_site({"/robots.txt": Answer("", 404), ONE: Answer(a_page("Who goes there"))})
    contact = "https://example.org/crawler crawler@example.org"
    done = crawl(scrapy, site.url + ONE, words=("-s", f"READMORE_CONTACT={contact}"))
    assert "READMORE_CONTACT" not in done.stderr
    assert len(site.headers) == 2
    for headers in site.headers:
        assert headers["User-Agent"].startswith("Readmore/")
        assert headers["User-Agent"].endswith(" (+https://example.org/crawler; +crawler@example.org)")
        assert headers["From"] == "crawler@example.org"


def test_a_missing_contact_is_one_friendly_line(scrapy, a_site):
    site = a_site({"/robots.txt": Answer("", 404), ONE: Answer(a_page("Who goes there"))})
    done = crawl(scrapy, site.url + ONE)
    assert done.code == 0
    assert len([line for line in done.stderr.splitlines() if "READMORE_CONTACT" in line]) == 1
    assert "From" not in site.headers[-1]
