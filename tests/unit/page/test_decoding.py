"""Bytes to text by the charset that is known, marked, declared, held to, or guessed."""

import pytest

from crawler.page.decoding import MAX_BYTES, decode

TEXT = "<p>Grüße – für 9 €</p>"
META = "<meta charset={}>"


@pytest.mark.parametrize(
    ("body", "content_type", "encoding", "charset"),
    [
        (TEXT.encode(), "text/html; charset=utf-8", None, "utf-8"),
        (TEXT.encode(), None, None, "utf-8"),
        (TEXT.encode("cp1252"), "text/html; charset=iso-8859-1", None, "cp1252"),
        (TEXT.encode("cp1252"), None, None, "cp1252"),
        (TEXT.encode("cp1252"), "text/html; charset=utf-8", "cp1252", "cp1252"),
        (TEXT.encode("utf-16"), None, None, "utf-16-le"),
        (TEXT.encode("utf-16-be"), "text/html; charset=utf-16", None, "utf-16-be"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=latin-1", None, "utf-8"),
        (TEXT.encode(), "text/html; charset=utf-8", "no-such", "utf-8"),
    ],
)
def test_the_text_comes_out_whole(body, content_type, encoding, charset):
    assert decode(body, content_type, encoding) == (TEXT, charset, ())


def test_the_meta_tag_tells_where_nothing_else_does():
    html = META.format("windows-1251") + "<p>Привет</p>"
    assert decode(html.encode("cp1251"), "text/html", None) == (html, "cp1251", ())


@pytest.mark.parametrize("declared", ["utf-16", "ascii", "big5"])
def test_a_page_that_breaks_its_charset_is_read_as_what_it_is(declared):
    text, charset, warnings = decode(("é" + TEXT * 3 + "ü").encode(), f"text/html; charset={declared}", None)
    assert "Grüße" in text
    assert (charset, warnings) == ("utf-8", ("charset_wrong",))


def test_a_page_that_breaks_utf8_is_windows_1252():
    text, charset, warnings = decode(TEXT.encode("cp1252"), "text/html; charset=utf-8", None)
    assert (text, charset, warnings) == (TEXT, "cp1252", ("charset_wrong",))


@pytest.mark.parametrize("name", ["idna", "rot13", "undefined", "utf-7", "unicode_escape", "nonsense"])
def test_what_is_no_charset_is_not_believed(name):
    assert decode(TEXT.encode(), f"text/html; charset={name}", None)[:2] == (TEXT, "utf-8")


def test_a_long_page_is_cut_and_a_character_cut_in_two_is_no_proof_against_its_charset():
    body = b"x" + "ü".encode() * (MAX_BYTES // 2 + 10)
    for content_type in (None, "text/html; charset=utf-8"):
        text, charset, warnings = decode(body, content_type, None)
        assert (charset, warnings) == ("utf-8", ("truncated",))
        assert text[:3] == "xüü"
