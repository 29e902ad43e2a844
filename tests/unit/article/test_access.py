"""Who may read a page, and what shows it; what it says of rights."""

import pytest

from crawler.article.access import read_access, read_copyright, read_license, read_rights
from crawler.records.enums import Access, TeaserLink, Via
from crawler.records.evidence import Evidence
from crawler.records.offer import Offer

NOTHING = Evidence()
FREE, PAID, UNKNOWN = Access.FREE, Access.PAYWALLED, Access.UNKNOWN
LONG = "word " * 400
SHORT = "word " * 200
SHELL = "word " * 20


def json_ld(properties: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"NewsArticle",{properties}}}</script>'


@pytest.mark.parametrize(
    ("html", "access", "evidence"),
    [
        (json_ld('"isAccessibleForFree":true'), FREE, "json_ld: isAccessibleForFree true"),
        (json_ld('"isAccessibleForFree":"True"'), FREE, "json_ld: isAccessibleForFree true"),
        (json_ld('"isAccessibleForFree":"schema.org/False"'), PAID, "json_ld: isAccessibleForFree false"),
        (json_ld('"isAccessibleForFree":["False"]'), PAID, "json_ld: isAccessibleForFree false"),
        (json_ld('"hasPart":{"isAccessibleForFree":false,"cssSelector":".p"}'), PAID, "json_ld: hasPart .p"),
        (json_ld('"hasPart":[1,{"isAccessibleForFree":true,"cssSelector":".x"}]'), UNKNOWN, None),
        ('<meta name="content_tier" content="Metered">', Access.METERED, "meta: content_tier metered"),
        ('<meta property="article:content_tier" content="locked">', PAID, "meta: article:content_tier locked"),
        ('<meta property="article:content_tier" content="free">', FREE, "meta: article:content_tier free"),
        ('<meta property="article:content_tier" content="seven">', UNKNOWN, None),
        ('<meta name="premium" content="true">', PAID, "meta: premium true"),
        ('<meta property="post:is_premium" content="1">', PAID, "meta: post:is_premium 1"),
        ('<meta name="content-access" content="paid">', PAID, "meta: content-access paid"),
        ('<meta name="paywall" content="hard">', PAID, "meta: paywall hard"),
        ('<meta name="paywall" content="no">', FREE, "meta: paywall no"),
        ('<meta itemprop="isAccessibleForFree" content="False">', PAID, "microdata: isAccessibleForFree false"),
        ('<meta itemprop="isAccessibleForFree" content="True">', FREE, "microdata: isAccessibleForFree true"),
        ("<p>Subscribe to read this and all other stories", UNKNOWN, None),
        ("<div class=paywall>Only for some</div>", UNKNOWN, None),
    ],
)  # fmt: skip
def test_what_a_whole_page_declares_is_believed(html, access, evidence, page_of):
    verdict = read_access(page_of(html), LONG, NOTHING)
    assert verdict.access is access
    assert verdict.evidence == ((evidence,) if evidence else ())


@pytest.mark.parametrize(
    ("html", "access", "evidence"),
    [
        ("<p>Subscribe to read more.", Access.PAYWALLED, "text: subscribe to read"),
        ("<p>Subscribe to read this story.", Access.PAYWALLED, "text: subscribe to read this"),
        ("<p>Dette er en sak for abonnenter", Access.PAYWALLED, "text: for abonnenter"),
        ("<p>La suite est réservée aux abonnés", Access.PAYWALLED, "text: réservée aux abonnés"),
        ("<p>Scroll to continue reading", Access.UNKNOWN, None),
        ("<div hidden><p>Subscribe to continue</div>", Access.UNKNOWN, None),
        ("<div style='filter: blur(4px)'><p>Subscribe to continue</div>", Access.UNKNOWN, None),
        ("<p>This story is for members", Access.PAYWALLED, "text: this story is for members"),
        ("<p>Haberin devamını okumak için abone olun", Access.PAYWALLED, "text: devamını okumak için"),
        ("<p>Pozostało 82% tekstu do przeczytania", Access.PAYWALLED, "text: tekstu do przeczytania"),
        ("<div style='display: none'><div><p>Subscribe to continue</div></div>", Access.UNKNOWN, None),
        (f"<p>A members-only club. {'It met again. ' * 25}", Access.UNKNOWN, None),
        ("<p>Sie sind <b>bereits Abonnent</b>?", Access.PAYWALLED, "text: bereits abonnent"),
        ("<p>Réservé aux abonnés", Access.PAYWALLED, "text: réservé aux abonnés"),
        ("<p>この記事は有料会員限定です", Access.PAYWALLED, "text: 会員限定"),
        ("<p>You have 2 free articles left.", Access.METERED, "text: free articles left"),
        ("<p>Accept cookies to continue", Access.UNKNOWN, None),
        ("<p>The council met.", Access.UNKNOWN, None),
    ],
)
def test_a_page_that_shows_little_is_asked_what_it_says_of_the_rest(html, access, evidence, page_of):
    verdict = read_access(page_of(html), SHORT, NOTHING)
    assert (verdict.access, verdict.evidence) == (access, (evidence,) if evidence else ())


@pytest.mark.parametrize(
    ("html", "url", "access", "evidence"),
    [
        ("<p>Accept cookies to continue", "https://a.example/", Access.CONSENT, "text: accept cookies to continue"),
        ("<title>Before you continue to the site</title>", "https://a.example/", Access.CONSENT,
         "title: before you continue to the site"),
        ("<p>We value you", "https://consent.a.example/v2", Access.CONSENT, "address: consent.a.example"),
        ("<div class='cookie-wall x'>We value you</div>", "https://a.example/", Access.CONSENT, "class: cookie-wall x"),
        ("<div class='c-paywall'>Only for some</div>", "https://a.example/", Access.PAYWALLED, "class: c-paywall"),
    ],
)  # fmt: skip
def test_a_shell_is_told_by_its_marks(html, url, access, evidence, page_of):
    verdict = read_access(page_of(html, url=url), SHELL, NOTHING)
    assert (verdict.access, verdict.evidence) == (access, (evidence,))


def test_what_is_closed_is_closed_and_every_witness_is_kept(page_of):
    html = json_ld('"isAccessibleForFree":false') + "<meta name=premium content=true><p>Subscribe to read"
    offer = Offer(
        url="https://news.example/story",
        canonical_url="https://news.example/story",
        via=Via.TEASER,
        link_kind=TeaserLink.CARD,
        from_url="https://news.example/",
        position=1,
        paywall_badge=True,
    )
    verdict = read_access(page_of(html, status=402), SHELL, Evidence(teasers=(offer,)))
    assert verdict.access is Access.PAYWALLED
    assert verdict.evidence == (
        "json_ld: isAccessibleForFree false",
        "meta: premium true",
        "teaser: paywall badge",
        "http: 402",
        "text: subscribe to read",
    )


def test_free_gives_way_to_a_wall(page_of):
    html = '<meta name="article:content_tier" content="free"><p>Subscribe to read'
    assert read_access(page_of(html), SHELL, NOTHING).access is Access.PAYWALLED


def test_a_whole_story_without_blanks_is_no_wall_for_the_badges_of_others(page_of):
    badge = "<aside class=paywall-badge>有料会員限定</aside>"
    story = "市議会は火曜日の夜、老朽化した橋を架け替える計画を賛成多数で可決した。" * 20
    assert read_access(page_of(badge), story, NOTHING).access is Access.UNKNOWN
    assert read_access(page_of(badge), story[:40], NOTHING).access is Access.PAYWALLED


@pytest.mark.parametrize("text", ["The council met. " * 12, "The council met. " * 60])
def test_a_box_that_offers_a_subscription_beside_a_story_that_ends_is_no_wall(text, page_of):
    box = "<aside><p>Already a subscriber? Subscribe to read all our stories.</aside>"
    assert read_access(page_of(box), text, NOTHING).access is Access.UNKNOWN
    assert read_access(page_of(f"<p>{text}{box}"), f"{text}And then…", NOTHING).access is Access.PAYWALLED


def test_a_menu_that_leads_to_stories_for_subscribers_is_no_wall_behind_a_story_that_ends(page_of):
    html = "<nav><a href=/plus>Subscribers only</a></nav><p>The council met.</p><footer><a href=/p>Members-only</a>"
    row = "".join(f"<li><a href=/{name}>{name}</a></li>" for name in ("Sport", "Town", "Letters", "Subscribers only"))
    assert read_access(page_of(f"<ul>{row}</ul>"), "The council met. " * 12, NOTHING).access is Access.UNKNOWN
    assert read_access(page_of("<p><a href=/a>Subscribers only</a>"), "The council met. " * 12, NOTHING).access is PAID
    assert read_access(page_of(html), "The council met. " * 12, NOTHING).access is Access.UNKNOWN
    assert read_access(page_of(html), "The council met. " * 12 + "And…", NOTHING).access is Access.PAYWALLED


def test_a_story_that_is_declared_free_and_ends_stands_before_no_wall(page_of):
    html = json_ld('"isAccessibleForFree":true') + "<div class=paywall-box>Subscribe to continue reading</div>"
    assert read_access(page_of(html), "The council met. " * 12, NOTHING).access is Access.FREE
    assert read_access(page_of(html), "The council met. " * 12 + "And…", NOTHING).access is Access.PAYWALLED


def test_consent_is_asked_for_by_a_page_that_says_little_else(page_of):
    page = page_of("<div class=banner>We value your privacy</div>")
    assert read_access(page, SHELL, NOTHING).access is Access.CONSENT
    assert read_access(page, "The council met. " * 20, NOTHING).access is Access.UNKNOWN
    assert read_access(page, "We value your privacy. " * 20, NOTHING).access is Access.CONSENT


def test_a_long_text_that_breaks_off_stands_before_a_wall(page_of):
    page = page_of("<p>This article is for subscribers only")
    assert read_access(page, LONG, NOTHING).access is Access.UNKNOWN
    assert read_access(page, LONG, NOTHING, is_partial=True).access is Access.PAYWALLED


def test_a_wall_that_is_hidden_is_none(page_of):
    assert read_access(page_of("<div class=paywall aria-hidden=true>x</div>"), SHELL, NOTHING).access is UNKNOWN


# ---------------------------------------------------------------- rights


def test_what_is_said_of_machine_use_is_kept(page_of):
    page = page_of('<meta name="robots" content="index, NoAI"><meta name="tdm-reservation" content="1">')
    rights = read_rights(page)
    assert (rights.robots_noai, rights.tdm) == (True, "1")


def test_headers_speak_too(page_of):
    headers = {"x-robots-tag": "noimageai", "tdm-reservation": "1", "tdm-policy": "https://a.example/tdm"}
    rights = read_rights(page_of("<p>x", headers=headers))
    assert (rights.robots_noai, rights.tdm) == (True, "1 https://a.example/tdm")
    assert read_rights(page_of("<p>x", headers={"x-robots-tag": "otherbot: noimageai"})) is None


def test_silence_is_none(page_of):
    page = page_of('<meta name="robots" content="index, follow">')
    assert (read_rights(page), read_license(page), read_copyright(page)) == (None, None, None)


@pytest.mark.parametrize(
    ("html", "license_"),
    [
        ('<link rel="license" href="/terms">', "https://news.example/terms"),
        ('<a rel="license nofollow" href="https://creativecommons.org/licenses/by/4.0/">CC</a>',
         "https://creativecommons.org/licenses/by/4.0/"),
        (json_ld('"license":"CC-BY-4.0"'), "CC-BY-4.0"),
        ('<meta name="dcterms.license" content="ODbL">', "ODbL"),
    ],
)  # fmt: skip
def test_the_licence_is_read_from_where_it_is_declared(html, license_, page_of):
    assert read_license(page_of(html)) == license_


@pytest.mark.parametrize(
    ("html", "notice"),
    [
        (json_ld('"copyrightNotice":"© The Paper"'), "© The Paper"),
        ('<meta name="copyright" content="The Paper">', "The Paper"),
        (json_ld('"copyrightHolder":{"name":"The Paper"},"copyrightYear":2025'), "© 2025 The Paper"),
        (json_ld('"copyrightHolder":"The Paper"'), "© The Paper"),
    ],
)
def test_the_copyright_is_read_from_where_it_is_declared(html, notice, page_of):
    assert read_copyright(page_of(html)) == notice
