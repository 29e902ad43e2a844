"""The paper a day later: which stories are new, edited, dressed otherwise, deleted and moved."""

import functools
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from crawler.demo.stories import write_more_stories, write_stories
from crawler.demo.story import Quirk, Story
from crawler.records.article import Block
from crawler.records.enums import BlockType

NEW_COUNT: Final = 5
_LATER: Final = timedelta(days=2)
_ADDED: Final = (
    "The harbour office has since confirmed that the boats tie up at the eastern pier, where they have tied up since "
    "spring, and that nobody has asked for another place."
)
# Places among the stories that have nothing odd about them, newest first.
_EDITED_AT: Final = (51, 75, 99)
_DRESSED_AT: Final = (60, 84)
_DELETED_AT: Final = 140
_MOVED_AT: Final = 90


@dataclass(frozen=True, slots=True)
class Edition:
    """What differs from the day before; ``edited`` and ``moved`` hold the stories as they are now.

    The text of the ``edited`` is another; the third of them does not say so by its date. Of the ``dressed`` only the
    sidebar and the adverts are others. ``moved_from`` is where the moved one stood.
    """

    new: tuple[Story, ...]
    edited: tuple[Story, ...]
    dressed: tuple[Story, ...]
    deleted: Story
    moved: Story
    moved_from: str

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories of the day, newest first, as they are now."""
        now = {story.number: story for story in (*self.edited, self.moved)}
        left = (now.get(story.number, story) for story in write_stories() if story is not self.deleted)
        return (*self.new, *left)


@functools.cache
def plan_edition() -> Edition:
    """The edition of the day after: 5 new, 3 edited, 2 dressed otherwise, 1 deleted, 1 moved."""
    plain = [story for story in write_stories() if story.quirk is Quirk.NONE]
    moved = plain[_MOVED_AT]
    return Edition(
        new=write_more_stories(NEW_COUNT),
        edited=tuple(_edit(plain[place], turn) for turn, place in enumerate(_EDITED_AT)),
        dressed=tuple(plain[place] for place in _DRESSED_AT),
        deleted=plain[_DELETED_AT],
        moved=replace(moved, path=f"/archive/{moved.number}{moved.path.partition('?')[0]}"),
        moved_from=moved.path,
    )


def _edit(story: Story, turn: int) -> Story:
    """The story with another paragraph at its end, with one more, or with its last but one rewritten in silence."""
    last = Block(type=BlockType.PARAGRAPH, text=_ADDED)
    if turn == 0:
        return replace(story, blocks=(*story.blocks[:-1], last), modified=_later(story))
    if turn == 1:
        return replace(story, blocks=(*story.blocks, last), modified=_later(story))
    place = max(number for number, block in enumerate(story.blocks[:-1]) if block.type is BlockType.PARAGRAPH)
    return replace(story, blocks=(*story.blocks[:place], last, *story.blocks[place + 1 :]))


def _later(story: Story) -> datetime:
    return (story.modified or story.published) + _LATER
