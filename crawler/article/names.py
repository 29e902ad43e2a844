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

Authors = tuple[Author, ...]

_DATA: Final = load_words("bylines")
_BY_WORDS: Final = flatten(_DATA["by"]) | frozenset(_DATA["source"]["words"])
_CAPITALS: Final = r"(?:[^\W\d_a-z][^\s,|/;&]*\s*){1,4}(?:$|[,|/;&])"  # up to four words, none of them small
_BY: Final = re.compile(
    rf"^[\W_]*(?:(?:{any_of(frozenset(word for word in _BY_WORDS if len(word) > 1))})"
    rf"(?:\s*[:：/]\s*|\s+)|(?:{any_of(_BY_WORDS)})\s*[:：/／＝●]\s*"
    rf"|(?:{any_of(_DATA['by_colon']['words'])})\s*[:：]\s*(?-i:(?={_CAPITALS}))|(?:文|取材|聞き手)・)",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(rf"^(?:{any_of(_DATA['label']['words'])})\s*[:：]?\s+(?=\S)", re.IGNORECASE)
_HEADS: Final = frozenset(_DATA["head"]["words"])
_LABEL_STARTS: Final = frozenset(
    label.split()[0].rstrip(":") for label in (*_DATA["label"]["words"], *_DATA["head"]["words"])
)
_LATE_BY: Final = re.compile(
    r"^.{0,40}?\b(?:[Bb]y|a cura di|[Ss]krevet af|[Oo]leh)[:\s]\s*(?=[^\W\d_a-z])"
    r"|^.{0,40}?(?:[\d:,|]|\w\w\.)\s*(?:[Vv]on|[Pp]ar|[Pp]or|[Dd]oor)[:\s]\s*(?=[^\W\d_a-z])"
)
_CUT: Final = re.compile(
    rf"\s+(?:{any_of(_DATA['after']['words'])})\b(?!\s+(?:der|den|de|la)\b.*,).*$"
    rf"|\s+(?i:{any_of(_DATA['after_any_case']['words'])})\b.*$"
    r"|\s*[|•·●⋅∙–—]\s.*$|\s+-\s.*$|\s*[(\[（【<].*$"
    r"|(?:\s+(?:at|um|à|às|a las|alle|ore|om|kl\.?|klo|o godz\.|saat|в|о"
    r"|le|el|il|am|op|em|den|dne|dnia|del|on))?\s+\d.*$"
    rf"|\s+(?:le|el|il|am|op|em|den|on)\s+(?i:{any_of(_DATA['weekdays']['names'])})\b.*$",
)
_DATE: Final = re.compile(r"^(.*?)\s+([^\W\d]+)\.?\s+\d")
_DAY: Final = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./:-]\d{1,2}\b")
_BEGINS_DATED: Final = re.compile(r"^([^\W\d_]+)\.?\s+\d")
_ADDRESS: Final = re.compile(r"https?://\S+|[\w.+-]+@[\w-]+\.\S+|@\w+")
_BRACKETED: Final = re.compile(r"^[\[【(（][^\])】）]{0,30}[\])】）]\s*(?=\w)")  # "[서울=뉴스] 김철수"
_FRAMED: Final = re.compile(r"[\[【(（〔]([^\[\]【】()（）〔〕]+)[\])】）〕]")
_PRONOUNS: Final = re.compile(r"\s*\(\w+/[\w/]+\)")  # "(she/her)"
# "corresponsal en Londres", and behind a name "do UOL", "em São Paulo".
_FROM: Final = any_of(_DATA["from"]["words"])
_POSTED: Final = re.compile(rf"\b((?i:{any_of(_DATA['posted']['words'])}))\s+(?:{_FROM})\s+[^,;|•/]+")
# "Head of Reliability and Security", "VP of Marketing, Sales & Partnerships": what the office is of is no name.
_HEADING: Final = re.compile(
    rf"\b((?i:{any_of(_DATA['heads_of']['words'])}))(?:\s+(?:of|for|für|de|di)|(?<=leiter)|(?<=leiterin))\s[^;|•/()]*?"
    rf"(?:\s(?:{any_of(_DATA['and']['words'])})\s|\s?&\s?)[^\s,;|•/()]+(?=$|\s*[,;|•/()–—])"
)
_PICTURED: Final = re.compile(rf"\((?:{any_of(flatten(_DATA['others']))})\)$", re.IGNORECASE)  # "Jane Doe (photos)"
_PLACE: Final = re.compile(rf"(?:{_FROM})\s+[^\W\d_a-z]")
_MIDDLE: Final = re.compile(r"\S+\s+\([^()]{2,30}\)\s+(?=[^\W\d_a-z][^\W\d_]+$)")  # "Richard (R.J.) Eskow"
# "Jane Doe Times Staff Writer": an office that no comma parts from the name, and perhaps the paper before it.
_STAFF: Final = re.compile(
    r"\s(?:staff|special|guest|freelance)\s+(?:writer|reporter|columnist|correspondent|photographer)\b.*", re.IGNORECASE
)
_DIGITS_FIRST: Final = re.compile(r"\d+[^\W\d_]")  # "3i Global"
_YEAR_BEFORE: Final = re.compile(r"^(?:19|20)\d\d(?=[^\W\d_a-z])")
_FULL_STOP: Final = re.compile(r"(?:(?<=[^\W\d_]{5})|(?<=[A-ZÀ-Þ]{4}))\.$")  # of a sentence, not of an abbreviation
_FOOTNOTE: Final = re.compile(r"(?<=\w\s)([^\W\d_]{3,})\d{1,2}$")
_NO_WORDS: Final = re.compile(r"(?:(?:19|20)\d\d|\d{1,2}) [^\W\d]+|\S+\.\S+\.\S+")
_GLUED_BY: Final = re.compile(r"^(?:By|Von|Par|Por)(?:by\s)?(?=[A-ZÀ-Þ][^\W\d_])")
_ANDS: Final = (*_DATA["and"]["words"], *_DATA["and"]["capitals"])
_PARTS: Final = re.compile(rf"\s*[,;、，；،؛|｜/／&+•·●⋅∙\n]\s*(?:(?:{any_of(_ANDS)})\s+)?|\s+(?:{any_of(_ANDS)})\s+")
_JOBS: Final = frozenset(_DATA["jobs"]["words"])
_JOB_ENDINGS: Final = tuple(_DATA["job_endings"]["endings"])
_PICTURE_OFFICES: Final = frozenset(_DATA["pictures"]["words"])
_WHOLE: Final = re.compile(
    rf"^(?:[^\W\d_]+\s+)?(?:{any_of(_DATA['whole']['words'])})\s+(?:for|of|für|de|della|di)\s", re.IGNORECASE
)
_FIRM: Final = re.compile(r"[A-Z][^\s&,;|/]*(?:\s[^\s&,;|/]+)+ & [A-Z][^\s&,;|/]*")
_BEHIND: Final = re.compile(rf"\s*(?:{any_of(_DATA['behind']['words'])})$")
_AGENCIES: Final = frozenset(_DATA["agencies"]["names"])
_ORGANISATIONS: Final = frozenset(_DATA["organisations"]["words"])
_DENSE_ORGANISATIONS: Final = tuple(word for word in _ORGANISATIONS if not word.isascii())
_DEGREES: Final = frozenset(_DATA["degrees"]["words"])
_NOBODY: Final = frozenset(_DATA["nobody"]["names"]) | _DEGREES
_PLACES: Final = frozenset(_DATA["places"]["names"])
_NO_NAMES: Final = _NOBODY | _PLACES | frozenset(_DATA["weekdays"]["names"])
_BEGINNINGS: Final = frozenset(_DATA["beginnings"]["words"])
_BEFORE: Final = re.compile(rf"^(?:{any_of(_DATA['before']['words'])})\s+", re.IGNORECASE)
_DOMAIN: Final = re.compile(r"\.(?:com|de|net|org|it|fr|es|co|uk|is|at|ch|nl|info|eu|ru|pl)\b", re.IGNORECASE)
_WHOLE_NAME: Final = re.compile(r"[^\W\d_]+\.?(?:['’-][^\W\d_]+)*(?:\s+[^\W\d_]+\.?(?:['’-][^\W\d_]+)*){1,3}")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_LAST_FIRST: Final = re.compile(r"^([^\W\d_][\w'’-]+(?:\s[\w'’-]+)?),\s+([^\W\d_][\w'’.-]+(?:\s[^\W\d_][\w'’-]*\.?)?)$")
_EDGES: Final = " \t\"“”„'‘’:,-–—*=（）"
_ABBREVIATION: Final = 3  # letters of a writer's sign ("ku")
_PARTICLES: Final = frozenset(_DATA["particles"]["words"])
_MAX_NAME: Final = 60
_MAX_WORDS: Final = 7
_FEWEST_WORDS: Final = 2  # of a whole name
_USUAL_WORDS: Final = 3
_MAX_BYLINE: Final = 400


@functools.lru_cache(maxsize=4_096)
def parse_byline(text: str) -> Authors:
    """The people and organisations that a byline names, in order; empty where it names none.

    "Last, First" stays one name as it is written. White space is folded.
    """
    text = _BRACKETED.sub("", " ".join(_ADDRESS.sub("", text).split()))
    if not text or len(text) > _MAX_BYLINE:
        return ()
    text = part_joined(without_by(only_writers(_strip_frame(text))))
    if _is_last_first(text):
        return (Author(name=text),)
    text = _leave_staff(text)
    if (_WHOLE.match(text) or _is_firm(text)) and len(text) <= _MAX_NAME:
        return (Author(name=text, type=AuthorType.ORGANISATION),)
    found: dict[str, Author] = {}
    before = ""
    for part in _PARTS.split(_leave_field(_POSTED.sub(r"\1", text, count=1))):
        if (part[-1:] == ")" and _PICTURED.search(part)) or (
            found and (_PLACE.match(part) or _is_no_second(part, before, next(iter(found.values())).name))
        ):
            continue
        before = part.lower()
        is_dated = _DAY.search(part) is not None
        name = None if is_dated and part[0].isdigit() else _clean(part)
        is_sign = found and name is not None and name.islower() and len(name) <= _ABBREVIATION and not is_agency(name)
        if name is not None and not is_sign:  # "dpa/jd"
            found.setdefault(squash(name), Author(name=name, type=type_of(name)))
        if found and is_dated:
            break  # what follows the date is no name: a section, a reading time
    return tuple(found.values())


def parse_declared(text: str) -> Authors:
    """The same of what a page declares to be its author, where a whole name may be written small ("jane doe")."""
    return parse_byline(text) or ((Author(name=" ".join(text.split())),) if _is_small_name(text) else ())


def parse_organisation(text: str) -> Authors:
    """The one organisation of this name, or several people whose whole names it lists; empty for no name."""
    name = without_by(" ".join(text.split()))
    listed = parse_declared(text)
    if len(listed) > 1 and ("|" in name or all(" " in author.name for author in listed)):
        return listed
    if not listed and name.lower() in _NO_NAMES:
        return ()
    return (Author(name=name, type=AuthorType.ORGANISATION),) if name and len(name) <= _MAX_NAME else listed


def _is_firm(text: str) -> bool:
    """Whether one word behind a name and an ampersand is the end of the name ("Doe Tax & Accounting")."""
    word = text.rpartition(" ")[2].lower()
    return _FIRM.fullmatch(text) is not None and word not in _AGENCIES and word not in _ORGANISATIONS


def _is_no_second(part: str, before: str, first: str) -> bool:
    """Whether a word behind a whole name is none: a field of work written small, or one more degree in capitals."""
    if not part.isascii() or not part.isalpha() or part.lower() in _AGENCIES or not is_whole_name(first):
        return False
    return part.islower() or (part.isupper() and before in _DEGREES)


def _is_small_name(text: str) -> bool:
    words = text.split()
    is_name = _FEWEST_WORDS <= len(words) <= _USUAL_WORDS and text.islower() and all(map(str.isalpha, words))
    return is_name and not (is_office(text) or begins_with_by(text) or words[0] in _BEGINNINGS or text in _NO_NAMES)


def _strip_frame(text: str) -> str:
    """A byline without the brackets around it, those that hold pronouns, and the town that it begins with."""
    framed = _FRAMED.fullmatch(text)
    if framed is not None:
        text = framed.group(1)
    if "/" in text:
        text = _PRONOUNS.sub("", text)
    town, dash, rest = text.partition(" - ")
    return rest if dash and town.lower() in _PLACES else text


def _leave_field(text: str) -> str:
    """A byline without what an office behind a comma is for ("Head of News and Audio")."""
    return _HEADING.sub(r"\1", text) if "," in text else text


def _leave_staff(text: str) -> str:
    """A byline without the office that stands behind a name with no comma between, and the paper before the office."""
    office = _STAFF.search(text)
    if office is None or "," in text[: office.start()]:
        return text
    words = text[: office.start()].split()
    papers = [place for place, word in enumerate(words) if word.lower() in _ORGANISATIONS]
    if len(words) < _FEWEST_WORDS or (papers and papers[0] < _FEWEST_WORDS):
        return text
    name = len(words) if len(words) <= _USUAL_WORDS and not papers else _FEWEST_WORDS + words[1].endswith(".")
    return " ".join(words[:name])


def without_by(text: str) -> str:
    """The byline without the words that introduce it."""
    text = _GLUED_BY.sub("", text, count=1)
    shorter = _BY.sub("", text, count=1)
    return shorter if shorter != text else _LATE_BY.sub("", text, count=1)


def begins_with_by(text: str) -> bool:
    """Whether a text is introduced as a byline."""
    return _BY.match(text) is not None or _GLUED_BY.match(text) is not None or begins_with_role(text)


def is_signed_late(text: str) -> bool:
    """Whether a byline is introduced behind something else, a date say."""
    return _LATE_BY.match(text) is not None


def ends_as_reporter(text: str) -> bool:
    """Whether a text ends in what languages without capitals call a writer behind the name."""
    return _BEHIND.search(text) is not None


def is_whole_name(text: str) -> bool:
    """Whether a text is nothing but two to four words, the first and the last with a capital."""
    return text[:1].isupper() and _WHOLE_NAME.fullmatch(text) is not None and not text.rsplit(None, 1)[-1].islower()


def is_by_word(text: str) -> bool:
    """Whether a text is no more than a word that introduces a byline."""
    return text.strip(" \t\n:").lower() in _BY_WORDS


def begins_with_label(text: str) -> bool:
    """Whether the first word of a text may be one for author: a quick look before ``find_labelled_name``."""
    return text.split(None, 1)[0].rstrip(":：").lower() in _LABEL_STARTS


def is_label(text: str) -> bool:
    """Whether a text is no more than what stands above the name of a writer: "About the author"."""
    return text.strip(" :：").lower() in _HEADS


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
    return all(_clean(part) is not None and type_of(part) is AuthorType.PERSON for part in (last, first))


def _clean(part: str) -> str | None:
    """The name in one part of a byline; None where it holds none."""
    part = without_by(part.strip(_EDGES))
    begun = _BEGINS_DATED.match(part)
    if begun is not None and find_month(begun.group(1).lower()):
        return None
    dated = _DATE.match(part)
    if dated is not None and find_month(dated.group(2).lower()):
        part = dated.group(1).removesuffix(" at")
    middle = _MIDDLE.match(part)
    start = middle.end() if middle else 0
    part = _BEFORE.sub("", _BEHIND.sub("", part[:start] + _CUT.sub("", part[start:])).strip(_EDGES))
    part = _FOOTNOTE.sub(r"\1", _YEAR_BEFORE.sub("", _FULL_STOP.sub("", part)))
    half = part[: len(part) // 2]
    if " " in half and half + half == part:
        part = half  # a card shows it twice, for two widths of the window
    lowered = part.lower().replace("i\u0307", "i")  # of the Turkish capital I with its dot
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
    return None if is_office(part) or _is_channel(words) or not _has_name_case(part, words) else part


def _is_channel(words: list[str]) -> bool:
    """Whether a part names a broadcaster and where it sits or what it runs: "SWR Stuttgart"."""
    return (
        len(words) == _FEWEST_WORDS
        and words[0].isupper()
        and not words[1].isupper()
        and _ABBREVIATION <= len(words[0]) <= _ABBREVIATION + 1
        and words[1].lower() in _PLACES
        and words[0].lower() not in _AGENCIES
    )


def _is_month(word: str) -> bool:
    """Whether a lone word names a month and is no first name (May, April, June, Jan) by itself."""
    return find_month(word.strip(".")) is not None and word not in {"may", "april", "june", "jan"}


def is_office(text: str) -> bool:
    """Whether a text names an office rather than who holds it."""
    words = text.lower().split()
    return any((bare := word.strip(".,()")) in _JOBS or bare.endswith(_JOB_ENDINGS) for word in words)


def is_picture_office(text: str) -> bool:
    """Whether the last word of a text is the office of someone who takes or draws pictures."""
    return text.rpartition(" ")[2].strip(")").lower() in _PICTURE_OFFICES


def is_agency(text: str) -> bool:
    """Whether a text names a news agency and nothing else."""
    return text.lower() in _AGENCIES


def _has_name_case(part: str, words: list[str]) -> bool:
    """Names are written with capitals where the script has them; user names of one word may do without."""
    if not any(sign.islower() or sign.isupper() for sign in part):
        return True
    if len(words) == 1:
        return True
    if _DIGITS_FIRST.match(part) or (words[0] == "the" and type_of(part) is AuthorType.ORGANISATION):
        return words[-1][0].isupper()
    if words[0].islower() and len(words[0]) <= _ABBREVIATION and words[0] not in _PARTICLES:
        return False
    return words[0][0].isupper() or words[-1][0].isupper()


def type_of(name: str) -> AuthorType:
    """Person or organisation, by the name alone."""
    lowered = name.lower()
    if lowered in _AGENCIES or name.startswith("The ") or _DOMAIN.search(lowered):
        return AuthorType.ORGANISATION
    if not _ORGANISATIONS.isdisjoint(lowered.replace("-", " ").rstrip(".").split()):
        return AuthorType.ORGANISATION
    if not lowered.isascii() and any(word in lowered for word in _DENSE_ORGANISATIONS):
        return AuthorType.ORGANISATION
    return AuthorType.PERSON
