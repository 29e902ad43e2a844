"""Saved pages are found in files, folders and lists, and keep their address."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.errors import PageError, UsageError
from crawler.page.saved import SavedPage, find_canonical_link, find_saved_pages
from crawler.records.article import Run
from crawler.records.enums import Via

RUN = Run(id="r", spider="read")
NOW = datetime(2026, 1, 2, tzinfo=UTC)
HTML = b'<html><head><link href="https://a.example/x?a=1&amp;b=2" rel="canonical"><title>t</title></head></html>'


def test_a_file_is_one_page_at_its_canonical_address(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(HTML)
    (page,) = find_saved_pages(path)
    document = page.load(RUN, NOW)
    assert document.url == "https://a.example/x?a=1&b=2"
    assert document.body == HTML
    assert document.discovered.via is Via.FILE


def test_a_page_that_names_no_address_has_its_files(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b"<p>x</p>")
    (page,) = find_saved_pages(path)
    assert page.load(RUN, NOW).url == path.as_uri()


def test_a_folder_gives_its_pages_by_name(tmp_path):
    (tmp_path / "b.htm").write_bytes(b"b")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.html.gz").write_bytes(gzip.compress(b"a"))
    (tmp_path / "notes.md").write_bytes(b"no page")
    pages = list(find_saved_pages(tmp_path))
    assert [page.path.name for page in pages] == ["b.htm", "a.html.gz"]
    assert pages[1].load(RUN, NOW).body == b"a"


@pytest.mark.parametrize("packed", [False, True])
def test_a_list_gives_id_address_and_encoding(tmp_path, packed):
    (tmp_path / "p.html.gz").write_bytes(gzip.compress(HTML))
    line = json.dumps({"id": 7, "url": "https://b.example/", "file": "p.html.gz", "encoding": "latin-1"}) + "\n\n"
    path = tmp_path / ("list.jsonl.gz" if packed else "list.jsonl")
    path.write_bytes(gzip.compress(line.encode()) if packed else line.encode())
    (page,) = find_saved_pages(path)
    assert page == SavedPage(tmp_path / "p.html.gz", "7", "https://b.example/", "latin-1")
    document = page.load(RUN, NOW)
    assert (document.url, document.encoding) == ("https://b.example/", "latin-1")


def test_a_list_is_parted_at_line_feeds_alone(tmp_path):
    path = tmp_path / "list.jsonl"
    path.write_text('{"id": "a\u2028b", "file": "p.html"}\r\n{"id": "c\x85d", "file": "q.html"}\n', encoding="utf-8")
    assert [page.id for page in find_saved_pages(path)] == ["a\u2028b", "c\x85d"]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '"x"'])
def test_a_broken_list_names_its_line(tmp_path, line):
    path = tmp_path / "list.jsonl"
    path.write_text('{"file": "a.html"}\n' + line, encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        list(find_saved_pages(path))


def test_nothing_to_read_is_a_mistake(tmp_path):
    with pytest.raises(UsageError, match="does not exist"):
        list(find_saved_pages(tmp_path / "absent.html"))
    with pytest.raises(UsageError, match="holds no page"):
        list(find_saved_pages(tmp_path))


def test_a_missing_page_is_told_and_no_more():
    with pytest.raises(PageError, match="cannot be read"):
        SavedPage(Path("/nowhere/x.html")).load(RUN, NOW)


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (b"<link rel=canonical href=https://a.example/x>", "https://a.example/x"),
        (b"<LINK REL='canonical' HREF='http://a.example/'>", "http://a.example/"),
        (b'<link rel="canonical" href="/relative">', None),
        (b'<link rel="canonical">', None),
        (b'<link rel="stylesheet" href="https://a.example/c.css">', None),
        (b"", None),
    ],
)
def test_the_canonical_link_is_found_in_any_spelling(html, url):
    assert find_canonical_link(html) == url
