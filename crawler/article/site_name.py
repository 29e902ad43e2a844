"""The name of the site, and titles without it."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from crawler.article.candidates import Candidate, Choice, choose_surest
from crawler.page.kept import keep
from crawler.page.meta import read_meta
from crawler.page.structured import read_structured, text_of
from crawler.page.tree import Element, Page
from crawler.records.enums import Origin
from crawler.records.evidence import Evidence
from crawler.urls import site_of

# What parts a headline from a site's name; a bare hyphen or colon only with white space, or before a wide sign.
SEPARATOR: Final = re.compile(
    r"\s+(?:[|–—\-·•»«:›‹<>/~]|::|--|\|\||\\)\s+|\s*(?:--|｜|—|‖|_|：)\s*|\s*\|\s*|,\s+(?=[^,]*$)"
)
_SIGNS: Final = frozenset("|–—-·•»«:›‹<>/~\\｜‖_：,")  # one of which every separator holds
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_MAX_NAME: Final = 60
_MIN_INITIALS: Final = 3
# With which names of papers begin, and their domains do not.
_ARTICLES: Final = frozenset({"il", "la", "lo", "le", "el", "los", "las", "der", "die", "das", "de", "het", "o", "os"})
_MAX_NAME_WORDS: Final = 4
_MOST: Final = 0.6
_MAX_TITLE: Final = 1_000  # what is longer is no title, and its parts would be too many to compare
_FIRST_LINKS: Final = 40  # of a page, among which one leads to the front page
_UMLAUT: Final = re.compile(r"(?<=[aou])e")  # as addresses spell it; ``squash`` leaves the bare letter
_DAY: Final = re.compile(r"\d{1,4}([./-])\d\d?\1\d{2,4}\.?")


@functools.lru_cache(maxsize=8_192)
def squash(text: str) -> str:
    """Letters and digits alone, in small letters and without accents: equal for texts that say the same."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return _NOT_LETTERS.sub("", text.casefold())


def read_site_name(page: Page, evidence: Evidence) -> Choice[str]:
    """The name that the site gives itself: profile, og:site_name, publisher, the end of its titles, its masthead."""
    meta, structured = read_meta(page), read_structured(page)
    found: list[Candidate[str]] = []
    if evidence.site_name:
        found.append(Candidate(evidence.site_name, Origin.PROFILE, 0.99))
    if name := meta.first("og:site_name"):
        found.append(Candidate(name, Origin.OG, 0.9, "og:site_name"))
    publisher = text_of(structured.follow(structured.article.get("publisher")))
    if publisher:
        found.append(Candidate(publisher, Origin.JSON_LD, 0.85, "publisher"))
    found.extend(
        Candidate(name, Origin.JSON_LD, 0.8, "WebSite.name")
        for node in structured.of_type("WebSite", "NewsMediaOrganization")
        if (name := text_of(node.get("name")))
    )
    name = meta.first("application-name", "apple-mobile-web-app-title")
    if name and squash(name) != squash(meta.first("og:title")):  # a template may give each page the name of its story
        found.append(Candidate(name, Origin.META, 0.6, "application-name"))
    domain, parts = squash(site_of(page.url).partition(".")[0]), SEPARATOR.split(page.title)
    found.extend(
        Candidate(part, Origin.META, 0.7, "part of the title")
        for part in parts[-2:]
        if domain and len(part) > len(domain) // 2 and squash(part) in f"{domain}com" and squash(part)
    )
    home = read_home_links(page)
    found.extend(
        Candidate(part.strip(), Origin.META, 0.65, "part of the title, and link to the front page")
        for part in (*parts, page.title.partition(": ")[0])
        if squash(part) in home
    )
    if masthead := _find_masthead(page, parts):
        found.append(Candidate(masthead, Origin.DOM, 0.6, "heading beside the menu, and part of the title"))
    return choose_surest(candidate for candidate in found if len(candidate.value) <= _MAX_NAME)


def _find_masthead(page: Page, parted: Sequence[str]) -> str | None:
    """An h1 beside the menu that is one part of the page's title, where a heading below is another part of it."""
    parts = set(map(squash, parted))
    for header in page.by_tag.get("header", ()) if len(parts) > 1 else ():
        inside = page.descendants(header)
        heading = next((element for element in inside if element.tag == "h1"), None)
        if heading is None or not any(element.tag == "nav" for element in inside):
            continue
        name = page.text(heading)
        others = parts - {squash(name), ""}
        below = (each for tag in ("h1", "h2") for each in page.by_tag.get(tag, ()) if each.index >= header.end)
        if squash(name) in parts and any(squash(page.text(each)) in others for each in below):
            return name
    return None


@keep
def read_home_links(page: Page) -> frozenset[str]:
    """What the page's first links to the site's front page say, squashed."""
    root = "/".join(page.base_url.split("/", 3)[:3])
    links = (
        link for link in page.by_tag.get("a", ())[:_FIRST_LINKS] if link.get("href").strip() in {"/", root, f"{root}/"}
    )
    return frozenset(said for link in links if (said := squash(page.text(link) or _read_logo(page, link))))


def _read_logo(page: Page, link: Element) -> str:
    """What the first picture in a link says in place of itself."""
    return next((inner.get("alt") for inner in page.descendants(link) if inner.tag == "img"), "")


def fold_site_names(page: Page, names: Choice[str]) -> frozenset[str]:
    """Every form in which the site may name itself, squashed: its names and their initials, its domain and host."""
    domain = site_of(page.url)
    label = domain.partition(".")[0]
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    forms = [candidate.value for candidate in names.candidates]
    forms += [_initials(form) for form in forms]
    forms += [domain, label, host, host.removesuffix(domain.removeprefix(label)), f"www.{domain}", f"{label} online"]
    forms.append(_UMLAUT.sub("", label))
    return frozenset(folded for form in forms if (folded := squash(form)))


def _initials(name: str) -> str:
    """The first letters of a name of three words and more; empty for others."""
    words = name.split()
    return "".join(word[0] for word in words) if len(words) >= _MIN_INITIALS else ""


def without_site_name(title: str, site_names: frozenset[str], others: Iterable[str] = ()) -> str:
    """The title without the parts at its ends that name the site.

    ``others`` are squashed texts known from elsewhere: a title whose one part equals one of them is cut to it.
    """
    if len(title) > _MAX_TITLE or _SIGNS.isdisjoint(title):
        return title.strip()
    known = frozenset(others)
    if known:
        for match in SEPARATOR.finditer(title):
            for part in (title[: match.start()], title[match.end() :]):
                if squash(part) in known:
                    return part.strip()
    while True:
        matches = list(SEPARATOR.finditer(title))
        if not matches:
            return title.strip()
        first, last = matches[0], matches[-1]
        if len(matches) > 1 and _DAY.fullmatch(title[last.end() :].strip()):
            dated, last = title[: last.start()], matches[-2]
            title = dated if is_site_name(dated[last.end() :], site_names) else title
        if is_site_name(title[last.end() :], site_names):
            title = title[: last.start()]
        elif is_site_name(title[: first.start()], site_names):
            title = title[first.end() :]
        else:
            return title.strip()


def is_site_name(text: str, site_names: frozenset[str]) -> bool:
    """Whether a text is one of the site's own names, or two words and more that make up most of one ("Rust Blog")."""
    folded = squash(text)
    if folded in site_names or folded.removeprefix("the") in site_names:
        return True
    words = text.split()
    if len(words) > 1 and words[0].lower() in _ARTICLES and squash(" ".join(words[1:])) in site_names:
        return True
    if not 1 < len(words) <= _MAX_NAME_WORDS:
        return False
    parts = [part for word in words if len(part := squash(word)) > 1]
    length = sum(map(len, parts))
    return len(parts) > 0 and any(
        length >= len(name) * _MOST and all(part in name for part in parts) for name in site_names
    )
