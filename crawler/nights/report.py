"""A night as a person looks at it: one line a site while it goes, a table when it has ended, a page to keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from crawler.export.manifest import Manifest
from crawler.export.partitions import write_whole

_HEADINGS: Final = ("site", "night", "new", "updated", "gone", "teasers", "refused", "requests", "MB", "time", "ended")
_MEGABYTE: Final = 1_000_000
_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1d2433}"
    "table{border-collapse:collapse;width:100%}th,td{padding:.35rem .6rem;border-bottom:1px solid #d8dde6;"
    "text-align:right;white-space:nowrap}th:first-child,td:first-child,td:last-child,th:last-child{text-align:left;"
    "white-space:normal}.partial td{background:#fff3e6}.whole td:last-child{color:#17633a}"
    "@media(prefers-color-scheme:dark){body{background:#12161f;color:#e4e8f0}th,td{border-color:#333b4d}"
    ".partial td{background:#3a2a16}.whole td:last-child{color:#7fd6a4}}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """What the report says of one site; ``fault`` is empty where nothing went wrong."""

    site: str
    day: str
    folder: Path
    manifest: Manifest | None
    seconds: float
    is_whole: bool
    fault: str = ""
    was_whole: bool = False
    uploaded: int = 0

    @property
    def cells(self) -> tuple[str, ...]:
        """The line of the table."""
        if self.manifest is None:
            return (self.site, self.day, *[""] * (len(_HEADINGS) - 3), self.ending)
        counts = self.manifest.counts
        changes = counts.get("articles", {})
        figures = [changes.get(kind, 0) for kind in ("new", "updated", "gone")]
        figures += [sum(counts.get(feed, {}).values()) for feed in ("teasers", "rejects")]
        requests = 0 if self.was_whole else self.manifest.requests
        megabytes = 0.0 if self.was_whole else self.manifest.bytes / _MEGABYTE
        cells = [*map(str, figures), str(requests), f"{megabytes:.1f}", write_duration(self.seconds)]
        return (self.site, self.day, *cells, self.ending)

    @property
    def ending(self) -> str:
        """How it ended, in a few words."""
        if self.was_whole and self.is_whole and not self.fault:
            words = "was whole before"
        elif self.is_whole and not self.fault:
            words = "whole"
        else:
            reason = self.manifest.ended.replace("_", " ") if self.manifest and not self.is_whole else ""
            words = ": ".join(part for part in (reason, self.fault) if part) or "not begun"
        carried = f", {self.uploaded} files carried" if self.uploaded else ""
        waiting = f", {self.manifest.waiting} addresses waiting" if self.manifest and self.manifest.waiting else ""
        return words + waiting + carried


def write_duration(seconds: float) -> str:
    """Seconds as a person says them: ``48 s``, ``12 min``, ``3 h 05 min``."""
    minutes = round(seconds / 60)
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"  # noqa: PLR2004 - an hour


def make_table(lines: Sequence[SiteLine]) -> str:
    """The table that closes a night, for a terminal."""
    rows = [_HEADINGS, *(line.cells for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADINGS))]
    last = len(_HEADINGS) - 1
    return "\n".join(
        "  ".join(
            cell if place == last else cell.ljust(widths[place]) if place == 0 else cell.rjust(widths[place])
            for place, cell in enumerate(row)
        ).rstrip()
        for row in rows
    )


def make_verdict(lines: Sequence[SiteLine]) -> str:
    """One line on the whole night."""
    whole = sum(line.is_whole and not line.fault for line in lines)
    if whole == len(lines):
        return f"all {whole} sites are whole" if whole != 1 else "the site is whole"
    return f"{whole} of {len(lines)} sites are whole; run the same command again to go on with the others"


def write_report(path: Path, lines: Sequence[SiteLine]) -> None:
    """The night as a page to open in a browser.

    Raises:
        SegmentError: it cannot be written.
    """
    head = "".join(f"<th>{name}</th>" for name in _HEADINGS)
    rows = "".join(_make_row(line, path.parent) for line in lines)
    html = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>The night of {escape(path.stem)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
        f"<h1>The night of {escape(path.stem)}</h1><p>{escape(make_verdict(lines))}.</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></html>\n"
    )
    write_whole(path, html.encode())


def _make_row(line: SiteLine, root: Path) -> str:
    first, *others = line.cells
    link = escape(f"{line.folder.relative_to(root)}/manifest.json")
    name = f'<a href="{link}">{escape(first)}</a>' if line.manifest else escape(first)
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in others)
    return f'<tr class="{"whole" if line.is_whole and not line.fault else "partial"}"><td>{name}</td>{cells}</tr>'
