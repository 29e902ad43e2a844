"""Which of a page's links, and which entries of a feed or sitemap, are asked for next."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

import msgspec

from crawler.ledger.keys import address_key
from crawler.ledger.recent import Recent
from crawler.links.families import family_of
from crawler.links.reader import Link, LinkKind
from crawler.links.sitemaps import is_about_articles
from crawler.links.sources import Source
from crawler.links.versions import find_plain, is_version, list_shorter
from crawler.page.anchors import resolve
from crawler.page.shapes import Hint, read_shape
from crawler.records.article import Discovered
from crawler.records.enums import PageKind, Via
from crawler.records.offer import Offer
from crawler.records.teaser import Teaser
from crawler.request import ARTICLE_KINDS, LISTING_KINDS, SOURCE_KINDS, RequestInfo, RequestKind
from crawler.urls import canonicalize
from spiders.judging import Judge, Refusal, rank_offer
from spiders.offers import KnownOffers, make_offer
from spiders.seen import SeenAddresses
from spiders.teasers import Listing, make_teaser

_ARCHIVES: Final = frozenset({LinkKind.TAG, LinkKind.AUTHOR, LinkKind.ARCHIVE})
_FROM_ARTICLES: Final = frozenset({LinkKind.ARTICLE, LinkKind.SECTION}) | _ARCHIVES
_FROM_LISTINGS: Final = _FROM_ARTICLES | {LinkKind.NEXT_PAGE}
_FOLLOWED_FROM: Final[dict[PageKind, frozenset[LinkKind]]] = {
    PageKind.LISTING: _FROM_LISTINGS,
    PageKind.ARTICLE: _FROM_ARTICLES,
    PageKind.OTHER: frozenset(),
}
_FRONT: Final = frozenset({RequestKind.SEED, RequestKind.NEXT_PAGE})
_WITH_FEEDS: Final = frozenset({RequestKind.SEED, RequestKind.SECTION})
_SURE: Final = 0.5  # confidence; below it a feed is one of comments, and what looks like an article may be anything
_TRUSTED: Final = frozenset({Via.RSS, Via.ATOM, Via.JSON_FEED, Via.REST, Via.NEWS_SITEMAP})
_NEVER_ARTICLES: Final = frozenset({Hint.FILE, Hint.FRONT, Hint.FEED, Hint.SITEMAP, Hint.COMMENTS})
_REMEMBERED: Final = 50_000  # offers
_EMPTY_PAGE: Final = 10  # known articles that a page without any counts for


class Wanted(NamedTuple):
    """An address to ask for, and what its request carries."""

    url: str
    info: RequestInfo


@dataclass(kw_only=True)
class Following:
    """The decisions of one crawl: which addresses it has ``seen``, what ``offers`` it knows, how its ``judge`` judges.

    ``count`` takes the names of statistics. A listing is left when ``max_dry_pages`` of its pages in a row brought
    nothing new to the crawl, or ``max_known_articles`` articles in a row, pinned and sponsored ones aside, were
    offered by it before or can bring nothing (``is_delivered`` by an earlier run, or outside of what was asked for).
    An article that ``is_outdated``, by the site's own word, is asked for once more.
    """

    seen: SeenAddresses
    offers: KnownOffers
    judge: Judge
    count: Callable[[str], None]
    max_dry_pages: int
    max_known_articles: int
    follows_feeds: bool = True
    is_delivered: Callable[[str], bool] = lambda _: False
    is_outdated: Callable[[Offer], bool] = lambda _: False
    _offered: Recent[int, bool] = field(default_factory=lambda: Recent(_REMEMBERED))  # by listing and article

    def follow(
        self, links: Iterable[Link], kind: PageKind, info: RequestInfo, listing: Listing
    ) -> Iterator[Teaser | Wanted]:
        """The teasers of a page of this kind, and what to ask for next."""
        is_listing = info.kind in LISTING_KINDS or kind is PageKind.LISTING
        links = tuple(self._leave_versions(links, kind, listing))
        if kind is PageKind.LISTING:
            links = tuple(_read_as_list(links, canonicalize(listing.url)))
        kinds = _FROM_LISTINGS if is_listing else _FOLLOWED_FROM[kind]
        links = [link for link in links if link.kind in kinds]
        known_articles = info.known_articles
        chain = info.chain or listing.url
        brought_new = has_articles = False
        for link in links:
            if link.kind is not LinkKind.ARTICLE:
                continue
            offer = make_offer(link, listing.url, info.discovered.depth)
            plain = find_plain(link.canonical_url)
            refusal = self._take(offer, info, listing, is_doubtful=plain is not None)
            if info.kind in _FRONT and not link.is_related and refusal in {None, Refusal.KNOWN}:
                self.judge.note_shown(link.canonical_url)
            if link.via is not None and (link.is_related or kind is not PageKind.ARTICLE):
                yield make_teaser(offer, listing, refusal)
            if refusal is None:
                brought_new = brought_new or link.confidence >= _SURE
                wanted = info.fetch(offer, rank=rank_offer(offer, listing.seen_at.date(), info.page))
                yield from self._ask(offer, wanted, plain, info, listing)
            if not (link.is_pinned or link.sponsored or link.is_related):
                has_articles = True
                if is_listing:
                    known_articles = known_articles + 1 if self._is_stale(offer, chain, refusal) else 0
        after = replace(
            info,
            chain=chain,
            dry_pages=0 if brought_new else info.dry_pages + 1,
            known_articles=known_articles if has_articles else known_articles + _EMPTY_PAGE,
        )
        if is_listing and info.kind is not RequestKind.SEED:
            self.judge.note_listing(listing.url, info.kind, brought_new=brought_new, has_articles=has_articles)
        for link in links:
            if link.kind is not LinkKind.ARTICLE and self._find_refusal(link, after) is None:
                yield Wanted(link.url, after.follow(link, listing.url))

    def decline(self, links: Iterable[Link], kind: PageKind, info: RequestInfo, listing: Listing) -> Iterator[Teaser]:
        """The teasers of a page that asks robots not to follow its links."""
        for link in links:
            if link.kind is LinkKind.ARTICLE and link.via is not None:
                self.count(f"skipped/{Refusal.NOFOLLOW}")
                if link.is_related or kind is not PageKind.ARTICLE:
                    yield make_teaser(make_offer(link, listing.url, info.discovered.depth), listing, Refusal.NOFOLLOW)

    def follow_sources(self, links: Iterable[Link], info: RequestInfo, listing: Listing) -> Iterator[Wanted]:
        """The feeds, sitemaps and lists of posts that a listing names."""
        if not self.follows_feeds or info.kind not in _WITH_FEEDS:
            return
        for link in links:
            if link.kind in SOURCE_KINDS and (link.kind is not LinkKind.FEED or link.confidence >= _SURE):
                yield from self.ask_source(link.url, SOURCE_KINDS[link.kind], info, listing)

    def ask_source(
        self, url: str, kind: RequestKind, info: RequestInfo, listing: Listing, *, guess: bool = False
    ) -> Iterator[Wanted]:
        """A feed, sitemap or list of posts, where it stands on the site and is asked for the first time."""
        found = resolve("", url)
        if not self.follows_feeds or found is None or self.judge.judge_source(found[1]) is not None:
            return
        if self.seen.add(found[1]):
            discovered = Discovered(via=Via.SITEMAP, from_url=listing.url, depth=info.discovered.depth)
            yield Wanted(found[0], RequestInfo(kind=kind, discovered=discovered, wave=info.next_wave, guess=guess))

    def follow_source(self, source: Source, info: RequestInfo, listing: Listing) -> Iterator[Teaser | Wanted]:
        """The teasers of a feed, sitemap or list of posts, the articles to ask for, and its further parts."""
        in_articles = is_about_articles(listing.url)
        known = 0
        for told in source.offers:
            kind = _judge_shape(told, in_articles=in_articles is True)
            if kind is None:
                self.count(f"skipped/{Refusal.NO_ARTICLE_ADDRESS}")
                continue
            offer = msgspec.structs.replace(told, depth=info.discovered.depth + 1)
            plain = find_plain(offer.canonical_url)
            refusal = self._take(offer, info, listing, is_doubtful=kind is RequestKind.DOUBTFUL or plain is not None)
            known += self._is_stale(offer, info.chain or listing.url, refusal)
            self.judge.note_told(offer.canonical_url)
            if kind is RequestKind.ARTICLE:
                yield make_teaser(offer, listing, refusal)
            if refusal is None:
                wanted = info.fetch(offer, kind, rank_offer(offer, listing.seen_at.date(), 0))
                yield from self._ask(offer, wanted, plain, info, listing)
        for part in source.parts:
            if is_about_articles(part.url) is False or self.judge.judge_latest(part.modified_raw) is not None:
                self.count(f"skipped/{Refusal.NO_ARTICLE_ADDRESS}")
                continue
            yield from self.ask_source(part.url, RequestKind.SITEMAP, info, listing)
        if source.next_url and known < len(source.offers):
            for url, asked in self.ask_source(source.next_url, info.kind, info, listing):
                yield Wanted(url, replace(asked, page=info.page + 1, chain=info.chain or listing.url))

    def think_again(self, canonical_url: str, info: RequestInfo) -> Refusal | None:
        """Why an address is not asked for after all, now that its turn has come."""
        if info.kind in ARTICLE_KINDS:
            for offer in self.offers.about([canonical_url]):
                if refusal := self.judge.judge_days(offer):
                    return refusal
            family = family_of(canonical_url)
            if self.judge.traps.refuse(family):
                return Refusal.TRAP
            if info.kind is RequestKind.DOUBTFUL:
                is_strange = self.judge.knows_articles and not self.judge.traps.has_given(family)
                if is_strange and find_plain(canonical_url) is None:
                    return Refusal.NO_ARTICLE_ADDRESS
                return None if self.seen.add(canonical_url) else Refusal.KNOWN
        elif info.kind in LISTING_KINDS and info.kind is not RequestKind.SEED:
            return self.judge.judge_listing(canonical_url, info.kind)
        return None

    def _leave_versions(self, links: Iterable[Link], kind: PageKind, listing: Listing) -> Iterator[Link]:
        """The links of a page without those to its own AMP page and to itself to be printed.

        What follows the link of a story without a word of its own, with the same address and a parameter more, is that
        story's, too.
        """
        own, before = canonicalize(listing.url), ""
        for link in links:
            if not is_version(link.canonical_url, own):
                is_bare = link.kind is LinkKind.ARTICLE and link.headline is None
                if is_bare and before in list_shorter(link.canonical_url):
                    continue
                before = link.canonical_url if link.kind is LinkKind.ARTICLE else ""
                yield link
            elif kind is PageKind.ARTICLE:
                self.seen.add(link.canonical_url)

    def _ask(
        self, offer: Offer, wanted: RequestInfo, plain: str | None, info: RequestInfo, listing: Listing
    ) -> Iterator[Wanted]:
        """An article; an AMP page, or one to be printed, after the article that its address is made of (``plain``)."""
        if plain is None:
            yield Wanted(offer.url, wanted)
            return
        article = msgspec.structs.replace(offer, url=plain, canonical_url=plain)
        if self._take(article, info, listing) is None:
            yield Wanted(plain, replace(wanted, kind=RequestKind.ARTICLE, guess=True))
        yield Wanted(offer.url, replace(wanted, kind=RequestKind.DOUBTFUL))

    def _take(self, offer: Offer, info: RequestInfo, listing: Listing, *, is_doubtful: bool = False) -> Refusal | None:
        """Why an article is not asked for; None where it is, and is met now, or as its turn comes if it is doubtful."""
        refusal = self.judge.judge_article(offer, in_section=self.judge.is_in_sections(listing.url))
        address = offer.canonical_url
        if is_doubtful:
            is_new = refusal is None and address not in self.seen and not self.is_delivered(address)
        else:
            is_new = refusal is None and self.seen.add(address)
        if is_new or address in self.offers or self.is_delivered(address):
            self.offers.add(offer, info.next_wave)
        if refusal is None and not is_new and not self.is_outdated(offer):
            refusal = Refusal.KNOWN
        if refusal is not None:
            self.count(f"skipped/{refusal}")
        return refusal

    def _is_stale(self, offer: Offer, chain: str, refusal: Refusal | None) -> bool:
        """Whether an offer shows that its listing goes on with nothing but what is known."""
        key = address_key(f"{chain} {offer.canonical_url}")
        if refusal not in {None, Refusal.KNOWN} or self._offered.get(key):
            return True
        self._offered.put(key, True)  # noqa: FBT003 - a set, as a mapping
        return self.is_delivered(offer.canonical_url)

    def _find_refusal(self, link: Link, after: RequestInfo) -> Refusal | None:
        """Why a listing is not asked for; None where it is, and is met now."""
        refusal = self.judge.judge_listing(link.canonical_url, after.follow(link, "").kind)
        if refusal is None and link.kind is LinkKind.NEXT_PAGE and self._is_left(after):
            refusal = Refusal.DRY_LISTING
        if refusal is None and not self.seen.add(link.canonical_url):
            refusal = Refusal.KNOWN
        if refusal is not None:
            self.count(f"skipped/{refusal}")
        return refusal

    def _is_left(self, after: RequestInfo) -> bool:
        is_side_list = after.kind is RequestKind.ARCHIVE or (after.discovered.depth > 0 and self.judge.is_covered)
        max_dry_pages = 1 if is_side_list else self.max_dry_pages
        return after.dry_pages >= max_dry_pages or after.known_articles >= self.max_known_articles


def _read_as_list(links: Iterable[Link], own: str) -> Iterator[Link]:
    """The links of a list that may have read like an article, as those of a list."""
    for link in links:
        if link.is_related:
            yield msgspec.structs.replace(link, is_related=False)
        elif link.kind is LinkKind.ARTICLE_PAGE and read_shape(link.canonical_url).is_page_of(read_shape(own)):
            yield msgspec.structs.replace(link, kind=LinkKind.NEXT_PAGE)
        else:
            yield link


def _judge_shape(offer: Offer, *, in_articles: bool) -> RequestKind | None:
    """What to take an entry of a feed or sitemap for; None where its address is no article's."""
    shape = read_shape(offer.canonical_url)
    hint = shape.hint
    if hint in _NEVER_ARTICLES or (hint is Hint.UNCLEAR and shape.page is not None):
        return None
    if offer.via in _TRUSTED or hint is Hint.ARTICLE:
        return RequestKind.ARTICLE
    if hint is not Hint.UNCLEAR:
        return None
    return RequestKind.ARTICLE if in_articles else RequestKind.DOUBTFUL
