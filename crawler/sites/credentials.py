"""What a site's own hosts, and only they, are sent of a subscriber's: headers and cookies; and the site's proxy."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from crawler.errors import ProfileError
from crawler.sites.profile import SiteProfile
from crawler.sites.secret_values import fill_in
from crawler.sites.values import is_proxy
from crawler.urls import holder_of


class Proxy(NamedTuple):
    """A proxy: its address without a password, and who asks."""

    url: str
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Proxy({self.url})"

    @property
    def authorization(self) -> str | None:
        """The Proxy-Authorization header (RFC 9110, 11.7.2); None where the proxy asks for none."""
        if not self.user:
            return None
        return f"Basic {b64encode(f'{self.user}:{self.password}'.encode()).decode('ascii')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """A profile's headers, cookies and proxy with what the environment holds; ``repr`` shows none of them.

    ``holders`` are those whose hosts may see them (:func:`crawler.urls.holder_of`); over plain http only the ones of
    ``plain_holders``, where a start page begins with it.
    """

    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    cookies: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    proxy: Proxy | None = None
    holders: frozenset[str] = frozenset()
    plain_holders: frozenset[str] = frozenset()

    def may_see(self, url: str) -> bool:
        """Whether an address is one of the site's own, where no stranger listens."""
        if not (self.headers or self.cookies):
            return False
        return holder_of(url) in (self.holders if urlsplit(url).scheme == "https" else self.plain_holders)

    @property
    def cookie_header(self) -> str | None:
        """The Cookie header (RFC 6265, 4.2); None where there are no cookies."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies) or None


NO_CREDENTIALS: Final = Credentials()


def find_credentials(profile: SiteProfile, environment: Mapping[str, str]) -> Credentials:
    """What the profile sends, its ``$NAME`` filled in.

    Raises:
        ProfileError: the environment lacks a variable, or it holds what cannot be sent.
    """
    values = dict(environment)
    own = [*profile.start, *(f"https://{name}/" for name in profile.domains)]
    try:
        return Credentials(
            headers=tuple((name, fill_in("headers", name, value, values)) for name, value in profile.headers),
            cookies=tuple((name, fill_in("cookies", name, value, values)) for name, value in profile.cookies),
            proxy=_find_proxy(fill_in("", "proxy", profile.proxy, values)) if profile.proxy else None,
            holders=frozenset(map(holder_of, own)),
            plain_holders=frozenset(holder_of(url) for url in profile.start if urlsplit(url).scheme == "http"),
        )
    except ProfileError as error:
        raise ProfileError(f"the profile {profile.id!r}: {error}") from None  # the cause may show what must not be seen


def _find_proxy(address: str) -> Proxy:
    if not is_proxy(address):
        raise ProfileError("proxy: what the environment holds is no address of a proxy: http://host:port")
    parts = urlsplit(address)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    url = f"http://{host}:{parts.port or 80}"
    return Proxy(url, unquote(parts.username or ""), unquote(parts.password or ""))
