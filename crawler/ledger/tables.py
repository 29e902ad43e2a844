"""The ledger's tables, in words that every database of SQLAlchemy understands.

Times are RFC 3339 texts in UTC, so that they compare as they read. An address is kept as the 64-bit number of
:func:`crawler.ledger.keys.address_key`. What belongs to a job carries its number; ``pages``, ``articles``,
``teasers``, ``evidence`` and ``facts`` outlive jobs.
"""

from enum import IntEnum, StrEnum
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    literal_column,
)
from sqlalchemy.types import TypeEngine

METADATA: Final = MetaData()

# SQLite numbers rows by itself only where the type is exactly INTEGER.
_ROW_NUMBER: Final[TypeEngine[int]] = BigInteger().with_variant(Integer, "sqlite")


class RequestState(IntEnum):
    """Where a request stands. DONE holds its fingerprint for good; FAILED waits for its host to answer again."""

    WAITING = 0
    LEASED = 1
    DONE = 2
    FAILED = 3


def in_state(state: RequestState) -> ColumnElement[bool]:
    """Whether a request stands in a state; written out, for only so is an index of that state's requests used."""
    return REQUESTS.c.state == literal_column(str(state.value), SmallInteger)


class JobState(StrEnum):
    """A job is open until nothing waits and all it delivered is sealed."""

    OPEN = "open"
    FINISHED = "finished"


class SegmentState(StrEnum):
    """The life of a segment: written to, about to be labelled and named, labelled beside itself, whole."""

    OPEN = "open"
    SEALING = "sealing"
    LABELLED = "labelled"
    SEALED = "sealed"


LEDGER: Final = Table(
    "ledger",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

JOBS: Final = Table(
    "jobs",
    METADATA,
    Column("id", _ROW_NUMBER, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("begun_at", Text, nullable=False),
    Column("ended_at", Text),
)

REQUESTS: Final = Table(
    "requests",
    METADATA,
    Column("id", _ROW_NUMBER, primary_key=True),
    Column("job", Integer, nullable=False),
    Column("fingerprint", BigInteger),  # null: not compared with others (dont_filter)
    Column("state", SmallInteger, nullable=False),
    Column("lane", Text, nullable=False),  # requests of one lane are handed out in one order
    Column("level", Integer, nullable=False),  # a lower level waits until the higher ones are through
    Column("priority", Integer, nullable=False),
    Column("place", BigInteger, nullable=False),  # among equals the smallest goes first
    Column("attempts", SmallInteger, nullable=False),
    Column("url", Text, nullable=False),
    Column("payload", LargeBinary),
)
Index("requests_by_fingerprint", REQUESTS.c.job, REQUESTS.c.fingerprint, unique=True)
Index(
    "requests_waiting",
    REQUESTS.c.job,
    REQUESTS.c.lane,
    REQUESTS.c.level.desc(),
    REQUESTS.c.priority.desc(),
    REQUESTS.c.place,
    sqlite_where=in_state(RequestState.WAITING),
    postgresql_where=in_state(RequestState.WAITING),
)
Index(
    "requests_failed",
    REQUESTS.c.job,
    sqlite_where=in_state(RequestState.FAILED),
    postgresql_where=in_state(RequestState.FAILED),
)

ADDRESSES: Final = Table(
    "addresses",
    METADATA,
    Column("job", Integer, primary_key=True, autoincrement=False),
    Column("address", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# What pages have told of an address before its own page is read, each as the bytes that the spider made of it.
OFFERS: Final = Table(
    "offers",
    METADATA,
    Column("job", Integer, primary_key=True, autoincrement=False),
    Column("address", BigInteger, primary_key=True, autoincrement=False),
    Column("offer", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)

# What a job counts over all of its runs, such as what it has taken of its budgets.
TALLIES: Final = Table(
    "tallies",
    METADATA,
    Column("job", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# The hosts that have answered a job, and the first page that each gave.
HOSTS: Final = Table(
    "hosts",
    METADATA,
    Column("job", Integer, primary_key=True, autoincrement=False),
    Column("host", Text, primary_key=True),
    Column("url", Text, nullable=False),
    sqlite_with_rowid=False,
)

# ``name`` is the final one; while a segment is open its file is called ``<name>.part``.
SEGMENTS: Final = Table(
    "segments",
    METADATA,
    Column("job", Integer, primary_key=True, autoincrement=False),
    Column("feed", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("folder", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("lines", BigInteger, nullable=False),
    Column("sealed_at", Text),
)

# Each article that a job delivered; ``segment`` and ``line`` (from 0) say where, null where no segment was kept.
DELIVERIES: Final = Table(
    "deliveries",
    METADATA,
    Column("job", Integer, primary_key=True, autoincrement=False),
    Column("article_id", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("headline", Text),
    Column("content_hash", Text, nullable=False),
    Column("spelling", BigInteger, nullable=False),
    Column("delivered_at", Text, nullable=False),
    Column("segment", Integer),
    Column("line", BigInteger),
)
Index("deliveries_by_spelling", DELIVERIES.c.job, DELIVERIES.c.spelling)

# The present state of each article that was ever delivered; ``site`` is the record's source.id, ``parts`` free JSON.
ARTICLES: Final = Table(
    "articles",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("site", Text, nullable=False),
    Column("canonical_url", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("parts", Text),
    Column("first_seen_at", Text, nullable=False),
    Column("delivered_at", Text, nullable=False),
    Column("gone_at", Text),
    Column("job", Integer, nullable=False),
    Column("segment", Integer),
    Column("line", BigInteger),
    Column("simhash", BigInteger),  # of the text, as a signed number; null where it is too short to be compared
)
Index("articles_by_site", ARTICLES.c.site, ARTICLES.c.delivered_at)
Index("articles_by_content", ARTICLES.c.site, ARTICLES.c.content_hash)

# What is known of each address that was fetched, with the validators of its last answer.
PAGES: Final = Table(
    "pages",
    METADATA,
    Column("address", BigInteger, primary_key=True, autoincrement=False),
    Column("url", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("kind", Text),
    Column("status", Integer),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("content_hash", Text),
    Column("article_id", Text),
    Column("fetched_at", Text, nullable=False),
    Column("changed_at", Text),
    Column("next_visit_at", Text),
)
Index("pages_by_visit", PAGES.c.site, PAGES.c.next_visit_at)

# What listings have said of articles, each once: ``saying`` is the number of address and words, ``job`` the first.
TEASERS: Final = Table(
    "teasers",
    METADATA,
    Column("saying", BigInteger, primary_key=True, autoincrement=False),
    Column("site", Text, nullable=False),
    Column("job", Integer, nullable=False),
    Column("met_at", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("teasers_by_age", TEASERS.c.site, TEASERS.c.met_at)

# What a site's pages have told of each article that was read, as the bytes that the spider made of it: the pages may
# not be sent again when the article is.
EVIDENCE: Final = Table(
    "evidence",
    METADATA,
    Column("address", BigInteger, primary_key=True, autoincrement=False),
    Column("site", Text, nullable=False),
    Column("told", LargeBinary, nullable=False),
)
Index("evidence_by_site", EVIDENCE.c.site)

# What each site has told of itself: repeated blocks, shapes of addresses; ``value`` is JSON.
FACTS: Final = Table(
    "facts",
    METADATA,
    Column("site", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
