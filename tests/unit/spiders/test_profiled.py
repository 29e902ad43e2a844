"""A profile's word on addresses outweighs what the page looks like."""

from datetime import UTC, datetime

from scrapy.settings import Settings

from crawler.links.reader import LinkKind
from crawler.page.document import Document
from crawler.reading import read
from crawler.records.article import Discovered, Run
from crawler.records.enums import PageKind, Via
from crawler.sites.profile import Rate, SiteProfile
from spiders.profiled import Profiled, find_profile

BODY = b'<main><a href="/desk/9">Desk</a><a href="/topics/town">Town</a><a href="/about">About us</a></main>'


def a_reading():
    now = datetime(2026, 1, 2, tzinfo=UTC)
    found = Discovered(via=Via.SEED)
    run = Run(id="r", spider="news")
    return read(Document(url="https://news.example/x", body=BODY, fetched_at=now, run=run, discovered=found))


def test_links_and_pages_are_what_the_profile_says():
    profile = SiteProfile(
        id="post", start=("https://news.example/",), article_urls=("/desk/", "/x$"), listing_urls=("/topics/",)
    )
    reading = Profiled(profile).apply(a_reading())
    kinds = {link.url.removeprefix("https://news.example"): link.kind for link in reading.links}
    assert kinds["/desk/9"] is LinkKind.ARTICLE
    assert kinds["/topics/town"] is LinkKind.SECTION
    assert reading.kind is PageKind.ARTICLE
    assert reading.article.source.id == "post"


def test_without_a_profile_nothing_changes():
    reading = a_reading()
    assert Profiled(None).apply(reading) is reading
    assert find_profile({}, Settings()) is None


def test_what_is_typed_outweighs_the_profile():
    profiled = Profiled(SiteProfile(id="post", start=("https://news.example/",), rate=Rate(delay_seconds=2.0)))
    assert profiled.complete({}) == {"url": "https://news.example/"}
    assert profiled.complete({"url": "https://news.example/a"}) == {"url": "https://news.example/a"}
    assert profiled.complete({"urls_file": "x"}) == {"urls_file": "x"}
    settings = Settings()
    settings.set("DOWNLOAD_DELAY", 5.0, priority="cmdline")
    profiled.set_up(settings)
    assert settings.getfloat("DOWNLOAD_DELAY") == 5.0
