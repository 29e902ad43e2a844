"""Asks at once for the address with a closing slash on a host that sends all others on to it: one request, not two."""

from collections import Counter
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response

_ENOUGH: Final = 3  # redirects
_CAME: Final = "redirect_urls"  # where Scrapy keeps the addresses that a request came by
_AHEAD: Final = "readmore_ahead_of_redirect"
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_MISSING: Final = frozenset({HTTPStatus.NOT_FOUND.value, HTTPStatus.GONE.value})


class ClosingSlashMiddleware:
    """Learns from a host's redirects; its requests look as though the redirect had been asked for.

    So a record does not tell whether it had. A host that ever answers otherwise is asked as its links are spelled, and
    what was not there with a slash is asked for without.
    """

    def __init__(self) -> None:
        self._sent_on: Counter[str] = Counter()
        self._others: set[str] = set()

    def process_request(self, request: Request) -> Request | None:
        """The request for the address that this one will be sent on to, once that is sure enough."""
        host = urlsplit(request.url).netloc
        if self._sent_on[host] < _ENOUGH or host in self._others or not _is_open(request):
            return None
        meta: dict[str, Any] = {**request.meta, _CAME: [*request.meta.get(_CAME, ()), request.url], _AHEAD: True}
        return request.replace(url=f"{request.url}/", meta=meta)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Note what became of an address without a slash; take back a slash that led nowhere."""
        host = urlsplit(request.url).netloc
        target = _find_target(response) if response.status in _REDIRECTS else None
        if request.meta.get(_AHEAD):
            *before, spelled = request.meta[_CAME]
            if response.status in _MISSING or target == spelled:
                self._others.add(host)
                meta = {key: value for key, value in request.meta.items() if key not in {_AHEAD, _CAME}}
                return request.replace(url=spelled, meta=meta | ({_CAME: before} if before else {}), dont_filter=True)
        elif target == f"{request.url}/":
            self._sent_on[host] += 1
        elif response.status == HTTPStatus.OK and _is_open(request):
            self._others.add(host)
        return response


def _find_target(response: Response) -> str | None:
    """Where a redirect leads; None where that is no address."""
    location = (response.headers.get("Location") or b"").decode("latin-1")
    try:
        return urljoin(response.url, location)
    except ValueError:
        return None


def _is_open(request: Request) -> bool:
    """Whether a request is for a path that might go on with a slash: no file, no query."""
    split = urlsplit(request.url)
    last = split.path.rpartition("/")[2]
    return bool(last) and "." not in last and not split.query and not request.meta.get("dont_redirect")
