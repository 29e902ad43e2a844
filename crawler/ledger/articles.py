"""What is remembered of each article that was ever delivered, so that its next line can be told from it."""

import msgspec
from sqlalchemy import bindparam, select, update

from crawler.ledger.prepared import Prepared
from crawler.ledger.store import Ledger
from crawler.ledger.tables import ARTICLES
from crawler.records.revisions import Remembered


def decode_memory(parts: str) -> Remembered:
    """What was kept in ``articles.parts``."""
    return msgspec.json.decode(parts, type=Remembered)


class Articles:
    """The articles of a ledger; the row itself is written where the line is."""

    def __init__(self, ledger: Ledger) -> None:
        self._find = Prepared(ledger, select(ARTICLES.c.parts).where(ARTICLES.c.id == bindparam("of_id")))
        alike = (
            select(ARTICLES.c.parts)
            .where(ARTICLES.c.site == bindparam("of_site"), ARTICLES.c.content_hash == bindparam("of_content"))
            .where(ARTICLES.c.job != bindparam("but_job"))
            .order_by(ARTICLES.c.id)
        )
        self._alike = Prepared(ledger, alike)
        self._keep = Prepared(ledger, update(ARTICLES).where(ARTICLES.c.id == bindparam("of_id")), ("parts", "gone_at"))

    def find(self, article_id: str) -> Remembered | None:
        """What was last delivered of an article."""
        row = self._find.first({"of_id": article_id})
        return None if row is None or row[0] is None else decode_memory(row[0])

    def find_alike(self, site: str, content_hash: str, but_job: int) -> list[Remembered]:
        """The articles of a site that any job but one delivered last with this very content, by id."""
        values = {"of_site": site, "of_content": content_hash, "but_job": but_job}
        return [decode_memory(parts) for (parts,) in self._alike.rows(values) if parts is not None]

    def remember(self, article: Remembered, gone_at: str | None) -> None:
        """Keep what a line told, beside the row that was written with it."""
        parts = msgspec.json.encode(article).decode()
        self._keep.run({"parts": parts, "gone_at": gone_at, "of_id": article.id})
