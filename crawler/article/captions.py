"""Caption and credit of a picture, as the figure around it or a box with its caption tells them."""

import functools
import re
from itertools import islice
from typing import Final

from crawler.article.names import is_agency, is_whole_name
from crawler.article.words import load_words
from crawler.page.tree import Element, Page

BOX_STEPS: Final = 3  # from a picture to the box that it shares with its caption
_DATA: Final = load_words("images")
_CREDITS: Final = tuple(_DATA["credit"]["classes"])
_CAPTIONS: Final = tuple(_DATA["caption"]["classes"])
_WORDS: Final = "|".join(map(re.escape, sorted(_DATA["credit"]["labels"], key=len, reverse=True)))
_BY: Final = "|".join(_DATA["credit"]["by"])
_CREDIT_SIGNS: Final = (":", "：", "©", "(", "[", *(f" {word} " for word in _DATA["credit"]["by"]))
_CREDIT_LABEL: Final = re.compile(
    rf"^[\s(]*(?:{_WORDS})(?:\s+(?:{_BY})\b)?\s*[:：/|=]\s*|^(?:{_WORDS})\s+(?:{_BY})\s+"
    rf"|^[\[(](?:{_WORDS})\s+(?:(?:{_BY})\s+)?|^[\s(]*fot\.\s*|^©\s*",
    re.IGNORECASE,
)
# "Photo: Jane Doe" behind the caption, "(foto Ansa)", "Photo by Jane Doe".
_CREDIT: Final = re.compile(
    rf"(?:\b(?:{_WORDS})\s*[:：]|\bfot\.(?=\s)|©|\(c\))\s*(?:[^.:]|(?<=\b\w)\.){{2,80}}\.?$"
    rf"|[\[(](?:{_WORDS})\s[^()\[\]]{{2,60}}[\])]$"
    rf"|(?:^|(?<=[.!?|]\s))(?:{_WORDS})\s+(?:{_BY})\s+(?-i:(?=[^\W\d_a-z]))[^.:]{{2,60}}$",
    re.IGNORECASE,
)
# A credit without its label: "Jane Doe/AP" behind a sentence or in brackets, "Beeld Jane Doe", "… | THE HERALD",
# "…＝山田太郎撮影".
_NAMED: Final = re.compile(
    r"(?<=[.!?])\s(?:(?:[Bb]eeld|[Ff]oto|[Pp]hoto|[Bb]ild)\s)?[^\W\d_][\w .'’&-]{2,40}\s?/\s?[^\W\d_][\w .'’&-]{1,40}$|"
    r"[\[(][^\W\d_][\w .'’&-]{2,40}\s?[/|]\s?[^\W\d_][\w .'’&/-]{1,40}[\])]$|(?<=\S)\s\|\s[^\W\d_a-z][^|.!?]{2,40}$"
    r"|[＝=、（(][^＝=、（()）。\s]{2,16}撮影[）)]?$"
)
# What stands before a name in an element that is marked as a credit: "Beeld Jane Doe".
_BARE_LABEL: Final = re.compile(r"^(?:beeld|fotos?|bild|kuva|zdjęcie|фото)\s+(?-i:(?=[^\W\d_a-z]\S*\s))", re.IGNORECASE)
_FRAMED: Final = re.compile(r"[(\[（]([^()\[\]（）]{2,40})[)\]）]$")
_CLOSING: Final = frozenset(")]）")
_ENDS: Final = frozenset(".!?…")
_MAX_CAPTION: Final = 400  # characters; what says more is no caption alone
_MAX_CREDIT: Final = 120  # characters of a credit with its label
_MAX_BESIDE: Final = 60  # characters of such a box beside the caption: a credit
_NO_CAPTIONS: Final = frozenset({"img", "h1", "h2", "h3", "h4"})  # what no such box holds beside the picture


def read_figure(page: Page, image: Element) -> tuple[str | None, str | None]:
    """Caption and credit of the figure around an image, or of a box with its caption; None where it has none."""
    figure = next(
        (around for around in image.ancestors() if around.tag == "figure" or _speaks_of_caption(around)), None
    ) or _find_box(page, image)
    inside = page.descendants(figure) if figure is not None else []
    caption = next((inner for inner in inside if inner.tag == "figcaption"), None)
    caption = caption or next((inner for inner in inside if _speaks_of_caption(inner) and inner.tag != "img"), None)
    if figure is None:
        return None, None
    marked = next((inner for inner in inside if _is_credit(inner)), None)
    if caption is None:  # what a figure says, or a credit that stands alone in a box
        text = page.text(figure)
        is_alone = sum(inner.tag == "img" for inner in inside) <= 1
        caption = figure if figure.tag == "figure" and is_alone and len(text) <= _MAX_CAPTION else marked
    if caption is None:
        return None, None
    text = page.text(caption)
    if marked is None:
        small = [inner for inner in inside if inner.tag == "cite" or (inner.tag == "small" and inner in caption)]
        marked = next(
            (
                inner
                for inner in small
                if (page.text(inner) == text and inner.tag == "cite")
                or (page.text(inner) != text and _CREDIT_LABEL.match(page.text(inner)))
            ),
            None,
        )
    if marked is None:
        marked = next((inner for inner in page.children(caption) if _is_named_last(page.text(inner), text)), None)
    credit = page.text(marked) if marked is not None else ""
    credit = "" if credit and not _CREDIT_LABEL.sub("", f"{credit} ") else credit  # the name stands beside its label
    if credit and credit in text:
        text = text.replace(credit, "", 1).strip(" |·–—-/")
    elif not credit and (match := _find_credit(text)):
        text, credit = text[: match.start()].strip(" |·–—-/([（【"), match.group().strip(" |＝=、")
    credit = _CREDIT_LABEL.sub("", _BARE_LABEL.sub("", credit) if marked is not None else credit)
    return text or None, _without_brackets(credit) or None


def _is_named_last(text: str, caption: str) -> bool:
    """Whether the text of an element is a name behind the rest of a caption, in brackets or behind a sentence."""
    if not 0 < len(text) <= _MAX_BESIDE or text == caption or not caption.endswith(text):
        return False
    if text[0] == "(" and text[-1] == ")" and len(text) > len("()"):
        return text[1].isupper() or is_agency(text[1:-1])
    return caption.removesuffix(text).rstrip()[-1:] in _ENDS and (is_whole_name(text) or is_agency(text))


def _find_credit(text: str) -> re.Match[str] | None:
    """Where the credit stands that ends a caption: behind its label, between two names, an agency in brackets."""
    start = max(0, len(text) - _MAX_CREDIT)
    match = (_CREDIT.search(text, start) if _may_credit(text) else None) or _NAMED.search(text, start)
    if match is None and text[-1:] in _CLOSING and (framed := _FRAMED.search(text)) and is_agency(framed.group(1)):
        return framed
    return match


def _may_credit(text: str) -> bool:
    """Whether a caption holds a sign or word without which no credit stands in it: a look before the long pattern."""
    return any(map(text.__contains__, _CREDIT_SIGNS)) or "fot." in text.lower()


def _without_brackets(credit: str) -> str:
    """A credit without the brackets around it, or a bracket that nothing in it opens or closes."""
    credit = credit.strip(" （）【】")
    for opening, closing in ("()", "[]"):
        if (credit[:1] == opening and credit[-1:] == closing) or credit.count(opening) != credit.count(closing):
            credit = credit.removeprefix(opening).removesuffix(closing)
    return credit


def _find_box(page: Page, image: Element) -> Element | None:
    """The small box that holds this image, what is named for its caption, and little else."""
    for around in islice(image.ancestors(), BOX_STEPS):
        inside = page.descendants(around)
        if any(inner.tag in _NO_CAPTIONS and inner is not image and not _speaks_of_caption(inner) for inner in inside):
            break
        if caption := next(filter(_speaks_of_caption, inside), None):
            return around if len(page.text(around)) <= len(page.text(caption)) + _MAX_BESIDE else None
        text = page.text(around)
        if 0 < len(text) <= _MAX_BESIDE and _CREDIT_LABEL.match(text) and any(map(_is_credit, inside)):
            return around
    return None


def _speaks_of_caption(element: Element) -> bool:
    name = element.get("class")
    return bool(name) and _names_caption(name)


@functools.lru_cache(maxsize=8_192)
def _names_caption(name: str) -> bool:
    name = name.lower()
    return any(word in name for word in _CAPTIONS)


def _is_credit(element: Element) -> bool:
    name = element.get("class").lower()
    return bool(name) and element.tag not in {"figure", "figcaption", "img"} and any(word in name for word in _CREDITS)
