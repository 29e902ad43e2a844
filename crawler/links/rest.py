"""WordPress's REST interface: where a page says it is, and its list of posts as offers of articles."""

import json
from typing import Any, Final
from urllib.parse import urlencode

from crawler.errors import PageError
from crawler.page.anchors import resolve
from crawler.page.structured import plain
from crawler.records.enums import TeaserLink, Via
from crawler.records.offer import Offer
from crawler.urls import join

REL: Final = "https://api.w.org/"  # the rel by which WordPress names its interface
POSTS_A_PAGE: Final = 100  # the most that it gives
_MAX_TAGS: Final = 50
# What a record needs and no more: without the texts an answer is a tenth as large.
_FIELDS: Final = (
    "link,title,date,date_gmt,modified,modified_gmt,sticky,content.protected,_links.author,_links.wp:term,_embedded"
)


def posts_url(root: str, page: int) -> str:
    """The address of one page of the list of posts, newest first; ``root`` is the interface's own address."""
    asked = urlencode(
        {"per_page": POSTS_A_PAGE, "page": page, "_embed": "author,wp:term", "_fields": _FIELDS}, safe=":,"
    )
    return f"{root.rstrip('/')}/wp/v2/posts{'&' if '?' in root else '?'}{asked}"


def find_root(link_header: str, url: str) -> str | None:
    """The interface's address in the Link header (RFC 8288) of a page at ``url``; None where it names none."""
    for part in link_header.split(","):
        address, _, parameters = part.partition(";")
        if REL in parameters:
            return join(url, address.strip().removeprefix("<").removesuffix(">"))
    return None


def parse_posts(body: bytes, url: str) -> tuple[Offer, ...]:
    """One page of the list of posts as offers.

    Raises:
        PageError: the bytes are no such list.
    """
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PageError("the answer is no list of posts") from error
    if not isinstance(posts, list):
        raise PageError("the answer is no list of posts")
    offers: list[Offer] = []
    for post in posts:
        offer = _read_post(post, url, len(offers) + 1) if isinstance(post, dict) else None
        if offer is not None:
            offers.append(offer)
    return tuple(offers)


def _read_post(post: dict[str, Any], url: str, position: int) -> Offer | None:
    link = post.get("link")
    found = resolve(url, link) if isinstance(link, str) and link else None
    if found is None:
        return None
    embedded = post.get("_embedded")
    embedded = embedded if isinstance(embedded, dict) else {}
    terms = [term for group in _list(embedded, "wp:term") if isinstance(group, list) for term in group]
    categories = _names(terms, "category")
    title, content = post.get("title"), post.get("content")
    return Offer(
        url=found[0],
        canonical_url=found[1],
        via=Via.REST,
        link_kind=TeaserLink.FEED,
        from_url=url,
        position=position,
        headline=plain(str(title.get("rendered") or "")) or None if isinstance(title, dict) else None,
        section=categories[0] if categories else None,
        authors=_names(_list(embedded, "author")),
        tags=_names(terms, "post_tag"),
        published_raw=_time(post, "date"),
        modified_raw=_time(post, "modified"),
        is_pinned=post.get("sticky") is True,
        is_protected=isinstance(content, dict) and content.get("protected") is True,
    )


def _list(value: dict[str, Any], name: str) -> list[Any]:
    found = value.get(name)
    return found if isinstance(found, list) else []


def _names(nodes: list[Any], taxonomy: str | None = None) -> tuple[str, ...]:
    found = (
        plain(str(node.get("name") or ""))
        for node in nodes[:_MAX_TAGS]
        if isinstance(node, dict) and (taxonomy is None or node.get("taxonomy") == taxonomy)
    )
    return tuple(name for name in found if name)


def _time(post: dict[str, Any], name: str) -> str | None:
    """The time in UTC where it is stated, else in the site's own zone; WordPress writes no zone."""
    gmt, local = post.get(f"{name}_gmt"), post.get(name)
    if isinstance(gmt, str) and gmt:
        return f"{gmt}Z"
    return local if isinstance(local, str) and local else None
