"""Why a block of text was taken or left, in words that ``scrapy explain`` prints."""

from collections.abc import Sequence
from enum import StrEnum


class Why(StrEnum):
    """Why a block was taken or left."""

    CHOSEN = "reads as part of the body"
    SCORE = "reads as no part of the body"
    FAR = "all links, or far from all prose"
    TEASER = "belongs to a teaser"
    COMMENT = "stands among comments of readers"
    COLOPHON = "tells of the writer or the licence"
    CONSENT = "asks for consent, or tells of cookies"
    CAPTION = "is all that a box with a picture says: its caption"
    ADVERTISEMENT = "only says that what follows is paid for"
    EMBEDDED = "is a post from elsewhere, set into the page"
    NEWSLETTER = "offers letters to subscribe to"
    LEADS_ON = "only leads on"
    HEADLINE = "is the headline"
    LONE_HEADING = "is a heading with no text of the body below"
    BYLINE = "is the byline"
    REPEATED_HERE = "says again what a block before it says"
    QUOTED_HERE = "sets apart what a block beside it says"
    REPEATED_ON_SITE = "stands on many pages of the site"
    TOLD = "by the selectors of the site's profile"
    FLASH = "is the whole story, a sentence right below the headline"
    WALL = "tells of the rest behind a wall"
    CONTROL = "only says what a control or a box of the page does"
    HIDDEN = "is not shown to readers"


def list_chosen(whys: Sequence[Why]) -> list[int]:
    """The numbers of the blocks that were taken."""
    return [number for number, why in enumerate(whys) if why is Why.CHOSEN]
