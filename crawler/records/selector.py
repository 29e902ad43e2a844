"""Where one site keeps a field of its articles, or a kind of its links: an entry of its profile, as a value."""

from dataclasses import dataclass
from datetime import date
from typing import Final

# Fields of the article, by their names in the record, that a page can show in a place of their own.
FIELDS: Final = (
    "headline", "alt_headline", "kicker", "description", "body_text", "authors", "published_at", "modified_at",
    "section", "breadcrumbs", "tags", "language", "images", "videos", "audios", "correction_note",
    "reading_time_minutes", "copyright", "license",
)  # fmt: skip
# Kinds of links; READ_MORE is an article that is offered by these words.
READ_MORE: Final = "read_more"
LINKS: Final = (
    READ_MORE, "article", "next_page", "article_page", "section", "tag", "author", "archive", "feed", "sitemap",
    "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """One selector: ``name`` is the field of the article, or the kind of link, that it finds.

    ``css`` names the elements, ``attribute`` what of them holds the value (None: their text, or their link or picture).
    What ``remove`` selects is left out of them. It holds for articles published from ``valid_from`` until
    ``valid_until``, both included. An ``optional`` one may find nothing on a page that is as it should be.
    """

    name: str
    css: str
    attribute: str | None = None
    remove: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    optional: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether the site's pages of that day are made in its way."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)
