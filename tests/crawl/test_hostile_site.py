"""A site full of traps: the crawl ends, within its budget, with every article, and says what it left."""

import re
from itertools import count
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.crawl.loopback import Answer, a_front, a_page

STORIES = [f"/2025/03/{day:02}/the-council-meets-for-the-{day}th-time/" for day in range(1, 25)]
BUDGET = 20  # READMORE_TRAP_REQUESTS
NAVIGATION = (
    '<nav><a href="/">Home</a><a href="/town/">Town</a><a href="/events/2025/03/">Events</a>'
    '<a href="/finder/?shade=red">Red</a><a href="/finder/?shade=blue&amp;size=3">Blue</a>'
    '<a href="/endless/">All</a></nav>'
)


class HostileAnswers(dict):
    """Answers without end: every address of a trap is there, and each leads to more of its kind."""

    def __init__(self, answers):
        super().__init__(answers)
        self._numbers = count()

    def get(self, path, default=None):
        return super().get(path) or self._make(path) or default

    def _make(self, path):
        split = urlsplit(path)
        if found := re.fullmatch(r"/events/(\d+)/(\d+)/", split.path):
            year, month = int(found[1]) + (found[2] == "12"), int(found[2]) % 12 + 1
            days = "".join(f'<a href="/events/{year}/{month:02}/{day:02}/">{day}</a> ' for day in range(1, 29))
            return a_trap(f'{days}<a rel=next href="/events/{year}/{month:02}/">Next month</a>')
        if split.path.startswith("/events/"):
            return a_trap("No events on this day.")
        if split.path == "/finder/":
            number = next(self._numbers)
            facets = "".join(
                f'<a href="/finder/?shade={number}&amp;size={size}&amp;kind=a">Shade {size}</a> ' for size in range(9)
            )
            return Answer(a_front(*STORIES[:3]).replace("</main>", f"{NAVIGATION}{facets}</main>"))
        if split.path == "/endless/":
            page = int(parse_qs(split.query).get("page", ["1"])[0])
            more = f'<a rel=next href="/endless/?page={page + 1}">Older posts</a>'
            return Answer(a_front(*STORIES[-4:]).replace("</main>", f"{more}</main>"))
        if split.path.startswith("/mirror/"):
            more = "".join(
                f'<h2><a href="/mirror/{next(self._numbers)}-a-story-that-is-no-story">A story that is none</a></h2>'
                for _ in range(5)
            )
            return a_trap(more)
        return None


def a_trap(inner):
    return Answer(
        f"<!doctype html><html lang=en><title>Test Post</title><body>{NAVIGATION}<main>{inner}</main></body></html>"
    )


@pytest.fixture
def site(a_site):
    answers = {"/robots.txt": Answer("User-agent: *\nDisallow: /secret/", content_type="text/plain")}
    for number, path in enumerate(STORIES):
        links = "".join(
            f'<p><a href="{link}">{text}</a></p>'
            for link, text in (
                (f"{path}?replytocom={number}", "Reply"),
                (f"{path}?share=x", "Share"),
                (f"{path}?PHPSESSID={number}abc", "The council meets once more"),
                (f"/secret/a-story-that-nobody-may-read-{number}/", "A story that nobody may read"),
                (f"/mirror/{number}-a-story-that-is-no-story", "A story that is no story at all"),
                (f"/search?q={number}", "Search"),
                (STORIES[(number + 7) % len(STORIES)], "Another story of the council's days"),
            )
        )
        page = a_page(f"The council meets for the {number + 1}th time").replace(
            "</main>", f"{links}{NAVIGATION}</main>"
        )
        answers[path] = Answer(page)
    pages = [STORIES[start : start + 8] for start in range(0, 24, 8)]
    for number, paths in enumerate(pages, 1):
        rest = (
            f'{NAVIGATION}<a href="?sort=oldest">Oldest first</a><a rel=next href="/page/{number + 1}/">Older posts</a>'
        )
        answers["/" if number == 1 else f"/page/{number}/"] = Answer(
            a_front(*paths).replace("</main>", f"{rest}</main>")
        )
    answers["/town/"] = Answer(a_front(*STORIES[5:9]).replace("</main>", f"{NAVIGATION}</main>"))
    site = a_site({})
    site.answers.update(answers)
    return site


@pytest.fixture
def hostile(a_site, site):
    other = a_site(HostileAnswers({}))
    other.answers.update(site.answers)
    return other


@pytest.fixture
def decoy(a_site, hostile):
    """Another site that the hostile one lures to: by links, a redirect, its robots.txt, a sitemap and a feed."""
    decoy = a_site({"*": Answer(a_page("A story on a site that nobody asked for"))})
    lure = f"{decoy.url}/2025/03/01/a-story-on-another-site/"
    hostile.answers["/robots.txt"] = Answer(
        f"User-agent: *\nDisallow: /secret/\nSitemap: {decoy.url}/sitemap.xml\nSitemap: {hostile.url}/sitemap.xml",
        content_type="text/plain",
    )
    moved = "/2025/02/01/a-story-that-has-moved-elsewhere/"
    listed = "".join(f"<url><loc>{url}</loc></url>" for url in (lure, hostile.url + moved))
    hostile.answers["/sitemap.xml"] = Answer(f"<urlset>{listed}</urlset>", content_type="application/xml")
    item = f"<item><title>A story on another site</title><link>{lure}</link></item>"
    hostile.answers["/feed/"] = Answer(
        f'<rss version="2.0"><channel><title>T</title>{item}</channel></rss>', content_type="application/xml"
    )
    hostile.answers[moved] = Answer("", 301, location=lure)
    circle = ["/2025/02/02/a-story-in-a-circle-of-two-pages/", "/2025/02/03/the-other-story-of-that-circle/"]
    hostile.answers.update({path: Answer("", 302, location=circle[1 - place]) for place, path in enumerate(circle)})
    inner = "http://169.254.169.254/latest/meta-data/a-story-of-the-machine/"
    hostile.answers["/2025/02/04/a-story-that-leads-inside/"] = Answer("", 302, location=inner)
    hostile.answers["/2025/02/05/a-story-that-fails/"] = Answer("broken", 500)
    faults = [lure, moved, *circle, "/2025/02/04/a-story-that-leads-inside/", "/2025/02/05/a-story-that-fails/"]
    front = hostile.answers["/"].body
    hostile.answers["/"] = Answer(
        front.replace(
            "</main>",
            "".join(
                f'<article><h2><a href="{path}">The council meets where nobody should follow it</a></h2></article>'
                for path in faults
            )
            + "</main>",
        )
    )
    return decoy


@pytest.mark.parametrize("discovery", ["all", "links"])
def test_the_crawl_ends_with_every_article_and_within_its_budget(hostile, decoy, scrapy, discovery):
    words = ["-s", "READMORE_READ_TDMREP=0", "-s", f"READMORE_DISCOVERY={discovery}"]
    done = scrapy("crawl", "news", "-a", f"url={hostile.url}/", "-O", "articles.jsonl", *words)
    assert done.code == 0, done.stderr
    assert sorted(line["url"].removeprefix(hostile.url) for line in done.articles) == STORIES
    asked = [path for path in hostile.asked if path != "/robots.txt"]
    for trap in ("/events/", "/finder/", "/endless/", "/mirror/"):
        cost = sum(path.startswith(trap) for path in asked)
        assert cost <= 2 * BUDGET + 5, f"{trap} cost {cost} requests"
    assert not [path for path in asked if re.search(r"secret|replytocom|share=|PHPSESSID|search|sort=", path)]
    twice = {path for path in asked if asked.count(path) > 1}
    assert twice <= {"/2025/02/05/a-story-that-fails/"}  # tried once more
    assert decoy.asked == []
    assert "traps" in done.stderr
    refused = {path: reason for path, (reason, _) in done.rejects.items() if path.startswith("/2025/02/0")}
    assert refused["/2025/02/01/a-story-that-has-moved-elsewhere/"] == "off_site"
    assert refused["/2025/02/04/a-story-that-leads-inside/"] == "off_site"
    assert refused["/2025/02/05/a-story-that-fails/"] == "http_status"
