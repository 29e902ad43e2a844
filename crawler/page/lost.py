"""Pages that say there is none, though the server answered as if there were: soft 404s."""

import re
from typing import Final

from crawler.page.kept import keep
from crawler.page.tree import Page
from crawler.page.words import load_words

_DATA: Final = load_words("page", "lost")
_NO_LETTERS: Final = re.compile(r"[\W_]+")  # vowel signs of Indian and Thai scripts among them
_PHRASES: Final = re.compile(
    "|".join(_NO_LETTERS.sub(" ", each).strip() for group in _DATA["phrases"].values() for each in group)
)
_WHOLE: Final = frozenset(_DATA["whole"]["any"])
_PARTS: Final = re.compile(r"\s+[|–—·•»«:/-]\s+|\s*[|｜_：]\s*")
_MAX_AROUND: Final = 32  # characters; "Sorry, the … that you asked for" around a phrase, and no headline about one


@keep
def is_lost(page: Page) -> bool:
    """Whether the title or the first heading of a page says that there is no such page; the answer is kept."""
    heading = page.find("h1")
    parts = _PARTS.split(page.title)
    return any(map(_says_lost, parts if heading is None else [*parts, page.text(heading)]))


def _says_lost(text: str) -> bool:
    words = _NO_LETTERS.sub(" ", text.lower()).strip()
    if words in _WHOLE:
        return True
    found = _PHRASES.search(words)
    return found is not None and len(words) - len(found.group()) <= _MAX_AROUND
