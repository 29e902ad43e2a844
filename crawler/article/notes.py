"""What stands around an article: its reading time, its kicker, a note of correction."""

import re
from itertools import zip_longest
from typing import Final

from crawler.article.site_name import read_home_links, squash
from crawler.article.words import any_of, flatten, load_words
from crawler.page.meta import read_meta
from crawler.page.structured import read_structured, text_of
from crawler.page.tree import Element, Page

_DATA: Final = load_words("notes")
_MINUTES: Final = any_of(flatten(_DATA["minutes"]))
_READ: Final = any_of(flatten(_DATA["read"]))
_READING: Final = any_of(flatten(_DATA["reading_time"]))
_OF: Final = any_of(flatten(_DATA["reading_of"]))
_READING_TIME: Final = re.compile(
    rf"(?:{_READING})\s*[:：]?\s*(?:ca\.?|about|approx\.?|約|~)?\s*(\d{{1,3}})|"
    rf"\b(\d{{1,3}})\s*[-‑]?\s*(?:{_MINUTES})\.?\s*(?:{_READ})\b|(?:{_OF})\s?[:：]?\s?(\d{{1,3}})\s?(?:(?:{_MINUTES})\b|分钟|分鐘|분)|(\d{{1,3}})\s*분\s*(?:읽기|소요)|(\d{{1,3}})分(?:で読|钟阅读|鐘閱讀)",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")
_LABELS: Final = any_of(flatten(_DATA["correction"]))
_CORRECTION: Final = re.compile(
    rf"[\W_]*(?:(?:{_LABELS})\s?(?:\([^)]{{1,40}}\)|[\w ,.]{{1,20}})?\s?[:：—–|-]|"
    rf"(?:(?:{_LABELS})[\W_]+)?(?:{any_of(flatten(_DATA['corrected']))}))",
    re.IGNORECASE,
)
_CORRECTION_STARTS: Final = tuple(flatten(_DATA["correction"]) | flatten(_DATA["corrected"]))
_LONGEST_START: Final = max(map(len, _CORRECTION_STARTS))
_CORRECTION_LABEL: Final = re.compile(rf"[\W_]*(?:{_LABELS})[\W_]*", re.IGNORECASE)
_TELLING: Final = frozenset({"分", "분"} | flatten(_DATA["minutes"]) | flatten(_DATA["reading_time"]))
# What holds another of them says nothing more, and a line of plain letters holds none but plain words.
_SHORTEST: Final = tuple(sorted(word for word in _TELLING if not any(word != other in word for other in _TELLING)))
_PLAIN: Final = tuple(word for word in _SHORTEST if word.isascii())
_MAX_LABEL: Final = 40
_DURATION: Final = re.compile(r"PT(\d{1,3})M(?:\d+S)?")
_LITTLE: Final = 12  # signs beside a reading time
_MAX_LINE: Final = 120
_LINES_AROUND: Final = 40
_MAX_NOTE: Final = 1_500
_MAX_KICKER: Final = 60
# Parts of class names, in the words of several countries' newsrooms.
_KICKERS: Final = re.compile(
    r"kicker|eyebrow|overline|dachzeile|spitzmarke|roofline|antetitulo|volanta|occhiello|sopratitolo|chapeu|surtitre|"
    r"supertitle|r[ou]o?-?titr|nadtytul|stikktittel|bovenkop"
)
_TIME: Final = re.compile(r"\d{4}|\d[:.]\d\d")  # a line that tells when is no kicker
_PARTING: Final = " \t\n|:+·•–—-/"  # what stands between a kicker and the headline in one heading
_MAX_DIGITS: Final = 2
_MAX_MINUTES: Final = 240


def read_reading_time(page: Page, headline: Element | None) -> int | None:
    """The minutes of reading that the page states near its headline; None where it states none."""
    number = ""  # of minutes, in a box of its own
    for raw in _lines_around(page, headline):
        line = " ".join(raw.split()) if number or _DIGIT.search(raw) else ""
        if number and line and not line[0].isdigit():
            line = f"{number} {line}"
        number = line if line.isdecimal() and len(line) <= _MAX_DIGITS else ""
        if 0 < len(line) <= _MAX_LINE and _tells_of_reading(line) and (match := _READING_TIME.search(line)):
            return _as_minutes(match)
    return _declared_minutes(page)


def _declared_minutes(page: Page) -> int | None:
    """The minutes of reading that the page declares: in tags for sharing, of its own, or as ``timeRequired``."""
    meta = read_meta(page)
    stated = meta.first("reading_time", "article:reading_time")
    for number in "1234":
        label = meta.first(f"twitter:label{number}").lower()
        if not stated and (_tells_of_reading(label) or "read" in label):
            stated = meta.first(f"twitter:data{number}")
    match = re.match(r"(\d{1,3})\s*(?:\D|$)", stated)
    if match is None:
        match = _DURATION.fullmatch(text_of(read_structured(page).article.get("timeRequired")))
    return _as_minutes(match) if match else None


def is_reading_time(line: str) -> bool:
    """Whether a line says little but how long one reads."""
    if not _DIGIT.search(line) or not _tells_of_reading(line):
        return False
    match = _READING_TIME.search(line)
    return match is not None and len(line) - (match.end() - match.start()) <= _LITTLE


def _tells_of_reading(line: str) -> bool:
    """A quick look before the long pattern."""
    line = line.lower()
    return any(word in line for word in (_PLAIN if line.isascii() else _SHORTEST))


def _as_minutes(match: re.Match[str]) -> int | None:
    minutes = int(next(group for group in match.groups() if group))
    return minutes if 0 < minutes <= _MAX_MINUTES else None


def _lines_around(page: Page, headline: Element | None) -> list[str]:
    """The lines just below and above the headline, the nearest first, their texts parted by blanks."""
    texts = page.texts
    place = headline.text_start if headline is not None else 0
    before = " ".join(texts[max(0, place - _LINES_AROUND) : place]).split("\n")
    end = headline.text_end if headline is not None else 0
    after = " ".join(texts[end : end + 3 * _LINES_AROUND]).split("\n")
    return [*after, *reversed(before)]


def read_correction(page: Page, lines: list[str]) -> str | None:
    """What the page says was corrected: in its data, in one of these texts, or in the text below its label."""
    stated = read_structured(page).article.get("correction")
    note = text_of(stated.get("text") if isinstance(stated, dict) else stated)
    if note and not note.startswith("http"):
        return note
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        start = line[:_LONGEST_START].lower()
        if len(line) > _MAX_NOTE or (start[:1].isalpha() and not start.startswith(_CORRECTION_STARTS)):
            continue
        if _CORRECTION.match(line) and not line.endswith(":"):
            return line
        if len(line) <= _MAX_LABEL and _CORRECTION_LABEL.fullmatch(line) and below:
            return below
    return None


def read_kicker(page: Page, headline: Element | None, headline_text: str) -> str | None:
    """The few words above the headline, inside its own header or heading, or so marked; None where there are none."""
    if headline is None or headline.parent is None:
        return None
    whole = page.text(headline)
    if headline_text and whole.endswith(headline_text) and whole != headline_text:
        kicker = whole.removesuffix(headline_text).strip(_PARTING)
        return kicker if 0 < len(kicker) <= _MAX_KICKER and not _TIME.search(kicker) else None
    if marked := _find_marked_kicker(page, headline):
        return marked if marked != headline_text else None
    around = headline.parent
    if around.tag in {"body", "main", "article", "html"}:
        return None
    above = "".join(page.texts[around.text_start : headline.text_start]).split("\n")
    lines = [folded for line in above if (folded := " ".join(line.split()))]
    if len(lines) != 1 or len(lines[0]) > _MAX_KICKER or lines[0] == headline_text or lines[0][0].isdecimal():
        return None
    return None if _TIME.search(lines[0]) or _leads_away(page, around.text_start, headline.text_start) else lines[0]


def _leads_away(page: Page, start: int, end: int) -> bool:
    """Whether a stretch of texts is a path or a menu: it holds several links, or one to the site's front page."""
    links = {
        step.index: page.text(step)
        for parent in page.text_parents[start:end]
        for step in (parent, *parent.ancestors())
        if step.tag == "a"
    }
    return len(links) > 1 or any(squash(text) in read_home_links(page) for text in links.values())


def _find_marked_kicker(page: Page, headline: Element) -> str | None:
    """The line right above the headline, where its class says that it is one."""
    place = headline.text_start - 1
    while place >= 0 and page.texts[place].isspace():
        place -= 1
    holder = page.text_parents[place] if place >= 0 else None
    for element in (holder, holder.parent) if holder is not None else ():
        if element is not None and _KICKERS.search(element.get("class").lower()):
            text = " ".join(page.text(element).split())
            return text if len(text) <= _MAX_KICKER else None
    return None
