"""A renderer that dies, hangs or refuses costs no article: it is waited for, or the page is told as not rendered."""

import threading
import time

import pytest

from tests.crawl.loopback import Answer, serve
from tests.render.site import OLD_SCRIPT, SHELL, plain_page, story_html
from tests.render.splash import Splash, find_lack

STORIES = [f"/story-number-{n}-of-the-day" for n in range(1, 9)]


@pytest.fixture
def mortal(tmp_path_factory):
    """A Splash of the test's own, to be killed."""
    if lack := find_lack():
        pytest.skip(lack)
    server = Splash(tmp_path_factory.mktemp("mortal"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def when():
    """Do something from another thread as soon as a condition holds."""
    threads = []

    def start(condition, action):
        def watch():
            while not condition():
                time.sleep(0.02)
            action()

        threads.append(threading.Thread(target=watch, daemon=True))
        threads[-1].start()

    yield start
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()


def settings_of(splash, **more):
    return {"READMORE_RENDERER": "splash", "READMORE_SPLASH_URL": splash.url, **more}


def paths(site, done):
    return sorted(article["url"].removeprefix(site.url) for article in done.articles)


def test_a_splash_that_dies_and_returns_costs_nothing(site, mortal, crawl, when):
    site.add_plain_front(*[site.add_story(path) for path in STORIES])

    def die_and_return():
        mortal.kill()
        mortal.start()

    when(lambda: sum(path.startswith("/data/story") for path in site.asked) >= 3, die_and_return)
    done = crawl(f"{site.url}/", settings_of(mortal))
    assert paths(site, done) == STORIES, done.stderr
    assert done.rejects == {}
    assert "does not answer; waiting for it" in done.stderr
    assert "Traceback" not in done.stderr


def test_of_a_splash_that_does_not_return_every_page_is_told(site, mortal, crawl, when):
    site.add_plain_front(*[site.add_story(path) for path in STORIES])
    when(lambda: sum(path.startswith("/data/story") for path in site.asked) >= 3, mortal.kill)
    done = crawl(f"{site.url}/", settings_of(mortal, READMORE_RENDERER_WAIT_SECONDS="3"))
    assert 0 < len(done.articles) < len(STORIES)
    assert sorted([*paths(site, done), *done.rejects]) == STORIES
    for reason, detail in done.rejects.values():
        assert reason == "not_rendered"
        assert "does not answer" in detail


def test_a_page_whose_script_never_returns(site, mortal, crawl):
    # Splash has one thread: such a page stops it, and only its keeper can start it anew
    frozen = SHELL.format(title="Frozen", head="", more="", script="while (true) {}")
    site.pages["/frozen-story-of-the-day"] = frozen
    site.add_plain_front(STORIES[0], "/frozen-story-of-the-day")
    headline, html = story_html(STORIES[0])
    site.pages[STORIES[0]] = plain_page(headline, html)
    limits = {"READMORE_RENDER_SECONDS": "3", "READMORE_RENDERER_WAIT_SECONDS": "3", "RETRY_TIMES": "1"}
    done = crawl(f"{site.url}/", settings_of(mortal, **limits))
    assert paths(site, done) == STORIES[:1]
    assert done.rejects["/frozen-story-of-the-day"][0] == "not_rendered"


def test_the_same_in_chromium_which_goes_on(site, chromium, crawl):
    site.pages["/frozen-story-of-the-day"] = SHELL.format(title="Frozen", head="", more="", script="while (true) {}")
    site.add_plain_front("/frozen-story-of-the-day", *[site.add_story(path) for path in STORIES[:3]])
    done = crawl(f"{site.url}/", chromium, READMORE_RENDER_SECONDS="4", RETRY_TIMES="1")
    assert paths(site, done) == STORIES[:3], done.stderr
    assert done.rejects["/frozen-story-of-the-day"][0] == "not_rendered"


@pytest.mark.parametrize(
    ("answer", "detail"),
    [
        (Answer('{"error": 504, "type": "GlobalTimeoutError", "info": {"timeout": 20}}', 504), "Splash answers 504"),
        (Answer('{"error": 400, "info": {"message": "Lua error"}}', 400), "Splash answers 400"),
        (Answer("<h1>Bad gateway</h1>", 200), "no JSON"),
        (Answer("busy", 503), "answers 503"),
        (Answer("who are you", 401), "set SPLASH_USER and SPLASH_PASS"),
    ],
)
def test_whatever_a_splash_answers_is_told(site, crawl, answer, detail):
    # answers that a whole Splash gives only now and then, or a server in front of it
    site.add_plain_front(site.add_story(STORIES[0]))
    with serve({"/_ping": Answer("{}"), "*": answer}, "127.0.0.60") as fake:
        settings = {
            "READMORE_RENDERER": "splash",
            "READMORE_SPLASH_URL": fake.url,
            "READMORE_RENDERER_WAIT_SECONDS": "1",
        }
        done = crawl(f"{site.url}/", settings)
    assert done.articles == []
    reason, told = done.rejects[STORIES[0]]
    assert reason == "not_rendered"
    assert detail in told


def test_a_page_that_fails_to_be_rendered_is_taken_plainly_where_it_is_whole(site, mortal, crawl, when):
    # what a site's first shells have taught does not hold for this page
    headline, html = story_html("/plain-story-of-the-day")
    site.pages["/plain-story-of-the-day"] = plain_page(headline, html)
    shells = [site.add_story(path, script=OLD_SCRIPT) for path in STORIES[:4]]
    site.add_front([*shells, "/plain-story-of-the-day"])
    when(lambda: site.count(f"/data{shells[-1]}.json") > 0, mortal.kill)
    limits = {"READMORE_RENDERER_WAIT_SECONDS": "1", "READMORE_RENDER_CONCURRENCY": "1", "CONCURRENT_REQUESTS": "1"}
    done = crawl(f"{site.url}/", settings_of(mortal, **limits))
    assert "/plain-story-of-the-day" in paths(site, done)
    assert sorted({*paths(site, done), *done.rejects}) == sorted([*shells, "/plain-story-of-the-day"])
