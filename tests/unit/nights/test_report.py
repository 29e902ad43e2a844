"""A night as a person sees it: a table, a verdict, a page."""

from pathlib import Path

from crawler.export.manifest import Manifest
from crawler.nights.report import SiteLine, make_table, make_verdict, write_duration, write_report


def a_manifest(**changes):
    values = {
        "site": "post",
        "date": "2026-11-24",
        "files": (),
        "counts": {
            "articles": {"new": 5, "updated": 4, "gone": 1},
            "teasers": {"follow": 7, "skip": 2},
            "rejects": {"no_body": 3},
        },
        "complete": True,
        "ended": "finished",
        "begun_at": "2026-11-24T21:30:00Z",
        "ended_at": "2026-11-24T21:40:00Z",
        "waiting": 0,
        "unreachable": 0,
        "requests": 42,
        "bytes": 2_340_000,
    }
    return Manifest(**{**values, **changes})


def a_line(site="post", **changes):
    values = {
        "site": site,
        "day": "2026-11-24",
        "folder": Path("exports", site, "2026-11-24"),
        "manifest": a_manifest(),
        "seconds": 61.0,
        "is_whole": True,
    }
    return SiteLine(**{**values, **changes})


def test_the_table_has_a_line_a_site():
    partial = a_manifest(complete=False, ended="budget_seconds", waiting=12)
    table = make_table(
        [
            a_line(),
            a_line("herald", manifest=partial, is_whole=False),
            a_line("mail", manifest=None, is_whole=False, fault="http://x/: the host refused the connection"),
            a_line("times", was_whole=True),
            a_line("sun", uploaded=3),
            a_line("moon", manifest=None, is_whole=False),
        ]
    )
    lines = [line.split() for line in table.splitlines()]
    assert lines[0][:5] == ["site", "night", "new", "updated", "gone"]
    assert lines[1] == ["post", "2026-11-24", "5", "4", "1", "9", "3", "42", "2.3", "1", "min", "whole"]
    assert table.splitlines()[2].endswith("budget seconds, 12 addresses waiting")
    assert table.splitlines()[3].endswith("http://x/: the host refused the connection")
    assert lines[4][7:9] == ["0", "0.0"]
    assert table.splitlines()[4].endswith("was whole before")
    assert table.splitlines()[5].endswith("whole, 3 files carried")
    assert table.splitlines()[6].endswith("not begun")


def test_the_verdict_says_what_to_do():
    assert make_verdict([a_line()]) == "the site is whole"
    assert make_verdict([a_line(), a_line("herald")]) == "all 2 sites are whole"
    assert make_verdict([a_line(), a_line("herald", is_whole=False)]).startswith("1 of 2 sites are whole; run the same")
    assert make_verdict([a_line(fault="it cannot be carried")]).startswith("0 of 1")


def test_the_page_links_to_the_manifests_and_escapes_what_strangers_said(tmp_path):
    path = tmp_path / "2026-11-24.html"
    folder = tmp_path / "post" / "2026-11-24"
    fault = "<script>alert(1)</script>"
    write_report(path, [a_line(folder=folder), a_line("mail", folder=folder, is_whole=False, fault=fault)])
    html = path.read_text(encoding="utf-8")
    assert 'href="post/2026-11-24/manifest.json"' in html
    assert "<script>" not in html
    assert html.count('<tr class="whole">') == 1
    assert html.count('<tr class="partial">') == 1


def test_durations():
    assert [write_duration(seconds) for seconds in (48.2, 60, 725, 11_100)] == ["48 s", "1 min", "12 min", "3 h 05 min"]
