"""Which pages of a run are rendered: shells alone, where it has helped before, within a budget."""

import zlib
from collections.abc import MutableMapping
from typing import Final

from crawler.records.enums import RenderReason

# So many shells in a row that a browser filled make a site one of shells, whose pages are rendered at once; so many
# that it did not fill make it one where rendering is of no use.
_LEARNED_AFTER: Final = 3
_HOPELESS_AFTER: Final = -5
# Of a site of shells, one page in so many is fetched plainly first: it may have changed its ways.
_PROBED: Final = 20


class RenderPolicy:
    """What is known of the sites, and what is left of the job's budget.

    ``scores`` holds a number for each site: how many shells in a row a browser filled, or, below zero, did not.
    """

    def __init__(self, renderer: str, budget: int, scores: MutableMapping[str, int]) -> None:
        self.renderer = renderer
        self._budget = budget
        self._scores = scores
        self._spent = 0

    def find_refusal(self, site: str, reason: RenderReason) -> str | None:
        """Why a page that lacks something is not rendered, for the person who reads the rejects; None: it is."""
        if self.renderer == "none":
            return (
                f"the page shows its content only to a browser ({reason}): set READMORE_RENDERER=splash or playwright"
            )
        if self._scores.get(site, 0) <= _HOPELESS_AFTER:
            return f"a browser does not see more of this site's pages either ({reason})"
        if self._spent >= self._budget:
            return f"the run has rendered READMORE_RENDER_BUDGET={self._budget} pages ({reason})"
        return None

    def is_rendered_at_once(self, site: str, url: str) -> bool:
        """Whether a page need not be fetched plainly first."""
        if self.renderer == "none" or self._spent >= self._budget or self._scores.get(site, 0) < _LEARNED_AFTER:
            return False
        path = url.partition("//")[2].partition("/")[2]
        return zlib.crc32(path.encode("utf-8", "surrogatepass")) % _PROBED != 0

    def spend(self, pages: int = 1) -> None:
        """Take pages from the budget."""
        self._spent += pages

    def learn(self, site: str, *, has_helped: bool) -> None:
        """Remember whether a rendered shell was one no longer."""
        score = self._scores.get(site, 0)
        if not has_helped:
            self._scores[site] = min(score, 0) - 1
        elif score < _LEARNED_AFTER:
            self._scores[site] = max(score, 0) + 1

    def learn_whole(self, site: str) -> None:
        """Remember that a page of the site was whole as it came."""
        if self._scores.get(site, 0) > 0:
            self._scores[site] = 0
