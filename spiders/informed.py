"""Reads a page by all that the crawl knows of it: its offers, its site's profile, and what stands all over the site."""

from dataclasses import replace

from crawler.download.documents import asked_addresses
from crawler.page.document import Document
from crawler.reading import Reading, read
from crawler.records.offer import Offer
from crawler.request import ARTICLE_KINDS, RequestInfo
from spiders.offers import KnownOffers, choose_discovered
from spiders.profiled import Profiled
from spiders.repeated import RepeatedBlocks


class InformedReader:
    """Joins to each page what the site has told before it is read."""

    def __init__(self, offers: KnownOffers, repeated: RepeatedBlocks, profiled: Profiled) -> None:
        self._offers, self._repeated, self._profiled = offers, repeated, profiled

    def read(self, document: Document, info: RequestInfo) -> tuple[Reading, tuple[Offer, ...]]:
        """A page, and the offers of its article by which it was read."""
        addresses = asked_addresses(document)
        offers = self._offers.about(addresses)
        reading = self._read_by(document, info, offers)
        canonical_url = reading.article.canonical_url
        if canonical_url not in addresses and canonical_url in self._offers:
            offers = self._offers.about([*addresses, canonical_url])
            reading = self._read_by(document, info, offers)
        self._repeated.note(reading, info)
        return reading, offers

    def read_part(self, document: Document, info: RequestInfo) -> Reading:
        """A further page of an article, of which nobody tells."""
        return self._read_by(document, info, ())

    def _read_by(self, document: Document, info: RequestInfo, offers: tuple[Offer, ...]) -> Reading:
        found = replace(document, discovered=choose_discovered(document.discovered, offers))
        evidence = replace(self._profiled.evidence, teasers=offers)
        if info.kind in ARTICLE_KINDS:  # by now the listings are through
            evidence = replace(evidence, repeated_blocks=self._repeated.about(document.url, info.wave))
        return self._profiled.apply(read(found, evidence))
