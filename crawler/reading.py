"""A page and the site's evidence to kind, links and article: the door that spiders, commands and examples share."""

from dataclasses import dataclass

from crawler.article.reader import read_article
from crawler.links.reader import Link, read_links
from crawler.page.directives import read_directives
from crawler.page.document import Document
from crawler.page.tree import Page
from crawler.records.article import Article
from crawler.records.enums import PageKind
from crawler.records.evidence import Evidence

_NOTHING_KNOWN = Evidence()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page gave: always an article record, whatever its kind, and every link in document order.

    ``directives`` are what the page tells robots: with ``nofollow`` among them, its links are not to be followed.
    """

    article: Article
    links: tuple[Link, ...]
    directives: frozenset[str] = frozenset()

    @property
    def kind(self) -> PageKind:
        """What the page was taken for."""
        return self.article.extractor.page_kind


def read(document: Document, evidence: Evidence = _NOTHING_KNOWN) -> Reading:
    """Read one page: one parse, its article record and its links."""
    page = Page(document)
    return Reading(article=read_article(page, evidence), links=read_links(page), directives=read_directives(page))
