"""What the answer for /robots.txt means."""

import pytest
from protego import Protego

from crawler.download.robots_file import MAX_BYTES, find_fault, read_rules

RULES = b"User-agent: *\nDisallow: /private\n"


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
def test_a_server_that_fails_forbids_all(status):
    assert str(status) in find_fault(status)


@pytest.mark.parametrize("status", [200, 301, 401, 403, 404, 410, 418])
def test_any_other_answer_is_one(status):
    assert find_fault(status) is None


@pytest.mark.parametrize("status", [302, 401, 403, 404, 410])
def test_without_a_file_there_are_no_rules(status):
    assert read_rules(status, RULES) == b""


@pytest.mark.parametrize(
    "body",
    [RULES, b"\xef\xbb\xbf" + RULES, RULES.decode().encode("utf-16"), b"\xfe\xff" + RULES.decode().encode("utf-16-be")],
)
def test_marks_before_the_text_are_not_part_of_it(body):
    assert read_rules(200, body) == RULES


def test_a_wrong_charset_harms_only_its_own_line():
    rules = Protego.parse(read_rules(200, "# für alle\n".encode("latin-1") + RULES).decode(errors="ignore"))
    assert not rules.can_fetch("https://a.example/private", "Readmore")


def test_the_first_500_kib_count_in_whole_lines():
    filler = b"# filler of no meaning\n" * (MAX_BYTES // 23)
    line = b"Disallow: /" + b"p" * 300
    read = read_rules(200, RULES + filler[: MAX_BYTES - len(RULES) - 20] + b"\n" + line)
    assert read.startswith(RULES)
    assert len(read) <= MAX_BYTES
    assert b"Disallow: /p\n" not in read
    assert read.endswith(b"\n")
    assert b"ppp" not in read
    assert read_rules(200, b"x" * (MAX_BYTES + 1)) == b""


SITE = """
User-agent: otherbot
Disallow: /

User-agent: READMORE
User-agent: thirdbot
Disallow: /shop
Allow: /shop/news
Disallow: /*.pdf$
Disallow: /same
Allow: /same
Disallow: /caf%C3%A9

User-agent: Readmore
Disallow: /merged

User-agent: *
Disallow: /not-for-all
"""


@pytest.mark.parametrize(
    ("path", "is_allowed"),
    [
        ("/", True),
        ("/shop", False),
        ("/shop/tea", False),
        ("/shop/news/today", True),
        ("/a/report.pdf", False),
        ("/a/report.pdf?page=2", True),
        ("/same", True),
        ("/café", False),
        ("/merged", False),
        ("/not-for-all", True),
        ("/robots.txt", True),
    ],
)
def test_the_parser_keeps_the_rfc(path, is_allowed):
    # Longest match, Allow before Disallow of one length, wildcards, groups of one name merged, names in any case.
    rules = Protego.parse(read_rules(200, SITE.encode()).decode())
    assert rules.can_fetch(f"https://a.example{path}", "Readmore") is is_allowed
