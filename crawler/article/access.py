"""Access and rights: who may read the page, what shows it, and what the page says of machine use."""

from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from crawler.article.walls import CLOSED, as_truth, find_closed_parts, find_consent, find_told, is_broken_off, is_shown
from crawler.article.words import load_words
from crawler.page.anchors import find_relations
from crawler.page.directives import read_directives
from crawler.page.marks import Mark, find_marked
from crawler.page.meta import read_meta
from crawler.page.phrases import count_words
from crawler.page.structured import read_structured, text_of
from crawler.page.tree import Page
from crawler.records.article import RightsSignals
from crawler.records.enums import Access
from crawler.records.evidence import Evidence
from crawler.urls import join

_DATA: Final = load_words("access")
_TIERS: Final = {word: Access(access) for access, words in _DATA["tiers"].items() for word in words}
_TIER_NAMES: Final = frozenset(_DATA["meta"]["tiers"])
_CLOSED_NAMES: Final = frozenset(_DATA["meta"]["closed"])  # true where one has to pay
_PARTING: Final = str.maketrans("", "", "-_")
_FREE: Final = frozenset({"true", "yes", "1"})
_NO_AI: Final = frozenset({"noai", "noimageai"})
_HARDLY_ANY: Final = 25  # words of a story that is none: more of it must stand somewhere
_SHELL_WORDS: Final = 150  # words of a page that may be nothing but a wall
_TEASER_WORDS: Final = 300  # words that may be the beginning before a wall
_ENOUGH: Final = 6_000  # signs that are more than so many words
_PAYMENT_REQUIRED: Final = 402
_WALL_TITLES: Final = tuple(_DATA["consent"]["titles"])
_HOSTS: Final = tuple(_DATA["consent"]["hosts"])
# What is told by several decides in this order: a wall hides what lies behind it, and closed is closed.
_RANK: Final = (Access.CONSENT, Access.METERED, Access.PAYWALLED, Access.FREE)

_Evidence = tuple[Access, str]


class AccessVerdict(NamedTuple):
    """The verdict and what speaks for it, as ``place: value`` codes."""

    access: Access
    evidence: tuple[str, ...]


def read_access(page: Page, body_text: str, evidence: Evidence, *, is_partial: bool = False) -> AccessVerdict:
    """Who may read the page, by what it declares, the marks of a wall, and how much text there is.

    ``is_partial`` where the body is known to break off.
    """
    found = [*_declared_in_json(page), *_declared_in_meta(page)]
    if any(teaser.paywall_badge for teaser in evidence.teasers):
        found.append((Access.PAYWALLED, "teaser: paywall badge"))
    if page.document.status == _PAYMENT_REQUIRED:
        found.append((Access.PAYWALLED, "http: 402"))
    words = count_words(body_text[:_ENOUGH])
    is_broken = words < _HARDLY_ANY or is_broken_off(body_text)
    shown: list[_Evidence] = []
    if words < _TEASER_WORDS or is_partial:
        shown += [(access, f"text: {phrase}") for access, phrase in find_told(page, is_broken=is_broken).items()]
    if words < _HARDLY_ANY:
        shown += _consent(find_consent(page.whole_text))
    elif words < _TEASER_WORDS:
        shown += _consent(find_consent(body_text))  # where the text asks for consent itself, there is no other
    if words < _SHELL_WORDS:
        shown += _marked(page)
    if not is_broken and not is_partial and any(verdict is Access.FREE for verdict, _ in found):
        shown = [(verdict, note) for verdict, note in shown if verdict is not Access.PAYWALLED]
    found += shown
    for access in _RANK:
        told = tuple(dict.fromkeys(note for verdict, note in found if verdict is access))
        if told:
            return AccessVerdict(access, told)
    return AccessVerdict(Access.UNKNOWN, ())


def _declared_in_json(page: Page) -> Iterator[_Evidence]:
    structured = read_structured(page)
    for node in (structured.article, structured.web_page):
        stated = as_truth(node.get("isAccessibleForFree", ""))
        if stated in _FREE:
            yield Access.FREE, "json_ld: isAccessibleForFree true"
        elif stated in CLOSED:
            yield Access.PAYWALLED, "json_ld: isAccessibleForFree false"
        for selector in find_closed_parts(node.get("hasPart")):
            yield Access.PAYWALLED, f"json_ld: hasPart {selector}"


def _declared_in_meta(page: Page) -> Iterator[_Evidence]:
    meta = read_meta(page)
    for name, values in meta.tags.items():
        plain = name.rpartition(":")[2].translate(_PARTING)
        if plain not in _TIER_NAMES and plain not in _CLOSED_NAMES:
            continue
        value = values[0].strip().lower()
        if plain in _TIER_NAMES and value in _TIERS:
            yield _TIERS[value], f"meta: {name} {value}"
        elif plain in _CLOSED_NAMES and (value in _FREE or value in CLOSED):
            yield Access.PAYWALLED if value in _FREE else Access.FREE, f"meta: {name} {value}"
    value = meta.first("isaccessibleforfree").lower()
    if value in _FREE or value in CLOSED:
        yield Access.FREE if value in _FREE else Access.PAYWALLED, f"microdata: isAccessibleForFree {value}"


def _consent(phrase: str | None) -> Iterator[_Evidence]:
    if phrase:
        yield Access.CONSENT, f"text: {phrase}"


def _marked(page: Page) -> Iterator[_Evidence]:
    """The marks of a wall on a page that shows hardly any text."""
    title, host = page.title.lower(), urlsplit(page.url).netloc.lower()
    if any(words in title for words in _WALL_TITLES):
        yield Access.CONSENT, f"title: {title[:60]}"
    if host.startswith(_HOSTS):
        yield Access.CONSENT, f"address: {host}"
    for access, mark in ((Access.CONSENT, Mark.CONSENT), (Access.PAYWALLED, Mark.PAYWALL)):
        wall = next(filter(is_shown, find_marked(page, mark)), None)
        if wall is not None:
            yield access, f"class: {wall.get('class')[:60]}"


def read_rights(page: Page) -> RightsSignals | None:
    """What the page says of machine use: robots ``noai`` and the TDM reservation protocol (meta tags and headers)."""
    meta, headers = read_meta(page), page.document.headers
    is_noai = not read_directives(page).isdisjoint(_NO_AI)
    reserved = meta.first("tdm-reservation") or headers.get("tdm-reservation", "")
    policy = meta.first("tdm-policy") or headers.get("tdm-policy", "")
    tdm = " ".join(part for part in (reserved, policy) if part) or None
    return RightsSignals(robots_noai=is_noai or None, tdm=tdm) if is_noai or tdm else None


def read_license(page: Page) -> str | None:
    """The address or name of the licence that the page declares."""
    meta = read_meta(page)
    links = meta.links.get("license") or [
        address
        for link, relation in find_relations(page)
        if "license" in relation.split() and (address := join(page.base_url, link.get("href")))
    ]
    article = read_structured(page).article
    return (
        next(iter(links), None)
        or text_of(article.get("license"))
        or meta.first("dcterms.license", "dc.rights.license")
        or None
    )


def read_copyright(page: Page) -> str | None:
    """Whose the article is, as the page declares."""
    meta, structured = read_meta(page), read_structured(page)
    stated = text_of(structured.article.get("copyrightNotice")) or meta.first(
        "copyright", "dcterms.rights", "dc.rights"
    )
    if stated:
        return stated
    holder = text_of(structured.follow(structured.article.get("copyrightHolder")))
    year = text_of(structured.article.get("copyrightYear"))
    return f"© {year} {holder}".replace("  ", " ") if holder else None
