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


@pytest.mark.parametrize(
    ("language", "text", "charset"),
    [
        ("ru", "Старый мост починят", "cp1251"),
        ("ja", "古い橋を修理へ", "euc_jp"),
        ("ja", "古い橋を修理へ", "cp932"),
        ("zh-CN", "旧桥将要修理", "gb18030"),
        ("zh-TW", "舊橋將要修理", "big5"),
        ("pl", "Most zostanie naprawiony wiosną, źle się dzieje", "cp1250"),
        ("en", "The bridge’s pier", "cp1252"),
    ],
)
def test_a_page_that_states_no_charset_is_read_in_what_its_language_was_written_in(language, text, charset):
    page = f'<!doctype html><html dir="ltr" lang="{language}"><h1>{text}</h1>'
    assert decode(page.encode(charset), None, None) == (page, charset, ())


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_told_without_a_mark(charset):
    assert decode(TEXT_PAGE.encode(charset), None, None) == (TEXT_PAGE, charset, ())


TEXT_PAGE = '<html><head><meta charset="utf-8"></head><h1>Brücke</h1>'


@pytest.mark.parametrize("charset", ["koi8_r", "cp1251"])
def test_cyrillic_letters_tell_their_charset_where_nothing_is_stated(charset):
    text = "<h1>Старый мост закроют</h1><p>Городской совет решил закрыть мост на ремонт.</p>"
    assert decode(text.encode(charset), None, None)[:2] == (text, charset)


@pytest.mark.parametrize("charset", ["iso2022_jp", "euc_jp", "cp932"])
def test_japanese_is_known_by_its_syllables_where_nothing_is_stated(charset):
    text = "<h1>古い橋、閉鎖へ</h1><p>市議会は古い橋を閉鎖することを決めた。</p>"
    assert decode(text.encode(charset), None, None)[:2] == (text, charset)


def test_accents_here_and_there_are_western():
    text = "<h1>Le vieux pont fermé</h1><p>Après des années, la décision est tombée à midi.</p>"
    assert decode(text.encode("cp1252"), None, None)[:2] == (text, "cp1252")
