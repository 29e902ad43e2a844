"""Section and breadcrumbs: where the article stands in its site."""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from crawler.article.candidates import Candidate, Choice, choose_surest
from crawler.article.icons import Icon, find_iconed
from crawler.article.site_name import is_site_name, squash
from crawler.article.tags import LIST, MAX_NAME, is_of_article, list_linked_tags
from crawler.article.text_lines import find_text_above
from crawler.article.words import any_of, flatten, load_words
from crawler.page.anchors import Place, find_anchors, find_relations, group_anchors
from crawler.page.marks import Mark, find_marked, is_article, is_elsewhere, read_attributes
from crawler.page.meta import read_meta
from crawler.page.microdata import read_microdata
from crawler.page.shapes import Hint
from crawler.page.structured import address_of, read_structured, text_of, texts_of
from crawler.page.tree import Element, Page
from crawler.records.article import Breadcrumb
from crawler.records.enums import Origin
from crawler.records.evidence import Evidence
from crawler.urls import is_same_site, join

_DATA: Final = load_words("sections")
_PATHS: Final = flatten(_DATA["paths"])
_HOME: Final = flatten(_DATA["home"])
_LABELS: Final = re.compile(rf"^(?:{any_of(flatten(_DATA['labels']))})\s*[:：]\s*", re.IGNORECASE)
_TAG_ABOVE: Final = "tag above the headline"  # a section that is one of the tags, too
_TEXTS_ABOVE: Final = 12
_NO_NAMES: Final = _HOME | flatten(_DATA["labels"])
_UNSORTED: Final = flatten(_DATA["unsorted"])
_UNSORTED_PENALTY: Final = 0.31
_PATH: Final = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+/?")  # "news/local": where a system keeps it, no name
_HEADINGS: Final = frozenset({"h1", "h2"})  # which Nordic templates call "rubrik", too
_SHELVES: Final = ("kicker", "eyebrow")  # where one leads nowhere, it is the story's subject as often as its section
_SECTION_META: Final = (
    ("article:section", 0.88), ("parsely-section", 0.8), ("og:section", 0.7), ("og:article:section", 0.7),
    ("section", 0.7), ("category", 0.6), ("cxenseparse:section", 0.6), ("sailthru.section", 0.5),
)  # fmt: skip
_STEP: Final = re.compile(r"[^\W\d_]{3,}(?:[-_][^\W\d_]+){0,2}")
_NO_SECTIONS: Final = _HOME | frozenset(_DATA["address"]["words"])
_TEXTS_NEAR: Final = 40  # text nodes around the headline in which its section is linked
_MAX_CRUMBS: Final = 10
_FRONTS: Final = 4  # links to the front page that are looked at for a path behind them
_ARROWS: Final = frozenset({"»", "›", ">", ">>", "→", "/", "▸", "▶", "＞", "≫"})
_ARROWS_OR_NONE: Final = _ARROWS | {""}
_MAX_STEPS: Final = 4  # of a path; more are a menu


def read_breadcrumbs(page: Page, headline: str | None, site_names: frozenset[str]) -> tuple[Breadcrumb, ...]:
    """The way from the front page to the article, both left out; empty where the page shows none."""
    structured = read_structured(page)
    found: list[Breadcrumb] = []
    for node in structured.of_type("BreadcrumbList"):
        found = list(_from_list(node.get("itemListElement"), page))
        if found:
            break
    if not found:
        found = list(_from_page(page)) or _find_path(page)
    last = squash(headline or "")
    return tuple(
        crumb
        for crumb in found[:_MAX_CRUMBS]
        if squash(crumb.name) != last
        and crumb.name.lower() not in _HOME
        and not is_site_name(crumb.name, site_names)
        and not (len(crumb.name) > 20 and last.startswith(squash(crumb.name.rstrip(".… "))))  # noqa: PLR2004
    )


def _from_list(items: Any, page: Page) -> Iterator[Breadcrumb]:
    steps: list[tuple[float, str, str]] = []
    for rank, step in enumerate(items if isinstance(items, list) else [items]):
        if not isinstance(step, dict):
            continue
        item = step.get("item")
        name = text_of(step.get("name")) or (text_of(item.get("name")) if isinstance(item, dict) else "")
        try:
            position = float(text_of(step.get("position")) or rank)
        except ValueError:
            position = float(rank)
        steps.append((position, name, address_of(item) or address_of(step)))
    for _, name, address in sorted(steps, key=lambda step: step[0]):
        if name and len(name) <= MAX_NAME * 3:
            yield Breadcrumb(name=name, url=join(page.base_url, address) if address else None)


def _from_page(page: Page) -> Iterator[Breadcrumb]:
    typed = [item for item in read_attributes(page).items if item.get("itemtype").endswith("BreadcrumbList")]
    called = [menu for menu in page.by_tag.get("nav", ()) if menu.get("aria-label").strip().lower() in _PATHS]
    for element in [*find_marked(page, Mark.BREADCRUMB), *typed, *called]:
        links = [inner for inner in page.descendants(element) if inner.tag == "a"]
        crumbs = [
            Breadcrumb(name=name, url=join(page.base_url, link.get("href")))
            for link in links
            if (name := page.text(link)) and len(name) <= MAX_NAME
        ]
        if crumbs:
            yield from crumbs
            return


def _find_path(page: Page) -> list[Breadcrumb]:
    """The links behind one to the front page, parted by arrows or slashes; within the article, by nothing."""
    texts = page.texts
    for front in group_anchors(page).by_hint[Hint.FRONT][:_FRONTS]:
        place = front.element.text_end
        crumbs: list[Breadcrumb] = []
        parting = _ARROWS_OR_NONE if any(map(is_article, front.element.ancestors())) else _ARROWS
        while front.place is not Place.FOOTER and len(crumbs) < _MAX_CRUMBS and place + 1 < len(texts):
            link = page.text_parents[place + 1]
            if texts[place].strip() not in parting or link.tag != "a" or not (name := page.text(link)):
                break
            crumbs.append(Breadcrumb(name=name, url=join(page.base_url, link.get("href"))))
            place = link.text_end
        if 0 < len(crumbs) <= _MAX_STEPS and len(crumbs[0].name) <= MAX_NAME:
            return crumbs
    return []


def read_section(
    page: Page,
    headline: Element | None,
    breadcrumbs: tuple[Breadcrumb, ...],
    site_names: frozenset[str],
    evidence: Evidence,
) -> Choice[str]:
    """The section that the article stands in, as the site names it."""
    found = [
        candidate._replace(confidence=candidate.confidence * _UNSORTED_PENALTY)
        if candidate.value.lower() in _UNSORTED or _PATH.fullmatch(candidate.value)
        else candidate
        for candidate in _find_sections(page, headline, breadcrumbs, evidence)
        if 1 < len(candidate.value) <= MAX_NAME
        and candidate.value.lower().strip("0123456789() ") not in _NO_NAMES
        and not is_site_name(candidate.value, site_names)
        and "://" not in candidate.value
    ]
    return choose_surest(found)


def _find_sections(
    page: Page, headline: Element | None, breadcrumbs: tuple[Breadcrumb, ...], evidence: Evidence
) -> Iterator[Candidate[str]]:
    meta = read_meta(page)
    for stated in texts_of(read_structured(page).article.get("articleSection"))[:1]:
        yield Candidate(LIST.split(stated)[0], Origin.JSON_LD, 0.85, "articleSection")
    for item in read_microdata(page).get("articlesection", ())[:1]:
        yield Candidate(item.text, Origin.MICRODATA, 0.8, "articleSection")
    for name, weight in _SECTION_META:
        if name in meta.tags:
            yield Candidate(LIST.split(meta.first(name))[0], Origin.META, weight, name)
    if breadcrumbs:
        names = [crumb.name for crumb in breadcrumbs]
        first = next((name for name in names if name.lower() not in _UNSORTED), names[0])
        yield Candidate(first, Origin.DOM, 0.65, "breadcrumbs")
    # A feed has tags and section in one list.
    tags = {
        squash(tag)
        for tag in (
            *meta.all("article:tag"),
            *(list_linked_tags(page, group_anchors(page).by_hint[Hint.TAG]) if evidence.teasers else ()),
        )
    }
    for teaser in evidence.teasers:
        if teaser.section and squash(teaser.section) not in tags:
            yield Candidate(teaser.section, teaser.origin, 0.55, "teaser")
    yield from _find_on_page(page, headline)
    if in_address := _find_in_address(page):
        yield in_address


def _find_on_page(page: Page, headline: Element | None) -> Iterator[Candidate[str]]:
    keywords = {squash(text) for value in read_meta(page).all("keywords") for text in LIST.split(value)}
    label = _find_label(page, headline)
    if label:  # Plone files a story under its keywords
        yield Candidate(label, Origin.DOM, 0.6 if squash(label) in keywords else 0.9, "category line")
    for element, relation in find_relations(page):
        if "category" in relation and not is_elsewhere(element, headline):
            yield Candidate(page.text(element), Origin.DOM, 0.7, "rel=category")
            break
    for shown in find_iconed(page, Icon.FOLDER, headline)[:1]:
        yield Candidate(shown, Origin.DOM, 0.6, "behind the icon of a folder")
    if linked := _find_linked(page, headline):
        yield Candidate(linked, Origin.DOM, 0.55, "linked section")
    if shelf := _find_shelf_above(page, headline):
        yield Candidate(shelf, Origin.DOM, 0.5, "link above the headline to an address of that name")
    if tag := _find_tag_above(page, headline):
        yield Candidate(tag, Origin.DOM, 0.4, _TAG_ABOVE)
    for element in find_marked(page, Mark.SECTION):
        text = page.text(element)
        is_name = 0 < len(text) <= MAX_NAME and text[-1] not in ".!?"
        if (
            is_name
            and element.tag not in _HEADINGS
            and not is_elsewhere(element, headline)
            and not _is_in_menu(element)
        ):
            link = page.find("a", within=element)
            if any(anchor.element in (element, link) for anchor in group_anchors(page).by_hint[Hint.TAG]):
                continue
            name = (page.text(link) if link is not None else "") or _LABELS.sub("", text)
            is_told = link is not None or squash(name) in squash(page.url.rpartition("/")[0])
            is_subject = not is_told and any(word in element.get("class").lower() for word in _SHELVES)
            confidence = 0.2 if squash(name) in keywords else 0.28 if is_subject else 0.5
            yield Candidate(name, Origin.DOM, confidence, "marked as section")
            break


def _is_in_menu(element: Element) -> bool:
    return element.tag == "nav" or any(around.tag == "nav" for around in element.ancestors())


def _find_linked(page: Page, headline: Element | None) -> str | None:
    """The text of the link to a section's page nearest the headline, else of the first in the page's one article."""
    if headline is None:
        return None
    near = range(headline.text_end - _TEXTS_NEAR, headline.text_end + _TEXTS_NEAR)
    links = [anchor for anchor in group_anchors(page).by_hint[Hint.SECTION] if anchor.text]
    # What stands below the headline in a header of the page that holds both speaks of the story.
    own = range(headline.index, next((around.end for around in headline.ancestors() if around.tag == "header"), 0))
    beside = [
        link
        for link in links
        if link.element.text_start in near
        and (link.place is Place.CONTENT or (link.element.index in own and not _is_in_menu(link.element)))
    ]
    if beside:
        return min(beside, key=lambda link: abs(link.element.text_start - headline.text_end)).text
    articles = page.find_all("article")
    for anchor in links if len(articles) == 1 else ():
        holder = anchor.element.parent
        if holder is not None and holder.tag != "p" and holder in articles[0] and is_of_article(anchor.element):
            return anchor.text
    return None


def _find_tag_above(page: Page, headline: Element | None) -> str | None:
    """The one tag that is linked right above the headline, by which sites without sections say where a story stands."""
    if headline is None:
        return None
    near = range(headline.text_start - _TEXTS_ABOVE, headline.text_start + 1)
    found = {
        anchor.text
        for anchor in group_anchors(page).by_hint[Hint.TAG]
        if anchor.element.text_end <= headline.text_start
        and anchor.element.text_start in near
        and anchor.place is Place.CONTENT
        and anchor.text
    }
    return found.pop() if len(found) == 1 else None


def _find_shelf_above(page: Page, headline: Element | None) -> str | None:
    """The text of the link right above the headline whose address is that word alone: "/business"."""
    place = find_text_above(page, headline)
    if headline is None or place is None:
        return None
    holder = page.text_parents[place]
    link = holder if holder.tag == "a" else holder.parent
    if link is None or link.tag != "a" or link.parent is None or _is_in_menu(link):
        return None
    if link.parent.tag == "li" or any(
        other.tag == "a" and other is not link and other.text_end <= headline.text_start
        for other in page.children(link.parent)
    ):
        return None
    name, address = page.text(link), join(page.base_url, link.get("href")) or ""
    is_own = is_same_site(address, page.url) and squash(unquote(urlsplit(address).path)) == squash(name)
    return name if is_own and 0 < len(name) <= MAX_NAME else None


def _find_label(page: Page, headline: Element | None) -> str | None:
    """What follows "Category:" in a line near the headline, or in the line below it."""
    if headline is None:
        return None
    start = max(0, headline.text_start - 60)
    end = min(len(page.texts), headline.text_end + 120)
    is_awaited = False
    for place, text in enumerate(page.texts[start:end], start):
        if text != "\n":
            continue
        line = "".join(page.texts[start:place])
        first, start = start, place + 1
        if not (is_awaited or ":" in line or "：" in line):
            continue
        joined = " ".join(line.split())
        if is_awaited and joined:
            return LIST.split(joined)[0] if len(joined) <= MAX_NAME else None
        if len(joined) > MAX_NAME * 2 or any(map(_is_of_tag, page.text_parents[first:place])):
            continue
        match = _LABELS.match(joined)
        is_awaited = is_awaited or (match is not None and match.end() == len(joined))
        if match and not is_awaited:
            return LIST.split(joined[match.end() :])[0].split(" / ")[0]
    return None


def _is_of_tag(parent: Element) -> bool:
    rel = parent.attributes.get("rel") or ""
    return "tag" in rel and "category" not in rel


def _find_in_address(page: Page) -> Candidate[str] | None:
    """The first step of the address where more follows, by its name in the site's menu, else as it stands."""
    address = urlsplit(page.url)
    steps = [step for step in unquote(address.path).split("/") if step] if address.netloc else []
    if len(steps) < 2 or not _STEP.fullmatch(steps[0]) or steps[0].lower() in _NO_SECTIONS:  # noqa: PLR2004
        return None
    first = steps[0]
    for anchor in find_anchors(page):
        # A look for the step at all before the address is taken apart; where no menu is marked, the step says its name.
        if first not in anchor.url or not 0 < len(anchor.text) <= MAX_NAME:
            continue
        if anchor.place is Place.NAVIGATION or squash(anchor.text) == squash(first):
            path = urlsplit(anchor.url).path.strip("/")
            if path == first and is_same_site(anchor.url, page.url):
                return Candidate(anchor.text, Origin.URL, 0.45, "address, named by the menu")
    name = first.replace("-", " ").replace("_", " ")
    return Candidate(name[0].upper() + name[1:], Origin.URL, 0.3, "address")


def is_tag_too(section: Choice[str]) -> bool:
    """Whether a section is one of the tags, too."""
    return section.chosen is not None and section.chosen.note == _TAG_ABOVE
