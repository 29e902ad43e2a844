"""A story's page, in the layout of its section."""

import json
from datetime import datetime
from html import escape
from typing import Any

from crawler.demo.markup import (
    READ_MORE,
    SITE_NAME,
    SLOGAN,
    Frame,
    author_links,
    body,
    figure,
    frame,
    link,
    read_template,
    tag_links,
    teaser,
)
from crawler.demo.newsroom import author_path, find_related
from crawler.demo.story import Layout, Quirk, Story

_COMMENT_WITH_LINK = 9  # every ninth story has a commenter who links


def make_story_page(story: Story, base_url: str) -> str:
    """The HTML document of one story; ``base_url`` is the site's, without a slash at its end."""
    layout = story.section.layout
    fields = _LAYOUTS[layout](story)
    words = READ_MORE[story.language]
    cards = [teaser(other, words, _TEASER_CLASS[layout]) for other in find_related(story)]
    if layout is Layout.DATA:
        cards = [f"<li>{card}</li>" for card in cards]
    main = read_template(layout).substitute(
        fields,
        number=story.number,
        section=escape(story.section.name),
        section_path=story.section.path,
        headline=escape(story.headline, quote=False),
        canonical=base_url + escape(story.path),
        body=body(story.blocks, _promo(story)),
        related="\n".join(cards),
        comments=_comments(story),
        author_box="".join(f"<p>{link(author_path(name), name)} writes for {SITE_NAME}.</p>" for name in story.authors),
    )
    title = {
        Layout.CLASSIC: f"{story.headline} - {SITE_NAME}",
        Layout.DATA: f"{story.headline} | {story.section.name} | {SITE_NAME}",
        Layout.MICRODATA: f"{story.headline} – {SITE_NAME}",
        Layout.PLAIN: story.headline,
    }[layout]
    head = _head(story, base_url)
    return frame(Frame(title=title, head=head, main=main, language=story.language, body_class=f"single {layout}"))


_TEASER_CLASS = {
    Layout.CLASSIC: "related-post teaser",
    Layout.DATA: "c-card teaser",
    Layout.MICRODATA: "next-story teaser",
    Layout.PLAIN: "teaser",
}


def _head(story: Story, base_url: str) -> str:
    """What the head says of the story; the plain layout says nothing."""
    layout = story.section.layout
    if layout is Layout.PLAIN:
        return ""
    url = base_url + story.path
    lines = [f'<link rel="canonical" href="{escape(url)}">', _meta("name", "description", story.excerpt)]
    if layout is Layout.MICRODATA:
        return "\n".join(lines) + "\n"
    title = f"{SITE_NAME} – {SLOGAN}" if story.quirk is Quirk.SLOGAN_AS_TITLE else story.headline
    properties = {"og:type": "article", "og:site_name": SITE_NAME, "og:title": title, "og:url": url}
    properties["og:image"] = base_url + story.picture.path
    lines += [_meta("property", name, value) for name, value in properties.items()]
    if layout is Layout.DATA:
        data = json.dumps(_json_ld(story, base_url), ensure_ascii=False, indent=1).replace("</", "<\\/")
        return "\n".join([*lines, f'<script type="application/ld+json">{data}</script>']) + "\n"
    lines.append(_meta("property", "article:published_time", story.published.isoformat()))
    if story.modified:
        lines.append(_meta("property", "article:modified_time", story.modified.isoformat()))
    lines.append(_meta("property", "article:section", story.section.name))
    lines += [_meta("property", "article:tag", tag) for tag in story.tags]
    lines += [_meta("name", "author", name) for name in story.authors]
    return "\n".join(lines) + "\n"


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}">'


def _json_ld(story: Story, base_url: str) -> dict[str, Any]:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": base_url + story.path,
        "headline": story.headline,
        "image": {"@type": "ImageObject", "url": base_url + story.picture.path, "width": 640, "height": 360},
        "datePublished": story.published.isoformat(),
        "author": [{"@type": "Person", "name": name, "url": base_url + author_path(name)} for name in story.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": SITE_NAME},
        "articleSection": story.section.name,
        "keywords": list(story.tags),
        "inLanguage": story.language,
    }
    return data | ({"dateModified": story.modified.isoformat()} if story.modified else {})


def _time(moment: datetime, text: str, attributes: str = "") -> str:
    return f'<time{" " * bool(attributes)}{attributes} datetime="{moment.isoformat()}">{text}</time>'


def _american(moment: datetime) -> str:
    return f"{moment:%B} {moment.day}, {moment.year}"


def _european(moment: datetime) -> str:
    return f"{moment.day} {moment:%B} {moment.year}, {moment:%H:%M}"


def _classic(story: Story) -> dict[str, str]:
    later = story.modified
    updated = _time(later, _american(later), 'class="updated"') if later else ""
    is_odd = story.quirk is Quirk.SECTION_AS_H1
    return {
        "theme_title": '<header class="page-header"><h1 class="theme-title">Blog</h1></header>\n' if is_odd else "",
        "headline_tag": "h2" if is_odd else "h1",
        "figure": figure(story),
        "authors": author_links(story),
        "published": _time(story.published, _american(story.published), 'class="entry-date published"'),
        "modified": f"\n<li>Post last modified: {updated}</li>" if later else "",
        "minutes": "1 min read" if story.minutes == 1 else f"{story.minutes} mins read",
        "tags": tag_links(story),
    }


def _data(story: Story) -> dict[str, str]:
    changed = f' <span class="c-date">(updated {_european(story.modified)})</span>' if story.modified else ""
    return {
        "figure": figure(story),
        "authors": author_links(story),
        "published": _european(story.published),
        "modified": changed,
        "minutes": f"{story.minutes} min read",
        "tags": "".join(f"<li>{tag}</li>" for tag in tag_links(story, "\n").split("\n")),
    }


def _microdata(story: Story) -> dict[str, str]:
    later = story.modified
    person = '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
    updated = _time(later, _european(later), 'itemprop="dateModified"') if later else ""
    return {
        "figure": figure(story, 'itemprop="image"'),
        "authors": " and ".join(
            f'{person}<a itemprop="url" rel="author" href="{author_path(name)}">'
            f'<span itemprop="name">{escape(name)}</span></a></span>'
            for name in story.authors
        ),
        "published": _time(story.published, _european(story.published), 'itemprop="datePublished"'),
        "modified": f", updated {updated}" if later else "",
        "minutes": f"Reading time: {story.minutes} minute{'s' * (story.minutes > 1)}",
        "tags": f'<span itemprop="keywords">{tag_links(story)}</span>',
    }


def _plain(story: Story) -> dict[str, str]:
    later = story.modified
    if story.quirk is Quirk.DATE_IN_WORDS:
        published = f"{story.published:%A}, {_american(story.published)}"
    else:
        published = _time(story.published, _european(story.published))
    return {
        "figure": figure(story),
        "authors": author_links(story),
        "published": published,
        "modified": f" (updated: {_time(later, _european(later))})" if later else "",
        "minutes": f"{story.minutes} min read",
        "tags": tag_links(story),
    }


_LAYOUTS = {
    Layout.CLASSIC: _classic,
    Layout.DATA: _data,
    Layout.MICRODATA: _microdata,
    Layout.PLAIN: _plain,
}


def _promo(story: Story) -> str:
    """A box in the middle of the text that is not part of it; the seed's page has none."""
    if story.quirk is Quirk.SEED:
        return ""
    if story.number % 2:
        return (
            '<div class="promo newsletter-box"><h3>The morning letter</h3><p>Five stories before breakfast, free of '
            'charge.</p><form action="/contact/"><input type="email" name="email" aria-label="Email">'
            "<button>Sign up</button></form></div>"
        )
    other = find_related(story)[-1]
    return f'<aside class="promo read-also"><p>Also in the Courier: {link(other.path, other.headline)}</p></aside>'


def _comments(story: Story) -> str:
    if not story.comments:
        return '<section id="comments" class="comments"><h3>No comments yet</h3></section>'
    more = '<p><a href="/contact/" rel="nofollow">Read more</a></p>' if story.number % _COMMENT_WITH_LINK == 0 else ""
    entries = "".join(
        f'<div class="comment"><p class="comment-author"><b>{escape(name)}</b> says:</p>'
        f"<p>{escape(text)}</p>{more}</div>"
        for name, text in story.comments
    )
    return f'<section id="comments" class="comments"><h3>Comments ({len(story.comments)})</h3>{entries}</section>'
