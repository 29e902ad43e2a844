"""What a site's answer for /robots.txt means, by RFC 9309."""

import codecs
from http import HTTPStatus
from typing import Final

# RFC 9309 2.5: at least this much is parsed; no more is read.
MAX_BYTES: Final = 500 * 1024
# RFC 9309 2.3.1.2: at least this many redirects are followed; behind more there is no file.
MAX_REDIRECTS: Final = 5
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def find_fault(status: int) -> str | None:
    """Why a site is left alone whose robots.txt answers so; None where it is not.

    A server that fails (5xx) forbids all (2.3.1.4), and so does one that asks for patience (429), since "too many
    requests" is no leave to send more; any other 4xx means that there is no such file, and all is allowed (2.3.1.3).
    """
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        return f"its robots.txt answers {status}"
    return None


def read_rules(status: int, body: bytes) -> bytes:
    """The lines to parse, in UTF-8: none where there is no such file, else whole lines of the first 500 KiB.

    The half line at the cut is left out: ``Disallow: /private`` cut short could forbid the whole site.
    """
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return b""
    if body.startswith(_UTF16_MARKS):
        body = body.decode("utf-16", "ignore").encode()
    body = body.removeprefix(codecs.BOM_UTF8)
    if len(body) <= MAX_BYTES:
        return body
    start = body[:MAX_BYTES]
    return start[: max(start.rfind(b"\n"), start.rfind(b"\r")) + 1]
