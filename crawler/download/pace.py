"""How fast a host may be asked: its crawl-delay, and what it says when it is busy."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

BUSY: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_FIRST_SLOW_SECONDS: Final = 1.0
_RECOVERY: Final = 0.9  # of the added delay that each good answer leaves
_TOO_SMALL_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceLimits:
    """What a person sets, all in seconds.

    ``pause`` is the first pause of a busy host that names none (0: a busy host is not waited for), ``longest_pause``
    the longest of any, ``longest_delay`` the most that a host is slowed down to, ``longest_crawl_delay`` the most
    that a robots.txt may ask for.
    """

    pause: float
    longest_pause: float
    longest_delay: float
    longest_crawl_delay: float


@dataclass(slots=True)
class HostPace:
    """The pace of one host."""

    limits: PaceLimits
    crawl_delay_seconds: float = 0.0
    slow_seconds: float = 0.0
    busy_in_a_row: int = 0

    @property
    def least_delay_seconds(self) -> float:
        """The least time between two requests."""
        return max(self.crawl_delay_seconds, self.slow_seconds)

    def take_crawl_delay(self, seconds: float | None) -> None:
        """What robots.txt asks for; of two on one host, the longer holds."""
        wanted = min(seconds or 0.0, self.limits.longest_crawl_delay)
        self.crawl_delay_seconds = max(self.crawl_delay_seconds, wanted)

    def note_busy(self, asked_seconds: float | None, delay_seconds: float) -> float:
        """The host answered 429 or 503: how long nothing is asked, in seconds.

        That is what the host asked for, where it did, else a pause that doubles with each such answer in a row. The
        delay between requests (``delay_seconds`` so far) doubles, too, and shrinks again with good answers; not for
        one page that fails in between good ones.
        """
        if not self.limits.pause:
            return 0.0
        self.busy_in_a_row += 1
        if asked_seconds is not None or self.busy_in_a_row > 1:
            slower = max(_FIRST_SLOW_SECONDS, 2 * delay_seconds)
            self.slow_seconds = min(max(self.slow_seconds, slower), self.limits.longest_delay)
        own = self.limits.pause * 2.0 ** min(self.busy_in_a_row - 1, 30)
        return min(own if asked_seconds is None else asked_seconds, self.limits.longest_pause)

    def note_fine(self) -> None:
        """The host answered otherwise."""
        self.busy_in_a_row = 0
        self.slow_seconds *= _RECOVERY
        if self.slow_seconds < _TOO_SMALL_SECONDS:
            self.slow_seconds = 0.0


def parse_retry_after(value: str, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for (RFC 9110, 10.2.3); None where it says nothing that is one."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        seconds = float(value)
    except ValueError:
        pass
    else:
        return max(seconds, 0.0) if math.isfinite(seconds) else None
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return max((at - now).total_seconds(), 0.0)
