"""The closed vocabularies of the records: each value as it stands in the JSON."""

from enum import StrEnum


class Change(StrEnum):
    """What happened to an article since it was last delivered."""

    NEW = "new"
    UPDATED = "updated"
    GONE = "gone"


class BodyStatus(StrEnum):
    """How much of the body the page gave."""

    FULL = "full"
    PARTIAL = "partial"
    TEASER = "teaser"
    EMPTY = "empty"


class AuthorType(StrEnum):
    """Who signs: a person, or an agency or publisher that the byline itself names."""

    PERSON = "person"
    ORGANISATION = "organisation"


class BlockType(StrEnum):
    """The kinds of block that a body is made of."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    IMAGE = "image"
    EMBED = "embed"


class ImageRole(StrEnum):
    """Where an image stands: above the body, or in it."""

    LEAD = "lead"
    INLINE = "inline"


class Genre(StrEnum):
    """The kind of writing, where the page tells it."""

    NEWS = "news"
    OPINION = "opinion"
    LIVE = "live"
    VIDEO = "video"
    GALLERY = "gallery"
    SPONSORED = "sponsored"
    PRESS_RELEASE = "press_release"


class Precision(StrEnum):
    """How exactly a time was stated; for ``day`` the time reads 00:00Z of that day."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"


class TimeZoneSource(StrEnum):
    """Where the zone of a time came from."""

    EXPLICIT = "explicit"
    SITE_DEFAULT = "site_default"
    ASSUMED_UTC = "assumed_utc"


class Access(StrEnum):
    """Who may read the page, judged by what the page shows."""

    FREE = "free"
    METERED = "metered"
    PAYWALLED = "paywalled"
    CONSENT = "consent"
    UNKNOWN = "unknown"


class Via(StrEnum):
    """How an address was found; the order is the rank by which ``discovered`` is chosen."""

    READ_MORE = "read_more"
    TEASER = "teaser"
    RELATED = "related"
    SECTION = "section"
    ARCHIVE = "archive"
    PAGINATION = "pagination"
    RSS = "rss"
    ATOM = "atom"
    JSON_FEED = "json_feed"
    SITEMAP = "sitemap"
    NEWS_SITEMAP = "news_sitemap"
    REST = "rest"
    SEED = "seed"
    WARC = "warc"
    FILE = "file"


class PageKind(StrEnum):
    """What a page is: one article, a list of teasers, or something else."""

    ARTICLE = "article"
    LISTING = "listing"
    OTHER = "other"


class Origin(StrEnum):
    """The place that a field's value was read from."""

    JSON_LD = "json_ld"
    MICRODATA = "microdata"
    OG = "og"
    META = "meta"
    DOM = "dom"
    TEASER = "teaser"
    FEED = "feed"
    SITEMAP = "sitemap"
    REST = "rest"
    HTTP = "http"
    URL = "url"
    PROFILE = "profile"


class TeaserLink(StrEnum):
    """The part of a teaser that carried the link."""

    READ_MORE = "read_more"
    HEADLINE = "headline"
    IMAGE = "image"
    CARD = "card"
    FEED = "feed"
    SITEMAP = "sitemap"


class Decision(StrEnum):
    """Whether the crawl follows a teaser's link."""

    FOLLOW = "follow"
    SKIP = "skip"


class RenderReason(StrEnum):
    """Why a page was rendered; up to ``no_links`` the signs of a shell, the clearest first."""

    NOSCRIPT_NOTICE = "noscript_notice"
    NEXT_DATA = "next_data"
    APPLICATION_ROOT = "application_root"
    LITTLE_TEXT = "little_text"
    NO_LINKS = "no_links"
    LOAD_MORE = "load_more"
    LEARNED = "learned"
    ASKED = "asked"


class RejectReason(StrEnum):
    """Why an item or an address was refused; the list is explained in docs/records.md."""

    NOT_AN_ARTICLE = "not_an_article"
    NO_HEADLINE = "no_headline"
    NO_BODY = "no_body"
    DUPLICATE_ADDRESS = "duplicate_address"
    CONTINUATION_PAGE = "continuation_page"
    INVALID_RECORD = "invalid_record"
    NOT_HTML = "not_html"
    TOO_LARGE = "too_large"
    HTTP_STATUS = "http_status"
    UNREACHABLE = "unreachable"
    BROKEN_ANSWER = "broken_answer"
    REDIRECT_LOOP = "redirect_loop"
    ROBOTS_DENIED = "robots_denied"
    ADDRESS_REFUSED = "address_refused"
    OFF_SITE = "off_site"
    RIGHTS_RESERVED = "rights_reserved"
    OUTSIDE_DATES = "outside_dates"
    NOT_RENDERED = "not_rendered"
