"""A page and the site's evidence to kind, links and article: the door that spiders, commands and examples share."""

from dataclasses import dataclass, replace
from typing import Final

import msgspec

from crawler.article.reader import read_article
from crawler.links.load_more import find_load_more
from crawler.links.reader import Link, LinkKind, read_links
from crawler.links.related import find_related
from crawler.links.standing import find_standing
from crawler.links.surroundings import count_stories
from crawler.page.anchors import find_own
from crawler.page.cards import find_cards
from crawler.page.directives import read_directives
from crawler.page.document import Document
from crawler.page.lost import is_lost
from crawler.page.marks import is_elsewhere
from crawler.page.shapes import Hint, read_shape
from crawler.page.shell import find_shell_sign
from crawler.page.tree import Element, Page
from crawler.records.article import Article
from crawler.records.enums import PageKind, RenderReason
from crawler.records.evidence import Evidence
from crawler.sites.profile import SiteProfile, sign

_NOTHING_KNOWN = Evidence()
_ENOUGH_WORDS: Final = 60
_ENOUGH_LINKS: Final = 3
SEVERAL_STORIES: Final = 3  # printed whole, of which an article's own text will hardly hold so many
_FRAMES: Final = frozenset({"header", "nav", "dialog"})
_LINK_KINDS: Final = {PageKind.ARTICLE: LinkKind.ARTICLE, PageKind.LISTING: LinkKind.SECTION}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page gave: always an article record, whatever its kind, and every link in document order.

    ``directives`` are what the page tells robots: with ``nofollow`` among them, its links are not to be followed.
    ``lacking`` is why a browser would see more of the page than came over the wire; None where it would not.
    ``standing`` holds the keys of a listing's text blocks that belong to no article, be it one that prints its stories
    whole and reads like an article; other pages have none.
    ``is_locked`` says that the page asks for a password where its text would stand; a site's own door beside every
    page, for those who have an account, does not count.
    ``stories`` counts the long texts into which headings that lead elsewhere part a page whose address does not say
    that it is one article; 0 where few do.
    ``is_lost`` says that the page tells its readers that it does not exist.
    """

    article: Article
    links: tuple[Link, ...]
    directives: frozenset[str] = frozenset()
    lacking: RenderReason | None = None
    standing: frozenset[str] = frozenset()
    is_locked: bool = False
    stories: int = 0
    is_lost: bool = False

    @property
    def kind(self) -> PageKind:
        """What the page was taken for."""
        return self.article.extractor.page_kind


def read(document: Document, evidence: Evidence = _NOTHING_KNOWN) -> Reading:
    """Read one page: one parse, its article record and its links."""
    page = Page(document)
    links = read_links(page, evidence.link_selectors)
    article = read_article(page, evidence, find_related(links))
    stories = _count_stories(page, links)
    is_listing = article.extractor.page_kind is PageKind.LISTING or stories >= SEVERAL_STORIES
    return Reading(
        article=article,
        links=links,
        directives=read_directives(page),
        lacking=_find_lack(page, article, links),
        standing=find_standing(page, links) if is_listing else frozenset(),
        is_locked=_asks_for_password(page),
        stories=stories,
        is_lost=is_lost(page),
    )


def _asks_for_password(page: Page) -> bool:
    heading = page.find("h1")
    holders = page.by_tag.get("main") or page.by_tag.get("article") or ()
    return any(
        (not holders or any(field in holder for holder in holders))
        and field.get("type").lower() == "password"
        and not is_elsewhere(field, heading)
        and not any(_is_aside(around) for around in field.ancestors() if heading is None or heading not in around)
        for field in page.by_tag.get("input", ())
    )


def _is_aside(element: Element) -> bool:
    return element.tag in _FRAMES or "display:none" in element.get("style").replace(" ", "").lower()


def _count_stories(page: Page, links: tuple[Link, ...]) -> int:
    own = find_own(page)
    if own is None or read_shape(own).hint is Hint.ARTICLE:
        return 0
    offered = sum(link.kind is LinkKind.ARTICLE and link.via is not None for link in links)
    return count_stories(page, find_cards(page)) if offered >= _ENOUGH_LINKS else 0


def read_by(document: Document, profile: SiteProfile | None) -> Reading:
    """Read one page by the profile of its site, where it has one."""
    return apply_profile(read(document, profile.evidence()), profile) if profile else read(document)


def apply_profile(reading: Reading, profile: SiteProfile) -> Reading:
    """A reading by the profile's evidence, its article signed and what the profile says of addresses heeded."""
    links = reading.links
    if profile.article_urls or profile.listing_urls:
        links = tuple(_as_told(link, profile) for link in links)
    return replace(reading, article=sign(reading.article, profile), links=links)


def _as_told(link: Link, profile: SiteProfile) -> Link:
    kind = profile.find_kind(link.canonical_url)
    return link if kind is None else msgspec.structs.replace(link, kind=_LINK_KINDS[kind])


def _find_lack(page: Page, article: Article, links: tuple[Link, ...]) -> RenderReason | None:
    kinds = [link.kind for link in links]
    offered = kinds.count(LinkKind.ARTICLE)
    if offered >= _ENOUGH_LINKS:
        goes_on_by_script = LinkKind.NEXT_PAGE not in kinds and article.extractor.page_kind is not PageKind.ARTICLE
        return RenderReason.LOAD_MORE if goes_on_by_script and find_load_more(page) else None
    if article.word_count >= _ENOUGH_WORDS:
        return None
    return find_shell_sign(page, has_links=offered > 0)
