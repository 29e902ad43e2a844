"""The stories in the orders in which the paper shows them: by section, author and tag, and what is related."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from crawler.demo.stories import SECTIONS, write_stories
from crawler.demo.story import Quirk, Story, make_slug

PAGE_SIZE: Final = 10
_RELATED: Final = 6
_BEHIND_SEED: Final = slice(0, 6)  # the seed's six teasers lead to the newest stories, in its own order


@dataclass(frozen=True, slots=True)
class Listing:
    """All pages of one listing: its first address, its title and its stories, newest first."""

    path: str
    title: str
    stories: tuple[Story, ...]

    @property
    def page_count(self) -> int:
        """How many pages it takes, at least 1."""
        return max(1, -(-len(self.stories) // PAGE_SIZE))

    def page_path(self, page: int) -> str:
        """The address of a page, counted from 1."""
        return self.path if page == 1 else f"{self.path}page/{page}/"

    def page_stories(self, page: int) -> tuple[Story, ...]:
        """The stories of a page, counted from 1."""
        return self.stories[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]


def author_path(name: str) -> str:
    """The address of an author's page."""
    return f"/author/{quote(make_slug(name))}/"


def tag_path(name: str) -> str:
    """The address of a tag's page."""
    return f"/tag/{make_slug(name)}/"


@functools.cache
def find_quirk(quirk: Quirk) -> Story:
    """The newest story that is odd in this way."""
    return next(story for story in write_stories() if story.quirk is quirk)


@functools.cache
def list_listings() -> tuple[Listing, ...]:
    """The front page first, then sections, authors and tags."""
    stories = write_stories()
    front = Listing("/", "Front page", stories)
    sections = [Listing(s.path, s.name, tuple(x for x in stories if x.section is s)) for s in SECTIONS]
    authors = [
        Listing(author_path(name), name, tuple(story for story in stories if name in story.authors))
        for name in _names(story.authors for story in stories)
    ]
    tags = [
        Listing(tag_path(name), name, tuple(story for story in stories if name in story.tags))
        for name in _names(story.tags for story in stories)
    ]
    return (front, *sections, *authors, *tags)


@functools.cache
def list_tags() -> tuple[str, ...]:
    """Every tag, in alphabetical order."""
    return _names(story.tags for story in write_stories())


def find_related(story: Story) -> tuple[Story, ...]:
    """The six stories under a story, in order: its section's next ones, then others."""
    stories = write_stories()
    if story.quirk is Quirk.SEED:
        return stories[_BEHIND_SEED]
    place = next((place for place, other in enumerate(stories) if other.number == story.number), -1)
    around = stories[place + 1 :] + stories[: max(place, 0)]
    own = [other for other in around if other.section is story.section][:3]
    others = [other for other in around[story.number % 40 :] if other.section is not story.section]
    return (*own, *others[:: len(others) // 3][: _RELATED - len(own)])


def _names(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({name for group in groups for name in group}))
