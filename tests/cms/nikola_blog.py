"""Nikola, a static generator, in its stock theme: a news site made of generated posts and served on loopback.

Run by the Python of ``.venv-cms``, which holds Nikola: ``python nikola_blog.py FOLDER PORT``. FOLDER holds
``content/``, made by ``gen_news.py``; what the site is made of goes to ``truth.raw.jsonl`` too.
"""

import html
import json
import re
import shutil
import subprocess
import sys
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

FOLDER, PORT = Path(sys.argv[1]).resolve(), int(sys.argv[2])
SITE, BLOG = f"http://127.0.0.1:{PORT}", FOLDER / "blog"
ZONE = ZoneInfo("Europe/Paris")
NIKOLA = (sys.executable, "-m", "nikola")
CONFIGURATION = f"""
BLOG_AUTHOR = "The Newsdesk"
BLOG_TITLE = "The Nikola Observer"
BLOG_DESCRIPTION = "News from loopback"
SITE_URL = "{SITE}/"
TIMEZONE = "{ZONE.key}"
POSTS = (("posts/*.html", "news", "post.tmpl"),)
PAGES = (("pages/*.html", "", "page.tmpl"),)
INDEX_DISPLAY_POST_COUNT = 10
INDEX_TEASERS = True
"""
ABOUT = """<!--
.. title: About
.. slug: about
.. date: 2020-01-01
-->
<p>This newspaper was founded in 1987. Read more in our charter.</p>
"""


def main() -> None:
    """Make the site, write down its truth, and serve it until the process is ended."""
    content = json.loads((FOLDER / "content" / "posts.json").read_text(encoding="utf-8"))
    posts = [
        post for post in content["posts"] if post["status"] == "publish" and post["title"] and not post.get("password")
    ]
    names = {author["login"]: author["name"] for author in content["authors"]}
    known = {post["slug"] for post in posts}
    shutil.rmtree(BLOG, ignore_errors=True)
    subprocess.run([*NIKOLA, "init", "--quiet", BLOG], check=True)
    with (BLOG / "conf.py").open("a", encoding="utf-8") as configuration:
        configuration.write(CONFIGURATION)
    for name in ("posts", "pages"):
        (BLOG / name).mkdir(exist_ok=True)
    (BLOG / "pages" / "about.html").write_text(ABOUT, encoding="utf-8")
    shutil.copytree(FOLDER / "content" / "img", BLOG / "files" / "img")
    with (FOLDER / "truth.raw.jsonl").open("w", encoding="utf-8") as truth:
        for post in posts:
            first, *others = (made for block in post["blocks"] if (made := make_block(block, known)))
            record = tell(post, names[post["author"]])
            (BLOG / "posts" / f"{post['slug']}.html").write_text(
                f"{describe(post['slug'], record)}{first}\n<!-- TEASER_END -->\n" + "\n".join(others), encoding="utf-8"
            )
            truth.write(json.dumps({**record, "html": "\n".join([first, *others])}) + "\n")
    subprocess.run([*NIKOLA, "build", "--quiet"], cwd=BLOG, check=True)
    handler = partial(SimpleHTTPRequestHandler, directory=str(BLOG / "output"))
    ThreadingHTTPServer(("127.0.0.1", PORT), handler).serve_forever()


def tell(post, author):
    """The truth about a post, its body aside."""
    published, modified = (
        datetime.fromisoformat(time).replace(tzinfo=ZONE).isoformat()
        for time in (post["published"], post.get("modified") or post["published"])
    )
    return {
        "record": "article",
        "kind": post["kind"],
        "url": f"{SITE}/news/{post['slug']}/",
        "title": html.unescape(re.sub(r"<[^>]+>", "", post["title"])),
        "author": author,
        "categories": (post["cats"] or ["Misc"])[:1],
        "tags": post["tags"],
        "published": published,
        "modified": modified,
    }


def describe(slug, record):
    """What Nikola reads of a post before its text."""
    told = {
        "title": record["title"],
        "slug": slug,
        "date": record["published"],
        "updated": record["modified"],
        "author": record["author"],
        "category": record["categories"][0],
        "tags": ", ".join(record["tags"]),
    }
    return "<!--\n" + "".join(f".. {name}: {value}\n" for name, value in told.items()) + "-->\n"


def make_block(block, known):
    """One block of a post as markup; empty for the place where its teaser ends."""

    def link(slug):
        return f"/news/{slug}/" if slug in known else "#"

    kind = block["t"]
    if kind in {"p", "h1", "h2", "h3"}:
        linked = re.sub(r"\{\{POST:([^}]*)\}\}", lambda found: link(found[1]), block["html"])
        return f"<{kind}>{linked}</{kind}>"
    if kind in {"ul", "ol"}:
        return f"<{kind}>" + "".join(f"<li>{item}</li>" for item in block["items"]) + f"</{kind}>"
    if kind == "quote":
        return f"<blockquote><p>{block['html']}</p><p><cite>{block['cite']}</cite></p></blockquote>"
    if kind == "img":
        image = f'<img src="/img/{block["file"]}" alt="{html.escape(block["alt"])}">'
        return f"<figure>{image}<figcaption>{html.escape(block['caption'])}</figcaption></figure>"
    if kind == "also":
        title = f'<a href="{link(block["slug"])}">{html.escape(block["title"])}</a>'
        return f'<p class="also-read"><strong>{block["label"]}:</strong> {title}</p>'
    if kind == "table":
        rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in block["rows"])
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    return f"<pre><code>{html.escape(block['text'])}</code></pre>" if kind == "code" else ""


if __name__ == "__main__":
    main()
