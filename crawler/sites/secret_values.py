"""A profile's ``[headers]`` and ``[cookies]``: what the site asks of its subscribers, which no message repeats."""

import re
from string import Template
from typing import Any, Final

from crawler.errors import ProfileError
from crawler.sites.profile_text import Place, ProfileText
from crawler.sites.tables import require_table

# RFC 9110 5.6.2 and RFC 6265 4.1.1: names of headers and of cookies are tokens.
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_BROKEN: Final = {
    "headers": re.compile(r"[\0-\x08\n-\x1f\x7f]|[^\0-\xff]"),
    "cookies": re.compile(r"[\0-\x20\x7f;,\"\\]|[^\0-\xff]"),
}
_EXAMPLES: Final = {"headers": 'Authorization = "Bearer $POST_TOKEN"', "cookies": 'session = "$POST_SESSION"'}
_NOT_HERE: Final = {
    "cookie": "write it in the table [cookies], one line a cookie",
    "user-agent": "it is the crawl's own: set USER_AGENT or READMORE_CONTACT",
    "proxy-authorization": 'write it into the proxy\'s address: proxy = "http://name:$PASSWORD@proxy.example.com:3128"',
}
_WRITTEN_BY_IT: Final = (
    "accept-encoding connection content-encoding content-length expect host if-match if-modified-since if-none-match "
    "if-unmodified-since keep-alive range te trailer transfer-encoding upgrade"
)
_OF_THE_CONNECTION: Final = frozenset(_WRITTEN_BY_IT.split())


def check_secrets(text: ProfileText, table: str, data: Any) -> tuple[tuple[str, str], ...]:
    """Names and values of one of the two tables, a value with ``$NAME`` where the environment has it.

    Raises:
        ProfileError: one holds what no header or cookie can hold. The message never holds the value.
    """
    require_table(text, table, data)
    pairs = []
    for name, value in data.items():
        if fault := _find_fault(table, name, value):
            raise text.fault(fault, Place(key=name, table=table))
        pairs.append((name, f"${{{value[4:]}}}" if value.startswith("env:") else value))
    return tuple(pairs)


def _find_fault(table: str, name: str, value: Any) -> str | None:
    example = _EXAMPLES[table]
    if not _TOKEN.fullmatch(name):
        return f"{name!r} cannot be the name of one of the {table}; such as {example}"
    if table == "headers" and name.lower() in _NOT_HERE:
        return f"{name}: {_NOT_HERE[name.lower()]}"
    if table == "headers" and name.lower() in _OF_THE_CONNECTION:
        return f"{name}: this header belongs to the connection, which writes it itself: take it out"
    if not isinstance(value, str) or not value.strip():
        return f"{name}: it takes a text in quotes; such as {example}"
    written = f"${{{value[4:]}}}" if value.startswith("env:") else value
    if not Template(written).is_valid():
        return f"{name}: a dollar sign stands before the name of an environment variable, and twice for itself ($$)"
    if _BROKEN[table].search(written):
        return f"{name}: it holds a sign that cannot stand in one of the {table}"
    return None


def fill_in(table: str, name: str, value: str, environment: dict[str, str]) -> str:
    """A value with what the environment holds in the place of each ``$NAME``.

    Raises:
        ProfileError: a variable is missing, or what it holds cannot be sent. The message holds its name alone.
    """
    what = f"{name} in [{table}]" if table else name
    try:
        filled = Template(value).substitute(environment)
    except KeyError as error:
        variable = error.args[0]
        raise ProfileError(f"{what} takes {variable} from the environment, which has none: set {variable}") from error
    if not filled.strip() or (table and _BROKEN[table].search(filled)):
        names = ", ".join(Template(value).get_identifiers())
        raise ProfileError(f"{what}: what {names} holds is empty, or has a sign in it that cannot be sent")
    return filled
