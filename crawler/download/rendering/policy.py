"""Which pages of a run are rendered: shells alone, where it has helped before, within a budget."""

from typing import Any, Final

from crawler.records.enums import RenderReason

# So many shells in a row that a browser filled make a site one of shells, whose pages are rendered at once; so many
# that it did not fill make it one where rendering is of no use.
_LEARNED_AFTER: Final = 3
_HOPELESS_AFTER: Final = -5


class RenderPolicy:
    """What a run knows of its sites, and what is left of its budget.

    ``state`` is a plain dict that outlives a pause (Scrapy's ``spider.state``).
    """

    def __init__(self, renderer: str, budget: int, state: dict[str, Any]) -> None:
        self.renderer = renderer
        self._budget = budget
        self._scores: dict[str, int] = state.setdefault("readmore_render_scores", {})
        self._spent: dict[str, int] = state.setdefault("readmore_render_spent", {"pages": 0})

    def find_refusal(self, site: str, reason: RenderReason) -> str | None:
        """Why a page that lacks something is not rendered, for the person who reads the rejects; None: it is."""
        if self.renderer == "none":
            return (
                f"the page shows its content only to a browser ({reason}): set READMORE_RENDERER=splash or playwright"
            )
        if self._scores.get(site, 0) <= _HOPELESS_AFTER:
            return f"a browser does not see more of this site's pages either ({reason})"
        if self._spent["pages"] >= self._budget:
            return f"the run has rendered READMORE_RENDER_BUDGET={self._budget} pages ({reason})"
        return None

    def is_rendered_at_once(self, site: str) -> bool:
        """Whether the site's pages need not be fetched plainly first."""
        if self.renderer == "none" or self._spent["pages"] >= self._budget:
            return False
        return self._scores.get(site, 0) >= _LEARNED_AFTER

    def spend(self) -> None:
        """Take one page from the budget."""
        self._spent["pages"] += 1

    def learn(self, site: str, *, has_helped: bool) -> None:
        """Remember whether a rendered shell was one no longer."""
        score = self._scores.get(site, 0)
        if has_helped:
            self._scores[site] = max(score, 0) + 1
        else:
            self._scores[site] = min(score, 0) - 1
