"""The addresses that a run has met, so that none is asked for twice."""

import hashlib
from typing import Any

from crawler.urls import loose_form, site_of


class SeenAddresses:
    """A set of canonical addresses, 8 bytes of hash each, that learns which spellings a site treats alike.

    ``state`` is a plain dict that outlives a pause (Scrapy's ``spider.state``); the sets live in it.
    """

    def __init__(self, state: dict[str, Any]) -> None:
        self._exact: set[int] = state.setdefault("readmore_seen", set())
        self._loose: set[int] = state.setdefault("readmore_seen_loosely", set())
        self._lenient_sites: set[str] = state.setdefault("readmore_lenient_sites", set())

    def __contains__(self, canonical_url: str) -> bool:
        if _digest(canonical_url) in self._exact:
            return True
        return site_of(canonical_url) in self._lenient_sites and _digest(loose_form(canonical_url)) in self._loose

    def add(self, canonical_url: str) -> bool:
        """Remember an address; True where it is new."""
        if canonical_url in self:
            return False
        self._exact.add(_digest(canonical_url))
        self._loose.add(_digest(loose_form(canonical_url)))
        return True

    def learn_alike(self, asked: str, answered: str) -> None:
        """Take the site's own word that two canonical addresses are one page.

        Where they differ in nothing but a trailing slash or an index file, all of that site's addresses are
        compared without them from then on.
        """
        if asked != answered and loose_form(asked) == loose_form(answered):
            self._lenient_sites.add(site_of(answered))
        self.add(answered)


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())
