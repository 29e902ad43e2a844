"""Refuses private, loopback and other inner addresses: as written, as resolved, and at each redirect."""

import ipaddress
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.resolver import CachingHostnameResolver
from scrapy.settings import BaseSettings
from twisted.internet.interfaces import IAddress, IHostResolution, IReactorPluggableNameResolver, IResolutionReceiver
from zope.interface import implementer

from crawler.download.addresses import SETTING, AddressRules, Endpoint, Network, find_endpoints, parse_allowed_networks
from crawler.download.credentials import credentials_of
from crawler.errors import AddressError

# Settings that hold the address of a service of ours.
_SERVICES: Final = ("SPLASH_URL", "READMORE_SPLASH_URL")
# In Request.meta: this request is ours to a service of ours. Redirects take it away.
TO_SERVICE: Final = "readmore_to_service"


def allowed_networks(settings: BaseSettings) -> tuple[Network, ...]:
    """The setting READMORE_ALLOW_PRIVATE_ADDRESSES, parsed."""
    return parse_allowed_networks(str(settings.get(SETTING, "0")))


def read_rules(settings: BaseSettings) -> AddressRules:
    """What a crawl with these settings, and the proxies of this environment, may connect to."""
    services = [str(settings.get(name) or "") for name in _SERVICES]
    return AddressRules(allowed_networks(settings), find_endpoints([*services, *getproxies().values()]))


class AddressRefusedError(IgnoreRequest):
    """A request for a host would have gone to an inner address."""

    def __init__(self, message: str, host: str | None = None) -> None:
        super().__init__(message)
        self.host = host


class AddressGuardMiddleware:
    """Downloader middleware: judges addresses written as numbers, and says what the resolver refused."""

    def __init__(self, rules: AddressRules, crawler: Crawler | None = None, *, is_proxied: bool = False) -> None:
        self._rules = rules
        self._crawler = crawler
        self._is_proxied = is_proxied

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler's settings; sees to it that names are judged, too, whoever started the reactor."""
        proxy = credentials_of(crawler).proxy
        if proxy is not None:
            GuardedResolver.proxies |= find_endpoints([proxy.url])
        guard = cls(read_rules(crawler.settings), crawler, is_proxied=proxy is not None)
        crawler.signals.connect(guard._engine_started, signal=signals.engine_started)
        return guard

    def _engine_started(self) -> None:
        if self._crawler is not None:
            GuardedResolver.install(self._crawler)

    def process_request(self, request: Request) -> None:
        """Refuse a request for an inner address; what a proxy is to resolve is judged by its name."""
        services = self._rules.services | GuardedResolver.proxies
        rules = replace(self._rules, services=services) if GuardedResolver.proxies else self._rules
        try:
            rules.check_url(request.url, by_us=_is_to_service(request))
            if self._is_proxied:
                rules.check_target(request.url)
        except AddressError as error:
            raise AddressRefusedError(str(error), urlsplit(request.url).hostname) from error

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Give the guard's reason where Twisted knows only that no address was left for a name."""
        host = urlsplit(request.url).hostname or ""
        refusal = GuardedResolver.refusals.get(host)
        if refusal and isinstance(exception, CannotResolveHostError):
            raise AddressRefusedError(refusal, host) from exception


def _is_to_service(request: Request) -> bool:
    is_to_splash = request.method == "POST" and request.meta.get("_splash_processed")
    return bool(is_to_splash or request.meta.get(TO_SERVICE))


class GuardedResolver(CachingHostnameResolver):
    """Scrapy's resolver of IPv4 and IPv6 names, which hands on only addresses that the crawl may go to.

    Twisted connects to just the addresses that it is handed here, so a name that changes its address between two
    look-ups gains nothing. ``refusals`` keeps by host name what was refused, since Twisted forgets the reason;
    ``proxies`` are those that the profiles of the process's crawls name: ours, wherever they stand.
    """

    refusals: ClassVar[dict[str, str]] = {}
    proxies: ClassVar[frozenset[Endpoint]] = frozenset()

    def __init__(self, reactor: IReactorPluggableNameResolver, cache_size: int, rules: AddressRules) -> None:
        super().__init__(reactor, cache_size)
        self._rules = rules

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        """With the process's settings: one resolver serves all its crawlers."""
        settings = crawler.settings
        cache_size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, cache_size, read_rules(settings))

    @classmethod
    def install(cls, crawler: Crawler) -> None:
        """See to it that the reactor resolves by us, where the process was started by another's settings."""
        from twisted.internet import reactor  # noqa: PLC0415 - importing it installs it

        if not isinstance(reactor.nameResolver, cls):
            cls.from_crawler(crawler, reactor).install_on_reactor()

    def resolveHostName(  # noqa: N802 - Twisted's name and arguments
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803 - the same
        hostName: str,  # noqa: N803 - the same
        portNumber: int = 0,  # noqa: N803 - the same
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803 - the same
        transportSemantics: str = "TCP",  # noqa: N803 - the same
    ) -> IHostResolution:
        """Resolve a name; addresses that the crawl may not go to are left out of the answer.

        A port of 0 is asked by Twisted where it connects to a proxy for a tunnel; by then the page is judged.
        """
        is_service = any(
            service.host == hostName.lower() and portNumber in {0, service.port}
            for service in self._rules.services | self.proxies
        )
        receiver: Any = (
            resolutionReceiver if is_service else _JudgingReceiver(resolutionReceiver, hostName, self._rules)
        )
        return super().resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _JudgingReceiver:
    """Hands on the addresses of a name that the crawl may go to, and notes where none was left."""

    def __init__(self, receiver: Any, name: str, rules: AddressRules) -> None:
        self._receiver = receiver
        self._name = name
        self._rules = rules
        self._handed_on = False
        self._refusal: str | None = None

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 - Twisted's name
        """A look-up begins."""
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802 - Twisted's name
        """One address of the name."""
        try:
            self._rules.check_address(ipaddress.ip_address(address.host.partition("%")[0]))
        except AddressError as error:
            self._refusal = f"{self._name} is {error}"
            return
        self._handed_on = True
        self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        """No more addresses will come."""
        GuardedResolver.refusals.pop(self._name, None)
        if self._refusal and not self._handed_on:
            GuardedResolver.refusals[self._name] = self._refusal
        self._receiver.resolutionComplete()
