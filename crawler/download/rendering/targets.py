"""Whether a renderer may be sent to an address: the address guard's answer, given before the renderer is asked."""

from urllib.parse import urlsplit

from scrapy.settings import BaseSettings
from scrapy.utils.defer import maybe_deferred_to_future

from crawler.download.address_guard import AddressRefusedError, GuardedResolver, read_rules
from crawler.download.addresses import find_ip_address
from crawler.errors import AddressError


class TargetGuard:
    """Judges what a renderer would load: as written, and as this crawl's own resolver answers.

    A renderer resolves names by itself, beyond the guard of the crawl's connections; where it goes through a proxy,
    only the proxy does, and names are judged as they are written.
    """

    def __init__(self, settings: BaseSettings, *, is_proxied: bool = False) -> None:
        self._rules = read_rules(settings)
        self._is_proxied = is_proxied

    async def check(self, url: str) -> None:
        """Let an address pass that the crawl itself could fetch.

        Raises:
            AddressRefusedError: it could not.
        """
        try:
            self._rules.check_target(url)
        except AddressError as error:
            raise AddressRefusedError(str(error)) from error
        host = urlsplit(url).hostname or ""
        if self._is_proxied or find_ip_address(host) is not None:
            return
        from twisted.internet import reactor  # noqa: PLC0415 - importing it installs it

        try:
            await maybe_deferred_to_future(reactor.resolve(host))  # type: ignore[arg-type]  # zope's interface says bytes
        except Exception as error:
            refusal = GuardedResolver.refusals.get(host)
            if refusal:
                raise AddressRefusedError(refusal) from error
            raise

    async def may_load(self, url: str) -> bool:
        """Whether a page may load this for itself; a name that does not resolve loads nothing."""
        try:
            await self.check(url)
        except Exception:  # noqa: BLE001 - the seam to the resolver, all of whose errors mean no
            return False
        return True
