"""Addresses: their canonical form, the id made of it, and whether two stand on one site."""

import functools
import hashlib
import re
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import tldextract
from w3lib.url import canonicalize_url

from crawler.errors import AddressError

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_MAX_LENGTH: Final = 2_083  # what the shortest-sighted browser took; longer ones are traps

# Parameters that tell where a reader came from, never what the page shows.
_TRACKING_PREFIXES: Final = ("utm_", "mtm_", "pk_", "piwik_", "at_custom", "hsa_", "wt_", "vero_", "oly_", "__hs")
_TRACKING_WORDS: Final = (
    "_ga _gl _hsenc _hsmi cmpid cmp dclid fb_action_ids fb_action_types fb_source fbclid ftag gbraid gclid gclsrc "
    "guccounter icid igsh igshid intcmp li_fat_id mc_cid mc_eid mkt_tok msclkid ncid ns_campaign ns_mchannel "
    "ns_source ocid rb_clickid s_cid sc_cid share sharetype smid soc_src soc_trk spm srsltid taid tpcc trk ttclid "
    "twclid wbraid xtor yclid"
)
# Parameters that tell who reads: each visitor, each visit, gets another.
_SESSION_WORDS: Final = "phpsessid jsessionid aspsessionid sessionid session_id sessid zenid oscsid cfid cftoken"
_TRACKING_NAMES: Final = frozenset(f"{_TRACKING_WORDS} {_SESSION_WORDS}".split())
_PATH_SESSION: Final = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?#]*", re.IGNORECASE)
# An address that is its own canonical form already: found in 1 us where the whole way takes 15. It may only miss
# such an address, never take another for one: letters that are never escaped, no dots to resolve, no parameter.
_ALREADY_CANONICAL: Final = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z0-9]{1,30}(?::[1-9][0-9]{3})?"
    r"/(?:[A-Za-z0-9_~,=:@-][A-Za-z0-9_~,=:@.-]*(?:/|$))*",
    re.ASCII,
)
# An address in which nothing is to be resolved, its query included. Like the one above it may only miss some.
_ALREADY_WHOLE: Final = re.compile(
    r"https?://[a-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9_~,=:@%+&!-][A-Za-z0-9_~,=:@%+&!.-]*+)++/?"
    r"(?:\?[A-Za-z0-9_~,=:@%+&!/.|-]++)?",
    re.ASCII,
)
_INDEX_FILES: Final = re.compile(r"(?<=/)(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_public_suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@functools.lru_cache(maxsize=65_536)
def canonicalize(url: str) -> str:
    """The one form of an address: two addresses that every server answers alike come out equal.

    Scheme and host in small letters, no default port, dots resolved, escapes normalised, parameters sorted,
    fragment and tracking parameters gone. Case of the path, trailing slash and index files stay, for only the
    site itself can say whether they matter; see :func:`loose_form`.

    Raises:
        AddressError: not an absolute http or https address, or one that no server could mean.
    """
    return url if is_plainly_canonical(url) else _canonicalize_any(url)


def is_plainly_canonical(url: str) -> bool:
    """Whether an address is seen at a glance to be in its canonical form; most addresses that are, are seen so."""
    return len(url) <= _MAX_LENGTH and _ALREADY_CANONICAL.fullmatch(url) is not None


def _canonicalize_any(url: str) -> str:
    try:
        split = urlsplit(canonicalize_url(url.strip()))
        port = split.port
    except ValueError as error:
        raise AddressError(f"{url[:200]!r} is no address: {error}") from error
    if split.scheme not in _DEFAULT_PORTS or not split.hostname:
        raise AddressError(f"{url[:200]!r} is no web address: write it as https://host/path")
    if len(url) > _MAX_LENGTH:
        raise AddressError(f"{url[:80]!r}… is {len(url)} characters long; at most {_MAX_LENGTH} are followed")
    host = split.hostname.rstrip(".")
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in {None, _DEFAULT_PORTS[split.scheme]} else f"{host}:{port}"
    path = _PATH_SESSION.sub("", split.path) if ";" in split.path else split.path
    return urlunsplit((split.scheme, netloc, path or "/", _without_tracking(split.query), ""))


def _without_tracking(query: str) -> str:
    if not query:
        return ""
    return "&".join(pair for pair in query.split("&") if not is_tracking_parameter(pair.partition("=")[0]))


def is_tracking_parameter(name: str) -> bool:
    """Whether a query parameter only tells who the reader is or came from."""
    name = name.lower()
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)


def loose_form(canonical_url: str) -> str:
    """A canonical address without scheme, ``www.``, trailing slash and index file.

    Two addresses with one loose form are the same page on most sites, but only the site can confirm it.
    """
    split = urlsplit(canonical_url)
    path = _INDEX_FILES.sub("", split.path).rstrip("/")
    return f"//{split.netloc.removeprefix('www.')}{path}?{split.query}"


def article_id(canonical_url: str) -> str:
    """The first 32 hex digits of the sha256 of a canonical address."""
    return hashlib.sha256(canonical_url.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def site_of(url: str) -> str:
    """The site of an address: its registrable domain; for an IP address or a bare name, host and port.

    The public suffix list is the one that comes with tldextract (private suffixes are left out, so all of
    ``github.io`` would be one site; nothing is downloaded).
    """
    split = urlsplit(url)
    return _site_of_host(split.hostname or "", _port_of(split))


def _port_of(split: SplitResult) -> int | None:
    try:
        port = split.port
    except ValueError:
        return None
    return None if port == _DEFAULT_PORTS.get(split.scheme) else port


@functools.lru_cache(maxsize=4_096)
def _site_of_host(host: str, port: int | None) -> str:
    domain = _public_suffixes(host).top_domain_under_public_suffix
    if domain:
        return domain
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{port}" if port else host


def holder_of(url: str) -> str:
    """Whom a host belongs to: as :func:`site_of`, but where anyone may have a name (``github.io``), each name alone."""
    split = urlsplit(url)
    host = split.hostname or ""
    if _public_suffixes(host).top_domain_under_public_suffix:
        return _public_suffixes(host, include_psl_private_domains=True).top_domain_under_public_suffix or host
    return site_of(url)


def is_same_site(url: str, other: str) -> bool:
    """Whether two addresses stand on one site."""
    return site_of(url) == site_of(other)


def join(base_url: str, reference: str) -> str | None:
    """The absolute http(s) address that a link on a page means, fragment and all; None where it means none."""
    reference = reference.strip()
    if not reference or reference.startswith(("#", "javascript:", "mailto:", "tel:", "data:", "whatsapp:")):
        return None
    # Most are whole addresses, or paths from the root, with nothing to resolve: a quarter of the time.
    url = "/".join(base_url.split("/", 3)[:3]) + reference if reference[0] == "/" else reference
    if is_plainly_canonical(url) or _ALREADY_WHOLE.fullmatch(url) is not None:
        return url
    try:
        url = urljoin(base_url, reference)
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None
