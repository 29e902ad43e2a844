"""A browser shows what a subscriber's login opens, and goes through the site's proxy."""

import json

from tests.crawl.forward_proxy import serve_proxy
from tests.crawl.loopback import Answer, run_scrapy, serve
from tests.crawl.test_profiles import write_profile
from tests.render.site import NEW_SCRIPT, SHELL, story_html

PATH = "/story-number-1-of-the-day"
PROFILE = """
start = ["http://post.example{path}"]
renderer = "playwright"
proxy = "{proxy}"
[headers]
X-Reader = "t0ken"
[cookies]
session = "sess10n"
"""


class ForReaders(dict):
    """The data of the page goes to whom has cookie and header."""

    site = None

    def get(self, path, default=None):
        headers = {name.lower(): value for name, value in self.site.headers[-1].items()}
        knows = headers.get("cookie") == "session=sess10n" and headers.get("x-reader") == "t0ken"
        if path.startswith("/data") and not knows:
            return Answer("{}", 403, "application/json")
        return super().get(path, default)


def test_a_browser_has_the_login_and_goes_through_the_proxy(chromium, tmp_path):
    headline, html = story_html(PATH)
    answers = ForReaders(
        {
            "/robots.txt": Answer("", 404),
            PATH: Answer(SHELL.format(title="Post", head="", more="", script=NEW_SCRIPT)),
            f"/data{PATH}.json": Answer(json.dumps({"title": headline, "html": html}), 200, "application/json"),
        }
    )
    with (
        serve(answers, "127.0.0.61") as answers.site,
        serve_proxy("127.0.0.62", {"post.example": answers.site.url[7:]}) as proxy,
    ):
        write_profile(tmp_path, "post", PROFILE.format(path=PATH, proxy=proxy.url.replace("//", "//reader:pass@")))
        settings = [word for name, value in chromium.items() for word in ("-s", f"{name}={value}")]
        words = ("-a", "site=post", "-O", "articles.jsonl", *settings)
        done = run_scrapy(tmp_path, "crawl", "news", *words, allow_private=False)
    assert done.code == 0, done.stderr
    (article,) = done.articles
    assert article["fetch"]["rendered"] is True
    assert article["headline"] == headline
    assert f"GET http://post.example/data{PATH}.json" in proxy.seen
    for secret in ("sess10n", "t0ken", "reader:pass"):
        assert secret not in done.stderr + json.dumps(article)
