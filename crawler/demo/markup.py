"""Small pieces of the demo site's HTML: links, pictures, body blocks, teasers and the frame around every page."""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib import resources
from string import Template
from typing import Final

from crawler.demo.newsroom import author_path, find_quirk, list_tags, tag_path
from crawler.demo.stories import SECTIONS, write_stories
from crawler.demo.story import Quirk, Story
from crawler.records.article import Block
from crawler.records.enums import BlockType

SITE_NAME: Final = "The Harbour Courier"
SLOGAN: Final = "News from the quay and beyond"
READ_MORE: Final = {"en": "Read More →", "ar": "اقرأ المزيد ←", "ja": "続きを読む →"}
_SHARE: Final = re.compile(r"\d+ per cent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What differs from page to page outside of ``<main>``."""

    title: str
    main: str
    head: str = ""
    language: str = "en"
    body_class: str = "page"


@functools.cache
def read_template(name: str) -> Template:
    """One of ``crawler/demo/templates``."""
    return Template((resources.files("crawler.demo.templates") / f"{name}.html").read_text(encoding="utf-8"))


def frame(page: Frame) -> str:
    """A whole HTML document."""
    return read_template("page").substitute(
        language=page.language,
        direction="rtl" if page.language == "ar" else "ltr",
        title=escape(page.title),
        head=page.head,
        main=page.main,
        body_class=page.body_class,
        nav="".join(f"<li>{link(section.path, section.name)}</li>" for section in SECTIONS),
        most_read=_most_read(),
        topics=" ".join(link(tag_path(tag), tag) for tag in list_tags()),
    )


def link(path: str, text: str, attributes: str = "") -> str:
    """An anchor; ``attributes`` is HTML."""
    return f'<a href="{escape(path)}"{" " * bool(attributes)}{attributes}>{escape(text)}</a>'


def links(paths: Iterable[tuple[str, str]], attributes: str, between: str) -> str:
    """Anchors of (address, text)."""
    return between.join(link(path, text, attributes) for path, text in paths)


def author_links(story: Story, between: str = " and ") -> str:
    """A byline's names."""
    return links(((author_path(name), name) for name in story.authors), 'rel="author"', between)


def tag_links(story: Story, between: str = ", ") -> str:
    """A story's tags."""
    return links(((tag_path(tag), tag) for tag in story.tags), 'rel="tag"', between)


def image(story: Story) -> str:
    """A story's picture."""
    return f'<img src="{story.picture.path}" width="640" height="360" alt="{escape(story.picture.alt)}">'


def figure(story: Story, attributes: str = "") -> str:
    """A story's picture with its caption and its credit; ``attributes`` is HTML for the picture."""
    picture = image(story).replace("<img", f"<img {attributes}".rstrip())
    caption = f"{escape(story.picture.caption)} " if story.picture.caption else ""
    credit = f'<span class="credit">Photo: {escape(story.picture.credit)}</span>'
    return f'<figure class="lead-image">{picture}<figcaption>{caption}{credit}</figcaption></figure>'


def body(blocks: tuple[Block, ...], promo: str) -> str:
    """Body blocks, with a box that is none of them after the second."""
    parts = [_block(block) for block in blocks]
    return "\n".join([*parts[:2], promo, *parts[2:]] if promo else parts)


def _block(block: Block) -> str:
    text = _SHARE.sub(r"<strong>\g<0></strong>", escape(block.text or "", quote=False))
    match block.type:
        case BlockType.HEADING:
            return f"<h{block.level}>{text}</h{block.level}>"
        case BlockType.QUOTE:
            return f"<blockquote><p>{text}</p></blockquote>"
        case BlockType.LIST:
            return "<ul>" + "".join(f"<li>{escape(item, quote=False)}</li>" for item in block.items or ()) + "</ul>"
        case BlockType.TABLE:
            head, *rows = block.rows or ((),)
            lines = [_row(head, "th"), *(_row(row, "td") for row in rows)]
            return f"<table><thead>{lines[0]}</thead><tbody>{''.join(lines[1:])}</tbody></table>"
        case BlockType.IMAGE:
            picture = f'<img src="{block.url}" width="640" height="360" alt="A button that says Read more">'
            return f"<figure>{picture}<figcaption>{escape(block.caption or '')}</figcaption></figure>"
        case _:
            return f"<p>{text}</p>"


def _row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def teaser(story: Story, words: str, kind: str = "teaser") -> str:
    """Picture, headline, excerpt and a Read More link, each with the story's address."""
    path = escape(story.path)
    return (
        f'<article class="{kind}"><a href="{path}" aria-hidden="true" tabindex="-1">{image(story)}</a>'
        f"<h3>{link(story.path, story.headline)}</h3><p>{escape(story.excerpt, quote=False)}</p>"
        f'<a class="more" href="{path}">{words}</a></article>'
    )


def _most_read() -> str:
    """The same five stories on every page, each by an address that is not quite its own."""
    seed, copied, odd = find_quirk(Quirk.SEED), find_quirk(Quirk.SLOGAN_AS_TITLE), find_quirk(Quirk.WRONG_CHARSET)
    newest = write_stories()
    moved, indexed = newest[30], next(story for story in newest[40:] if story.path.endswith("/"))
    ways = (
        (seed, f"{seed.path}?utm_source=sidebar&utm_medium=mostread"),
        (copied, syndicated_path(copied)),
        (odd, reorder(odd.path)),
        (moved, f"/old/{moved.number}"),
        (indexed, f"{indexed.path}index.html"),
    )
    return "".join(f"<li>{link(path, story.headline)}</li>" for story, path in ways)


def syndicated_path(story: Story) -> str:
    """The second address of a story, where a copy of its page stands."""
    return f"/syndication/story-{story.number}/"


def reorder(path: str) -> str:
    """The same address with its parameters the other way round."""
    step, _, query = path.partition("?")
    return f"{step}?{'&'.join(reversed(query.split('&')))}" if query else path
