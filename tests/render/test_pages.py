"""What only a browser shows is read, by either renderer, and what is plain is left to the plain download."""

import pytest

from tests.crawl.loopback import run_scrapy
from tests.render.site import BY_BUTTON, BY_SCROLL, NEW_SCRIPT, SHELL, plain_page, serve_scripts, story_html

STORIES = [f"/story-number-{n}-of-the-day" for n in range(1, 5)]


def paths(site, done):
    return sorted(article["url"].removeprefix(site.url) for article in done.articles)


def test_a_site_of_shells_is_read_as_a_browser_shows_it(site, renderer, crawl):
    site.add_front([site.add_story(path) for path in STORIES])
    done = crawl(f"{site.url}/", renderer)
    assert done.code == 0, done.stderr
    assert paths(site, done) == STORIES
    for article in done.articles:
        assert article["fetch"]["rendered"] is True
        assert article["fetch"]["render_reason"] in {"noscript_notice", "learned"}
        assert article["headline"].startswith("What happened at story number")
        assert article["word_count"] > 200
    assert done.rejects == {}


def test_plain_pages_are_never_rendered(site, renderer, crawl):
    for path in STORIES:
        headline, html = story_html(path)
        site.pages[path] = plain_page(headline, html)
    site.add_plain_front(*STORIES)
    done = crawl(f"{site.url}/", renderer)
    assert paths(site, done) == STORIES
    assert {article["fetch"]["rendered"] for article in done.articles} == {False}
    assert all(site.count(path) == 1 for path in ["/", *STORIES])


def test_a_shell_among_plain_pages_is_rendered_alone(site, renderer, crawl):
    for path in STORIES[1:]:
        headline, html = story_html(path)
        site.pages[path] = plain_page(headline, html)
    site.add_story(STORIES[0])
    site.add_plain_front(*STORIES)
    done = crawl(f"{site.url}/", renderer)
    rendered = {a["url"].removeprefix(site.url): a["fetch"].get("render_reason") for a in done.articles}
    assert rendered == {STORIES[0]: "noscript_notice", **dict.fromkeys(STORIES[1:])}
    assert (site.count("/"), site.count(STORIES[0]), site.count(STORIES[1])) == (1, 2, 1)


def test_what_a_run_has_learned_of_a_site_the_next_one_knows(site, chromium, crawl, tmp_path):
    kept = {"READMORE_LEDGER_URL": f"sqlite:///{tmp_path}/ledger.db"}
    site.add_plain_front(*[site.add_story(path) for path in STORIES])
    crawl(f"{site.url}/", chromium, **kept, READMORE_JOB="first")
    fresh = site.add_story("/story-of-the-second-day")
    done = crawl(f"{site.url}{fresh}", chromium, **kept, READMORE_JOB="second")
    assert [article["fetch"]["render_reason"] for article in done.articles] == ["learned"]
    assert site.count(fresh) == 1


@pytest.mark.parametrize("how", [BY_BUTTON, BY_SCROLL], ids=["button", "scroll"])
def test_a_listing_is_walked_to_its_end(site, renderer, crawl, how):
    stories = [f"/story-number-{n}-of-the-day" for n in range(1, 13)]
    for path in stories:
        headline, html = story_html(path)
        site.pages[path] = plain_page(headline, html)
    site.add_growing("/", stories, how)
    done = crawl(f"{site.url}/", renderer)
    assert paths(site, done) == sorted(stories)


def test_a_listing_in_markup_that_goes_on_behind_a_button(site, renderer, crawl):
    stories = [f"/story-number-{n}-of-the-day" for n in range(1, 9)]
    for path in stories:
        headline, html = story_html(path)
        site.pages[path] = plain_page(headline, html)
    script = (
        "document.getElementById('more').onclick = function () { document.getElementById('rest').innerHTML = "
        + repr(
            "".join(
                f'<article><h2><a href="{p}">Story at {p} is old news by now</a></h2></article>' for p in stories[4:]
            )
        )
        + "; };"
    )
    more = f'<div id="rest"></div><button id="more">Show more</button><script>{script}</script>'
    site.add_plain_front(*stories[:4], more=more)
    done = crawl(f"{site.url}/", renderer)
    assert paths(site, done) == sorted(stories)


def test_a_question_about_cookies_is_answered_with_yes(site, renderer, crawl):
    headline, html = story_html("/behind-the-question-of-cookies")
    script = (
        "var root = document.getElementById('root');"
        "if (document.cookie.indexOf('yes=1') < 0) {"
        " root.innerHTML = '<p>We value your privacy.</p><button id=y>Accept all</button>';"
        " document.getElementById('y').onclick = function () { document.cookie = 'yes=1; path=/'; show(); }; }"
        f"function show() {{ root.innerHTML = {html!r}; document.title = {headline!r}; }}"
    )
    site.pages["/behind-the-question-of-cookies"] = SHELL.format(title="Privacy", head="", more="", script=script)
    done = crawl(f"{site.url}/behind-the-question-of-cookies", renderer)
    assert [article["headline"] for article in done.articles] == [headline], done.stderr


def test_no_page_knows_what_another_was_told(site, renderer, crawl):
    # the cookie that one story sets would hide the other
    script = (
        "if (document.cookie.indexOf('seen=') < 0) { document.cookie = 'seen=1; path=/'; fill(); }"
        "function fill() { document.getElementById('root').innerHTML = %s; }"
    )
    for path in STORIES[:2]:
        site.pages[path] = SHELL.format(title="Story", head="", more="", script=script % repr(story_html(path)[1]))
    site.add_plain_front(*STORIES[:2])
    done = crawl(f"{site.url}/", renderer)
    assert paths(site, done) == STORIES[:2]


def test_pictures_fonts_sound_and_strangers_are_not_loaded(site, renderer, crawl):
    style = "<style>@font-face { font-family: x; src: url(/font.woff2); } body { font-family: x; }</style>"
    stranger = site.url.replace("127.0.0.50", "127.0.0.51")
    media = (
        '<img src="/picture.png"><img src="/picture-without-ending"><video src="/film.mp4" autoplay></video>'
        f'<audio src="/sound.mp3" autoplay></audio><script src="{stranger}/track.js"></script>'
        '<script src="http://www.google-analytics.com/analytics.js"></script>'
    )
    site.add_story(STORIES[0], head=style, more=media)
    done = crawl(f"{site.url}{STORIES[0]}", renderer)
    assert paths(site, done) == STORIES[:1]
    unwanted = {"/picture.png", "/picture-without-ending", "/font.woff2", "/film.mp4", "/sound.mp3", "/track.js"}
    assert unwanted.isdisjoint(site.asked)


def test_a_page_that_never_ends_is_taken_as_it_is(site, renderer, crawl):
    site.pages["/hangs.js"] = ""
    site.hanging.add("/hangs.js")
    ticking = (
        "var root = document.getElementById('root');"
        "setInterval(function () { root.appendChild(document.createTextNode(' tick ')); }, 100);"
    )
    site.add_story(STORIES[0], more=f'<script async src="/hangs.js"></script><script>{ticking}</script>')
    done = crawl(f"{site.url}{STORIES[0]}", renderer, READMORE_RENDER_SECONDS="4")
    assert paths(site, done) == STORIES[:1], done.stderr


def test_the_site_sees_one_name_and_its_robots_txt_is_obeyed(site, renderer, crawl):
    site.add_story("/private/story-of-a-closed-meeting")
    site.add_front([site.add_story(STORIES[0]), "/private/story-of-a-closed-meeting"])
    done = crawl(f"{site.url}/", renderer, USER_AGENT="Keeper of the tests")
    assert paths(site, done) == STORIES[:1]
    assert "/private/story-of-a-closed-meeting" not in site.asked
    assert done.rejects["/private/story-of-a-closed-meeting"][0] == "robots_denied"
    assert all("Keeper of the tests" in agent for agent in site.agents)


def test_a_redirect_met_by_the_renderer_is_judged_like_any_other(site, renderer, crawl):
    site.add_story(STORIES[0])
    away = "location.replace('/private/story-of-a-closed-meeting');"
    site.pages["/moving-house-story"] = SHELL.format(title="Moving", head="", more="", script=away)
    site.add_plain_front(STORIES[0], "/moving-house-story")
    done = crawl(f"{site.url}/", renderer)
    assert paths(site, done) == STORIES[:1]
    assert ("robots_denied") in {reason for reason, _ in done.rejects.values()}


def test_a_page_leads_no_renderer_to_an_inner_address(site, renderer, tmp_path):
    with serve_scripts("127.0.0.52") as inner:
        secret = inner.add_story("/secret-of-the-house")
        ask = f"var r = new XMLHttpRequest(); r.open('GET', '{inner.url}{secret}'); r.send();"
        frame = f'<iframe src="{inner.url}{secret}"></iframe>'
        site.add_story(STORIES[0], more=f"<script>{ask}</script>{frame}")
        away = f"location.replace('{inner.url}{secret}');"
        site.pages["/moving-house-story"] = SHELL.format(title="Moving", head="", more="", script=away)
        site.add_plain_front(STORIES[0], "/moving-house-story")
        own_network = f"READMORE_ALLOW_PRIVATE_ADDRESSES={site.url.split('/')[2].split(':')[0]}/32"
        options = [word for pair in renderer.items() for word in ("-s", "=".join(pair))]
        words = ["crawl", "news", "-a", f"url={site.url}/", "-O", "articles.jsonl", *options, "-s", own_network]
        done = run_scrapy(tmp_path, *words, allow_private=False)
        assert paths(site, done) == STORIES[:1], done.stderr
        assert inner.asked == []


def test_what_splash_is_too_old_for(site, splash, crawl):
    site.add_story(STORIES[0], script=NEW_SCRIPT)
    settings = {"READMORE_RENDERER": "splash", "READMORE_SPLASH_URL": splash.url}
    done = crawl(f"{site.url}{STORIES[0]}", settings)
    assert done.articles == []
    assert set(done.rejects) == {STORIES[0]}


def test_what_chromium_is_young_enough_for(site, chromium, crawl):
    site.add_story(STORIES[0], script=NEW_SCRIPT)
    done = crawl(f"{site.url}{STORIES[0]}", chromium)
    assert paths(site, done) == STORIES[:1]


def test_the_budget_is_kept_and_the_rest_is_told(site, renderer, crawl):
    site.add_plain_front(*[site.add_story(path) for path in STORIES])
    done = crawl(f"{site.url}/", renderer, READMORE_RENDER_BUDGET="2")
    assert len(done.articles) == 2
    assert sorted({path for path, _ in done.rejects.items()} | set(paths(site, done))) == STORIES
    assert {reason for reason, _ in done.rejects.values()} == {"not_rendered"}
    assert all("READMORE_RENDER_BUDGET=2" in detail for _, detail in done.rejects.values())
