"""A site's tdmrep.json says for which pages rights are reserved."""

import json

import pytest

from crawler.download.rights_file import RightsRule, find_rule, parse_rights_file

RULES = parse_rights_file(
    json.dumps(
        [
            {"location": "/", "tdm-reservation": 0},
            {"location": "/news/", "tdm-reservation": 1, "tdm-policy": "https://a.example/policy.json"},
            {"location": "/news/free*.html$", "tdm-reservation": "0"},
            {"location": "/caf%C3%A9", "tdm-reservation": 1},
            {"location": "/same", "tdm-reservation": 0},
            {"location": "/same", "tdm-reservation": 1},
        ]
    ).encode()
)


@pytest.mark.parametrize(
    ("path", "is_reserved"),
    [
        ("", False),
        ("/about", False),
        ("/news/today", True),
        ("/news/free/1.html", False),
        ("/news/free/1.html?print", True),
        ("/café/menu", True),
        ("/same", True),
    ],
)
def test_the_longest_rule_that_fits_holds(path, is_reserved):
    rule = find_rule(RULES, f"https://a.example{path}")
    assert rule is not None
    assert rule.is_reserved is is_reserved


def test_where_no_rule_fits_there_is_none():
    assert find_rule((RightsRule("/news/", is_reserved=True),), "https://a.example/sport") is None


def test_a_rule_says_what_headers_would():
    assert RULES[1].as_headers() == {"tdm-reservation": "1", "tdm-policy": "https://a.example/policy.json"}
    assert RULES[0].as_headers() == {"tdm-reservation": "0"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>not here</html>",
        b"{}",
        b"[" * 100_000,
        b'["x", 1, null]',
        b'[{"location": 1, "tdm-reservation": 1}]',
        b'[{"location": "", "tdm-reservation": 1}]',
        b'[{"location": "/", "tdm-reservation": "yes"}]',
        b'[{"location": "/"}]',
        b"\xff\xfe",
    ],
)
def test_what_is_no_rule_is_none(body):
    assert parse_rights_file(body) == ()


def test_a_policy_that_is_no_text_is_left_out():
    (rule,) = parse_rights_file(b'[{"location": "/", "tdm-reservation": 1, "tdm-policy": ["x"]}]')
    assert rule == RightsRule("/", is_reserved=True)
