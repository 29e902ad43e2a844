"""The stories that an article page offers beside its own."""

from crawler.links.link import Link, LinkKind
from crawler.links.related import find_related
from crawler.records.article import Related


def a_link(path, *, kind=LinkKind.ARTICLE, **teaser):
    url = f"https://a.example/{path}"
    return Link(url=url, canonical_url=url, kind=kind, confidence=1.0, position=1, **teaser)


def test_teasers_with_an_excerpt_are_preferred_to_bare_headlines():
    links = [a_link("most-read", headline="Most read"), a_link("next", headline="Next", excerpt="What came of it ...")]
    assert find_related(links) == (
        Related(url="https://a.example/next", headline="Next", excerpt="What came of it ..."),
    )


def test_bare_headlines_stand_where_there_is_nothing_else():
    assert [related.headline for related in find_related([a_link("b", headline="B"), a_link("a", headline="A")])] == [
        "B",
        "A",
    ]


def test_sections_advertisements_and_links_without_words_are_no_stories():
    links = [
        a_link("sport", kind=LinkKind.SECTION, headline="Sport"),
        a_link("shop", headline="Buy this", sponsored=True),
        a_link("picture"),
    ]
    assert find_related(links) == ()
