"""Puput, a blog on Wagtail, in its stock theme: filled with generated posts and served on loopback.

Run by the Python of ``.venv-cms``, which holds Wagtail: ``python wagtail_blog.py FOLDER PORT``. FOLDER holds
``content/``, made by ``gen_news.py``; what the blog itself says of each entry goes to ``truth.raw.jsonl``.
"""

import html
import json
import re
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import django
from django.conf import settings
from django.core.management import call_command
from django.urls import include, path
from django.views.static import serve

FOLDER, PORT = Path(sys.argv[1]).resolve(), int(sys.argv[2])
SITE = f"http://127.0.0.1:{PORT}"
ZONE = ZoneInfo("Europe/Paris")
PHOTOS = 4  # pictures that the entries share; Wagtail scales each for every place

settings.configure(
    DEBUG=False,
    SECRET_KEY=secrets.token_hex(),
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "blog.sqlite3"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    TIME_ZONE=ZONE.key,
    USE_TZ=True,
    STATIC_URL="/static/",
    MEDIA_URL="/media/",
    MEDIA_ROOT=FOLDER / "media",
    WAGTAIL_SITE_NAME="The Wagtail Herald",
    WAGTAILADMIN_BASE_URL=SITE,
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                ]
            },
        }
    ],
    INSTALLED_APPS=[
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.messages",
        "django.contrib.sessions",
        "django.contrib.sitemaps",
        "django.contrib.staticfiles",
        *__import__("puput").PUPUT_APPS,
    ],
)
django.setup()
urlpatterns = [
    path("media/<path:path>", serve, {"document_root": FOLDER / "media"}),
    path("", include("puput.urls")),
]


def main() -> None:
    """Fill the blog, write down its truth, and serve it until the process is ended."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import get_internal_wsgi_application, run

    call_command("migrate", verbosity=0)
    blog = make_blog()
    fill(blog, json.loads((FOLDER / "content" / "posts.json").read_text(encoding="utf-8")))
    run("127.0.0.1", PORT, StaticFilesHandler(get_internal_wsgi_application()), threading=True)


def make_blog():
    """The blog as the front page of its site, in the place of the page that greets."""
    from puput.models import BlogPage
    from wagtail.models import Page, Site

    Page.objects.filter(depth__gt=1).delete()
    blog = BlogPage(title="The Wagtail Herald", description="News from loopback", slug="blog", num_entries_page=10)
    Page.objects.get(depth=1).add_child(instance=blog)
    Site.objects.update_or_create(
        hostname="127.0.0.1", defaults={"port": PORT, "root_page": blog, "is_default_site": True}
    )
    return blog


def fill(blog, content) -> None:
    """An entry for each published post of ``content``, and a line of the truth for each entry."""
    from django.contrib.auth import get_user_model
    from django.core.files.images import ImageFile
    from puput.models import Category, CategoryEntryPage, EntryPage, Tag, TagEntryPage
    from puput.urls import get_entry_url
    from wagtail.images.models import Image

    users = {
        author["login"]: get_user_model().objects.create_user(username=author["login"]) for author in content["authors"]
    }
    posts = [post for post in content["posts"] if post["status"] == "publish" and post["title"]]
    # The blog takes the day of an address in UTC, whatever its zone.
    days = {
        post["slug"]: datetime.fromisoformat(post["published"]).replace(tzinfo=ZONE).astimezone(UTC) for post in posts
    }
    addresses = {slug: f"/{day:%Y/%m/%d}/{slug}/" for slug, day in days.items()}
    images = []
    for photo in sorted((FOLDER / "content" / "img").glob("*.png"))[:PHOTOS]:
        with photo.open("rb") as data:
            images.append(Image.objects.create(title=photo.stem, file=ImageFile(data, photo.name)))
    with (FOLDER / "truth.raw.jsonl").open("w", encoding="utf-8") as truth:
        for number, post in enumerate(posts):
            entry = EntryPage(
                title=html.unescape(re.sub("<[^>]+>", "", post["title"])),
                slug=post["slug"],
                owner=users[post["author"]],
                date=days[post["slug"]],
                body=write_body(post["blocks"], addresses),
                excerpt=f"<p>{html.escape(post['excerpt'])}</p>" if post.get("excerpt") else "",
                header_image=images[number % PHOTOS] if post.get("thumb") else None,
            )
            blog.add_child(instance=entry)
            for name in post["cats"]:
                category, _ = Category.objects.get_or_create(name=name)
                CategoryEntryPage.objects.create(page=entry, category=category)
            for name in post["tags"]:
                tag, _ = Tag.objects.get_or_create(name=name)
                TagEntryPage.objects.create(content_object=entry, tag=tag)
            line = {
                "record": "article",
                "kind": post["kind"],
                "url": SITE + get_entry_url(entry, blog.page_ptr, blog.page_ptr),
                "aliases": [entry.full_url],
                "title": entry.title,
                "author": entry.owner.username,
                "categories": post["cats"],
                "tags": post["tags"],
                "published": entry.date.isoformat(),
                "html": entry.body,
            }
            truth.write(json.dumps(line, ensure_ascii=False) + "\n")


def write_body(blocks, addresses) -> str:
    """The blocks of a post as an editor leaves them."""
    return "\n".join(
        re.sub(r"\{\{POST:([^}]*)\}\}", lambda match: addresses.get(match[1], "#"), write_block(block, addresses))
        for block in blocks
    )


def write_block(block, addresses) -> str:
    """One block as HTML; empty for what the blog has no form for."""
    kind = block["t"]
    if kind in {"p", "h1", "h2", "h3"}:
        return f"<{kind}>{block['html']}</{kind}>"
    if kind in {"ul", "ol"}:
        return f"<{kind}>{''.join(f'<li>{item}</li>' for item in block['items'])}</{kind}>"
    if kind == "quote":
        return f"<blockquote><p>{block['html']}</p><cite>{block['cite']}</cite></blockquote>"
    if kind == "also":
        link = f'<a href="{addresses.get(block["slug"], "#")}">{html.escape(block["title"])}</a>'
        return f'<p class="also-read"><strong>{block["label"]}:</strong> {link}</p>'
    if kind == "table":
        rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in block["rows"])
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    return f"<pre><code>{html.escape(block['text'])}</code></pre>" if kind == "code" else ""


if __name__ == "__main__":
    main()
