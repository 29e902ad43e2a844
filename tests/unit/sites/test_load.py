"""A profile's text becomes its value; every mistake in it gets one line with file, line and what to write."""

from pathlib import Path

import pytest

from crawler.errors import ProfileError
from crawler.sites.load import parse_profile
from crawler.sites.profile import Limits, Rate, Renderer
from crawler.sites.values import PROFILE_KEYS, TABLE_KEYS

WHOLE = r"""
name = "The Example Post"
start = [
    "https://www.example.com/",
    "https://www.example.com/local/",
]
domains = ["example.com", "example.net"]
time_zone = "Europe/Oslo"
language = "pt-BR"
sections = ["/politics/"]
exclude = ['/live/', '[?]print=']
article_urls = ['/\d{4}/\d\d/']
listing_urls = ['/topics/']
renderer = "splash"
nightly = false

[limits]
max_pages = 5_000
max_articles = 1_000
max_minutes = 1.5
max_bytes = 2_000_000_000

[rate]
delay_seconds = 0
concurrent_requests = 2
"""


def parse(text):
    return parse_profile(text, "post", "profiles/post.toml")


def test_a_whole_profile():
    profile = parse(WHOLE)
    assert profile.id == "post"
    assert profile.start == ("https://www.example.com/", "https://www.example.com/local/")
    assert profile.sites == {"example.com", "example.net"}
    assert profile.renderer is Renderer.SPLASH
    assert profile.limits == Limits(max_pages=5000, max_articles=1000, max_minutes=1.5, max_bytes=2_000_000_000)
    assert profile.rate == Rate(delay_seconds=0.0, concurrent_requests=2)
    assert not profile.nightly


def test_a_start_page_is_enough():
    profile = parse('start = ["http://127.0.0.1:8765/"]')
    assert profile.sites == {"127.0.0.1:8765"}
    assert profile.limits == Limits()
    assert profile.nightly


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", None, 'it names no start page: write start = ["https://www.example.com/"]'),
        ('langauge = "en"\n', 1, "unknown key 'langauge': did you mean 'language'?"),
        ('colour = "red"\n', 1, "unknown key 'colour': there are name, start, "),
        ('name = "x"\nmax_pages = 5\n', 2, "'max_pages' stands in the table [limits]: write it below a line [limits]"),
        ('[limits]\nmax_pages = 5\nlanguage = "en"\n', 3, "'language' stands above all tables"),
        ("[limits]\nmax_page = 5\n", 2, "unknown key 'max_page' in [limits]: did you mean 'max_pages'?"),
        ("# one\n\n[rate]\ndelay_seconds = -1\n", 4, "delay_seconds: it takes a number above 0; such as"),
        ("[limits]\nmax_bytes = 1.5\n", 2, "max_bytes: it takes a whole number above 0; such as max_bytes = 2_000"),
        ("[limits]\nmax_pages = true\n", 2, "it takes a whole number"),
        ("[limits]\nmax_minutes = inf\n", 2, "it takes a number above 0"),
        ("limits = 5\n", 1, "limits is a table: write [limits] on a line of its own"),
        ("limits.max_pages = 0\n", 1, "max_pages: it takes a whole number above 0"),
        ('start = "https://example.com/"\n', 1, "start: it takes a list of texts in square brackets"),
        ("start = []\n", 1, "it takes a list of texts"),
        ('start = ["https://example.com/", 5]\n', 1, "each entry of the list is a text in quotes"),
        ('start = [\n  "https://a.example/",\n  "b.example",\n]\n', 3, "'b.example' has no scheme: write https://b"),
        ('start = ["ftp://a.example/"]\n', 1, "write it as https://host/path"),
        ('start = ["https://a.example/"]\ndomains = ["https://b.example/"]\n', 2, "write it without scheme and path"),
        ('domains = ["b.test"]\nstart = ["https://a.test/"]\n', 2, "add 'a.test' to domains"),
        ('time_zone = "Europe/Olso"\n', 1, "'Europe/Olso' is no time zone: did you mean 'Europe/Oslo'?"),
        ("time_zone = 2\n", 1, "time_zone: it takes a text in quotes"),
        ('language = "English"\n', 1, "'English' is no language tag; such as language = "),
        ('name = ""\n', 1, "name: it takes a text in quotes"),
        ('sections = ["politics"]\n', 1, "begin it with a slash"),
        ("exclude = ['(']\n", 1, "is no regular expression (missing ), unterminated subpattern"),
        ('renderer = "selenium"\n', 1, "it takes none, splash, playwright"),
        ('[revisits]\nafter = ["1 hour"]\n', 2, "'1 hour' is no age; such as after = "),
        ("[revisits]\nshare = 2\n", 2, "it takes a number from 0 to 1"),
        ('nightly = "yes"\n', 1, "it takes true or false"),
        ('name = "x"\nlanguage == "en"\n', 2, "this is no TOML"),
        ('name = "x"\nstart = [\n', 2, "this is no TOML"),
    ],
)
def test_a_mistake_names_file_line_and_what_to_write(text, line, told):
    with pytest.raises(ProfileError) as raised:
        parse(text)
    message = str(raised.value)
    assert message.startswith(f"profiles/post.toml, line {line}: " if line else "profiles/post.toml: ")
    assert told in message
    assert "\n" not in message


def test_a_name_that_cannot_be_a_folder_is_a_mistake():
    with pytest.raises(ProfileError, match="small letters"):
        parse_profile('start = ["https://a.example/"]', "../x", "x.toml")


def test_the_example_is_a_profile_with_every_key():
    path = Path(__file__).parents[3] / "examples" / "my_site.toml"
    profile = parse_profile(path.read_text(encoding="utf-8"), "my_site", str(path))
    assert all(getattr(profile, name) for name in PROFILE_KEYS)
    assert all(getattr(getattr(profile, table), name) for table, keys in TABLE_KEYS.items() for name in keys)


def test_the_text_explains_every_key():
    told = (Path(__file__).parents[3] / "docs" / "add-a-site.md").read_text(encoding="utf-8")
    keys = [*PROFILE_KEYS, *(name for keys in TABLE_KEYS.values() for name in keys)]
    assert [name for name in keys if f"`{name}`" not in told] == []
