"""The seed's article: its text as it was copied from a page, taken apart into headline, body and teasers."""

import re
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Final

from crawler.records.article import Block
from crawler.records.enums import BlockType

SEED_TIME: Final = datetime.fromisoformat("2024-12-10T14:20+01:00")
_TEASERS: Final = 6
_SENTENCE_END: Final = (".", "”", "?", "!")


@dataclass(frozen=True, slots=True)
class SeedTeaser:
    """One of the six teasers under the article; what an excerpt ends in, it keeps."""

    headline: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Seed:
    """The article as its page shows it."""

    headline: str
    section: str
    minutes: int
    blocks: tuple[Block, ...]
    teasers: tuple[SeedTeaser, ...]


def read_seed() -> Seed:
    """The seed, from ``seed-article.txt``: chunks parted by blank lines, the last two of each teaser's at the end."""
    text = (resources.files("crawler.demo") / "seed-article.txt").read_text(encoding="utf-8")
    headline, lines, *rest = re.split(r"\n\s*\n", text.strip())
    body, ending = rest[: -2 * _TEASERS], rest[-2 * _TEASERS :]
    stated = dict(re.findall(r"(Post category|Reading time):(.+)", lines))
    return Seed(
        headline=headline,
        section=stated["Post category"].strip(),
        minutes=int(stated["Reading time"].split()[0]),
        blocks=tuple(_parse_block(chunk) for chunk in body),
        teasers=tuple(
            SeedTeaser(title, chunk.splitlines()[0]) for title, chunk in zip(ending[::2], ending[1::2], strict=True)
        ),
    )


def _parse_block(chunk: str) -> Block:
    if chunk.endswith(_SENTENCE_END):
        return Block(type=BlockType.PARAGRAPH, text=chunk)
    return Block(type=BlockType.HEADING, level=2, text=chunk)
