"""The addresses of an article: the one it goes by, and what the page declares."""

from typing import NamedTuple
from urllib.parse import urlsplit

from crawler.article.warning_codes import WarningCode
from crawler.errors import AddressError
from crawler.page.meta import read_meta
from crawler.page.structured import address_of, read_structured
from crawler.page.tree import Page
from crawler.urls import canonicalize, is_same_site, join


class Addresses(NamedTuple):
    """``canonical`` is what the article goes by; ``declared`` and ``amp`` are what the page says, None for nothing."""

    canonical: str
    declared: str | None
    amp: str | None
    warnings: tuple[str, ...]


def read_addresses(page: Page) -> Addresses:
    """The page's addresses; a declared canonical address is believed only where it can mean this very page."""
    own = _canonicalize(page.url) or page.url
    meta = read_meta(page)
    declared = next(iter(meta.links.get("canonical", ())), None)
    canonical = _canonicalize(declared) if declared else None
    warnings: tuple[str, ...] = ()
    if canonical is None:
        shared = meta.first("og:url") or address_of(read_structured(page).article.get("mainEntityOfPage"))
        address = join(page.base_url, shared) if shared else None
        candidate = _canonicalize(address) if address else None
        canonical = candidate if candidate and _is_respelling(candidate, own) else None
    elif not _can_mean(canonical, own):
        canonical, warnings = None, (WarningCode.CANONICAL_REFUSED,)
    amp = next(iter(meta.links.get("amphtml", ())), None)
    return Addresses(canonical or own, declared, amp, warnings)


def _canonicalize(url: str) -> str | None:
    try:
        return canonicalize(url)
    except AddressError:
        return None


def _can_mean(canonical: str, own: str) -> bool:
    if not own.startswith("http"):
        return True
    if not is_same_site(canonical, own):
        return False
    theirs, ours = urlsplit(canonical), urlsplit(own)
    is_their_front = theirs.path in {"", "/"} and not theirs.query
    is_our_front = ours.path in {"", "/"} and not ours.query
    return is_our_front or not is_their_front


def _is_respelling(candidate: str, own: str) -> bool:
    """Whether an address that is no canonical link differs only in scheme, ``www.``, query or trailing slash."""
    theirs, ours = urlsplit(candidate), urlsplit(own)
    if ours.query and not theirs.query and ours.path != theirs.path:
        return False
    same_host = theirs.netloc.removeprefix("www.") == ours.netloc.removeprefix("www.")
    return same_host and theirs.path.rstrip("/") == ours.path.rstrip("/") and theirs.query == ours.query
