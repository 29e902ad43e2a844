"""What a first visit has seen of a site: pages with their readings, and what the site offers to machines."""

from dataclasses import dataclass, field
from typing import Final

from crawler.page.document import Document
from crawler.reading import Reading
from crawler.records.article import Article
from crawler.records.enums import PageKind, Via

_NAMES: Final = {
    Via.RSS: "RSS",
    Via.ATOM: "Atom",
    Via.JSON_FEED: "JSON Feed",
    Via.SITEMAP: "sitemap",
    Via.NEWS_SITEMAP: "news sitemap",
    Via.REST: "list of posts",
}


@dataclass(frozen=True, slots=True)
class VisitedPage:
    """One page as it came, what was read of it, and whether a listing or feed had called it an article."""

    document: Document
    reading: Reading
    is_offered: bool = False

    @property
    def article(self) -> Article:
        """The record that was read, whatever kind of page it is."""
        return self.reading.article

    @property
    def shell_reason(self) -> str | None:
        """Why a browser shows, or has shown, more of the page than came over the wire; None where it does not."""
        return self.reading.lacking or (self.document.render_reason if self.document.rendered else None)

    @property
    def is_article(self) -> bool:
        """Whether the page is an article."""
        return self.reading.kind is PageKind.ARTICLE and self.article.body_text is not None


@dataclass(frozen=True, slots=True)
class VisitedSource:
    """One answer to machines: its address, how many articles it told of, in which form, and how many parts it has."""

    url: str
    count: int
    via: Via | None = None
    parts: int = 0

    @property
    def form(self) -> str:
        """What it is, in words."""
        return "sitemap index" if self.parts and not self.count else _NAMES.get(self.via or Via.SITEMAP, "feed")

    @property
    def is_sitemap(self) -> bool:
        """Whether it lists addresses rather than telling of articles."""
        return self.via in {None, Via.SITEMAP, Via.NEWS_SITEMAP}


@dataclass(slots=True)
class Visit:
    """A visit as it goes on; ``refusals`` are the addresses that gave nothing, each with its reason."""

    start_url: str
    pages: list[VisitedPage] = field(default_factory=list)
    sources: list[VisitedSource] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    requests: int = 0

    @property
    def listings(self) -> list[VisitedPage]:
        """The pages that lead to articles: what is none itself and was not taken for one."""
        return [page for page in self.pages if not page.is_article and not page.is_offered]

    @property
    def articles(self) -> list[VisitedPage]:
        """The pages that are articles."""
        return [page for page in self.pages if page.is_article]
