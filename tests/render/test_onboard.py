"""A site of scripts is visited through a browser, and its profile says that it needs one."""

from tests.crawl.loopback import run_scrapy

STORIES = [f"/story-number-{n}-of-the-day" for n in range(1, 5)]


def test_a_site_of_shells_is_visited_through_a_browser(site, chromium, tmp_path):
    site.add_front([site.add_story(path) for path in STORIES])
    settings = {**chromium, "READMORE_ALLOW_PRIVATE_ADDRESSES": "1", "AUTOTHROTTLE_ENABLED": "0"}
    words = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    done = run_scrapy(tmp_path, "onboard", f"{site.url}/", "--name", "post", "--pages", "6", *words)
    assert done.code == 0, done.stderr
    assert "a browser shows more of" in done.stdout
    profile = (tmp_path / "profiles" / "post.toml").read_text(encoding="utf-8")
    assert '\nrenderer = "playwright"  # or "splash": pages show more to a browser\n' in profile
    assert "WARNING" not in done.stderr
    assert run_scrapy(tmp_path, "onboard", "post", "--check").code == 0
