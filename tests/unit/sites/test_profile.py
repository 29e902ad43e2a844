"""What a profile tells the crawl: arguments, settings, evidence, and how its articles are signed."""

from dataclasses import replace

from crawler.records.enums import PageKind
from crawler.sites.profile import Limits, Rate, Renderer, Revisits, SiteProfile, sign
from tests.unit.samples import an_article

PROFILE = SiteProfile(
    id="post",
    start=("https://news.example/", "https://news.example/local/"),
    name="The Example Post",
    time_zone="Europe/Oslo",
    language="en",
    exclude=("/live/", "/print/"),
    sections=("/local/",),
    article_urls=("/story",),
    listing_urls=("/topics/",),
    limits=Limits(max_pages=50, max_minutes=2, max_bytes=1000),
    rate=Rate(delay_seconds=0.0),
)


def test_its_part_of_the_arguments():
    assert PROFILE.arguments() == {
        "url": "https://news.example/ https://news.example/local/",
        "sections": "/local/",
        "exclude": "(?:/live/)|(?:/print/)",
        "max_pages": "50",
    }


def test_its_part_of_the_settings():
    assert PROFILE.settings() == {"READMORE_MAX_SECONDS": 120, "READMORE_MAX_BYTES": 1000}
    more = replace(
        PROFILE,
        limits=Limits(),
        rate=Rate(delay_seconds=1.5, concurrent_requests=2),
        renderer=Renderer.SPLASH,
        revisits=Revisits(after=("1h", "2d"), share=0.0),
    )
    assert more.settings() == {
        "DOWNLOAD_DELAY": 1.5,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
        "READMORE_RENDERER": "splash",
        "READMORE_REVISIT_AFTER": "1h, 2d",
        "READMORE_REVISIT_SHARE": 0.0,
    }


def test_its_evidence():
    evidence = PROFILE.evidence()
    assert (evidence.site_name, evidence.language, evidence.time_zone) == ("The Example Post", "en", "Europe/Oslo")


def test_its_word_on_addresses():
    assert PROFILE.find_kind("https://news.example/story/1") is PageKind.ARTICLE
    assert PROFILE.find_kind("https://news.example/topics/x") is PageKind.LISTING
    assert PROFILE.find_kind("https://news.example/about") is None


def test_its_articles_are_signed():
    article = sign(an_article("https://news.example/story/1"), PROFILE)
    assert (article.source.id, article.source.domain, article.source.name) == (
        "post",
        "news.example",
        "The Example Post",
    )
    assert article.extractor.profile == "post"
    assert (article.extractor.page_kind, article.extractor.page_kind_confidence) == (PageKind.ARTICLE, 1.0)


def test_a_profile_without_a_name_leaves_the_sites_own():
    article = sign(an_article("https://news.example/x"), SiteProfile(id="post", start=("https://news.example/",)))
    assert article.source.name is None
    assert article.extractor.page_kind_confidence == 0.9
