"""The codes under ``warnings`` of a record, each with what it means: the one list of them."""

from enum import StrEnum


class WarningCode(StrEnum):
    """What a reader of the record should know; none of them makes it wrong."""

    TRUNCATED = "truncated"
    """The page was longer than is read; the rest was cut."""
    MARKUP_CUT = "markup_cut"
    """Elements nested without end, or attributes past a number, were left out before the parse."""
    CHARSET_WRONG = "charset_wrong"
    """The page broke the charset it declares; another was used."""
    JSON_LD_BROKEN = "json_ld_broken"
    """A JSON-LD script could not be read."""
    CANONICAL_REFUSED = "canonical_refused"
    """The declared canonical address cannot mean this page and was not believed."""
    NOINDEX = "noindex"
    """The page asks robots not to index it."""
    HEADLINE_MISSING = "headline_missing"
    """Nothing on the page can be its headline."""
    DATE_MISSING = "date_missing"
    """No publication date was found."""
    DATE_IN_FUTURE = "date_in_future"
    """The publication date lies after the fetch."""
    DATE_WITHOUT_YEAR = "date_without_year"
    """The date was stated without a year; the latest possible one was taken."""
    DATES_DISAGREE = "dates_disagree"
    """Two trusted places state different days of publication."""
    MODIFIED_BEFORE_PUBLISHED = "modified_before_published"
    """The page says that it was changed before it was published."""
    SELECTOR_FOUND_NOTHING = "selector_found_nothing"
    """A selector of the site's profile found nothing; the field was read as on any other site."""
