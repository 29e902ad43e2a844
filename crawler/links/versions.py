"""Addresses of AMP pages and pages to be printed: at which address their article seems to stand."""

from collections.abc import Iterator
from typing import Final

from crawler.urls import loose_form

_WORDS: Final = frozenset(
    {"amp", "amphtml", "print", "printable", "printversion", "print-version", "druck", "drucken", "druckversion"}
    | {"druckansicht", "imprimir", "imprimer", "version-imprimable", "stampa"}
)
_NAMES: Final = _WORDS | {"printview", "printer", "isprint", "forprint"}  # of parameters
_CHOOSERS: Final = frozenset({"output", "outputtype", "format", "view", "mode", "layout", "type", "version", "display"})
_HOSTS: Final = ("amp.", "print.")
_ENDINGS: Final = ("amp", "print")
_LANGUAGES: Final = frozenset({"lang", "language", "locale", "hl", "l"})


def find_plain(canonical_url: str) -> str | None:
    """The address of the article of which this is the AMP page or the page to be printed; None where it seems neither.

    It is told from the address alone, so it may be no page at all, or another article's; see :func:`is_version`.
    """
    if not ("amp" in canonical_url or "pri" in canonical_url or "druck" in canonical_url):  # a quick look
        return None
    scheme, _, rest = canonical_url.partition("//")
    host, _, rest = rest.partition("/")
    path, mark, query = rest.partition("?")
    plain_host = next((host[len(start) :] for start in _HOSTS if host.startswith(start)), host)
    plain_path = _without_word(path)
    pairs = query.split("&") if mark else []
    kept = [pair for pair in pairs if not _names_version(pair)]
    if (plain_host, plain_path, kept) == (host, path, pairs) or not (plain_path.strip("/") or kept):
        return None
    return f"{scheme}//{plain_host}/{plain_path}{'?' if kept else ''}{'&'.join(kept)}"


def is_version(canonical_url: str, of: str) -> bool:
    """Whether an address is made of another article's as those of AMP pages and of pages to be printed are."""
    plain = find_plain(canonical_url)
    return plain is not None and loose_form(plain) == loose_form(of)


def list_spellings(plain: str) -> Iterator[str]:
    """The canonical addresses by which a site may write the address that :func:`find_plain` told."""
    scheme, _, rest = plain.partition("//")
    host, _, rest = rest.partition("/")
    path, mark, query = rest.partition("?")
    for written_host in (host, f"www.{host}"):
        for written_path in dict.fromkeys((path, path.rstrip("/"), f"{path.rstrip('/')}/" if path else "")):
            yield f"{scheme}//{written_host}/{written_path}{mark}{query}"


def list_shorter(canonical_url: str) -> Iterator[str]:
    """The address without one of its parameters, which may say no more than where its reader came from.

    What chooses a language says more.
    """
    plain, _, query = canonical_url.partition("?")
    pairs = query.split("&") if query else []
    for place, pair in enumerate(pairs):
        if pair.partition("=")[0].lower() not in _LANGUAGES:
            kept = "&".join(pairs[:place] + pairs[place + 1 :])
            yield f"{plain}?{kept}" if kept else plain


def _without_word(path: str) -> str:
    """A path without the segment or the ending that says which version it is of."""
    segments = path.split("/")
    last = len(segments) - 1 if segments[-1] else len(segments) - 2
    if last > 0 and segments[0].lower() in _WORDS:
        return "/".join(segments[1:])
    name = segments[last].lower() if last >= 0 else ""
    if last > 0 and name.partition(".")[0] in _WORDS:
        return "/".join([*segments[:last], *segments[last + 1 :]])
    parts = name.split(".")
    for place in (-1, -2):
        if len(parts) >= 1 - place and parts[place] in _ENDINGS:
            written = segments[last].split(".")
            del written[place]
            return "/".join([*segments[:last], ".".join(written), *segments[last + 1 :]])
    return path


def _names_version(pair: str) -> bool:
    name, _, value = pair.lower().partition("=")
    if name in _CHOOSERS:
        return value in _WORDS
    return name in _NAMES and value not in {"0", "false", "no"}
