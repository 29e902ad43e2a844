"""What a visit has seen is counted, told in lines, and drafted as a profile."""

from dataclasses import replace
from datetime import date

import pytest

from crawler.onboarding.draft import draft_profile, propose_name
from crawler.onboarding.findings import find_out
from crawler.onboarding.report import find_gaps, report
from crawler.onboarding.visit import Visit
from crawler.records.enums import Access, BodyStatus, PageKind, RenderReason, TeaserLink
from crawler.sites.load import parse_profile
from tests.unit.onboarding.conftest import OLDER, PATHS, SITE, a_listing, a_story


def test_a_site_is_told_as_it_is(visit):
    found = find_out(visit)
    assert found.front_headline == "The Post"
    assert (found.site_name, found.language, len(found.articles), len(found.listings)) == ("The Post", "en", 3, 2)
    assert [source.form for source in found.sources] == ["RSS", "sitemap index"]
    assert found.ways == {TeaserLink.READ_MORE: 4}
    assert found.words == {"Read on →": 4}
    (shape,) = found.shapes
    assert (shape.pattern, shape.count) == ("/#/#/#/*", 3)
    assert (found.paging.label, found.paging.pattern, found.paging.new) == ("Older posts", "/page/#/", 1)
    assert [link.anchor_text for link in found.sections] == ["Town", "Sport"]
    assert (found.dating.raw, found.dating.offsets) == ("2025-03-04T05:06:00+01:00", ("+01:00",))
    assert found.missing == ("section", "tags", "images")


def test_labels_that_hold_a_headline_too_are_told_without_it(visited):
    html = a_listing(*PATHS)
    for path in PATHS:
        headline = f"Story at {path} makes the front page today"
        html = html.replace(f'href="{path}">Read on →', f'href="{path}">Read more<i> about {headline}</i>')
    page = visited("/", html, PageKind.LISTING)
    assert find_out(Visit(f"{SITE}/", [page], [])).words == {"Read more about …": len(PATHS)}


def test_the_report_says_it_in_lines(visit):
    lines = report(find_out(visit)).splitlines()
    for line in (
        "The Post, https://www.post.example/",
        "  visited     5 pages (3 articles, 2 listings), 9 requests in all",
        "  feeds       https://www.post.example/feed/ (RSS, 20 entries)",
        "  sitemaps    https://www.post.example/sitemap.xml (sitemap index, 3 parts)",
        '  articles    offered 4 times on 2 listings: 4 by "read more"',
        "  read more   “Read on →” (4)",
        "  addresses   /#/#/#/* (3), such as /2025/03/04/council-at-noon-in-the-town",
        "  next pages  “Older posts” leads to /page/#/, such as /page/2/; the next one offers 1 article more",
        "  sections    Town (/category/town/), Sport (/category/sport/)",
        "  dates       “2025-03-04T05:06:00+01:00” in a meta tag, to the second; the zone is stated",
        "  clock       +01:00",
        "  renderer    none needed: the pages come whole",
        "  access      no sign of a paywall",
        "  published   2025-03-04 04:06 UTC",
        "  authors     Ada Oyelaran",
        "  tags        –",
    ):
        assert line in lines
    assert max(map(len, lines)) < 130


def test_the_draft_is_a_profile_that_says_no_more_than_it_must(visit):
    text = draft_profile(find_out(visit), "post", date(2025, 6, 1))
    said = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert said == ['start = ["https://www.post.example/"]']
    assert '# name = "The Post"  # found by itself' in text
    uncommented = text.replace("# [[selectors]]\n# field", "[[selectors]]\nfield").replace("# css", "css")
    profile = parse_profile(uncommented, "post", "post.toml")
    assert [selector.name for selector in profile.field_selectors] == ["section", "tags", "images"]


def test_what_falls_short_is_told_with_what_to_write(visited):
    shut = visited(PATHS[0], a_story("Told to subscribers", "2025-03-04 05:06:00"), PageKind.ARTICLE, is_offered=True)
    record = replace(shut.article, access=Access.PAYWALLED, access_evidence=("json_ld",))
    record = replace(record, source=replace(record.source, name=None))
    shut = replace(shut, reading=replace(shut.reading, article=record, lacking=RenderReason.NOSCRIPT_NOTICE))
    cut = visited(PATHS[1], a_story("Told in part", "2025-03-04 05:06:00"), PageKind.ARTICLE, is_offered=True)
    record = replace(cut.article, body_status=BodyStatus.PARTIAL, source=replace(cut.article.source, name=None))
    cut = replace(cut, reading=replace(cut.reading, article=record))
    doubtful = visited(OLDER, a_listing(*PATHS), PageKind.LISTING, is_offered=True)
    refusals = {f"{SITE}/gone": "the server answered 404"}
    found = find_out(Visit(f"{SITE}/", [shut, cut, doubtful], [], refusals, requests=4))
    assert found.closed == {"paywalled (json_ld)": 1, "the text breaks off": 1}
    told = "\n".join(find_gaps(found))
    for remedy in (
        'name = "The Example Post"',
        "no feed and no sitemap",
        'link = "next_page"',
        'time_zone = "Europe/Oslo"',
        'field = "section"',
        f"1 page that listings offer as articles did not read as such, {SITE}{OLDER}",
        'renderer = "playwright"',
        "[cookies]",
        f"{SITE}/gone: the server answered 404",
    ):
        assert remedy in told
    text = draft_profile(found, "post", date(2025, 6, 1))
    assert 'renderer = "playwright"  # or "splash": pages show more to a browser' in text.splitlines()
    assert f"# Offered as articles, but not read as such: {OLDER}" in text
    assert "# Texts are for subscribers (paywalled (json_ld))" in text
    lines = report(found)
    assert "  renderer    a browser shows more of 1 page (noscript_notice)" in lines
    assert "A site without a name" in lines
    assert "  next pages  none" in lines


def test_what_a_page_says_can_do_nothing_to_terminal_or_file(visit):
    front = visit.pages[0]
    record = replace(front.article, source=replace(front.article.source, name='x"\x1b[2J\x07\n[limits]\ud800\x9b'))
    found = find_out(replace(visit, pages=[replace(front, reading=replace(front.reading, article=record))]))
    found = replace(found, site_name=record.source.name)
    for text in (report(found), draft_profile(found, "post", date(2025, 6, 1))):
        assert not {"\x1b", "\x07", "\x9b", "\ud800"} & set(text)
        text.encode("utf-8")
    parse_profile(text, "post", "post.toml")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.post.example/", "post"),
        ("https://news.bbc.co.uk/", "bbc"),
        ("http://127.0.0.1:8803/x", "127.0.0.1-8803"),
        ("http://[::1]:8803/", "1--8803"),
        ("http://localhost:8803/", "localhost"),
        ("https://www.új.example/", "j"),
        ("https://новости.example/", "site"),
    ],
)
def test_a_profile_is_called_after_its_site(url, name):
    assert propose_name(url) == name
    parse_profile(f'start = ["{url}"]', name, "x.toml")
