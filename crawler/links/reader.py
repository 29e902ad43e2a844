"""A page to its typed links."""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from crawler.links.kinds import Target, judge
from crawler.links.link import Link, LinkKind
from crawler.links.load_more import find_more_address
from crawler.links.pager import find_pager_label
from crawler.links.rest import REL, posts_url
from crawler.links.script_data import read_data_teasers
from crawler.links.surroundings import Surroundings, read_surroundings
from crawler.links.told import ToldLink, find_told
from crawler.page.anchors import Anchor, find_anchors, resolve
from crawler.page.card_text import CardText
from crawler.page.cards import Card, find_cards
from crawler.page.phrases import find_read_more_tail
from crawler.page.tree import Page
from crawler.records.enums import TeaserLink
from crawler.records.selector import Selector

__all__ = ["Link", "LinkKind", "read_links"]

_FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
_ENOUGH_ARTICLES: Final = 3
_ARTICLE: Final = LinkKind.ARTICLE  # looked up once, for it is asked for at every link
_COMMENTS: Final = "/comments/"
_NO_TEXT: Final = CardText()  # of a link that stands in no card


def read_links(page: Page, selectors: Sequence[Selector] = ()) -> tuple[Link, ...]:
    """Every link of the page, one an address, in document order; those to the page itself are left out.

    ``selectors`` are those of the site's profile: what they name is of their kind, whatever it looks like.
    """
    told = find_told(page, selectors, page.document.fetched_at.date()) if selectors else {}
    anchors, cards = find_anchors(page), find_cards(page)
    around = read_surroundings(page, anchors, cards)
    links = _read_head(page, around)
    counts = dict.fromkeys(LinkKind, 0)
    for link in links:
        counts[link.kind] += 1
    seen = {link.canonical_url for link in links}
    for address, target in _join(anchors, cards).items():
        if address == around.url or address in seen:
            continue
        by_profile = told.pop(address, None) if told else None
        kind, confidence = (by_profile.kind, 1.0) if by_profile else judge(page, target, around)
        counts[kind] += 1
        if kind is _ARTICLE:
            link = _describe_article(target, confidence, counts[kind], around)
            is_read_more = by_profile is not None and by_profile.is_read_more
            links.append(msgspec.structs.replace(link, via=TeaserLink.READ_MORE) if is_read_more else link)
            continue
        anchor = target.anchors[0]
        links.append(
            Link(
                url=anchor.url,
                canonical_url=address,
                kind=kind,
                confidence=confidence,
                position=counts[kind],
                anchor_text=anchor.text or next((each.text for each in target.anchors if each.text), None),
            )
        )
    if told:
        links = [*_as_told(links, told, counts, around.url)]
    if not around.is_article:
        links += _read_hidden(page, {around.url, *(link.canonical_url for link in links)}, counts)
    return tuple(links)


def _as_told(links: list[Link], told: dict[str, ToldLink], counts: dict[LinkKind, int], own_url: str) -> Iterator[Link]:
    """The links of the head with the profile's kind, and those that no anchor of the page leads to."""
    for link in links:
        known = told.pop(link.canonical_url, None)
        yield link if known is None else msgspec.structs.replace(link, kind=known.kind, confidence=1.0)
    for address, known in told.items():
        if address != own_url:
            counts[known.kind] += 1
            via = None
            if known.kind is LinkKind.ARTICLE:
                via = TeaserLink.READ_MORE if known.is_read_more else TeaserLink.HEADLINE
            yield Link(
                url=known.url,
                canonical_url=address,
                kind=known.kind,
                confidence=1.0,
                position=counts[known.kind],
                via=via,
                place=known.place,
            )


def _read_hidden(page: Page, met: set[str], counts: dict[LinkKind, int]) -> Iterator[Link]:
    """What a listing keeps for its scripts: where its "Load more" leads, and teasers where it shows hardly any."""
    if not counts[LinkKind.NEXT_PAGE]:
        found = resolve(page.base_url, find_more_address(page) or "")
        if found is not None and found[1] not in met:
            yield Link(url=found[0], canonical_url=found[1], kind=LinkKind.NEXT_PAGE, confidence=0.7, position=1)
    if counts[LinkKind.ARTICLE] >= _ENOUGH_ARTICLES:
        return
    position = counts[LinkKind.ARTICLE]
    for teaser in read_data_teasers(page):
        if teaser.canonical_url not in met:
            position += 1
            yield Link(
                url=teaser.url,
                canonical_url=teaser.canonical_url,
                kind=LinkKind.ARTICLE,
                confidence=0.6,
                position=position,
                via=TeaserLink.HEADLINE,
                headline=teaser.headline,
                excerpt=teaser.excerpt,
                published_raw=teaser.published_raw,
            )


def _join(anchors: tuple[Anchor, ...], cards: tuple[Card, ...]) -> dict[str, Target]:
    """What leads to each address, in the order of its first anchor."""
    targets: dict[str, Target] = {}
    for anchor in anchors:
        target = targets.get(anchor.canonical_url)
        if target is None:
            target = targets[anchor.canonical_url] = Target([anchor], "", None)
        else:
            target.anchors.append(anchor)
        if anchor.rel:
            target.rels += f" {anchor.rel.lower()}"
    for card in cards:
        target = targets[card.canonical_url]
        if target.card is None or _richness(card) > _richness(target.card):
            target.card = card
    return targets


def _richness(card: Card) -> int:
    text = card.text
    return 2 * (text.headline is not None) + 2 * (text.excerpt is not None) + (text.image is not None)


def _describe_article(target: Target, confidence: float, position: int, around: Surroundings) -> Link:
    via, anchor = _find_via(target)
    first = target.anchors[0]
    card = target.card
    text = card.text if card is not None else _NO_TEXT
    return Link(
        url=first.url,
        canonical_url=first.canonical_url,
        kind=LinkKind.ARTICLE,
        confidence=confidence,
        position=position,
        anchor_text=anchor.text or None,
        via=via,
        is_related=around.is_article,
        place=card.start if card is not None else first.element.index,
        headline=text.headline,
        excerpt=text.excerpt,
        kicker=text.kicker,
        section=None if text.section and find_pager_label(text.section) else text.section,  # the last card of a list
        image=text.image,
        authors=text.authors,
        published_raw=text.published_raw,
        paywall_badge=text.paywall_badge,
        sponsored="sponsored" in target.rels or text.sponsored,
    )


def _find_via(target: Target) -> tuple[TeaserLink, Anchor]:
    """The strongest part of a teaser that carries its link: "Read more", headline, whole card, image."""
    headline = card = None
    title = target.card.text.headline if target.card is not None and len(target.anchors) > 1 else None
    for anchor in target.anchors:
        if not anchor.text:
            continue
        tail = find_read_more_tail(anchor.text)
        if tail is not None and (not tail or tail == title):
            return TeaserLink.READ_MORE, anchor
        if target.card is not None and target.card.text.excerpt and target.card.text.excerpt in anchor.text:
            card = card or anchor
        elif headline is None or len(anchor.text) > len(headline.text):
            headline = anchor
    if headline is not None:
        return TeaserLink.HEADLINE, headline
    return (TeaserLink.CARD, card) if card is not None else (TeaserLink.IMAGE, target.anchors[0])


def _read_head(page: Page, around: Surroundings) -> list[Link]:
    """Feeds, sitemaps, next pages and the AMP page that the head declares."""
    links: list[Link] = []
    for element in page.by_tag.get("link", ()):
        rels = element.get("rel").lower().split()
        if "alternate" in rels and element.get("type").lower().startswith(_FEED_TYPES):
            kind = LinkKind.FEED
        elif "sitemap" in rels:
            kind = LinkKind.SITEMAP
        elif REL in rels:
            kind = LinkKind.REST
        elif "next" in rels or "prev" in rels:
            kind = LinkKind.ARTICLE_PAGE if around.is_article else LinkKind.NEXT_PAGE
        elif "amphtml" in rels:
            kind = LinkKind.OTHER
        else:
            continue
        href = element.get("href")
        found = resolve(page.base_url, posts_url(href, 1) if kind is LinkKind.REST else href)
        if found is None or found[1] == around.url or any(link.canonical_url == found[1] for link in links):
            continue
        links.append(
            Link(
                url=found[0],
                canonical_url=found[1],
                kind=kind,
                confidence=0.2 if kind is LinkKind.FEED and _COMMENTS in found[1] else 0.95,
                position=sum(link.kind is kind for link in links) + 1,
                anchor_text=element.get("title") or None,
            )
        )
    return links
