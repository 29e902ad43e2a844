"""What a story of the demo site is: the values that its page shows and its truth repeats."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from crawler.records.article import Block
from crawler.records.enums import BlockType

_EXCERPT_WORDS: Final = 25
_NO_LETTER: Final = re.compile(r"[^\w]+")


class Layout(StrEnum):
    """The four ways in which a page says what it holds; each section keeps to one."""

    CLASSIC = "classic"
    """A blog theme: OpenGraph and article:* in the head."""
    DATA = "data"
    """JSON-LD NewsArticle in the head."""
    MICRODATA = "microdata"
    """schema.org properties on the elements."""
    PLAIN = "plain"
    """Nothing but the elements themselves and ``<time>``."""


class Quirk(StrEnum):
    """What is odd about a story's page."""

    NONE = ""
    SEED = "seed"
    DATE_IN_WORDS = "date_in_words"
    SLOGAN_AS_TITLE = "slogan_as_title"
    SECTION_AS_H1 = "section_as_h1"
    READ_MORE_IN_TEXT = "read_more_in_text"
    WRONG_CHARSET = "wrong_charset"


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its name, and how its pages are made."""

    name: str
    layout: Layout

    @property
    def path(self) -> str:
        """The address of its first page."""
        return f"/{make_slug(self.name)}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture with what stands under it."""

    path: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story: ``number`` counts from 1, the oldest; times carry the paper's zone; ``minutes`` is to read it."""

    number: int
    path: str
    section: Section
    headline: str
    excerpt: str
    blocks: tuple[Block, ...]
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    published: datetime
    modified: datetime | None
    picture: Picture
    minutes: int
    comments: tuple[tuple[str, str], ...]
    language: str = "en"
    quirk: Quirk = Quirk.NONE


def make_slug(text: str) -> str:
    """A text as one step of an address: Latin letters without accents, others as they are."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return _NO_LETTER.sub("-", unicodedata.normalize("NFKC", plain).casefold().replace("’", "")).strip("-")


def make_excerpt(blocks: tuple[Block, ...]) -> str:
    """The first words of a body as a teaser shows them, ending in three dots."""
    text = " ".join(block.text for block in blocks if block.text)
    words = text.split()
    if len(words) <= _EXCERPT_WORDS:  # a script without blanks
        return text[:60].strip() + " ..."
    return " ".join(words[:_EXCERPT_WORDS]) + " ..."


def parse_blocks(lines: list[str]) -> tuple[Block, ...]:
    """Body blocks of written lines: ``## heading``, ``### heading``, ``- item``, ``> quote``, else a paragraph."""
    blocks: list[Block] = []
    for line in lines:
        mark, _, rest = line.partition(" ")
        if mark == "-":
            items: tuple[str, ...] = ()
            if blocks and blocks[-1].type is BlockType.LIST:
                items = blocks.pop().items or ()
            blocks.append(Block(type=BlockType.LIST, items=(*items, rest), ordered=False))
        elif mark in {"##", "###"}:
            blocks.append(Block(type=BlockType.HEADING, level=len(mark), text=rest))
        elif mark == ">":
            blocks.append(Block(type=BlockType.QUOTE, text=rest))
        else:
            blocks.append(Block(type=BlockType.PARAGRAPH, text=line))
    return tuple(blocks)
