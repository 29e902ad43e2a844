"""What a site has told about an article before its page is read: shared by links, article and ledger."""

from dataclasses import dataclass

from crawler.records.offer import Offer
from crawler.records.selector import Selector


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the site has already told about an article; empty where nothing is known.

    ``teasers`` are the offers of this address by listings, feeds, sitemaps and REST, the best first;
    ``repeated_blocks`` holds the keys of text blocks that stand on many pages of the site; ``language`` and
    ``time_zone`` (an IANA name) are the site's own, by its profile, and so are the selectors.
    """

    teasers: tuple[Offer, ...] = ()
    repeated_blocks: frozenset[str] = frozenset()
    site_name: str | None = None
    language: str | None = None
    time_zone: str | None = None
    field_selectors: tuple[Selector, ...] = ()
    link_selectors: tuple[Selector, ...] = ()
