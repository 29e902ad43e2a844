"""Markup that would cost a parser more than its length, taken out before the parse: depth and attributes without end.

What is made of a page takes time that grows with its tags, of which no real page has more than some tens a kilobyte.
A tree is built in time that grows with the depth at which its elements stand; the attributes of one tag, and of
repeated ``<html>`` tags, in time that grows with their square, as do the options of one list; and the standard opens
anew, in every paragraph, each formatting element that was never closed. Real pages nest some tens of elements deep.
"""

import re
from itertools import islice
from typing import Final, NamedTuple

MARKUP_CUT: Final = "markup_cut"
MAX_TAGS: Final = 4_000  # start tags, of however short a page
MAX_DENSITY: Final = 10  # start tags more for each thousand characters: none of 2,500 real pages has so many
MAX_DEPTH: Final = 256
MAX_ATTRIBUTES: Final = 400
MAX_OPTIONS: Final = 1_000
MAX_COLUMNS: Final = 3_000  # <col>, which hold nothing and are not among the tags: a page of results has 2,742 of them
MAX_ROOTS: Final = 10
MAX_FORMATTING: Final = 3
_SUSPICIOUS: Final = 600  # more tags opened than closed: unclosed paragraphs, voids, or depth
_UNCLOSED: Final = 60  # formatting opened and not closed, by the samples, from which all of it is counted
_SAMPLE: Final = 512  # characters
_STEP: Final = 4_096
_SMALL: Final = 20_000  # a text so short is looked at whole
_DENSE: Final = 12  # tags in a sample that may be a list of options
_SURPLUS: Final = 4  # tags in a sample, more opened than closed, from which it is looked at for formatting
_WINDOWS: Final = 2  # stretches in which start tags are held against end tags
_WINDOW: Final = 1_024  # characters of each
_STARTS: Final = re.compile(r"<([a-zA-Z][^\s/>]*)")
_ENDS: Final = re.compile(r"</([a-zA-Z][^\s/>]*)")
_ATTRIBUTE: Final = re.compile(r"""[\s/]+[^\s/>=][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*))?""")
_MANY: Final = re.compile(rf"<[a-zA-Z][^\s/>]*+(?>{_ATTRIBUTE.pattern}){{100}}")
# Attributes whose values stand in quotes, in which a tag does not end.
_ROW: Final = re.compile(r"""(?>\s*[^\s"'<>=/]+\s*=\s*(?:"[^"]*"|'[^']*')){40}""")
_LONG_OR_RAW: Final = re.compile(
    r"""<(?:(script|style|textarea|title)\b|(!--)|[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*'){1000})""", re.IGNORECASE
)
_TAG: Final = re.compile(r"<(?:!--|(/?)([a-zA-Z][^\s/>]*)[^>]*>)")
# A tag; a script or comment as a whole.
_START: Final = re.compile(
    r"<(?:(script|style)\b(?:.*?</\1[^>]*>|.*)|!--(?:.*?-->|.*)|(?!col\b)[a-zA-Z][^>]*>)", re.IGNORECASE | re.DOTALL
)
_ANY_TAG: Final = re.compile(_START.pattern.replace("|(?!col\\b)[a-zA-Z]", "|/?[a-zA-Z]"), _START.flags)
# Only drawings have elements that end in themselves: <path d="..."/>; <div/> is open.
_DRAWINGS: Final = (
    "path circle rect line polygon polyline ellipse stop use animate animatetransform image g mask defs "
    "lineargradient radialgradient fegaussianblur feoffset feblend feflood fecolormatrix fecomposite text tspan"
)
_DRAWN: Final = frozenset(_DRAWINGS.split())
_VOIDS: Final = "area base br col embed hr img input link meta param source track wbr"
VOID_TAGS: Final = frozenset(_VOIDS.split())  # they hold nothing
# They are closed by what follows them.
_ENDLESS: Final = "a p li dt dd td th tr thead tbody tfoot option optgroup rt rp"
_FLAT: Final = VOID_TAGS.union(_ENDLESS.split())
_FORMATTING: Final = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
_FORMATS: Final = re.compile(rf"<(/?)(?:{'|'.join(sorted(_FORMATTING, key=len, reverse=True))})[\s>]", re.IGNORECASE)
_ROOT: Final = re.compile(r"<(?:html|body)\b[^>]*>", re.IGNORECASE)
_OPTION: Final = re.compile(r"<option\b", re.IGNORECASE)
_COLUMN: Final = re.compile(r"<col\b[^>]*>", re.IGNORECASE)
# What begins with "<" and opens nothing: comments, signs in scripts, elements that hold none, whole parts of drawings.
_OPENS_NOTHING: Final = re.compile(
    r"<(?:[^a-zA-Z/]|(?:img|input|source|br|link|meta|hr|area|base|col|embed|track|wbr|param)[\s/>]"
    rf"|(?:{'|'.join(_DRAWINGS.split())})\b[^<>]*(?:/>|\Z))",  # a sample may end amid one
    re.IGNORECASE,
)
_RAW: Final = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})


def limit_markup(text: str) -> tuple[str, bool]:
    """The text of a page without tags deeper than is read and attributes past a number; whether any were left out.

    What stands inside the elements whose tags are left out is kept.
    """
    signs = _survey(text)
    limited = _cut_attributes(text) if signs.is_long else text
    if signs.options:
        limited = _cut_after(limited, _OPTION, MAX_OPTIONS)
    if signs.columns:
        limited = _cut_after(limited, _COLUMN, MAX_COLUMNS)
    if signs.roots:
        limited = _cut_after(limited, _ROOT, MAX_ROOTS)
    if signs.is_deep:
        limited = _cut_depth(limited)
    if signs.is_dense:
        limited = _cut_tags(limited, _most_tags(text))
    return limited, limited is not text


class _Signs(NamedTuple):
    """What a look at a page's markup found in numbers that no ordinary page has."""

    is_dense: bool
    is_deep: bool
    is_long: bool
    options: bool
    columns: bool
    roots: bool


def _survey(text: str) -> _Signs:
    """The signs of costly markup, by samples: a look at the whole would cost as much as the parse.

    Depth shows where far more tags are opened than closed; a tag with attributes without end leaves samples in
    which no tag ends, or many attributes in quotes follow each other.
    """
    length = len(text)
    step = _STEP if length > _SMALL else _SAMPLE
    share = step // _SAMPLE
    tags = depth = deepest = options = columns = roots = unclosed = 0
    is_long = False
    for start in range(0, length, step):
        sample = text[start : start + _SAMPLE]
        opened = sample.count("<")
        closed = sample.count("</") if opened else 0  # the most of many pages is scripts
        tags += (opened - closed) * share
        surplus = opened - 2 * closed
        if surplus > _SURPLUS:
            surplus -= len(_OPENS_NOTHING.findall(sample))
            unclosed += _count_unclosed(sample) * share
        depth += surplus * share
        if depth < 0:
            depth = 0
        elif depth > deepest:
            deepest = depth
        if opened > _DENSE:
            options += sample.count("<option") * share
            columns += sample.count("<col") * share
            roots += (sample.count("<html") + sample.count("<body")) * share
        if not is_long and not start % (2 * step):
            is_long = _has_row(text, sample, start) or (">" not in sample and _is_in_tag(text, start))
    is_deep = (
        deepest > _SUSPICIOUS
        or any(_is_mismatched(text[start : start + _WINDOW]) for start in range(0, length, length // _WINDOWS + 1))
        or (unclosed > _UNCLOSED and _count_unclosed(text) > MAX_FORMATTING)
    )
    return _Signs(
        is_dense=tags > _most_tags(text),
        is_deep=is_deep,
        is_long=is_long,
        options=options > MAX_OPTIONS,
        columns=columns > MAX_COLUMNS,
        roots=roots > 5 * MAX_ROOTS,
    )


def _most_tags(text: str) -> int:
    return MAX_TAGS + MAX_DENSITY * len(text) // 1_000


def _cut_tags(text: str, number: int) -> str:
    """The text without the tags after that many start tags, and without the scripts there."""
    last = next(islice(_START.finditer(text), number, None), None)
    return text if last is None else text[: last.start()] + _ANY_TAG.sub(" ", text[last.start() :])


def _count_unclosed(text: str) -> int:
    """How many formatting elements more are opened than closed."""
    ends = _FORMATS.findall(text)
    return len(ends) - 2 * ends.count("/")


def _is_mismatched(window: str) -> bool:
    """Whether most end tags in a stretch of markup are of elements that do not begin in it."""
    opened = set(_STARTS.findall(window))
    closed = _ENDS.findall(window)
    return len(closed) > _DENSE and sum(name in opened for name in closed) < len(closed) // 2


def _has_row(text: str, sample: str, start: int) -> bool:
    """Whether many attributes in quotes follow the first value that ends in a sample."""
    place = sample.find('" ')
    if place < 0:
        place = sample.find("' ")
    return place >= 0 and _ROW.match(text, start + place + 1) is not None


def _is_in_tag(text: str, place: int) -> bool:
    """Whether a place lies in a tag of many attributes, rather than in a script or a long value."""
    start = text.rfind("<", max(0, place - 2 * _STEP), place)
    return start >= 0 and _MANY.match(text, start) is not None


def _cut_after(text: str, tag: re.Pattern[str], number: int) -> str:
    """The text without such tags after that many of them."""
    places = [match.start() for match in islice(tag.finditer(text), number)]
    place = places[-1] + 1 if len(places) == number else len(text)
    return text[:place] + tag.sub("", text[place:])


def _cut_depth(text: str) -> str:
    """The text without the tags that open elements too deep, and formatting that was never closed."""
    kept: list[str] = []
    stack: list[str] = []
    dropped: list[str] = []
    formatting = 0
    start = position = 0
    search = _TAG.search
    while match := search(text, position):
        place, position = match.span()
        is_end, name = match.groups()
        if name is None:
            position = _after(text, "-->", position)
            continue
        name = name.lower()
        if is_end:
            if dropped:
                if dropped[-1] == name:
                    dropped.pop()
                    kept.append(text[start:place])
                    start = position
            elif name in stack:
                while (last := stack.pop()) != name:
                    formatting -= last in _FORMATTING
                formatting -= last in _FORMATTING
        elif name in _FLAT:
            continue
        elif name in _RAW:
            position = _after(text, f"</{name}", position)
        elif not (name in _DRAWN and text[position - 2] == "/"):
            is_formatting = name in _FORMATTING
            if len(stack) < MAX_DEPTH and not (is_formatting and formatting >= MAX_FORMATTING):
                stack.append(name)
                formatting += is_formatting
            else:
                dropped.append(name)
                kept.append(text[start:place])
                start = position
    return "".join((*kept, text[start:])) if kept else text


def _after(text: str, end: str, position: int) -> int:
    found = text.find(end, position)
    return len(text) if found < 0 else found


def _cut_attributes(text: str) -> str:
    kept: list[str] = []
    start = position = 0
    while match := _LONG_OR_RAW.search(text, position):
        if match.group(1) or match.group(2):
            position = _after(text, f"</{match.group(1)}" if match.group(1) else "-->", match.end())
            continue
        position = match.start() + 1
        while position < len(text) and not (text[position].isspace() or text[position] in "/>"):
            position += 1
        count = 0
        while attribute := _ATTRIBUTE.match(text, position):
            position = attribute.end()
            count += 1
            if count == MAX_ATTRIBUTES:
                kept.append(text[start:position])
                start = position
        if count >= MAX_ATTRIBUTES:
            start = position
    return "".join((*kept, text[start:])) if kept else text
