"""Records for tests, complete and valid, with what a test needs changed."""

from datetime import UTC, date, datetime
from typing import Any

from crawler.records.article import (
    Article,
    Author,
    Block,
    Breadcrumb,
    Discovered,
    Extractor,
    Fetch,
    FieldSource,
    Image,
    Media,
    Related,
    RightsSignals,
    Run,
    Source,
    WarcPlace,
    hash_content,
)
from crawler.records.enums import (
    Access,
    AuthorType,
    BlockType,
    BodyStatus,
    Change,
    Decision,
    Genre,
    ImageRole,
    Origin,
    PageKind,
    Precision,
    RejectReason,
    TeaserLink,
    TimeZoneSource,
    Via,
)
from crawler.records.reject import Reject
from crawler.records.teaser import Teaser
from crawler.urls import article_id

URL = "https://news.example/story"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
RUN = Run(id="run-1", spider="news")


def an_article(url: str = URL, **changes: Any) -> Article:
    """An article with the required keys alone; id and hash fit address and text unless they are given."""
    headline = changes.get("headline", "The council decides")
    body = changes.get("body_text", "The council met.\n\nIt decided.")
    values = {
        "id": article_id(url),
        "revision": 1,
        "change": Change.NEW,
        "url": url,
        "canonical_url": url,
        "source": Source(id="news.example", domain="news.example"),
        "headline": headline,
        "body_text": body,
        "body_status": BodyStatus.FULL,
        "authors": (Author(name="Ada Example"),),
        "language": "en",
        "word_count": 5,
        "tags": ("council",),
        "images": (),
        "published_at": NOW,
        "published_date": date(2026, 1, 2),
        "modified_at": None,
        "first_seen_at": NOW,
        "fetched_at": NOW,
        "access": Access.FREE,
        "content_hash": hash_content(headline, body),
        "discovered": Discovered(via=Via.READ_MORE),
        "fetch": Fetch(bytes=10, charset="utf-8", status=200),
        "extractor": Extractor(name="readmore", version="0.1.0", page_kind=PageKind.ARTICLE, page_kind_confidence=0.9),
        "run": RUN,
        "warnings": (),
    }
    return Article(**{**values, **changes})


def a_full_article() -> Article:
    """An article with every key."""
    return an_article(
        request_url=URL,
        declared_canonical=URL,
        amp_url=f"{URL}/amp",
        redirects=("https://news.example/old",),
        supersedes="0" * 64,
        changed_fields=("headline",),
        authors=(Author(name="The Agency", url="https://agency.example/", type=AuthorType.ORGANISATION),),
        images=(
            Image(url=f"{URL}.jpg", caption="A hall", credit="A. E.", width_px=640, height_px=480, role=ImageRole.LEAD),
        ),
        alt_headline="Council decides",
        kicker="Town",
        description="What the council did.",
        blocks=(
            Block(type=BlockType.HEADING, text="At last", level=2),
            Block(type=BlockType.LIST, items=("one", "two"), ordered=True),
            Block(type=BlockType.TABLE, rows=(("a", "b"), ("1", "2"))),
            Block(type=BlockType.IMAGE, url=f"{URL}.jpg", caption="A hall"),
        ),
        section="Politics",
        breadcrumbs=(Breadcrumb(name="Home", url="https://news.example/"), Breadcrumb(name="Politics")),
        genre=Genre.NEWS,
        videos=(Media(url=f"{URL}.mp4", title="The vote"),),
        audios=(Media(url=f"{URL}.mp3"),),
        pages=2,
        reading_time_minutes=7,
        correction_note="A name was misspelt.",
        related=(Related(url="https://news.example/other", headline="Other", excerpt="More ..."),),
        modified_at=NOW,
        published_raw="January 2, 2026",
        modified_raw="2026-01-02",
        published_precision=Precision.MINUTE,
        published_tz=TimeZoneSource.EXPLICIT,
        access_evidence=("isAccessibleForFree",),
        license="CC-BY-4.0",
        copyright="The Example",
        rights_signals=RightsSignals(robots_noai=True, tdm="1"),
        simhash="0123456789abcdef",
        duplicate_of="0" * 32,
        cluster_id="c1",
        field_sources={"headline": FieldSource({"from": Origin.JSON_LD, "confidence": 0.9})},
        warc=WarcPlace(file="a.warc.gz", offset=0),
        extra={"id": 7, "nested": {"kept": None}},
    )


def a_teaser(**changes: Any) -> Teaser:
    """A teaser with the required keys alone."""
    values = {
        "listing_url": "https://news.example/",
        "url": URL,
        "canonical_url": URL,
        "position": 1,
        "page": 1,
        "seen_at": NOW,
        "anchor_text": "Read More →",
        "link_kind": TeaserLink.READ_MORE,
        "confidence": 1.0,
        "decision": Decision.FOLLOW,
        "reason": None,
        "known": False,
        "article_id": article_id(URL),
        "run": RUN,
    }
    return Teaser(**{**values, **changes})


def a_reject(**changes: Any) -> Reject:
    """A reject with the required keys alone."""
    values = {"url": URL, "reason": RejectReason.NO_BODY, "detail": "no text", "seen_at": NOW, "run": RUN}
    return Reject(**{**values, **changes})
