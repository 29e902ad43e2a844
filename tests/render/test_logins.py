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
        serve_proxy("127.0.0.62", dict.fromkeys(("post.example", "post.example:80"), answers.site.url[7:])) as proxy,
    ):
        write_profile(tmp_path, "post", PROFILE.format(path=PATH, proxy=proxy.url.replace("//", "//reader:pass@")))
        settings = [word for name, value in chromium.items() for word in ("-s", f"{name}={value}")]
        words = ("-a", "site=post", "-O", "articles.jsonl", *settings)
        done = run_scrapy(tmp_path, "crawl", "news", *words, allow_private=False)
    assert done.code == 0, done.stderr
    (article,) = done.articles
    assert article["fetch"]["rendered"] is True
    assert article["headline"] == headline
    assert f"/data{PATH}.json" in answers.site.asked
    assert proxy.seen, "the name leads nowhere but through the proxy"
    for secret in ("sess10n", "t0ken", "reader:pass"):
        assert secret not in done.stderr + json.dumps(article)


def test_a_browser_takes_no_login_along_to_another_host(chromium, tmp_path):
    stranger_answers = {"*": Answer("<html><body>caught</body></html>")}
    with serve(stranger_answers, "127.0.0.64") as stranger:
        front = SHELL.format(title="Post", head="", more="", script=f'fetch("{stranger.url}/fetched");')
        answers = {
            "/robots.txt": Answer("", 404),
            PATH: [Answer(front), Answer("", 302, location=f"{stranger.url}/redirected")],
        }
        with serve(answers, "127.0.0.63") as site:
            text = PROFILE.format(path=PATH, proxy="").replace('proxy = ""\n', "")
            write_profile(tmp_path, "post", text.replace("http://post.example", site.url))
            settings = [word for name, value in chromium.items() for word in ("-s", f"{name}={value}")]
            done = run_scrapy(tmp_path, "crawl", "news", "-a", "site=post", "-O", "articles.jsonl", *settings)
        assert site.asked.count(PATH) >= 2, done.stderr
    assert site.headers[-1].get("X-Reader") or site.headers[-1].get("x-reader")
    for headers in stranger.headers:
        assert not {"cookie", "x-reader"} & {name.lower() for name in headers}
    assert "/redirected" in stranger.asked, "else nothing is shown"
