"""A run's statistics as lines that a person reads: while it goes, and when it has ended."""

import json
from collections.abc import Mapping
from typing import Any, Final

_PAGES: Final = "readmore/pages/"
_REJECTED: Final = "readmore/rejected/"
_SKIPPED: Final = "readmore/skipped/"
_TRAPS: Final = "readmore/traps/"
_LABEL_WIDTH: Final = 10
_SHOWN_CHARACTERS: Final = 160
_SHOWN_ITEMS: Final = 3

Statistics = Mapping[str, Any]


def count_pages(stats: Statistics) -> int:
    """How many pages were read, whatever their kind."""
    return sum(_group(stats, _PAGES).values())


def progress_line(stats: Statistics) -> str:
    """How far a running crawl is."""
    waiting = stats.get("scheduler/enqueued", 0) - stats.get("scheduler/dequeued", 0)
    return (
        f"{count_pages(stats)} pages read, {stats.get('readmore/articles', 0)} articles, "
        f"{sum(_group(stats, _REJECTED).values())} refused, {waiting} addresses waiting"
    )


def summary(stats: Statistics, feeds: Mapping[str, str]) -> str:
    """What a crawl that has ended did and wrote; ``feeds`` names the file of articles, teasers and rejects."""
    pages, rejected, skipped = (_group(stats, prefix) for prefix in (_PAGES, _REJECTED, _SKIPPED))
    traps = sorted(_group(stats, _TRAPS).items(), key=_largest_first)
    seconds = stats.get("elapsed_time_seconds", 0.0)
    rows = [
        ("pages", f"{sum(pages.values())} read", _parts(pages)),
        ("articles", str(stats.get("readmore/articles", 0)), feeds.get("articles", "")),
        ("teasers", str(stats.get("readmore/teasers", 0)), feeds.get("teasers", "")),
        ("refused", str(sum(rejected.values())), "  ".join(filter(None, (_parts(rejected), feeds.get("rejects", ""))))),
        ("skipped", f"{sum(skipped.values())} links", _parts(skipped)),
        *(("traps" if place == 0 else "", f"{cost} requests", name) for place, (name, cost) in enumerate(traps)),
        ("ended", f"{stats.get('finish_reason', 'unknown')} after {seconds:.0f} s", ""),
    ]
    return "\n".join(f"  {label:<{_LABEL_WIDTH}}{figure:<24}{more}".rstrip() for label, figure, more in rows)


def shorten(value: Any) -> Any:
    """A JSON value with long texts and long lists cut, so that a person sees its shape."""
    if isinstance(value, dict):
        return {key: shorten(inner) for key, inner in value.items()}
    if isinstance(value, list):
        rest = len(value) - _SHOWN_ITEMS
        return [shorten(inner) for inner in value[:_SHOWN_ITEMS]] + ([f"… and {rest} more"] if rest > 0 else [])
    if isinstance(value, str) and len(value) > _SHOWN_CHARACTERS:
        return f"{value[:_SHOWN_CHARACTERS]}… ({len(value)} characters)"
    return value


def pretty(line: str) -> str:
    """One line of a feed, indented, with long values cut."""
    return json.dumps(shorten(json.loads(line)), ensure_ascii=False, indent=2)


def _group(stats: Statistics, prefix: str) -> dict[str, int]:
    return {key.removeprefix(prefix): value for key, value in stats.items() if key.startswith(prefix)}


def _parts(group: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(group.items(), key=_largest_first))


def _largest_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
