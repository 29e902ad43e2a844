"""What the ledger knows of a site from before this job, asked and kept in the terms of a crawl."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from sqlalchemy import bindparam, select

from crawler.delivery.commit import Delivery
from crawler.delivery.units import current_unit
from crawler.ledger.articles import Articles
from crawler.ledger.keys import address_key
from crawler.ledger.pages import KnownPage, Pages
from crawler.ledger.prepared import Prepared
from crawler.ledger.tables import EVIDENCE, JOBS, PAGES, TEASERS, JobState
from crawler.records.article import Article
from crawler.records.enums import Change
from crawler.records.revisions import Remembered, remember
from crawler.records.teaser import Teaser
from crawler.sites.revisits import find_next_visit, find_turns
from crawler.urls import canonicalize

ARTICLE_PAGE: Final = "article"
REDIRECT: Final = "redirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The facts of an answer: the canonical address asked for, what it was, when, and by what it can be told again."""

    url: str
    kind: str
    status: int
    at: datetime
    content_hash: str | None = None
    headers: Mapping[str, str]
    article: Article | None = None


class Past:
    """A job's view of what its site's earlier jobs have left in the ledger.

    A ledger that is gone with this run has no past, and nothing is kept in it for later. ``ages`` are those at which an
    article is due again, ``share`` the part of all known articles that each night asks for besides.
    """

    def __init__(self, delivery: Delivery, site: str, ages: tuple[timedelta, ...] = (), share: float = 0.0) -> None:
        self.site = site
        self.is_kept = not delivery.ledger.is_temporary
        self._ages, self._turns = ages, find_turns(share)
        self._delivery = delivery
        self._pages, self._articles = Pages(delivery.ledger), Articles(delivery.ledger)
        self._begun_at, self._is_trusted = self._look_back()
        # In a site's first job there is nothing to be found, so nothing is looked for.
        self.is_known = self.is_kept and self._has_rows()
        heard = select(TEASERS.c.job).where(TEASERS.c.saying == bindparam("of_saying"))
        self._heard = Prepared(delivery.ledger, heard)
        told = select(EVIDENCE.c.told).where(EVIDENCE.c.address == bindparam("key"))
        self._told = Prepared(delivery.ledger, told)
        self._tell = Prepared(delivery.ledger, delivery.ledger.insert_or_update(EVIDENCE), EVIDENCE.c.keys())
        self._hear = Prepared(delivery.ledger, delivery.ledger.insert_new(TEASERS), TEASERS.c.keys())

    def _look_back(self) -> tuple[str, bool]:
        """When this job began, and whether the site's job before it left nothing undone."""
        job = self._delivery.job
        before = (
            select(JOBS.c.state, JOBS.c.begun_at)
            .where(JOBS.c.id < job.id, JOBS.c.name.startswith(f"{self.site}/", autoescape=True))
            .order_by(JOBS.c.id.desc())
        )
        with self._delivery.ledger.writing() as connection:
            begun_at: str = connection.execute(select(JOBS.c.begun_at).where(JOBS.c.id == job.id)).scalar_one()
            last = connection.execute(before).first()
        return begun_at, last is not None and last.state == JobState.FINISHED

    def _has_rows(self) -> bool:
        found = [select(table.c.site).where(table.c.site == self.site).limit(1) for table in (PAGES, TEASERS)]
        with self._delivery.ledger.writing() as connection:
            return any(connection.execute(rows).first() for rows in found)

    # ------------------------------------------------------------ before a page is asked for

    def knows_article_page(self, canonical_url: str) -> bool:
        """Whether an address was asked for before and held, or failed to hold, an article, or sent on to one."""
        page = self._find_page(canonical_url)
        return page is not None and page.kind in {ARTICLE_PAGE, REDIRECT}

    def find_condition(self, canonical_url: str) -> KnownPage | None:
        """The last answer of an address, where the next may be told from it.

        A listing's may not while the job before has left pages undone: it may be the only way to them.
        """
        page = self._find_page(canonical_url)
        return page if page is not None and (page.kind == ARTICLE_PAGE or self._is_trusted) else None

    def list_due(self) -> Iterator[tuple[str, Remembered]]:
        """The articles to ask for again, by address."""
        day = datetime.fromisoformat(self._begun_at).date()
        return self._pages.due(self.site, self._begun_at, self._turns, day)

    def list_listings(self, kind: str) -> list[str]:
        """The addresses of the site's listings of one kind."""
        return self._pages.list_urls(self.site, kind)

    def is_older(self, canonical_url: str, moment: datetime) -> bool:
        """Whether the page of a known article was last asked for before a moment."""
        page = self._find_page(canonical_url)
        return page is not None and page.kind == ARTICLE_PAGE and page.fetched_at < _write_time(moment)

    def find_evidence(self, canonical_url: str) -> bytes | None:
        """What was known of the article at an address when it was last read, as :meth:`keep_evidence` was given it."""
        row = self._told.first({"key": address_key(canonical_url)}) if self.is_known else None
        return row[0] if row else None

    # ------------------------------------------------------------ when an article was read

    def find(self, article: Article) -> Remembered | None:
        """What was last delivered of an article, under its address or under one that led to it now."""
        if not self.is_known:
            return None
        page = self._find_page(article.canonical_url)
        for article_id in ((page.article_id if page else None), article.id):
            if article_id is not None and (known := self._articles.find(article_id)):
                return known
        for url in article.redirects or ():
            known = self.find_at(canonicalize(url))
            if known and known.content_hash == article.content_hash:
                return known
        return None

    def find_at(self, canonical_url: str) -> Remembered | None:
        """What was last delivered of the article at an address."""
        page = self._find_page(canonical_url)
        return self._articles.find(page.article_id) if page and page.article_id else None

    def find_elsewhere(self, article: Article) -> Remembered | None:
        """The article that stood elsewhere with this very content, if this one may be it."""
        for known in (
            self._articles.find_alike(self.site, article.content_hash, self._delivery.job.id) if self.is_kept else ()
        ):
            if not known.is_gone and known.canonical_url != article.canonical_url:
                return known
        return None

    def has_heard(self, teaser: Teaser) -> bool:
        """Whether an earlier job was told the same of the same article; from now on this one was."""
        unit = current_unit()
        if unit is None or not self.is_kept:
            return False
        saying = address_key(_say(teaser))
        job = self._find_hearer(saying) if self.is_known else None
        if job is None:
            row = {"saying": saying, "site": self.site, "job": self._delivery.job.id}
            unit.add(self._hear, {**row, "met_at": _write_time(teaser.seen_at)})
        return job is not None and job != self._delivery.job.id

    # ------------------------------------------------------------ what is kept, in the page's own commit

    def keep_article(self, article: Article) -> None:
        """Keep what a line tells that is about to be delivered."""
        unit = current_unit()
        if unit is not None and self.is_kept:
            known = remember(article)
            gone_at = _write_time(article.fetched_at) if article.change is Change.GONE else None
            unit.then(lambda: self._articles.remember(known, gone_at))

    def keep_page(self, answered: Answered) -> None:
        """Keep that an address has answered, and with what."""
        article = answered.article
        known = self.find(article) if article else None
        page = KnownPage(
            url=answered.url,
            site=self.site,
            kind=answered.kind,
            fetched_at=_write_time(answered.at),
            status=answered.status,
            etag=answered.headers.get("etag"),
            last_modified=answered.headers.get("last-modified"),
            content_hash=answered.content_hash,
            article_id=known.id if known else article.id if article else None,
            changed_at=_write_time(answered.at),
            next_visit_at=self._next_visit(article.published_at, answered.at) if article else None,
        )
        self._write(page)

    def keep_evidence(self, canonical_url: str, told: bytes) -> None:
        """Keep what is known of the article at an address, for when it is read again and its sources are not."""
        unit = current_unit()
        if unit is not None and self.is_kept:
            unit.add(self._tell, {"address": address_key(canonical_url), "site": self.site, "told": told})

    def keep_unchanged(self, page: KnownPage, at: datetime) -> None:
        """Keep that an address has answered as it did before."""
        known = self._articles.find(page.article_id) if page.article_id else None
        next_visit_at = self._next_visit(known.published_at or known.first_seen_at, at) if known else None
        self._write(replace(page, fetched_at=_write_time(at), next_visit_at=next_visit_at))

    def keep_redirect(self, canonical_url: str, at: datetime) -> None:
        """Keep that an address sends elsewhere."""
        self._write(KnownPage(url=canonical_url, site=self.site, kind=REDIRECT, fetched_at=_write_time(at)))

    def keep_move(self, known: Remembered, article: Article, at: datetime) -> None:
        """Keep that a known article stands at another address now."""
        self.keep_redirect(known.canonical_url, at)
        page = self._find_page(canonicalize(article.url))
        if page is not None:
            self._write(replace(page, article_id=known.id))

    def keep_departure(self, canonical_url: str, status: int, at: datetime) -> None:
        """Keep that nothing stands at an address any more; its article is asked for in its turn, and at no age."""
        page = self._find_page(canonical_url)
        if page is not None:
            time = _write_time(at)
            self._write(
                replace(page, status=status, fetched_at=time, next_visit_at=None, etag=None, last_modified=None)
            )

    def _next_visit(self, born_at: datetime | None, at: datetime) -> str | None:
        moment = find_next_visit(born_at or at, at, self._ages)
        return _write_time(moment) if moment else None

    def _find_hearer(self, saying: int) -> int | None:
        row = self._heard.first({"of_saying": saying})
        return None if row is None else row[0]

    def _find_page(self, canonical_url: str) -> KnownPage | None:
        return self._pages.find(canonical_url) if self.is_known else None

    def _write(self, page: KnownPage) -> None:
        unit = current_unit()
        if unit is not None and self.is_kept:
            unit.then(lambda: self._pages.write(page))


def _say(teaser: Teaser) -> str:
    """What a teaser says, without who says it and where on which page."""
    words = (teaser.headline, teaser.teaser_text, teaser.kicker, teaser.section, teaser.published_raw, teaser.lastmod)
    marks = (teaser.canonical_url, teaser.link_kind, teaser.paywall_badge, teaser.sponsored)
    return "\n".join(str(part or "") for part in (*marks, *words, *(teaser.authors or ())))


@lru_cache(maxsize=64)
def _write_time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
