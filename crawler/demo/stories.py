"""The 200 stories: the seed's and a few others as written, the rest from plots, the same each time."""

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from importlib import resources
from typing import Any, Final
from urllib.parse import quote

from crawler.demo.grammar import Writer
from crawler.demo.seed import SEED_TIME, read_seed
from crawler.demo.story import Layout, Picture, Quirk, Section, Story, make_excerpt, make_slug, parse_blocks
from crawler.records.article import Block, join_blocks
from crawler.records.enums import BlockType

STORY_COUNT: Final = 200
PAPER_ZONE: Final = timezone(timedelta(hours=1))
SECTIONS: Final = tuple(
    Section(name, layout)
    for name, layout in (
        ("International", Layout.CLASSIC),
        ("Politics", Layout.CLASSIC),
        ("Economy", Layout.DATA),
        ("Science", Layout.MICRODATA),
        ("Culture", Layout.DATA),
        ("Sport", Layout.PLAIN),
        ("City", Layout.MICRODATA),
    )
)
BYLINES: Final = (
    "Linnea Grove", "Tobias Rennick", "Marguerite Sole", "Ivo Castellan", "Harriet Quill", "Anselm Vogt",
    "Dolores Pym", "Emeka Larkin", "Sunniva Holt", "Caspar O’Dowd", "Beatriz Leal", "Rowan McAllister",
)  # fmt: skip
_FIRST_AT: Final = datetime(2024, 9, 2, 6, 50, tzinfo=PAPER_ZONE)
_STEP: Final = timedelta(hours=29)
_AT_MIDNIGHT_UTC: Final = datetime(2024, 12, 10, 1, 0, tzinfo=PAPER_ZONE)  # a date in words tells no hour
_WORDS_A_MINUTE: Final = 90

_ADDRESSES: Final = {
    "International": "/{day:%Y/%m/%d}/{slug}/",
    "Politics": "/{day:%Y/%m/%d}/{slug}/",
    "Economy": "/economy/{slug}.html",
    "Science": "/science/{slug}-{number}/",
    "Culture": "/culture/article/{number}-{slug}",
    "Sport": "/sport/{slug}",
    "City": "/city/story?id={number}&name={slug}",
}


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A story before its number and address are known."""

    section: Section
    headline: str
    blocks: tuple[Block, ...]
    tags: tuple[str, ...]
    published: datetime
    authors: tuple[str, ...] = ()
    minutes: int = 0
    language: str = "en"
    quirk: Quirk = Quirk.NONE
    slug: str = ""
    caption: str = ""
    excerpt: str = ""
    comments: tuple[tuple[str, str], ...] = field(default=())


@functools.cache
def write_stories() -> tuple[Story, ...]:
    """All stories, newest first."""
    written = [*_written_drafts()]
    drafts = [*written, *_plotted_drafts(STORY_COUNT - len(written))]
    drafts.sort(key=lambda draft: draft.published)
    stories = [_finish(draft, number) for number, draft in enumerate(drafts, 1)]
    return tuple(reversed(stories))


@functools.cache
def write_more_stories(count: int) -> tuple[Story, ...]:
    """As many stories more as asked for, written after all others, newest first."""
    written = sum(1 for _ in _written_drafts())
    drafts = [*_plotted_drafts(STORY_COUNT - written + count)][-count:]
    stories = [_finish(draft, number) for number, draft in enumerate(drafts, STORY_COUNT + 1)]
    return tuple(reversed(stories))


def read_content(name: str) -> dict[str, Any]:
    """One file of ``crawler/demo/content``."""
    return tomllib.loads((resources.files("crawler.demo.content") / f"{name}.toml").read_text(encoding="utf-8"))


def _written_drafts() -> Iterator[_Draft]:
    sections = {section.name: section for section in SECTIONS}
    seed = read_seed()
    yield _Draft(
        section=sections["International"],
        headline=seed.headline,
        blocks=seed.blocks,
        tags=("Diplomacy", "Justice"),
        published=SEED_TIME,
        authors=("Linnea Grove",),
        minutes=seed.minutes,
        quirk=Quirk.SEED,
    )
    written = read_content("written")
    for teaser, story in zip(seed.teasers, written["behind_seed"], strict=True):
        opening = teaser.excerpt.removeprefix(story["heading"]).removesuffix("...").strip()
        lines = [f"## {story['heading']}", f"{opening} {story['ending']}", *story["filler"]]
        yield _Draft(
            section=sections["International"],
            headline=teaser.headline,
            blocks=parse_blocks(lines),
            tags=tuple(story["tags"]),
            published=datetime.fromisoformat(story["published"]),
            excerpt=teaser.excerpt,
        )
    for story in written["special"]:
        values = {key: story[key] for key in ("headline", "language", "slug", "caption") if key in story}
        yield _Draft(
            **values,
            section=sections[story["section"]],
            blocks=parse_blocks(story["body"]),
            tags=tuple(story["tags"]),
            authors=tuple(story["authors"]),
            published=datetime.fromisoformat(story["published"]),
            quirk=Quirk(story.get("quirk", "")),
        )


def _plotted_drafts(count: int) -> Iterator[_Draft]:
    everywhere = read_content("everywhere")
    contents = [read_content(make_slug(section.name)) for section in SECTIONS]
    quirks = {9: Quirk.SLOGAN_AS_TITLE, 14: Quirk.SECTION_AS_H1, 22: Quirk.SLOGAN_AS_TITLE, 33: Quirk.DATE_IN_WORDS}
    used: set[str] = set()
    for turn in range(count):
        place = turn % len(SECTIONS)
        content = contents[place]
        plot = content["plots"][turn // len(SECTIONS) % len(content["plots"])]
        words = everywhere["words"] | content["words"]
        for attempt in range(100):
            writer = Writer(f"{turn}/{attempt}", words)
            headline = writer.write(writer.choose(plot["headlines"]))
            blocks = _write_body(writer, plot, everywhere["pools"])
            texts = {headline, *(block.as_text() for block in blocks if block.type is not BlockType.HEADING)}
            if not texts & used:
                break
        used |= texts
        quirk = quirks.get(turn, Quirk.NONE)
        published = _FIRST_AT + turn * _STEP + timedelta(minutes=writer.number(0, 95))
        yield _Draft(
            section=SECTIONS[place],
            headline=headline,
            blocks=blocks,
            tags=tuple(plot["tags"][: 1 + turn % 3]),
            published=_AT_MIDNIGHT_UTC if quirk is Quirk.DATE_IN_WORDS else published,
            caption=writer.write(writer.choose(_CAPTIONS)),
            quirk=quirk,
        )


_CAPTIONS: Final = (
    "{place} seen from the water on a {season} morning",
    "The road from {place} to {place2} last {weekday}",
    "Evening light over {place}",
    "Looking towards {place2} from the old mole",
    "",
)


def _write_body(writer: Writer, plot: Mapping[str, Any], pools: Mapping[str, list[str]]) -> tuple[Block, ...]:
    """Lead, then the plot's facts, each with a sentence that any story may have, under two or three headings."""
    facts = [writer.write(fact) for fact in writer.pick(plot["facts"], writer.number(4, 6))]
    extras = [extra for pool in ("voices", "background", "figures") for extra in writer.pick(pools[pool], 2)]
    extras = [writer.write(extra) for extra in writer.pick(extras, len(facts))]
    headings = [writer.write(heading) for heading in writer.pick(plot["headings"], len(plot["headings"]))]
    lines = [writer.write(plot["lead"]), f"{facts[0]} {extras[0]}", extras[1], f"## {headings[0]}", facts[1], extras[2]]
    lines += [f"> {writer.write(writer.choose(pools['quotes']))}"] if writer.number(0, 2) else []
    lines += [f"## {headings[1]}", f"{facts[2]} {extras[3]}"]
    lines += [f"- {writer.write(point)}" for point in plot.get("points", ())]
    lines += [facts[3]]
    for fact, extra in zip(facts[4:], extras[4:], strict=True):
        lines += [f"### {headings[2]}", f"{fact} {extra}"] if fact is facts[4] else [fact, extra]
    lines += [writer.write(writer.choose(pools["outlook"]))]
    blocks = parse_blocks(lines)
    if "table" not in plot:
        return blocks
    rows = tuple(tuple(writer.write(cell) for cell in row) for row in plot["table"])
    return (*blocks[:-2], Block(type=BlockType.TABLE, rows=rows), *blocks[-2:])


def _finish(draft: _Draft, number: int) -> Story:
    """The story with its number, its address and what depends on them."""
    everywhere = read_everywhere()
    writer = Writer(f"story {number}", everywhere["words"])
    local = draft.published.astimezone(PAPER_ZONE)
    slug = draft.slug or "-".join(make_slug(draft.headline).split("-")[:9])
    path = _ADDRESSES[draft.section.name].format(day=local, slug=quote(slug), number=number)
    later = local + timedelta(minutes=writer.number(35, 2900))
    modified = later if writer.number(0, 9) < 6 and draft.quirk is not Quirk.DATE_IN_WORDS else None  # noqa: PLR2004
    authors = draft.authors or tuple(writer.pick(BYLINES, 2 if number % 8 == 0 else 1))
    return Story(
        number=number,
        path=path,
        section=draft.section,
        headline=draft.headline,
        excerpt=draft.excerpt or make_excerpt(draft.blocks),
        blocks=_with_picture(draft.blocks) if draft.quirk is Quirk.READ_MORE_IN_TEXT else draft.blocks,
        tags=draft.tags,
        authors=authors,
        published=local,
        modified=modified,
        picture=Picture(
            path=f"/media/{local:%Y/%m}/{quote(slug)}.png",
            alt=draft.caption or "A view of the coast",
            caption=draft.caption,
            credit=f"{writer.choose(BYLINES)} / The Harbour Courier",
        ),
        minutes=draft.minutes or 1 + len(join_blocks(draft.blocks).split()) // _WORDS_A_MINUTE,
        comments=tuple(
            (writer.choose(everywhere["words"]["person"]), writer.write(text))
            for text in writer.pick(everywhere["pools"]["comments"], number % 4)
        ),
        language=draft.language,
        quirk=draft.quirk,
    )


@functools.cache
def read_everywhere() -> dict[str, Any]:
    """The words and sentences that every section shares."""
    return read_content("everywhere")


def _with_picture(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A picture in the middle of the body, whose alternative text says what links say."""
    picture = Block(
        type=BlockType.IMAGE, url="/media/button-collection.png", caption="Part of the collection in Dunmarsh"
    )
    return (*blocks[:2], picture, *blocks[2:])
