"""What body reading takes and gives."""

from dataclasses import dataclass

from crawler.page.tree import Element
from crawler.records.article import Block
from crawler.records.enums import BodyStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the readers of metadata have found on the page already; None where they found nothing.

    ``containers`` hold the body, by the site's profile, but for what stands in ``removed``; empty where it is silent.
    """

    headline: str | None = None
    alt_headline: str | None = None
    authors: tuple[str, ...] = ()
    published_raw: str | None = None
    section: str | None = None
    description: str | None = None
    containers: tuple[Element, ...] = ()
    removed: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The body of one page.

    ``elements`` are the indexes (in ``page.elements``) of the elements that hold the chosen blocks.
    ``inner_link`` is the address under the "continue reading" where the text breaks off, as it stands on
    the page. ``signals`` are the figures by which the page's kind is judged. ``is_told``: the site's profile says
    where the body stands.
    """

    blocks: tuple[Block, ...]
    status: BodyStatus
    elements: tuple[int, ...]
    inner_link: str | None
    word_count: int
    warnings: tuple[str, ...]
    signals: dict[str, float]
    is_told: bool = False
