"""Bylines to names: joined names parted, offices and dates left out, persons told from organisations."""

import functools
import re
from typing import Final

from crawler.article.site_name import squash
from crawler.article.words import flatten, load_words
from crawler.records.article import Author
from crawler.records.enums import AuthorType

_DATA: Final = load_words("bylines")


def _alternatives(words: frozenset[str] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_BY_WORDS: Final = flatten(_DATA["by"])
_BY: Final = re.compile(
    rf"^[\W_]*(?:(?:{_alternatives(frozenset(word for word in _BY_WORDS if word.isascii() or len(word) > 2))})"  # noqa: PLR2004
    rf"(?:\s*[:：/]\s*|\s+)|(?:{_alternatives(_BY_WORDS)})\s*[:：/／]\s*)",
    re.IGNORECASE,
)
_LATE_BY: Final = re.compile(
    r"^.{0,40}?\b(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|a cura di|[Dd]oor|[Ss]krevet af|[Oo]leh)[:\s]\s*(?=[^\W\d_a-z])"
)
_CUT: Final = re.compile(
    rf"\s+(?:{_alternatives(_DATA['after']['words'])})\b(?!\s+(?:der|den|de|la)\b.*,).*$|\s*[|•·–—]\s.*$|\s+-\s.*$|\s*[(\[（【<].*$|\s*\d.*$",
)
_PARTS: Final = re.compile(
    rf"\s*[,;、，；|｜/／&+•·\n]\s*(?:(?:{_alternatives(_DATA['and']['words'])})\s+)?|\s+(?:{_alternatives(_DATA['and']['words'])})\s+"
)
_JOBS: Final = frozenset(_DATA["jobs"]["words"])
_BEHIND: Final = re.compile(rf"\s*(?:{_alternatives(_DATA['behind']['words'])})$")
_AGENCIES: Final = frozenset(_DATA["agencies"]["names"])
_ORGANISATIONS: Final = frozenset(_DATA["organisations"]["words"])
_DENSE_ORGANISATIONS: Final = tuple(word for word in _ORGANISATIONS if not word.isascii())
_NOBODY: Final = frozenset(_DATA["nobody"]["names"])
_DOMAIN: Final = re.compile(r"\.(?:com|de|net|org|it|fr|es|co|uk|is|at|ch|nl|info|eu|ru|pl)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_LAST_FIRST: Final = re.compile(r"^([^\W\d_][\w'’-]+(?:\s[\w'’-]+)?),\s+([^\W\d_][\w'’.-]+(?:\s[^\W\d_][\w'’-]*\.?)?)$")
_MAX_NAME: Final = 60
_MAX_WORDS: Final = 7
_MAX_BYLINE: Final = 400


@functools.lru_cache(maxsize=4_096)
def parse_byline(text: str) -> tuple[Author, ...]:
    """The people and organisations that a byline names, in order; empty where it names none.

    "Last, First" stays one name as it is written. White space is folded.
    """
    text = " ".join(text.split())
    if not text or len(text) > _MAX_BYLINE:
        return ()
    text = without_by(text)
    if _is_last_first(text):
        return (Author(name=text),)
    found: dict[str, Author] = {}
    for part in _PARTS.split(text):
        name = _clean(part)
        if name is not None:
            found.setdefault(squash(name), Author(name=name, type=type_of(name)))
    return tuple(found.values())


def without_by(text: str) -> str:
    """The byline without the words that introduce it."""
    shorter = _BY.sub("", text, count=1)
    return shorter if shorter != text else _LATE_BY.sub("", text, count=1)


def begins_with_by(text: str) -> bool:
    """Whether a text is introduced as a byline."""
    return _BY.match(text) is not None


def _is_last_first(text: str) -> bool:
    match = _LAST_FIRST.match(text)
    if match is None:
        return False
    last, first = match.groups()
    if last.count(" ") and first.count(" "):
        return False
    if last.count(" ") and not last.split()[0].islower() and last.split()[0].lower() not in {"van", "de", "von", "di"}:
        return False
    return not any(is_office(part) or part.lower() in _AGENCIES or _clean(part) is None for part in (last, first)) and (
        type_of(last) is AuthorType.PERSON and type_of(first) is AuthorType.PERSON
    )


def _clean(part: str) -> str | None:
    """The name in one part of a byline; None where it holds none."""
    part = without_by(part.strip(" \t\"“”„'‘’:.,-–—*"))
    part = _BEHIND.sub("", _CUT.sub("", part)).strip(" \t\"“”„'‘’:,-–—*")
    if not part or len(part) > _MAX_NAME or "@" in part or "//" in part or part.lower() in _NOBODY:
        return None
    words = _WORD.findall(part)
    if not words or len(part.split()) > _MAX_WORDS or (len(part) == 1 and part.isascii()):
        return None
    if part.lower() in _AGENCIES:
        return part
    return None if is_office(part) or not _has_name_case(part, words) else part


def is_office(text: str) -> bool:
    """Whether a text names an office rather than who holds it."""
    words = text.lower().split()
    return any(word.strip(".,()") in _JOBS for word in words)


def _has_name_case(part: str, words: list[str]) -> bool:
    """Names are written with capitals where the script has them; user names of one word may do without."""
    if not any(sign.islower() or sign.isupper() for sign in part):
        return True
    if len(words) == 1:
        return True
    return words[0][0].isupper() or words[-1][0].isupper()


def type_of(name: str) -> AuthorType:
    """Person or organisation, by the name alone."""
    lowered = name.lower()
    if lowered in _AGENCIES or _DOMAIN.search(lowered):
        return AuthorType.ORGANISATION
    if not _ORGANISATIONS.isdisjoint(lowered.replace("-", " ").split()):
        return AuthorType.ORGANISATION
    if not lowered.isascii() and any(word in lowered for word in _DENSE_ORGANISATIONS):
        return AuthorType.ORGANISATION
    return AuthorType.PERSON


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's."""
    return name.lower() in _AGENCIES
