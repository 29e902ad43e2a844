"""Bytes to text: the charset that a page says, holds to, or lies about."""

import codecs
import re
from typing import Final

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
    to_unicode,
)

MAX_BYTES: Final = 5_000_000  # what is read of one page; the rest is cut with a warning
TRUNCATED: Final = "truncated"
CHARSET_WRONG: Final = "charset_wrong"
# What Python has under such names is no charset: it decodes names of hosts, escapes in source code, or nothing.
_NO_CHARSETS: Final = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "unicode-escape", "raw-unicode-escape", "utf-7"}
)

# Without a BOM, these would be read in the order of this machine.
_WITHOUT_MARK: Final = {"utf-16": "utf-16-be", "utf-32": "utf-32-be"}

# How a page begins in UTF-16 without a mark: with "<", and a sign of Latin script behind it.
_WIDE: Final = re.compile(rb"(<\0[!?a-zA-Z]\0)|\0<\0[!?a-zA-Z]")
_HEAD_BYTES: Final = 4_096
_LANGUAGE: Final = re.compile(rb"<html[^>]*?\slang\s*=\s*[\"']?(zh-tw|zh-hant|zh-hk|[a-z]{2})", re.IGNORECASE)
_BY_LANGUAGE: Final = {
    **dict.fromkeys((b"ru", b"uk", b"be", b"bg", b"sr", b"mk", b"kk"), ("cp1251",)),
    **dict.fromkeys((b"pl", b"cs", b"sk", b"hu", b"sl", b"hr"), ("cp1250",)),
    **dict.fromkeys((b"lt", b"lv", b"et"), ("cp1257",)),
    **dict.fromkeys((b"zh-tw", b"zh-hant", b"zh-hk"), ("big5", "big5hkscs")),
    b"ja": ("euc_jp", "cp932"), b"ko": ("cp949",), b"zh": ("gb18030",), b"tr": ("cp1254",), b"el": ("cp1253",),
    b"he": ("cp1255",), b"ar": ("cp1256",), b"fa": ("cp1256",), b"th": ("cp874",),
}  # fmt: skip


# What runs of letters tell a charset by, where nothing is stated, and the least share that they are of the other signs.
# In another charset the same bytes are capitals, rare signs or nothing.
_SIGNS: Final = (
    ("euc_jp", re.compile(r"[\u3040-\u30ff]+"), 0.2),
    ("cp932", re.compile(r"[\u3040-\u30ff]+"), 0.2),
    ("cp949", re.compile(r"[\uac00-\ud7a3]+"), 0.6),
    ("cp1251", re.compile(r"[а-яёіїєґ]{3,}"), 0.5),
    ("koi8_r", re.compile(r"[а-яё]{3,}"), 0.5),
    ("cp1253", re.compile(r"[α-ωάέήίόύώ]{3,}"), 0.5),
    ("cp1256", re.compile(r"[\u0621-\u064a]{2,}"), 0.6),
    ("gb18030", re.compile(r"[的是在了不和有一]"), 0.04),
    ("big5", re.compile(r"[的是在了不和有一]"), 0.04),
)
_ESCAPES: Final = re.compile(rb"\x1b\$[@B]")  # of ISO-2022-JP, which is in ASCII
_SAMPLE: Final = 100_000  # bytes


def decode(body: bytes, content_type: str | None, encoding: str | None) -> tuple[str, str, tuple[str, ...]]:
    """Text, charset and warning codes of a page's bytes.

    The order is HTML's own: what the caller knows, BOM, header, meta tag. A page that breaks the charset it
    declares, or declares none that there is, is UTF-8 where it is well-formed UTF-8, else what its language was
    written in before, else windows-1252.
    """
    warnings: tuple[str, ...] = ()
    if len(body) > MAX_BYTES:
        body, warnings = body[:MAX_BYTES], (TRUNCATED,)
    known = _resolve(encoding)
    if known:
        return to_unicode(body, known), known, warnings
    marked, mark = read_bom(body)
    if marked and mark:
        return to_unicode(body[len(mark) :], marked), marked, warnings
    if wide := _WIDE.match(body):
        order = "utf-16-le" if wide.group(1) else "utf-16-be"
        return to_unicode(body, order), order, warnings
    stated = http_content_type_encoding(content_type) or html_body_declared_encoding(body)
    charset = _resolve(stated)
    if charset is None:
        return _guess(body, (*warnings, CHARSET_WRONG) if stated else warnings)
    text = to_unicode(body, charset)
    if ("\ufffd" in text and not _is_cut(text)) or _is_lie(body, charset):
        better = _guess(body, (*warnings, CHARSET_WRONG))
        if better[1] != charset:
            return better
    return text, charset, warnings


def _resolve(name: str | None) -> str | None:
    """The codec of a charset's name; None for no name, and for what turns no bytes into text."""
    charset = resolve_encoding(name) if name and "\0" not in name else None
    if charset is None or charset in _NO_CHARSETS:
        return None
    is_text = getattr(codecs.lookup(charset), "_is_text_encoding", True)
    return _WITHOUT_MARK.get(charset, charset) if is_text else None


def _is_lie(body: bytes, charset: str) -> bool:
    """Whether a charset that decodes anything is declared of a page that is UTF-8."""
    if charset.startswith(("utf-16", "utf-32")):
        return b"<" in body and b"\0" not in body
    if charset != "cp1252" or body.isascii():
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_cut(text: str) -> bool:
    """Whether the only broken character is the last one, cut in two."""
    return text.find("\ufffd") >= len(text) - 1


def _guess(body: bytes, warnings: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    """The page as UTF-8 where it is that, else as its language was written before, else as windows-1252."""
    if _ESCAPES.search(body):
        return to_unicode(body, "iso2022_jp"), "iso2022_jp", warnings
    try:
        return body.decode("utf-8"), "utf-8", warnings
    except UnicodeDecodeError as error:
        # a character cut in two by the size limit is no proof against UTF-8
        charset = "utf-8" if error.start >= len(body) - 3 else _guess_by_language(body)
    return to_unicode(body, charset), charset, warnings


def _guess_by_language(body: bytes) -> str:
    """What pages of the language that a page states are mostly in where they state no charset.

    HTML's own fallback encodings by locale; East Asian ones only where every byte fits.
    """
    match = _LANGUAGE.search(body[:_HEAD_BYTES])
    for charset in _BY_LANGUAGE.get(match.group(1).lower(), ()) if match else ():
        try:
            body.decode(charset)
        except UnicodeDecodeError:
            continue
        return charset
    return "cp1252" if match else _guess_by_letters(body[:_SAMPLE])


def _guess_by_letters(sample: bytes) -> str:
    """The charset in which most of what is not ASCII is running text; windows-1252 where it is so in none."""
    for charset, signs, least in _SIGNS:
        try:
            text = codecs.getincrementaldecoder(charset)().decode(sample)
        except UnicodeDecodeError:
            continue
        others = sum(not sign.isascii() for sign in text)
        if others and sum(map(len, signs.findall(text))) >= others * least:
            return charset
    return "cp1252"
