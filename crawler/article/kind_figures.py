"""The figures of a page by which its kind is judged: what it declares, how it is built, what its address says."""

import functools
import re
from bisect import bisect_left
from typing import Final
from urllib.parse import urlsplit

from crawler.article.body.values import Body, Known
from crawler.article.words import load_words
from crawler.page.anchors import Place, find_anchors, find_own, group_anchors
from crawler.page.cards import find_cards
from crawler.page.marks import Mark, find_marked, read_attributes
from crawler.page.meta import read_meta
from crawler.page.shapes import Hint, read_shape
from crawler.page.structured import read_structured, types_of
from crawler.page.tree import Element, Page

_BODY: Final = [
    "body_length",
    "body_blocks",
    "body_block_length",
    "body_longest",
    "body_certainty",
    "body_share",
    "body_links",
    "body_paragraphs",
    "body_items",
    "body_headings",
    "body_start",
    "prose_share",
    "prose_in_best",
    "page_links",
    "page_length",
    "page_blocks",
    "text_questions",
    "text_calls",
    "text_quotes",
    "text_digits",
    "text_sentence",
    "text_ended",
    "text_short",
]
_COUNTED: Final = [
    "time",
    "article",
    "h1",
    "h2",
    "h3",
    "img",
    "form",
    "input",
    "button",
    "table",
    "pre",
    "code",
    "li",
    "a",
    "main",
    "iframe",
    "select",
    "p",
    "section",
]
_DATA: Final = load_words("kinds")
_TYPES: Final = {group: frozenset(words) for group, words in _DATA["types"].items()}
_ADDRESS: Final = {group: frozenset(words) for group, words in _DATA["address"].items()}
_CLASSES: Final = {group: frozenset(words) for group, words in _DATA["classes"].items()}
_PARTS: Final = {group: tuple(words) for group, words in _DATA["parts"].items()}
_WORD_JOINTS: Final = re.compile("[-_]")
_SENTENCE: Final = 4  # words; a label of the site's own is shorter
_OG_TYPES: Final = ("article", "website", "product")
_HINTS: Final = (
    {Hint.ARTICLE}, {Hint.UNCLEAR}, {Hint.FRONT}, {Hint.SECTION, Hint.TAG, Hint.AUTHOR, Hint.ARCHIVE}, {Hint.SERVICE},
)  # fmt: skip
_MAX_ITEMS: Final = 100  # of microdata that are looked at
_HEADINGS: Final = ("h1", "h2", "h3")
_MAX_SUBHEADS: Final = 60
_SIDE_HINTS: Final = frozenset({Hint.AUTHOR, Hint.TAG, Hint.SECTION, Hint.SERVICE})
_DAY: Final = len("2026-05-04")
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?!\d)(?<!\d{5})")  # what is before is looked at last, for that costs
_PRICES: Final = "$€£"
KIND_FEATURES: Final = (
    *_BODY,
    *(f"tag_{tag}" for tag in _COUNTED),
    *(f"type_{group}" for group in _TYPES),
    *(f"og_{name}" for name in (*_OG_TYPES, "other")),
    *(f"address_{group}" for group in _ADDRESS),
    *(f"class_{group}" for group in _CLASSES),
    *["hint_article", "hint_unclear", "hint_front", "hint_listing", "hint_service"],
    *["segments", "slug_hyphens", "slug_length", "path_digits", "query_length"],
    *["has_date", "authors", "has_section", "has_published_meta", "has_headline", "is_numbered"],
    *["article_meta", "twitter_labels", "author_marks", "author_links", "marked_tags"],
    *["linked_headings", "linked_share", "is_headline_linked", "dates"],
    *["cards", "cards_with_excerpt", "largest_group", "card_text", "prices"],
    *["own_links", "own_links_in_menu", "headline_links", "asking_headings", "letters_a_heading", "years"],
    *(f"parts_{group}" for group in _PARTS),
)


def read_figures(page: Page, body: Body, known: Known) -> tuple[float, ...]:
    """The figures of one page, in the order of ``KIND_FEATURES``."""
    return (
        *(body.signals[name] for name in _BODY),
        *(float(len(page.by_tag.get(tag, ()))) for tag in _COUNTED),
        *_read_types(page),
        *_read_address(page),
        *_read_known(page, known),
        *_read_headings(page, known),
        *_read_cards(page),
        *_read_own_links(page, known),
        *_read_outline(page, body),
        *_read_parts(page),
    )


def _read_types(page: Page) -> list[float]:
    """What the page declares itself to be in JSON-LD and microdata, and in Open Graph."""
    declared = [types_of(node) for node in read_structured(page).nodes]
    items = read_attributes(page).items[:_MAX_ITEMS]
    stated = set().union(*declared) | {item.get("itemtype").rstrip("/").rpartition("/")[2] for item in items}
    found = [float(not stated.isdisjoint(words)) for words in _TYPES.values()]
    og_type = read_meta(page).first("og:type").lower()
    found += [float(og_type == name) for name in _OG_TYPES]
    found.append(float(bool(og_type) and og_type not in _OG_TYPES))
    return found


def _read_address(page: Page) -> list[float]:
    """What address and body class say."""
    parts = urlsplit(page.url)
    path = parts.path.lower()
    segments = [segment for segment in path.split("/") if segment]
    labels = {*segments, *(parts.hostname or "").split(".")}
    sentence: set[str] = set()  # the words of a headline in the address say how it tells, not where the page stands
    for words in (_WORD_JOINTS.split(segment) for segment in segments):
        (labels if len(words) < _SENTENCE else sentence).update(words)
    found = [
        float(not labels.isdisjoint(group) or (name == "story" and not sentence.isdisjoint(group)))
        for name, group in _ADDRESS.items()
    ]
    tops = [*page.by_tag.get("html", ())[:1], *page.by_tag.get("body", ())[:1]]
    classes = {name for top in tops for name in top.get("class").lower().split()}
    found += [float(not classes.isdisjoint(group)) for group in _CLASSES.values()]
    own = find_own(page)
    shape = read_shape(own) if own else None
    found += [float(shape is not None and shape.hint in hints) for hints in _HINTS]
    slug = segments[-1] if segments else ""
    found += [
        float(len(segments)),
        float(slug.count("-") + slug.count("_")),
        float(len(slug)),
        float(sum(map(str.isdigit, path))),
        float(len(parts.query)),
    ]
    return found


def _read_known(page: Page, known: Known) -> list[float]:
    meta = read_meta(page)
    own = find_own(page)
    return [
        float(known.published_raw is not None),
        float(len(known.authors)),
        float(known.section is not None),
        float(bool(meta.first("article:published_time", "datepublished", "date", "pubdate"))),
        float(known.headline is not None),
        float(own is not None and (read_shape(own).page or 0) > 1),
        float(sum(name.startswith("article:") for name in meta.tags)),
        float(sum(name.startswith("twitter:label") for name in meta.tags)),
        float(len(find_marked(page, Mark.AUTHOR))),
        float(sum("author" in anchor.rel for anchor in group_anchors(page).with_rel)),
        float(len(find_marked(page, Mark.TAGS))),
    ]


def _read_headings(page: Page, known: Known) -> list[float]:
    """How many headings lead to other pages, their share, whether the headline does, and how many days are named."""
    own, headline = find_own(page), (known.headline or "").casefold()
    headings = sorted(element.index for tag in _HEADINGS for element in page.by_tag.get(tag, ()))
    linked = set()
    is_headline_linked = False
    for anchor in find_anchors(page) if headings else ():
        place = _find_heading(page, anchor.element, headings)
        if place is None or place in linked or anchor.canonical_url == own or anchor.shape.hint in _SIDE_HINTS:
            continue
        linked.add(place)
        is_headline_linked = is_headline_linked or page.text(page.elements[place]).casefold() == headline
    days = {element.get("datetime")[:_DAY] for element in page.by_tag.get("time", ())}
    return [float(len(linked)), len(linked) / (len(headings) or 1), float(is_headline_linked), float(len(days))]


def _find_heading(page: Page, anchor: Element, headings: list[int]) -> int | None:
    """The index of the heading in which an anchor stands, or that stands in it."""
    place = bisect_left(headings, anchor.index)
    if place < len(headings) and headings[place] < anchor.end:
        return headings[place]
    if place and anchor.index < page.elements[headings[place - 1]].end:
        return headings[place - 1]
    return None


def _read_cards(page: Page) -> list[float]:
    cards = find_cards(page)
    sizes = [card.group_size for card in cards]
    excerpts = [len(card.text.excerpt or "") for card in cards]
    return [
        float(len(cards)),
        float(sum(map(bool, excerpts))),
        float(max(sizes, default=0)),
        float(sum(excerpts)),
        float(sum(map(page.whole_text.count, _PRICES))),
    ]


def _read_own_links(page: Page, known: Known) -> list[float]:
    """How many links lead to the page itself, how many of them in menus, and how many say what its headline says.

    A story is linked from lists; what stands in the site's own menu is none.
    """
    own, headline = find_own(page), (known.headline or "").casefold()
    anchors = find_anchors(page)
    to_own = [anchor.place for anchor in anchors if anchor.canonical_url == own]
    same = sum(anchor.text.casefold() == headline for anchor in anchors) if headline else 0
    return [float(len(to_own)), float(to_own.count(Place.NAVIGATION)), float(same)]


def _read_outline(page: Page, body: Body) -> list[float]:
    """How many subheads ask, how much of the body stands between two, and how many years the page names."""
    subheads = [element for tag in ("h2", "h3") for element in page.by_tag.get(tag, ())]
    texts = ("".join(page.texts[each.text_start : each.text_end]) for each in subheads[:_MAX_SUBHEADS])
    asking = sum(text.rstrip().endswith("?") for text in texts)
    years = len(_YEAR.findall(page.whole_text))
    return [float(asking), body.signals["body_length"] / (len(subheads) + 1), float(years)]


def _read_parts(page: Page) -> list[float]:
    """How many elements have class names that speak of each group of parts that pages are made of."""
    counts = dict.fromkeys(_PARTS, 0)
    for groups, elements in zip(map(_find_groups, page.by_class), page.by_class.values(), strict=True):
        for group in groups:
            counts[group] += len(elements)
    return [*map(float, counts.values())]


@functools.lru_cache(maxsize=32_768)
def _find_groups(name: str) -> tuple[str, ...]:
    """The groups of parts of which a class attribute speaks."""
    name = name.lower()
    return tuple(group for group, words in _PARTS.items() if any(word in name for word in words))
