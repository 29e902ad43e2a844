"""What a person gives with -a comes out typed, or as one line that says what to write instead."""

import pytest

from crawler.errors import UsageError
from spiders.arguments import parse_arguments


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
