"""Bytes to text: the charset that a page says, holds to, or lies about."""

from typing import Final

from w3lib.encoding import html_to_unicode, resolve_encoding

MAX_BYTES: Final = 5_000_000  # what is read of one page; the rest is cut with a warning
TRUNCATED: Final = "truncated"
CHARSET_WRONG: Final = "charset_wrong"


def decode(body: bytes, content_type: str | None, encoding: str | None) -> tuple[str, str, tuple[str, ...]]:
    """Text, charset and warning codes of a page's bytes.

    The order is HTML's own (BOM, header, meta tag), as w3lib implements it. A page that breaks the charset it
    declares, or declares none, is UTF-8 where it is well-formed UTF-8, else windows-1252.
    """
    warnings: tuple[str, ...] = ()
    if len(body) > MAX_BYTES:
        body, warnings = body[:MAX_BYTES], (TRUNCATED,)
    known = resolve_encoding(encoding) if encoding else None
    if known:
        return body.decode(known, "replace"), known, warnings
    charset, text = html_to_unicode(content_type, body, default_encoding="utf-8", auto_detect_fun=_guess)
    if "\ufffd" in text and not truncated_only(text):
        better = _guess(body)
        if better != charset:
            return body.decode(better, "replace"), better, (*warnings, CHARSET_WRONG)
    return text, charset, warnings


def truncated_only(text: str) -> bool:
    """Whether the only broken character is the last one, cut in two."""
    return text.find("\ufffd") >= len(text) - 1


def _guess(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        # a multi-byte character cut in two by the size limit is no proof against UTF-8
        return "utf-8" if error.start >= len(body) - 3 else "cp1252"
    return "utf-8"
