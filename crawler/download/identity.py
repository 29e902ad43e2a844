"""Who asks: an honest user agent, the contact of the person who crawls, and the name that robots.txt files know."""

import logging
import re
from typing import Final

from scrapy.settings import Settings

import crawler
from crawler.errors import SettingError

logger = logging.getLogger(__name__)

NAME: Final = "Readmore"
_E_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_WEB: Final = re.compile(r"https?://[^\s()<>;,\"\\]+", re.ASCII | re.IGNORECASE)
# RFC 9309 2.2.1: a product token is letters, hyphen and underscore.
_PRODUCT: Final = re.compile(r"[A-Za-z_-]+")


def parse_contact(contact: str) -> tuple[str, ...]:
    """The web and e-mail addresses of READMORE_CONTACT, parted by blanks or commas.

    Raises:
        SettingError: it holds something else.
    """
    parts = tuple(contact.replace(",", " ").split())
    for part in parts:
        if not (_WEB.fullmatch(part) or _E_MAIL.fullmatch(part)):
            raise SettingError(
                f"READMORE_CONTACT is {contact!r}: write a web or e-mail address, such as https://example.org/crawler "
                "or crawler@example.org, or both"
            )
    return parts


def make_user_agent(contact: tuple[str, ...]) -> str:
    """The User-Agent header: product and version (RFC 9110, 10.1.5), and where to turn to."""
    where = "; ".join(f"+{part}" for part in contact) or "a news reader built on Scrapy"
    return f"{NAME}/{crawler.__version__} ({where})"


def find_e_mail(contact: tuple[str, ...]) -> str | None:
    """The mailbox for the From header (RFC 9110, 10.1.2), which takes nothing else; None where none is given."""
    return next((part for part in contact if _E_MAIL.fullmatch(part)), None)


def find_token(user_agent: str) -> str:
    """The name by which robots.txt files know this user agent: the product at its start, without version."""
    found = _PRODUCT.match(user_agent.strip())
    return found.group() if found else NAME


class IdentityAddon:
    """Scrapy add-on: READMORE_CONTACT goes into the User-Agent and From headers.

    A USER_AGENT of the person's own stays as it is, and the name that robots.txt files are asked for is its.
    """

    def update_settings(self, settings: Settings) -> None:
        """Complete USER_AGENT, ROBOTSTXT_USER_AGENT and DEFAULT_REQUEST_HEADERS.

        Raises:
            SettingError: READMORE_CONTACT is no contact.
        """
        contact = parse_contact(settings.get("READMORE_CONTACT") or "")
        if settings["USER_AGENT"] == NAME:
            settings.set("USER_AGENT", make_user_agent(contact), priority="project")
            if not contact:
                logger.info(
                    "Sites cannot tell whom to turn to: -s READMORE_CONTACT=https://… or name@example.org tells them"
                )
        if not settings.get("ROBOTSTXT_USER_AGENT"):
            settings.set("ROBOTSTXT_USER_AGENT", find_token(settings["USER_AGENT"]), priority="project")
        if e_mail := find_e_mail(contact):
            headers = {**settings.getdict("DEFAULT_REQUEST_HEADERS"), "From": e_mail}
            settings.set("DEFAULT_REQUEST_HEADERS", headers, priority="project")
