"""Refuses private, loopback and other inner addresses: as written, as resolved, and at each redirect."""

import ipaddress
import socket
from collections.abc import Sequence
from typing import ClassVar, Final, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import BaseSettings
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.errors import AddressError, SettingError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_EVERYWHERE: Final = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))
_SETTING: Final = "READMORE_ALLOW_PRIVATE_ADDRESSES"
# NAT64 (RFC 6052) and 6to4 (RFC 3056) hide an IPv4 address inside an IPv6 one.
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


def parse_allowed_networks(value: str) -> tuple[Network, ...]:
    """The networks that READMORE_ALLOW_PRIVATE_ADDRESSES allows.

    Raises:
        SettingError: neither 0, 1 nor a list of networks.
    """
    if value.strip().lower() in {"", "0", "false", "no"}:
        return ()
    if value.strip().lower() in {"1", "true", "yes"}:
        return _EVERYWHERE
    try:
        return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in value.split(",") if part.strip())
    except ValueError as error:
        raise SettingError(
            f"{_SETTING} is {value!r}: write 0, 1, or networks parted by commas, such as 127.0.0.0/8,10.1.0.0/16"
        ) from error


def find_ip_address(host: str) -> IPAddress | None:
    """The address that a host is written as, odd spellings included (``127.1``, ``0x7f000001``, ``2130706433``).

    None where the host is a name.
    """
    host = host.strip("[]").partition("%")[0]
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError, UnicodeError):
        return None


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the open Internet, whatever IPv4 address it wraps included."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def check_address(address: IPAddress, allowed: tuple[Network, ...]) -> None:
    """Let a public or allowed address pass.

    Raises:
        AddressError: the address is an inner one and no setting allows it.
    """
    if is_public(address) or any(address in network for network in allowed):
        return
    raise AddressError(f"{address} is a private or local address: -s {_SETTING}=1 allows such addresses")


def allowed_networks(settings: BaseSettings) -> tuple[Network, ...]:
    """The setting READMORE_ALLOW_PRIVATE_ADDRESSES, parsed."""
    return parse_allowed_networks(str(settings.get(_SETTING, "0")))


class AddressRefusedError(IgnoreRequest):
    """The request would have gone to an inner address."""


class AddressGuardMiddleware:
    """Downloader middleware: judges addresses written as numbers, and says what the resolver refused."""

    def __init__(self, allowed: tuple[Network, ...]) -> None:
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler's setting."""
        return cls(allowed_networks(crawler.settings))

    def process_request(self, request: Request) -> None:
        """Refuse a request for an inner address."""
        parts = urlsplit(request.url)
        address = find_ip_address(parts.hostname or "") if parts.scheme in {"http", "https"} else None
        if address is None:
            return
        try:
            check_address(address, self._allowed)
        except AddressError as error:
            raise AddressRefusedError(str(error)) from error

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Give the guard's reason where Twisted knows only that no address was left for a name."""
        refusal = GuardedResolver.refusals.get(urlsplit(request.url).hostname or "")
        if refusal and isinstance(exception, CannotResolveHostError):
            raise AddressRefusedError(refusal) from exception


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver: a name that resolves to an inner address is refused where the connection is made.

    Twisted swallows the reason of a failed look-up, so ``refusals`` keeps it by host name.
    """

    refusals: ClassVar[dict[str, str]] = {}

    def __init__(self, reactor: ReactorBase, settings: BaseSettings) -> None:
        cache_size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        super().__init__(reactor, cache_size, settings.getfloat("DNS_TIMEOUT"))
        self._allowed = allowed_networks(settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """With the process's settings: one resolver serves all its crawlers."""
        return cls(reactor, crawler.settings)

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """The address of a name, if the crawl may go there; fails with DNSLookupError if not."""
        return super().getHostByName(name, timeout).addCallback(self._judge, name)

    def _judge(self, answer: str, name: str) -> str:
        try:
            check_address(ipaddress.ip_address(answer), self._allowed)
        except AddressError as error:
            self.refusals[name] = f"{name} is {error}"
            raise DNSLookupError(str(error)) from error
        return answer
