"""Hands each record on to its segment, in the commit of the page that it was read from."""

from typing import Any, Final, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.utils.serialize import ScrapyJSONEncoder

from crawler.delivery.units import current_unit
from crawler.frontier.keeping import delivery_of
from crawler.ledger.deliveries import KeptArticle
from crawler.records.article import Article
from crawler.records.json_form import write_line
from crawler.records.labels import find_fingerprint
from crawler.records.reject import Reject
from crawler.records.teaser import Teaser

_FEEDS: Final = {Article: "articles", Teaser: "teasers", Reject: "rejects"}
_OTHERS: Final = "items"


class ExportPipeline:
    """The last pipeline. ``articles``, ``teasers`` and ``rejects`` are feeds; items of other spiders go to ``items``.

    What is said of a page that fails once more, and was said when it first failed, goes to its segment only.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._encoder = ScrapyJSONEncoder(ensure_ascii=False)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler whose deliveries take the records."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """The item as it came."""
        delivery = delivery_of(self._crawler)
        if delivery.has_segments:
            feed = _FEEDS.get(type(item), _OTHERS)
            kept = _as_kept(item) if isinstance(item, Article) else None
            line = self._encode(item) if feed == _OTHERS else write_line(item)
            delivery.take(feed, line, kept)
        unit = current_unit()
        if unit is not None and unit.was_told:
            raise DropItem("it was told when the page first failed", log_level="DEBUG")
        return item

    def _encode(self, item: Any) -> bytes:
        value = ItemAdapter(item).asdict() if ItemAdapter.is_item(item) else item
        return self._encoder.encode(value).encode("utf-8", "surrogatepass")


def _as_kept(article: Article) -> KeptArticle:
    return KeptArticle(
        id=article.id,
        site=article.source.id,
        canonical_url=article.canonical_url,
        revision=article.revision,
        content_hash=article.content_hash,
        first_seen_at=f"{article.first_seen_at:%Y-%m-%dT%H:%M:%SZ}",
        simhash=find_fingerprint(article),
    )
