"""What a faultless reader would tell of each of the 200 stories, in the words of the records."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from crawler.demo.newsroom import author_path, find_related
from crawler.demo.stories import write_stories
from crawler.demo.story import Story
from crawler.records.article import Author, Block, Image, Related, join_blocks
from crawler.records.enums import BlockType, ImageRole


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueArticle:
    """The part of an article record that the site alone decides, by the record's own names."""

    url: str
    headline: str
    body_text: str
    blocks: tuple[Block, ...]
    section: str
    tags: tuple[str, ...]
    authors: tuple[Author, ...]
    published_at: datetime
    published_date: date
    modified_at: datetime | None
    language: str
    images: tuple[Image, ...]
    reading_time_minutes: int
    related: tuple[Related, ...]

    @property
    def lead_image(self) -> Image:
        """The picture above the body."""
        return self.images[0]


def list_truth(base_url: str) -> tuple[TrueArticle, ...]:
    """The truth of every story at this address, newest first."""
    base_url = base_url.rstrip("/")
    return tuple(_make_truth(story, base_url) for story in write_stories())


def write_truth(path: Path, base_url: str) -> None:
    """The truth as JSON lines, in the form of the records: no key without a value, times in UTC with Z."""
    with path.open("w", encoding="utf-8") as file:
        for article in list_truth(base_url):
            file.write(json.dumps(_plain(asdict(article)), ensure_ascii=False) + "\n")


def _make_truth(story: Story, base_url: str) -> TrueArticle:
    blocks = tuple(_with_whole_address(block, base_url) for block in story.blocks)
    return TrueArticle(
        url=base_url + story.path,
        headline=story.headline,
        body_text=join_blocks(blocks),
        blocks=blocks,
        section=story.section.name,
        tags=story.tags,
        authors=tuple(Author(name=name, url=base_url + author_path(name)) for name in story.authors),
        published_at=story.published.astimezone(UTC),
        published_date=story.published.date(),
        modified_at=story.modified.astimezone(UTC) if story.modified else None,
        language=story.language,
        images=tuple(_images(story, base_url)),
        reading_time_minutes=story.minutes,
        related=tuple(
            Related(url=base_url + other.path, headline=other.headline, excerpt=other.excerpt)
            for other in find_related(story)
        ),
    )


def _images(story: Story, base_url: str) -> Iterator[Image]:
    picture = story.picture
    yield Image(
        url=base_url + picture.path,
        caption=picture.caption or None,
        credit=picture.credit,
        width_px=640,
        height_px=360,
        role=ImageRole.LEAD,
    )
    for block in story.blocks:
        if block.type is BlockType.IMAGE:
            yield Image(url=f"{base_url}{block.url}", caption=block.caption, width_px=640, height_px=360)


def _with_whole_address(block: Block, base_url: str) -> Block:
    if block.type is not BlockType.IMAGE:
        return block
    return Block(type=block.type, url=f"{base_url}{block.url}", caption=block.caption)


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value
