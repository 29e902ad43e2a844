"""Bylines to names: joined names parted, offices and dates left out, persons told from organisations."""

import functools
import re
from typing import Final

from crawler.article.roles import begins_with_role, only_writers, part_joined
from crawler.article.site_name import squash
from crawler.article.words import any_of, flatten, load_words
from crawler.page.calendar_words import find_month
from crawler.records.article import Author
from crawler.records.enums import AuthorType

_DATA: Final = load_words("bylines")
_BY_WORDS: Final = flatten(_DATA["by"]) | frozenset(_DATA["source"]["words"])
_BY: Final = re.compile(
    rf"^[\W_]*(?:(?:{any_of(frozenset(word for word in _BY_WORDS if len(word) > 1))})"
    rf"(?:\s*[:：/]\s*|\s+)|(?:{any_of(_BY_WORDS)})\s*[:：/／]\s*)",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(rf"^(?:{any_of(_DATA['label']['words'])})\s*[:：]?\s+(?=\S)", re.IGNORECASE)
_LABEL_STARTS: Final = frozenset(label.split()[0].rstrip(":") for label in _DATA["label"]["words"])
_LATE_BY: Final = re.compile(
    r"^.{0,40}?\b(?:[Bb]y|a cura di|[Ss]krevet af|[Oo]leh)[:\s]\s*(?=[^\W\d_a-z])"
    r"|^.{0,40}?(?:[\d:,|]|\w\w\.)\s*(?:[Vv]on|[Pp]ar|[Pp]or|[Dd]oor)[:\s]\s*(?=[^\W\d_a-z])"
)
_CUT: Final = re.compile(
    rf"\s+(?:{any_of(_DATA['after']['words'])})\b(?!\s+(?:der|den|de|la)\b.*,).*$"
    rf"|\s+(?i:{any_of(_DATA['after_any_case']['words'])})\b.*$"
    r"|\s*[|•·●⋅∙–—]\s.*$|\s+-\s.*$|\s*[(\[（【<].*$"
    r"|(?:\s+(?:at|um|à|às|a las|alle|ore|om|kl\.?|klo|o godz\.|saat|в|о))?\s+\d.*$",
)
_DATE: Final = re.compile(r"^(.*?)\s+([^\W\d]+)\.?\s+\d")
_DAY: Final = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./:-]\d{1,2}\b")
_BEGINS_DATED: Final = re.compile(r"^([^\W\d_]+)\.?\s+\d")
_ADDRESS: Final = re.compile(r"https?://\S+|[\w.+-]+@[\w-]+\.\S+|@\w+")
_BRACKETED: Final = re.compile(r"^[\[【(（][^\])】）]{0,30}[\])】）]\s*(?=\w)")  # "[서울=뉴스] 김철수"
_YEAR_BEFORE: Final = re.compile(r"^(?:19|20)\d\d(?=[^\W\d_a-z])")
_FOOTNOTE: Final = re.compile(r"(?<=\w\s)([^\W\d_]{3,})\d{1,2}$")
_NO_WORDS: Final = re.compile(r"(?:(?:19|20)\d\d|\d{1,2}) [^\W\d]+|\S+\.\S+\.\S+")
_GLUED_BY: Final = re.compile(r"^(?:By|Von|Par|Por)(?:by\s)?(?=[A-ZÀ-Þ][^\W\d_])")
_PARTS: Final = re.compile(
    rf"\s*[,;、，；،؛|｜/／&+•·●⋅∙\n]\s*(?:(?:{any_of(_DATA['and']['words'])})\s+)?|\s+(?:{any_of(_DATA['and']['words'])})\s+"
)
_JOBS: Final = frozenset(_DATA["jobs"]["words"])
_JOB_ENDINGS: Final = tuple(_DATA["job_endings"]["endings"])
_WHOLE: Final = re.compile(
    rf"^(?:[^\W\d_]+\s+)?(?:{any_of(_DATA['whole']['words'])})\s+(?:for|of|für|de|della|di)\s", re.IGNORECASE
)
_BEHIND: Final = re.compile(rf"\s*(?:{any_of(_DATA['behind']['words'])})$")
_AGENCIES: Final = frozenset(_DATA["agencies"]["names"])
_ORGANISATIONS: Final = frozenset(_DATA["organisations"]["words"])
_DENSE_ORGANISATIONS: Final = tuple(word for word in _ORGANISATIONS if not word.isascii())
_NOBODY: Final = frozenset(_DATA["nobody"]["names"]) | frozenset(_DATA["degrees"]["words"])
_NO_NAMES: Final = _NOBODY | frozenset(_DATA["places"]["names"]) | frozenset(_DATA["weekdays"]["names"])
_BEGINNINGS: Final = frozenset(_DATA["beginnings"]["words"])
_BEFORE: Final = re.compile(rf"^(?:{any_of(_DATA['before']['words'])})\s+", re.IGNORECASE)
_DOMAIN: Final = re.compile(r"\.(?:com|de|net|org|it|fr|es|co|uk|is|at|ch|nl|info|eu|ru|pl)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_LAST_FIRST: Final = re.compile(r"^([^\W\d_][\w'’-]+(?:\s[\w'’-]+)?),\s+([^\W\d_][\w'’.-]+(?:\s[^\W\d_][\w'’-]*\.?)?)$")
_EDGES: Final = " \t\"“”„'‘’:,-–—*=（）"
_ABBREVIATION: Final = 3  # letters of a writer's sign ("ku")
_PARTICLES: Final = frozenset(_DATA["particles"]["words"])
_MAX_NAME: Final = 60
_MAX_WORDS: Final = 7
_MAX_BYLINE: Final = 400


@functools.lru_cache(maxsize=4_096)
def parse_byline(text: str) -> tuple[Author, ...]:
    """The people and organisations that a byline names, in order; empty where it names none.

    "Last, First" stays one name as it is written. White space is folded.
    """
    text = _BRACKETED.sub("", " ".join(_ADDRESS.sub("", text).split()))
    if not text or len(text) > _MAX_BYLINE:
        return ()
    text = part_joined(without_by(only_writers(text)))
    if _is_last_first(text):
        return (Author(name=text),)
    if _WHOLE.match(text) and len(text) <= _MAX_NAME:
        return (Author(name=text, type=AuthorType.ORGANISATION),)
    found: dict[str, Author] = {}
    for part in _PARTS.split(text):
        is_dated = _DAY.search(part) is not None
        name = None if is_dated and part[0].isdigit() else _clean(part)
        if name is not None:
            found.setdefault(squash(name), Author(name=name, type=type_of(name)))
        if found and is_dated:
            break  # what follows the date is no name: a section, a reading time
    return tuple(found.values())


def without_by(text: str) -> str:
    """The byline without the words that introduce it."""
    text = _GLUED_BY.sub("", text, count=1)
    shorter = _BY.sub("", text, count=1)
    return shorter if shorter != text else _LATE_BY.sub("", text, count=1)


def begins_with_by(text: str) -> bool:
    """Whether a text is introduced as a byline."""
    return _BY.match(text) is not None or _GLUED_BY.match(text) is not None or begins_with_role(text)


def ends_as_reporter(text: str) -> bool:
    """Whether a text ends in what languages without capitals call a writer behind the name."""
    return _BEHIND.search(text) is not None


def is_by_word(text: str) -> bool:
    """Whether a text is no more than a word that introduces a byline."""
    return text.strip(" \t\n:").lower() in _BY_WORDS


def begins_with_label(text: str) -> bool:
    """Whether the first word of a text may be one for author: a quick look before ``find_labelled_name``."""
    return text.split(None, 1)[0].rstrip(":：").lower() in _LABEL_STARTS


def find_labelled_name(text: str) -> str | None:
    """What stands behind a word for author ("Author: …", "Autorin/Autor …"); None where there is none."""
    match = _LABEL.match(text)
    return text[match.end() :] if match else None


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
    part = without_by(part.strip(_EDGES))
    begun = _BEGINS_DATED.match(part)
    if begun is not None and find_month(begun.group(1).lower()):
        return None
    dated = _DATE.match(part)
    if dated is not None and find_month(dated.group(2).lower()):
        part = dated.group(1)
    part = _BEFORE.sub("", _BEHIND.sub("", _CUT.sub("", part)).strip(_EDGES))
    part = _FOOTNOTE.sub(r"\1", _YEAR_BEFORE.sub("", part))
    half = part[: len(part) // 2]
    if " " in half and half + half == part:
        part = half  # a card shows it twice, for two widths of the window
    lowered = part.lower()
    if not part or len(part) > _MAX_NAME or "@" in part or lowered in _NO_NAMES or part in _PARTICLES:
        return None
    words = _WORD.findall(part)
    if not words or len(part.split()) > _MAX_WORDS or (len(part) == 1 and part.isascii()):
        return None
    if lowered in _AGENCIES:
        return part
    if _NO_WORDS.fullmatch(part):
        return None
    if lowered.split()[0] in _BEGINNINGS or (len(words) == 1 and _is_month(lowered)):
        return None
    return None if is_office(part) or not _has_name_case(part, words) else part


def _is_month(word: str) -> bool:
    """Whether a lone word names a month and is no first name (May, April, June, Jan) by itself."""
    return find_month(word.strip(".")) is not None and word not in {"may", "april", "june", "jan"}


def is_office(text: str) -> bool:
    """Whether a text names an office rather than who holds it."""
    words = text.lower().split()
    return any((bare := word.strip(".,()")) in _JOBS or bare.endswith(_JOB_ENDINGS) for word in words)


def is_agency(text: str) -> bool:
    """Whether a text names a news agency and nothing else."""
    return text.lower() in _AGENCIES


def _has_name_case(part: str, words: list[str]) -> bool:
    """Names are written with capitals where the script has them; user names of one word may do without."""
    if not any(sign.islower() or sign.isupper() for sign in part):
        return True
    if len(words) == 1:
        return True
    if words[0].islower() and len(words[0]) <= _ABBREVIATION and words[0] not in _PARTICLES:
        return False
    return words[0][0].isupper() or words[-1][0].isupper()


def type_of(name: str) -> AuthorType:
    """Person or organisation, by the name alone."""
    lowered = name.lower()
    if lowered in _AGENCIES or _DOMAIN.search(lowered):
        return AuthorType.ORGANISATION
    if not _ORGANISATIONS.isdisjoint(lowered.replace("-", " ").rstrip(".").split()):
        return AuthorType.ORGANISATION
    if not lowered.isascii() and any(word in lowered for word in _DENSE_ORGANISATIONS):
        return AuthorType.ORGANISATION
    return AuthorType.PERSON
