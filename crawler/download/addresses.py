"""Which addresses a crawl may go to: the open Internet, what a setting allows, and our own services."""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from crawler.errors import AddressError, SettingError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

SETTING: Final = "READMORE_ALLOW_PRIVATE_ADDRESSES"
_EVERYWHERE: Final = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))
# Of IPv6, only this has been given out as open Internet (IANA, RFC 4291); all else is inner or nothing at all.
_GLOBAL_UNICAST: Final = ipaddress.ip_network("2000::/3")
# An IPv4 address in the last 32 bits: NAT64 (RFC 6052), and what RFC 4291 calls compatible.
_IPV4_AT_THE_END: Final = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "::/96")))
# Not open Internet, though Python's registry calls some of it so: protocol assignments, where clouds keep their
# metadata too (RFC 6890), the relays of 6to4 (RFC 7526), documentation (RFC 9637), and one cloud's metadata.
_INNER_TOO: Final = tuple(
    map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "168.63.129.16/32"))
)
# Names that mean this machine or this network wherever they are looked up (RFC 6761, RFC 6762, RFC 9476 and use).
_INNER_NAMES: Final = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


class Endpoint(NamedTuple):
    """One service: its host as a setting spells it, in small letters, and its port."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class AddressRules:
    """What a crawl may connect to: public addresses, ``allowed`` networks, and ``services``.

    ``services`` are our own renderer and proxy. Only we may talk to them: a page that links or redirects to one
    is refused, since a renderer asked by a stranger would fetch what the stranger likes.
    """

    allowed: tuple[Network, ...] = ()
    services: frozenset[Endpoint] = frozenset()

    def check_address(self, address: IPAddress) -> None:
        """Let a public or allowed address pass.

        Raises:
            AddressError: the address is an inner one and no setting allows it.
        """
        if not (is_public(address) or self._is_allowed(address)):
            raise AddressError(f"{address} is a private or local address: -s {SETTING}=1 allows such addresses")

    def check_url(self, url: str, *, by_us: bool = False) -> None:
        """Let a web address pass whose host is a name of the open Internet or an address that may be gone to.

        What a name resolves to is judged by the resolver where the connection is made. Who hands a URL to someone
        else who will resolve it, such as a renderer, calls :meth:`check_target`. ``by_us``: the request is ours to
        one of our services.

        Raises:
            AddressError: the host is an inner address, however it is spelled, or a service of ours.
        """
        endpoint = find_endpoint(url)
        if endpoint is None:
            return
        if endpoint in self.services:
            if by_us or self.allowed == _EVERYWHERE:
                return
            raise AddressError(f"{endpoint.host}:{endpoint.port} is a service of the crawl itself, no page")
        address = find_ip_address(endpoint.host)
        if address is not None:
            self.check_address(address)

    def check_target(self, url: str) -> None:
        """Let a web address pass that a renderer is to load, and that we cannot resolve for it.

        Raises:
            AddressError: as :meth:`check_url`, and where the name itself says that it is an inner one.
        """
        self.check_url(url)
        endpoint = find_endpoint(url)
        if endpoint is not None and not self.allowed and _is_inner_name(endpoint.host):
            raise AddressError(f"{endpoint.host} is a private or local name: -s {SETTING}=1 allows such addresses")

    def _is_allowed(self, address: IPAddress) -> bool:
        inner = _wrapped_ipv4(address)
        return any(address in network or (inner is not None and inner in network) for network in self.allowed)


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
            f"{SETTING} is {value!r}: write 0, 1, or networks parted by commas, such as 127.0.0.0/8,10.1.0.0/16"
        ) from error


def find_endpoints(urls: Iterable[str]) -> frozenset[Endpoint]:
    """The services that these addresses name; an empty address names none."""
    found = (find_endpoint(url if "//" in url else f"http://{url}") for url in urls if url)
    return frozenset(endpoint for endpoint in found if endpoint is not None)


def find_endpoint(url: str) -> Endpoint | None:
    """Host and port of a web address; None where it is of another scheme or has no host."""
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    if port is None or not parts.hostname:
        return None
    return Endpoint(parts.hostname.rstrip("."), port)


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
    inner = _wrapped_ipv4(address)
    if inner is not None:
        return is_public(inner)
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    return address.is_global and not address.is_multicast and not any(address in network for network in _INNER_TOO)


def _wrapped_ipv4(address: IPAddress) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if any(address in network for network in _IPV4_AT_THE_END):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _is_inner_name(host: str) -> bool:
    if find_ip_address(host) is not None:
        return False
    return "." not in host or any(host == name or host.endswith(f".{name}") for name in _INNER_NAMES)
