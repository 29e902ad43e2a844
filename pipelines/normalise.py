"""Brings every article into its normal form, and cleans the texts of the other records."""

from typing import Any

from crawler.records.article import Article
from crawler.records.normal_form import clean_record, normalise
from crawler.records.reject import Reject
from crawler.records.teaser import Teaser


class NormalisePipeline:
    """Clean text, no empty value, nothing twice, times in UTC. Items of other spiders pass as they are."""

    async def process_item(self, item: Any) -> Any:
        """The item in its normal form."""
        if isinstance(item, Article):
            return normalise(item)
        return clean_record(item) if isinstance(item, Teaser | Reject) else item
