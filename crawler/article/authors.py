"""The authors: who signs the article, in every place that says so, and the place that is believed."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from crawler.article.bylines import (
    find_bare_byline,
    find_iconed_byline,
    find_introduced_byline,
    find_linked_byline,
    find_marked_byline,
)
from crawler.article.candidates import Candidate, Choice, choose_surest
from crawler.article.last_bylines import (
    find_boxed_byline,
    find_labelled_byline,
    find_named_link,
    find_signature,
    find_titled_byline,
)
from crawler.article.names import (
    Authors,
    is_by_word,
    is_whole_name,
    parse_byline,
    parse_declared,
    parse_organisation,
    type_of,
)
from crawler.article.site_name import is_site_name, squash
from crawler.page.anchors import group_anchors
from crawler.page.meta import read_meta
from crawler.page.microdata import read_microdata
from crawler.page.structured import Structured, plain, read_structured, text_of, types_of
from crawler.page.tree import Element, Page
from crawler.records.article import Author
from crawler.records.enums import AuthorType, Origin
from crawler.records.evidence import Evidence
from crawler.urls import join

_META_NAMES: Final = (
    "author", "article:author", "og:author", "og:article:author", "article:author_name", "byl", "parsely-author",
    "sailthru.author", "dc.creator", "dcterms.creator", "cxenseparse:author", "citation_author", "vr:author", "authors",
)  # fmt: skip
_CARD_LABELS: Final = (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2"))
_MAX_AUTHORS: Final = 30
_PUBLISHER_PENALTY: Final = 0.45
_DESK_PENALTY: Final = 0.7  # where the byline itself names a desk
_AT_HEADLINE: Final = 0.7  # the confidence in what stands there as a byline
_DECLARED: Final = frozenset({Origin.JSON_LD, Origin.MICRODATA, Origin.META})
_SURE: Final = frozenset({Origin.JSON_LD, Origin.MICRODATA, Origin.DOM})
_LINKED: Final = "linked writer"
_SIGNED: Final = "signed below the text"
_BARE: Final = "name beside a date below the headline"
_LESS_SURE: Final = frozenset({_SIGNED, _BARE})
_CONTRIBUTED: Final = "author and contributor"
_UNSHOWN: Final = 0.5  # which a byline that names the same makes as sure as can be
_SHOWN: Final = 0.95
_OWNED: Final = 0.3
_OWNERS: Final = ("publisher", "author", "creator", "copyrightHolder")
_WHOLE_NAME: Final = 2  # words
_WORKING_FOR: Final = frozenset({"for", "of", "at", "from"})  # "Jane Doe For The Herald"
_UNCONFIRMED: Final = 0.8  # of the confidence in links to writers, where other places name fewer
_AGREEING: Final = 0.6  # how far another place that names the same takes the doubt away
_SAME_LINE: Final = 0.3  # the same of two readings of what the page shows, which are often of one line


def read_authors(
    page: Page, headline: Element | None, site_names: frozenset[str], evidence: Evidence
) -> Choice[Authors]:
    """The byline's names in order, each once; where a place names only the site, another place is believed."""
    found = [candidate._replace(value=_settle(candidate, site_names)) for candidate in _find(page, headline, evidence)]
    if not any(_names_person(candidate) for candidate in found if candidate.origin in _SURE):
        found += _find_last(page, headline)
    if not any(candidate.value for candidate in found):
        found += _find_owner(page)
    candidates = []
    is_person_shown = any(candidate.note in _LESS_SURE and _names_person(candidate) for candidate in found)
    shown = {_key(candidate) for candidate in found if _is_at_headline(candidate)}
    declared = {_key(candidate) for candidate in found if candidate.origin in _DECLARED}
    for candidate in _agree(_doubt_links(_doubt_accounts(found))):
        if candidate.note == _CONTRIBUTED and _key(candidate) in shown:
            candidate = candidate._replace(confidence=_SHOWN)  # noqa: PLW2901
        if not _names_person(candidate):
            is_signed = _key(candidate) in shown & declared and not is_person_shown
            penalty = _DESK_PENALTY if is_signed else _PUBLISHER_PENALTY
            candidate = candidate._replace(  # noqa: PLW2901
                confidence=candidate.confidence * penalty, note=f"{candidate.note}, names no person"
            )
        candidates.append(candidate)
    return choose_surest(_share_links(candidates))


def _doubt_accounts(candidates: list[Candidate[Authors]]) -> list[Candidate[Authors]]:
    """The candidates; an account that a page declares is doubted where the page shows the name of a person.

    Who put a story into the system is not always who wrote it.
    """
    is_named = any(
        _is_at_headline(candidate) and any(" " in author.name for author in candidate.value) for candidate in candidates
    )
    if not is_named:
        return candidates
    return [
        candidate._replace(confidence=candidate.confidence * _UNCONFIRMED * _UNCONFIRMED)
        if candidate.origin in _DECLARED and len(candidate.value) == 1 and _is_account(candidate.value[0].name)
        else candidate
        for candidate in candidates
    ]


def _is_account(name: str) -> bool:
    """Whether a name is one to sign in with: one word with a dot, digit or capital amid it, or all small."""
    return " " not in name and name.isascii() and (not name.isalpha() or not name.istitle()) and not name.isupper()


def _is_at_headline(candidate: Candidate[Authors]) -> bool:
    """Whether the page shows a byline at its headline."""
    return candidate.origin is Origin.DOM and candidate.confidence >= _AT_HEADLINE


def _key(candidate: Candidate[Authors]) -> frozenset[str]:
    return frozenset(squash(author.name) for author in candidate.value)


def _share_links(candidates: list[Candidate[Authors]]) -> Iterator[Candidate[Authors]]:
    """The candidates, each writer with the link that any place has to them."""
    links: dict[str, str] = {}
    for candidate in candidates:
        for author in candidate.value:
            if author.url:
                links.setdefault(squash(author.name), author.url)
    for candidate in candidates:
        if links and not all(author.url for author in candidate.value):
            yield candidate._replace(
                value=tuple(
                    Author(name=author.name, url=author.url or links.get(squash(author.name)), type=author.type)
                    for author in candidate.value
                )
            )
        else:
            yield candidate


def _doubt_links(candidates: list[Candidate[Authors]]) -> Iterator[Candidate[Authors]]:
    """The candidates; links to more writers than another place names, and that none confirms, are doubted.

    They lead to the writers of other stories, to who checked the facts, or to who is written of.
    """
    keys = list(map(_key, candidates))
    for candidate, key in zip(candidates, keys, strict=True):
        others = [other for other in keys if other is not key]
        is_alone = any(other < key for other in others) and not any(other >= key for other in others)
        is_doubtful = candidate.note == _LINKED and is_alone
        yield candidate._replace(confidence=candidate.confidence * _UNCONFIRMED) if is_doubtful else candidate


def _agree(doubted: Iterator[Candidate[Authors]]) -> Iterator[Candidate[Authors]]:
    """The candidates, each surer for every other place that names the same people."""
    candidates = list(doubted)
    keys = list(map(_key, candidates))
    for candidate, key in zip(candidates, keys, strict=True):
        doubt = 1 - candidate.confidence
        for other, other_key in zip(candidates, keys, strict=True):
            if other is not candidate and other_key == key:
                weight = _SAME_LINE if other.origin is candidate.origin is Origin.DOM else _AGREEING
                doubt *= 1 - weight * other.confidence
        yield candidate._replace(confidence=1 - doubt)


def _settle(candidate: Candidate[Authors], site_names: frozenset[str]) -> Authors:
    """The authors of a candidate, each once, and those that bear the site's name as organisations.

    Where one text names a person and the site ("Jane Doe, The Herald"), the site is none of the authors; it may be one
    that a page declares by itself.
    """
    authors = _once([_without_site(author, site_names) for author in candidate.value])
    own = {author.name for author in authors if is_site_name(author.name, site_names)}
    if not own:
        return authors[:_MAX_AUTHORS]
    persons = [author for author in authors if author.name not in own and _is_whole(author)]
    is_one_text = candidate.origin is not Origin.JSON_LD or len({author.url for author in authors}) == 1
    return tuple(
        Author(name=author.name, url=author.url, type=AuthorType.ORGANISATION) if author.name in own else author
        for author in authors
        if author.name not in own or not (persons and is_one_text)
    )[:_MAX_AUTHORS]


def _without_site(author: Author, site_names: frozenset[str]) -> Author:
    """A person of whole name without the site's name behind it: the two stand beside each other in one line."""
    words = author.name.split() if author.type is AuthorType.PERSON else ()
    for place in range(_WHOLE_NAME, len(words)):
        if squash(" ".join(words[place:])) in site_names:
            name = words[: place - (place > _WHOLE_NAME and words[place - 1].lower() in _WORKING_FOR)]
            return Author(name=" ".join(name), url=author.url)
    return author


def _is_whole(author: Author) -> bool:
    return author.type is AuthorType.PERSON and (" " in author.name or not author.name.isascii())


def _find(page: Page, headline: Element | None, evidence: Evidence) -> Iterator[Candidate[Authors]]:
    structured = read_structured(page)
    for node, confidence, note in ((structured.article, 0.9, "author"), (structured.web_page, 0.6, "WebPage.author")):
        authors = tuple(_from_json_ld(node.get("author"), structured, page))
        if authors:
            yield Candidate(authors, Origin.JSON_LD, confidence, note)
        if authors and "contributor" in node:  # of several writers, Ghost calls all but the first so
            others = tuple(_from_json_ld(node["contributor"], structured, page))
            yield Candidate((*authors, *others), Origin.JSON_LD, _UNSHOWN, _CONTRIBUTED)
    if creators := tuple(_from_json_ld(structured.article.get("creator"), structured, page)):
        yield Candidate(creators, Origin.JSON_LD, 0.5, "creator")
    properties = read_microdata(page).get("author", ())
    if stated := _parse_all(item.text for item in properties):
        yield Candidate(stated, Origin.MICRODATA, 0.7, "author")
    yield from _find_on_page(page, headline)
    meta = read_meta(page)
    for rank, name in enumerate(_META_NAMES):
        if names := _parse_all(value for value in meta.all(name) if not _is_address(value)):
            yield Candidate(names, Origin.META, 0.72 - 0.01 * rank, name)
    for label, data in _CARD_LABELS if "author" not in meta.tags else ():  # what writes both is no second witness
        if is_by_word(meta.first(label)) and (names := parse_declared(meta.first(data))):
            yield Candidate(names, Origin.META, 0.6, data)
    for teaser in evidence.teasers:
        if names := tuple(author for value in teaser.authors for author in parse_byline(value)):
            yield Candidate(names, teaser.origin, 0.6, "teaser")


def _find_on_page(page: Page, headline: Element | None) -> Iterator[Candidate[Authors]]:
    linked, is_near = find_linked_byline(page, headline)
    marked, is_by = find_marked_byline(page, headline)
    places = (
        (linked, 0.8 if is_near else 0.6, _LINKED),
        (marked, 0.73 if is_by else 0.35, "marked as author"),
        (find_introduced_byline(page, headline), 0.7, "introduced below the headline"),
        (find_iconed_byline(page, headline), 0.55, "behind the icon of a person"),
    )
    told = [Candidate(names, Origin.DOM, confidence, note) for names, confidence, note in places if names]
    yield from told
    bare = find_bare_byline(page, headline)
    if bare and bare not in (candidate.value for candidate in told):  # the same line is no second witness
        yield Candidate(bare, Origin.DOM, 0.45, _BARE)


def _find_last(page: Page, headline: Element | None) -> Iterator[Candidate[Authors]]:
    """Bylines in places that are asked only where no surer one names a person."""
    if signature := find_signature(page, headline):
        yield Candidate(signature, Origin.DOM, 0.44, _SIGNED)
    if labelled := find_labelled_byline(page):
        yield Candidate(labelled, Origin.DOM, 0.74, "labelled as author")
    if named := find_named_link(page, headline):
        yield Candidate(named, Origin.DOM, 0.5, "link below the headline to a page of that name")
    if titled := find_titled_byline(page, headline):
        yield Candidate(titled, Origin.DOM, 0.5, "titled as author")
    if boxed := find_boxed_byline(page):
        yield Candidate(boxed, Origin.DOM, 0.4, "the one box of a writer")


def _find_owner(page: Page) -> Iterator[Candidate[Authors]]:
    """The one person to whom a page says that its site belongs: on a blog of one's own nobody else signs."""
    structured = read_structured(page)
    owners: set[str] = set()
    for node in (structured.article, *structured.of_type("WebSite", "Blog", "WebPage")):
        for value in (structured.follow(node.get(key)) for key in _OWNERS):
            if isinstance(value, dict) and "Person" in types_of(value):
                owners.update(author.name for author in parse_declared(text_of(value.get("name"))))
    if len(owners) == 1:
        yield Candidate((Author(name=owners.pop()),), Origin.JSON_LD, _OWNED, "owner of the site")
    names = [anchor.text for anchor in group_anchors(page).with_rel if "author" in anchor.rel.split()]
    if len(set(names)) == 1 and is_whole_name(names[0]) and (signed := parse_byline(names[0])):
        yield Candidate(signed, Origin.DOM, _OWNED, "link to the author, whose site it is")


def _is_address(text: str) -> bool:
    """Whether a text is the address of a profile, rather than a name with one behind it."""
    return "://" in text and " " not in text.strip()


def _names_person(candidate: Candidate[Authors]) -> bool:
    return any(author.type is AuthorType.PERSON for author in candidate.value)


def _once(authors: list[Author]) -> Authors:
    first: dict[str, Author] = {}
    for author in authors:
        first.setdefault(squash(author.name), author)
    return tuple(first.values())


def _parse_all(texts: Iterable[str]) -> Authors:
    return tuple(author for text in texts for author in parse_declared(text))


def _from_json_ld(value: Any, structured: Structured, page: Page) -> Iterator[Author]:
    for item in value[:_MAX_AUTHORS] if isinstance(value, list) else [value]:
        yield from _from_node(structured.follow(item), page)


def _from_node(node: Any, page: Page) -> Iterator[Author]:
    if isinstance(node, list):
        for item in node[:_MAX_AUTHORS]:
            yield from _from_node(item, page) if not isinstance(item, list) else ()
        return
    if isinstance(node, dict):
        name = node.get("name")
        if not name and node.get("familyName"):
            name = f"{text_of(node.get('givenName'))} {text_of(node.get('familyName'))}"
        if isinstance(name, list):
            for single in name[:_MAX_AUTHORS]:
                yield from parse_declared(text_of(single))
            return
        url = text_of(node.get("url"))
        address = join(page.base_url, url) if url else None
        is_organisation = "Organization" in str(node.get("@type"))
        names = parse_organisation(text_of(name)) if is_organisation else parse_declared(text_of(name))
        for author in names:
            kind = AuthorType.ORGANISATION if is_organisation else type_of(author.name)
            yield Author(name=author.name, url=address, type=kind)
    elif isinstance(node, str):
        yield from parse_declared(plain(node)) if not _is_address(node) else ()
