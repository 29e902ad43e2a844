"""Asks again, through a browser, for a page that shows its content only there."""

from collections.abc import Iterator, MutableMapping
from typing import Any, Final

from crawler.delivery.commit import Delivery
from crawler.delivery.units import current_unit
from crawler.download.rendering.policy import RenderPolicy
from crawler.ledger.facts import read_fact, write_fact
from crawler.reading import Reading
from crawler.records.enums import RenderReason
from crawler.request import LISTING_KINDS, OFFER_KINDS, RenderOrder, RequestKind, find_render_failure
from crawler.urls import site_of

_NOTHING: Final[dict[str, Any]] = {}
_SCORE: Final = "shells_in_a_row"
_RENDERED: Final = "rendered"


class Rendering:
    """The spider's part of rendering: which wish a request carries, and what becomes of a page that lacks something.

    What is spent of the budget is kept with the request that it is spent for.
    """

    def __init__(self, policy: RenderPolicy, more: int, delivery: Delivery) -> None:
        self._policy = policy
        self._more = more
        self._delivery = delivery
        policy.spend(delivery.tallies[_RENDERED])

    def first_wish(self, url: str, kind: RequestKind) -> dict[str, Any]:
        """The meta of a new request: empty, but for a page of a site whose pages are known to be shells."""
        if kind in OFFER_KINDS or not self._policy.is_rendered_at_once(site_of(url), url):
            return _NOTHING
        return self._order(RenderReason.LEARNED, kind).as_meta()

    def judge(self, meta: dict[str, Any], reading: Reading, kind: RequestKind) -> RenderOrder | str | None:
        """What a page just read calls for: to be rendered, a reject with this detail, or nothing."""
        url = reading.article.url
        if (order := RenderOrder.find(meta)) is not None:
            if order.reason != RenderReason.LOAD_MORE:
                self._policy.learn(site_of(url), has_helped=_is_whole(reading))
            return None if _is_whole(reading) else f"a browser showed no more of it ({reading.lacking})"
        if reading.lacking is None:
            self._policy.learn_whole(site_of(url))
            return None
        refusal = find_render_failure(meta) or self._policy.find_refusal(site_of(url), reading.lacking)
        if refusal is not None:
            return None if _is_whole(reading) and not find_render_failure(meta) else refusal
        return self._order(reading.lacking, kind)

    def _order(self, reason: RenderReason, kind: RequestKind) -> RenderOrder:
        if current_unit() is not None or self._delivery.job.is_new:  # else a start request of an earlier run: paid for
            self._policy.spend()
            self._delivery.tally(_RENDERED)
        return RenderOrder(reason=reason, more=self._more if kind in LISTING_KINDS else 0)


def _is_whole(reading: Reading) -> bool:
    """Whether the page has content of its own; a listing that goes on behind a button has."""
    return reading.lacking in {None, RenderReason.LOAD_MORE}


class SiteScores(MutableMapping[str, int]):
    """The policy's number for each site, in the ledger as far as it is to be remembered.

    That a browser did not help is forgotten with the run: the next one may have another, or the site be mended.
    """

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._scores: dict[str, int] = {}

    def __getitem__(self, site: str) -> int:
        if site not in self._scores:
            self._scores[site] = read_fact(self._delivery.ledger, site, _SCORE) or 0
        return self._scores[site]

    def __setitem__(self, site: str, score: int) -> None:
        self._scores[site] = score
        write_fact(self._delivery.ledger, site, _SCORE, max(score, 0))

    def __delitem__(self, site: str) -> None:
        self[site] = 0

    def __iter__(self) -> Iterator[str]:
        return iter(self._scores)

    def __len__(self) -> int:
        return len(self._scores)
