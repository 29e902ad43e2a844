"""A profile's selectors become values, and each mistake in them is told with its line."""

from datetime import date

import pytest

from crawler.errors import ProfileError
from crawler.links.link import LinkKind
from crawler.records.article import Article
from crawler.records.selector import FIELDS, LINKS, READ_MORE, Selector
from crawler.sites.load import parse_profile

START = 'start = ["https://www.example.com/"]\n'
WHOLE = """
[[selectors]]
field = "body_text"
css = "div.story"
remove = [".newsletter", "aside"]
valid_from = 2024-02-01

[[selectors]]
field = "published_at"
css = "time.stamp"
attribute = "DateTime"
valid_until = 2024-01-31
optional = true

[[selectors]]
link = "read_more"
css = "a.more"
"""


def parse(text):
    return parse_profile(START + text, "post", "profiles/post.toml")


def test_whole_selectors():
    profile = parse(WHOLE)
    body, published = profile.field_selectors
    assert body == Selector(
        name="body_text", css="div.story", remove=(".newsletter", "aside"), valid_from=date(2024, 2, 1)
    )
    assert (published.attribute, published.valid_until, published.optional) == ("datetime", date(2024, 1, 31), True)
    assert profile.link_selectors == (Selector(name="read_more", css="a.more"),)
    evidence = profile.evidence()
    assert (evidence.field_selectors, evidence.link_selectors) == (profile.field_selectors, profile.link_selectors)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2024, 1, 31), False), (date(2024, 2, 1), True), (date(2024, 3, 1), True), (date(2024, 3, 2), False)],
)
def test_a_selector_holds_for_its_days(day, holds):
    selector = Selector(name="headline", css="h1", valid_from=date(2024, 2, 1), valid_until=date(2024, 3, 1))
    assert selector.holds_on(day) is holds


def test_the_names_are_those_of_the_record_and_of_the_links():
    assert set(FIELDS) <= set(Article.__dataclass_fields__)
    assert set(LINKS) - {READ_MORE} == set(LinkKind) - {LinkKind.REST}


A = '[[selectors]]\nfield = "headline"\ncss = "h1"\n\n[[selectors]]\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            A + 'field = "titel"\ncss = "h1"',
            "line 7: field: 'titel' is no field of an article: it takes headline, alt_",
        ),
        (
            A + 'field = "body"\ncss = "h1"',
            "line 7: field: 'body' is no field of an article: did you mean 'body_text'?",
        ),
        (A + 'link = "pager"\ncss = "a"', "line 7: link: 'pager' is no kind of link: it takes read_more, article"),
        (A + 'field = "tags"\ncss = "div >> a"', "line 8: css: 'div >> a' is no CSS selector; such as css = "),
        (A + 'field = "tags"\ncss = 3', "line 8: css: it takes a text in quotes; such as css = "),
        (
            A + 'field = "body_text"\ncss = "div"\nremove = [\n  "aside",\n  "i",\n  "..x",\n]',
            "line 12: remove: '..x' is no CSS selector; such as remove = ",
        ),
        (A + 'field = "tags"', "line 6: a selector says where: add css = "),
        (A + 'css = "h1"', 'line 6: a selector finds a field = "headline" or a link = "article"; this one has neither'),
        (A + 'field = "tags"\nlink = "tag"\ncss = "h1"', "line 6: a selector finds a field = "),
        (A + 'link = "tag"\ncss = "h1"\nremove = ["i"]', "line 9: remove: a link is an address"),
        (
            A + 'field = "tags"\ncss = "h1"\nvalid_from = 2024-02-01\nvalid_until = 2024-01-01',
            "line 10: valid_until: 2024-01-01 lies before valid_from, 2024-02-01",
        ),
        (
            A + 'field = "tags"\ncss = "h1"\nvalid_from = "2024-02-01"',
            "line 9: valid_from: it takes a day, written with",
        ),
        (A + 'field = "tags"\ncss = "h1"\nattribute = "a b"', "line 9: attribute: 'a b' is no attribute's name"),
        (A + 'field = "tags"\nselector = "h1"', "line 8: unknown key 'selector' in [selectors]: there are field, link"),
        ('[selectors]\nfield = "tags"', "line 2: selectors are tables: write [[selectors]], in two brackets"),
        ('css = "h1"', "line 2: 'css' stands in the table [[selectors]]: write it below a line [[selectors]]"),
    ],
)
def test_a_mistake_is_told_with_its_line(text, line):
    with pytest.raises(ProfileError) as caught:
        parse(text)
    assert str(caught.value).startswith(f"profiles/post.toml, {line}")
    assert "\n" not in str(caught.value)
