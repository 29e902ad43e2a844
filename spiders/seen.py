"""The addresses that a job has met, so that none is asked for twice."""

from typing import Final

from crawler.delivery.commit import Delivery
from crawler.delivery.past import Past
from crawler.delivery.units import current_unit
from crawler.ledger.facts import read_fact, write_fact
from crawler.urls import loose_form, site_of

_LENIENT: Final = "lenient_addresses"


class SeenAddresses:
    """A set of canonical addresses, in the ledger, that learns which spellings a site treats alike.

    With a ``past``, the addresses of articles that an earlier job asked for are not new either.
    """

    def __init__(self, delivery: Delivery, past: Past | None = None) -> None:
        self._delivery, self._past = delivery, past
        self._lenient_sites: dict[str, bool] = {}

    def __contains__(self, canonical_url: str) -> bool:
        if self._delivery.has_met(canonical_url):
            return True
        return self._is_lenient(site_of(canonical_url)) and self._delivery.has_met(loose_form(canonical_url))

    def add(self, canonical_url: str) -> bool:
        """Remember an address; True where it is new."""
        if canonical_url in self:
            return False
        self._delivery.remember(canonical_url, loose_form(canonical_url))
        return self._past is None or not self._past.knows_article_page(canonical_url)

    def learn_alike(self, asked: str, answered: str) -> None:
        """Take the site's own word that two canonical addresses are one page.

        Where they differ in nothing but a trailing slash or an index file, all of that site's addresses are
        compared without them from then on.
        """
        if asked != answered and loose_form(asked) == loose_form(answered):
            self._learn_lenient(site_of(answered))
        self.add(answered)

    def _is_lenient(self, site: str) -> bool:
        if site not in self._lenient_sites:
            self._lenient_sites[site] = bool(read_fact(self._delivery.ledger, site, _LENIENT))
        return self._lenient_sites[site]

    def _learn_lenient(self, site: str) -> None:
        if self._is_lenient(site):
            return
        self._lenient_sites[site] = True
        ledger, unit = self._delivery.ledger, current_unit()
        if unit is None:
            write_fact(ledger, site, _LENIENT, value=True)
        else:
            unit.then(lambda: write_fact(ledger, site, _LENIENT, value=True))
