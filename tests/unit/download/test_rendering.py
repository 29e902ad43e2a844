"""What is rendered, what a renderer may load, and what a request carries of it."""

import pytest
from scrapy import Request

from crawler.download.rendering.browsing import is_unwanted
from crawler.download.rendering.policy import RenderPolicy
from crawler.errors import UsageError
from crawler.records.enums import RenderReason
from crawler.request import CanonicalFingerprinter, RenderOrder, find_render_failure, give_up_rendering

SITE, URL, REASON = "news.example", "https://news.example/story", RenderReason.APPLICATION_ROOT


@pytest.mark.parametrize(
    ("url", "resource", "unwanted"),
    [
        ("https://news.example/app.js", "script", False),
        ("https://cdn.example.org/react.js", "script", False),
        ("https://api.news.example/data.json", "fetch", False),
        ("data:text/plain,hello", "", False),
        ("https://news.example/a", "image", True),
        ("https://news.example/a.woff2?v=3", "", True),
        ("https://www.google-analytics.com/analytics.js", "script", True),
        ("https://mygoogle-analytics.com/analytics.js", "script", False),
        ("http://169.254.169.254/latest/meta-data", "fetch", True),
        ("http://0x7f.1/a", "fetch", True),
        ("http://[::1]/a", "fetch", True),
        ("http://intranet/a", "fetch", True),
        ("http://bad[/a", "fetch", True),
    ],
)
def test_a_page_loads_what_makes_its_text_and_no_more(url, resource, unwanted):
    assert is_unwanted(url, resource, "news.example") is unwanted


def test_a_page_loads_from_its_own_host_whatever_it_is():
    assert not is_unwanted("http://127.0.0.5:80/app.js", "script", "127.0.0.5")
    assert not is_unwanted("https://www.facebook.com/app.js", "script", "www.facebook.com")


# ---------------------------------------------------------------- policy


def test_without_a_renderer_the_advice_is_to_set_one():
    refusal = RenderPolicy("none", 10, {}).find_refusal(SITE, REASON)
    assert "set READMORE_RENDERER=splash or playwright" in refusal


def test_a_budget_ends():
    policy = RenderPolicy("splash", 1, {})
    assert policy.find_refusal(SITE, REASON) is None
    policy.spend()
    assert "READMORE_RENDER_BUDGET=1" in policy.find_refusal(SITE, REASON)


def test_a_site_of_shells_is_learned_and_remembered():
    scores = {}
    policy = RenderPolicy("splash", 10, scores)
    for _ in range(3):
        assert not policy.is_rendered_at_once(SITE, URL)
        policy.learn(SITE, has_helped=True)
    assert policy.is_rendered_at_once(SITE, URL)
    assert RenderPolicy("splash", 10, scores).is_rendered_at_once(SITE, URL)
    assert not RenderPolicy("none", 10, scores).is_rendered_at_once(SITE, URL)
    policy.learn(SITE, has_helped=False)
    assert not policy.is_rendered_at_once(SITE, URL)


def test_a_site_that_has_changed_its_ways_is_noticed():
    policy = RenderPolicy("splash", 10, {SITE: 3})
    probes = [url for n in range(200) if not policy.is_rendered_at_once(SITE, url := f"{URL}/{n}")]
    assert 2 <= len(probes) <= 25
    policy.learn_whole(SITE)
    assert not policy.is_rendered_at_once(SITE, URL)


def test_a_site_that_no_browser_fills_is_left():
    policy = RenderPolicy("splash", 10, {})
    for _ in range(5):
        assert policy.find_refusal(SITE, REASON) is None
        policy.learn(SITE, has_helped=False)
    assert "does not see more" in policy.find_refusal(SITE, REASON)
    assert policy.find_refusal("other.example", REASON) is None


# ---------------------------------------------------------------- what a request carries


def test_an_order_survives_the_queue():
    order = RenderOrder(reason=REASON, renderer="splash", more=3)
    assert RenderOrder.find(order.as_meta()) == order
    assert RenderOrder.find({"readmore_render": True}) == RenderOrder()
    assert RenderOrder.find({}) is None


def test_a_wrong_order_is_told():
    with pytest.raises(UsageError, match="write True, or a dict"):
        RenderOrder.find({"readmore_render": {"browser": "splash"}})


def test_what_could_not_be_rendered_is_no_order_any_more():
    meta = give_up_rendering({**RenderOrder().as_meta(), "kept": 1}, "Splash is gone")
    assert RenderOrder.find(meta) is None
    assert (find_render_failure(meta), meta["kept"]) == ("Splash is gone", 1)


def test_plain_rendered_and_given_up_are_three_requests():
    url = "https://news.example/a"
    order = RenderOrder().as_meta()
    metas = [{}, order, give_up_rendering(order, "gone")]
    fingerprints = {CanonicalFingerprinter().fingerprint(Request(url, meta=meta)) for meta in metas}
    assert len(fingerprints) == 3
