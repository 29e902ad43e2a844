"""What the ledger need not know any longer: a finished job's requests, and articles that nobody has met for long."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from crawler.ledger.keys import address_key
from crawler.ledger.tables import ADDRESSES, ARTICLES, EVIDENCE, HOSTS, OFFERS, PAGES, REQUESTS, TALLIES, TEASERS


def forget_work(connection: Connection, job_id: int) -> None:
    """Drop what a job needed to find its way; what it delivered, and where, is kept."""
    for table in (REQUESTS, ADDRESSES, OFFERS, HOSTS, TALLIES):
        connection.execute(delete(table).where(table.c.job == job_id))


def expire(connection: Connection, site: str, now: datetime, days: int) -> int:
    """Forget the pages and articles of a site that no night has asked for in so many days (0: never); gives how many.

    An article that is met after it was forgotten is delivered as new.
    """
    if not days:
        return 0
    before = f"{(now - timedelta(days=days)).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    connection.execute(delete(PAGES).where(PAGES.c.site == site, PAGES.c.fetched_at < before))
    connection.execute(delete(TEASERS).where(TEASERS.c.site == site, TEASERS.c.met_at < before))
    asked = select(PAGES.c.address).where(PAGES.c.site == site)
    connection.execute(delete(EVIDENCE).where(EVIDENCE.c.site == site, EVIDENCE.c.address.not_in(asked)))
    left = select(PAGES.c.article_id).where(PAGES.c.site == site, PAGES.c.article_id.is_not(None))
    old = delete(ARTICLES).where(ARTICLES.c.site == site, ARTICLES.c.delivered_at < before, ARTICLES.c.id.not_in(left))
    return connection.execute(old).rowcount


def forget_address(connection: Connection, canonical_url: str) -> int:
    """Know neither an address nor the article at it any more; gives how many rows that were.

    The listings of its site are asked for whole the next time: unchanged, they would not lead to it again.
    """
    key = address_key(canonical_url)
    site = select(PAGES.c.site).where(PAGES.c.address == key).scalar_subquery()
    connection.execute(
        update(PAGES)
        .where(PAGES.c.site == site, PAGES.c.article_id.is_(None))
        .values(etag=None, last_modified=None, content_hash=None)
    )
    connection.execute(delete(EVIDENCE).where(EVIDENCE.c.address == key))
    ids = select(PAGES.c.article_id).where(PAGES.c.address == key, PAGES.c.article_id.is_not(None))
    articles = connection.execute(
        delete(ARTICLES).where((ARTICLES.c.id.in_(ids)) | (ARTICLES.c.canonical_url == canonical_url))
    ).rowcount
    return articles + connection.execute(delete(PAGES).where(PAGES.c.address == key)).rowcount


def forget_site(connection: Connection, site: str) -> int:
    """Know nothing of a site's pages and articles any more; gives how many rows that were."""
    return sum(
        connection.execute(delete(table).where(table.c.site == site)).rowcount
        for table in (PAGES, ARTICLES, TEASERS, EVIDENCE)
    )
