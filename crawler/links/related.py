"""An article page's own teasers, as its record names them."""

from collections.abc import Iterable
from typing import Final

from crawler.links.link import Link, LinkKind
from crawler.records.article import Related

_MAX_RELATED: Final = 50


def find_related(links: Iterable[Link]) -> tuple[Related, ...]:
    """The stories that a page offers beside its own, in document order.

    Where some of them come with an excerpt, those that are bare headlines are the site's menus and most-read lists,
    which stand on every page, and are left out.
    """
    found = [
        Related(url=link.url, headline=link.headline, excerpt=link.excerpt)
        for link in sorted(links, key=lambda link: link.place)
        if link.kind is LinkKind.ARTICLE and link.headline and not link.sponsored
    ]
    told = [related for related in found if related.excerpt]
    return tuple((told or found)[:_MAX_RELATED])
