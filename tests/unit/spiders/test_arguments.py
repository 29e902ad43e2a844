"""What a person gives with -a comes out typed, or as one line that says what to write instead."""

from datetime import date
from functools import partial

import pytest

from crawler.errors import UsageError
from spiders import arguments as room

parse_arguments = partial(room.parse_arguments, today=date(2026, 3, 10))


def test_several_addresses_are_parted_by_blanks_and_taken_once():
    arguments = {"url": "https://a.example/ https://b.example/  https://a.example/"}
    assert parse_arguments(arguments).start_urls == ("https://a.example/", "https://b.example/")


def test_no_argument_is_legal():
    assert parse_arguments({}).start_urls == ()


def test_scrapyd_names_the_job():
    assert parse_arguments({"url": "https://a.example/", "_job": "night-7"}).job_id == "night-7"


def test_a_file_holds_one_address_a_line(tmp_path):
    path = tmp_path / "sites.txt"
    path.write_text("# the north\nhttps://a.example/\n\n  https://b.example/news\n", encoding="utf-8")
    assert parse_arguments({"urls_file": str(path)}).start_urls == ("https://a.example/", "https://b.example/news")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ({"url": "example.com"}, "write https://example.com"),
        ({"url": "ftp://example.com/"}, "only http:// and https://"),
        ({"url": "https://"}, "write it as https://host/path"),
        ({"url": "https://example.com:99999/"}, "no address"),
        ({"ulr": "https://example.com/"}, "did you mean -a url=…?"),
        ({"depth": "3"}, "it takes url, urls_file"),
        ({"urls_file": "/nowhere/at/all"}, "cannot be read"),
        ({"max_page": "3"}, "did you mean -a max_pages=…?"),
        ({"max_pages": "many"}, "write -a max_pages=100"),
        ({"max_articles": "0"}, "write -a max_articles=100"),
        ({"since": "last week"}, "write -a since=2026-03-10, or a number of days ago"),
        ({"until": "2026-02-30"}, "until=2026-02-30 is no day"),
        ({"since": "999999"}, "is no day"),
        ({"since": "3", "until": "2026-01-01"}, "until=2026-01-01 is before since=2026-03-07"),
        ({"sections": "https://a.example/sport"}, "write the part behind the host"),
        ({"sections": "/"}, "leave it out"),
        ({"exclude": "(sport"}, "exclude=(sport is no regular expression"),
    ],
)
def test_a_mistake_gets_one_line_that_says_what_to_write(arguments, hint):
    with pytest.raises(UsageError) as raised:
        parse_arguments(arguments)
    assert hint in str(raised.value)
    assert "\n" not in str(raised.value)


def test_an_empty_file_is_a_mistake(tmp_path):
    path = tmp_path / "sites.txt"
    path.write_text("# none yet\n", encoding="utf-8")
    with pytest.raises(UsageError, match="holds no address"):
        parse_arguments({"urls_file": str(path)})


def test_bounds_days_sections_and_pattern_come_out_typed():
    parsed = parse_arguments(
        {"max_pages": "30", "max_articles": "5", "since": "7", "until": "2026-03-09", "sections": "sport /a/b/ sport"}
    )
    assert (parsed.max_pages, parsed.max_articles) == (30, 5)
    assert (parsed.since, parsed.until) == (date(2026, 3, 3), date(2026, 3, 9))
    assert parsed.sections == ("/sport", "/a/b")
    assert parse_arguments({"exclude": r"/video/"}).exclude.search("https://a.example/video/1")


def test_what_is_left_empty_asks_for_nothing():
    assert parse_arguments({"max_pages": "", "since": " ", "sections": "", "exclude": ""}) == room.NewsArguments()
