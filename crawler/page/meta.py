"""Meta tags and link relations: what the head of a page says of it."""

from typing import Final, NamedTuple

from crawler.page.kept import keep
from crawler.page.structured import plain
from crawler.page.tree import Page
from crawler.urls import join

_ASKED: Final = frozenset({"canonical", "amphtml", "license", "image_src"})
_UNSET: Final = frozenset({"none", "null", "nil", "undefined"})  # what a template writes for a value that is not there
_NAMES: Final = ("property", "name", "itemprop", "http-equiv")


class Meta(NamedTuple):
    """The meta tags of a page by name (in small letters), and its links by relation, both in document order."""

    tags: dict[str, list[str]]
    links: dict[str, list[str]]

    def first(self, *names: str) -> str:
        """The first content under the first of these names that has one; empty where none has."""
        for name in names:
            if name in self.tags:
                return self.tags[name][0]
        return ""

    def all(self, *names: str) -> list[str]:
        """Every content under these names, in the order of the names."""
        return [content for name in names for content in self.tags.get(name, ())]


@keep
def read_meta(page: Page) -> Meta:
    """The page's meta tags with content, and its ``<link rel>`` addresses made absolute.

    One tag may stand under several names (``name`` and ``property``). Of the links those that readers of
    articles ask for. The answer is kept.
    """
    tags: dict[str, list[str]] = {}
    for element in page.by_tag.get("meta", ()):
        attributes = element.attributes
        content = attributes.get("content") or attributes.get("value")
        if not content or content.isspace():
            continue
        content = plain(content)
        for key in _NAMES:
            name = attributes.get(key)
            if name and content:
                tags.setdefault(name.strip().lower(), []).append(content)
    links: dict[str, list[str]] = {}
    for element in page.by_tag.get("link", ()):
        relations = _ASKED.intersection(element.get("rel").lower().split())
        is_set = relations and element.get("href").strip().lower() not in _UNSET
        address = join(page.base_url, element.get("href")) if is_set else None
        if address:
            for relation in relations:
                links.setdefault(relation, []).append(address)
    return Meta(tags, links)
