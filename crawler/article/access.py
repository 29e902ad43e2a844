"""Access and rights: who may read the page, what shows it, and what the page says of machine use."""

from typing import Any, Final, NamedTuple

from crawler.article.words import load_words
from crawler.page.directives import read_directives
from crawler.page.marks import Mark, find_marked
from crawler.page.meta import read_meta
from crawler.page.structured import read_structured, text_of, types_of
from crawler.page.tree import Page
from crawler.records.article import RightsSignals
from crawler.records.enums import Access
from crawler.records.evidence import Evidence
from crawler.urls import join

_DATA: Final = load_words("access")
_TIERS: Final = {word: Access(access) for access, words in _DATA["tiers"].items() for word in words}
_TIER_NAMES: Final = ("article:content_tier", "og:article:content_tier", "content_tier", "article:access", "access",
                      "cxenseparse:access", "article.accesslevel", "k5a-paywall", "bild:premium")  # fmt: skip
_FREE: Final = frozenset({"true", "yes", "1"})
_CLOSED: Final = frozenset({"false", "no", "0"})
_NO_AI: Final = frozenset({"noai", "noimageai"})
_SHELL_WORDS: Final = 150  # words of a page that may be nothing but a wall
_WALL_TITLES: Final = tuple(_DATA["consent"]["titles"])
_WALL_TEXTS: Final = tuple(_DATA["wall"]["texts"])
_CONSENT_TEXTS: Final = tuple(_DATA["consent"]["texts"])


class AccessVerdict(NamedTuple):
    """The verdict and what speaks for it, as ``place: value`` codes."""

    access: Access
    evidence: tuple[str, ...]


def read_access(page: Page, body_text: str, evidence: Evidence) -> AccessVerdict:
    """Who may read the page, by what it declares, the marks of a wall, and how much text there is."""
    found: list[tuple[Access, str]] = []
    structured, meta = read_structured(page), read_meta(page)
    for node in (structured.article, structured.web_page):
        stated = str(node.get("isAccessibleForFree", "")).strip().lower().rpartition("/")[2]
        if stated in _FREE:
            found.append((Access.FREE, "json_ld: isAccessibleForFree true"))
        elif stated in _CLOSED:
            found.append((Access.PAYWALLED, "json_ld: isAccessibleForFree false"))
        found += [(Access.PAYWALLED, f"json_ld: hasPart {selector}") for selector in _closed_parts(node.get("hasPart"))]
    for name in _TIER_NAMES:
        tier = _TIERS.get(meta.first(name).lower())
        if tier:
            found.append((tier, f"meta: {name} {meta.first(name).lower()}"))
    if any(teaser.paywall_badge for teaser in evidence.teasers):
        found.append((Access.PAYWALLED, "teaser: paywall badge"))
    words = len(body_text.split())
    if words < _SHELL_WORDS:
        found += _walls(page)
    for access in (Access.CONSENT, Access.METERED, Access.PAYWALLED, Access.FREE):
        told = tuple(dict.fromkeys(note for verdict, note in found if verdict is access))
        if told:
            return AccessVerdict(access, told)
    return AccessVerdict(Access.UNKNOWN, ())


def _closed_parts(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else [value]
    return [
        text_of(part.get("cssSelector"))
        for part in parts
        if isinstance(part, dict)
        and text_of(part.get("cssSelector"))
        and str(part.get("isAccessibleForFree", "")).lower().rpartition("/")[2] in _CLOSED
    ]


def _walls(page: Page) -> list[tuple[Access, str]]:
    """The marks of a wall on a page that shows little text."""
    found = []
    title = page.title.lower()
    text = " ".join("".join(page.texts).split()).lower()[:20_000]
    if any(words in title for words in _WALL_TITLES) or any(words in text for words in _CONSENT_TEXTS):
        found.append((Access.CONSENT, "text: consent asked for"))
    if find_marked(page, Mark.CONSENT):
        found.append((Access.CONSENT, f"class: {find_marked(page, Mark.CONSENT)[0].get('class')[:60]}"))
    if any(words in text for words in _WALL_TEXTS):
        found.append((Access.PAYWALLED, "text: subscription asked for"))
    if walls := find_marked(page, Mark.PAYWALL):
        found.append((Access.PAYWALLED, f"class: {walls[0].get('class')[:60]}"))
    return found


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
        for link in page.by_tag.get("a", ())
        if "license" in link.get("rel").lower().split() and (address := join(page.base_url, link.get("href")))
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


def is_typed(page: Page, *types: str) -> bool:
    """Whether the page's article is of one of these schema.org types."""
    return not types_of(read_structured(page).article).isdisjoint(types)
