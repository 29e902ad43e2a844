"""Tags: what the article is about in the site's own words."""

import re
from collections.abc import Iterator
from typing import Final

from crawler.article.icons import Icon, find_iconed
from crawler.article.site_name import squash
from crawler.article.words import flatten, load_words
from crawler.page.anchors import Anchor, find_anchors, group_anchors
from crawler.page.marks import Mark, find_marked, is_article, is_elsewhere
from crawler.page.meta import read_meta
from crawler.page.shapes import Hint
from crawler.page.structured import Node, read_structured, texts_of
from crawler.page.tree import Element, Page
from crawler.records.evidence import Evidence

LIST: Final = re.compile(r"\s*[,;|،、，]\s*")
MAX_NAME: Final = 60
MAX_LINE: Final = 15  # tags in one line; more are a cloud
_TAG_LABELS: Final = flatten(load_words("sections")["tags"])
_MAX_TAGS: Final = 50
_MAX_TAG: Final = 40


def read_tags(page: Page, section: str | None, site_names: frozenset[str], evidence: Evidence) -> tuple[str, ...]:
    """What the article is about in the site's own words; the section is none of them, none stands twice.

    What a reader sees and what the site's feeds say comes before keywords, which often are the whole site's.
    """
    stated = next(filter(None, _state_tags(page, evidence)), [])
    if len(stated) == 1:
        stated = LIST.split(stated[0])
    seen = {squash(section or "")} | site_names
    tags = []
    for tag in stated:
        name = " ".join(tag.split()).lstrip("#").strip()
        key = squash(name)
        if key and key not in seen and len(name) <= MAX_NAME:
            seen.add(key)
            tags.append(name)
    return tuple(tags[:_MAX_TAGS])


def _state_tags(page: Page, evidence: Evidence) -> Iterator[list[str]]:
    """The tags by each place that may state them, the most trusted first."""
    meta = read_meta(page)
    declared = meta.all("article:tag", "og:article:tag")
    shown = [
        anchor.text
        for anchor in group_anchors(page).with_rel
        if "tag" in anchor.rel.split() and anchor.shape.hint is not Hint.SECTION
    ]
    if declared and shown and not _share_any(declared, shown):
        yield shown  # what has none of the tags of the story is the whole site's
    yield declared
    yield _keywords(read_structured(page).article)
    yield shown
    yield list_linked_tags(page, group_anchors(page).by_hint[Hint.TAG])
    yield list(find_iconed(page, Icon.LABEL, page.find("h1"))[:MAX_LINE])
    yield _marked_tags(page)
    yield list_linked_tags(
        page, [anchor for anchor in find_anchors(page) if anchor.text[:1] == "#" and anchor.text[1:]]
    )
    yield next(([*teaser.tags] for teaser in evidence.teasers if teaser.tags), [])
    yield [text for value in meta.all("parsely-tags", "sailthru.tags", "news_keywords") for text in LIST.split(value)]
    yield [text for value in meta.all("keywords") for text in LIST.split(value)]


def _share_any(declared: list[str], shown: list[str]) -> bool:
    """Whether a tag that is declared, by itself or in a list of several, is shown, too."""
    keys = {squash(tag) for value in declared for tag in LIST.split(value)}
    return not keys.isdisjoint(map(squash, shown))


def list_linked_tags(page: Page, links: list[Anchor]) -> list[str]:
    """The first line or list of the article that holds some of these links to pages of tags and says little else."""
    groups: dict[int, tuple[Element, list[Anchor]]] = {}
    indexes = {link.canonical_url.rstrip("/").rpartition("/")[0] for link in links}  # the page of all tags is none
    for anchor in links:
        parent = anchor.element.parent
        if anchor.text and parent is not None and anchor.canonical_url.rstrip("/") not in indexes:
            alone = parent.tag == "li" or (parent.tag != "p" and page.text(parent) == anchor.text)
            group = parent.parent if alone and parent.parent is not None else parent
            groups.setdefault(group.index, (group, []))[1].append(anchor)
    for group, anchors in sorted(groups.values(), key=lambda found: len(found[1]) == 1):  # a kicker may be one, too
        others = len(page.text(group)) - sum(len(anchor.text) for anchor in anchors)
        if len(anchors) <= MAX_LINE and others <= MAX_NAME and is_of_article(anchors[0].element):
            return [anchor.text for anchor in anchors]
    return []


def _marked_tags(page: Page) -> list[str]:
    """The short texts of the article's first element that its template calls tags, each in an element of its own."""
    for element in find_marked(page, Mark.TAGS):
        if element.parent is None or not is_of_article(element.parent):
            continue
        found = []
        for place in range(element.text_start, element.text_end):
            text = page.texts[place].strip()
            if not any(map(str.isalnum, text)) or text.lower().rstrip(" :：") in _TAG_LABELS:
                continue
            if len(text) > _MAX_TAG or page.text_parents[place] is element:
                break
            if not text.endswith((":", "：")):
                found.append(text)
        else:
            if 0 < len(found) <= MAX_LINE:
                return found
    return []


def is_of_article(element: Element) -> bool:
    """Whether an element belongs to the article, whose own footer is no footer of the page."""
    for around in element.ancestors():
        if around.tag in {"aside", "nav"}:
            return False
        if is_article(around):
            return True
    return not is_elsewhere(element)


def _keywords(article: Node) -> list[str]:
    stated = article.get("keywords")
    if isinstance(stated, str):
        return [word for word in LIST.split(stated) if word]
    return [text for text in texts_of(stated) if "://" not in text]
