"""Any page is read without an error, and in work that grows with its length."""

import json
from datetime import datetime
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.page.dates import parse_date
from crawler.reading import Reading, read
from crawler.records.json_form import write_line
from tests.unit.hostile import FORMS, PROSE
from tests.unit.work import count_work

each_form = pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))


@each_form
def test_a_hostile_page_is_read(form, document_of):
    reading = read(document_of(form(3_000)))
    assert write_line(reading.article)


@pytest.mark.parametrize("name", FORMS)
def test_twice_the_page_is_no_more_than_some_twice_the_work(name, document_of):
    form = FORMS[name]
    size = 800 if name.startswith("deep") else 300  # past the depth that is read
    read(document_of(form(50)))  # what is loaded and compiled once is no work of the page
    small, large = (count_work(partial(read, document_of(form(times)))) for times in (size, 2 * size))
    assert large < 2.6 * small + 20_000


LYING = [
    ("utf-16", None), ("utf-16-le", None), ("utf-16", "utf-8"), ("utf-8", "utf-16"), ("latin-1", "utf-8"),
    ("utf-8", "ascii"), ("utf-8", "utf-7"), ("utf-8", "rot13"), ("utf-8", "base64_codec"), ("utf-8", "idna"),
    ("utf-8", "punycode"), ("utf-8", "unicode_escape"), ("utf-8", "undefined"), ("utf-8", ""), ("utf-8", "\x00"),
    ("shift_jis", "euc-jp"), ("utf-8", "unknown-8bit"), ("utf-32", None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "declared"), LYING)
def test_a_charset_that_lies_or_is_none_is_survived(written, declared, document_of):
    html = f"<html><head><meta charset='{declared}'><title>The bridge</title></head><body>{PROSE * 9}</body></html>"
    headers = {} if declared is None else {"content-type": f"text/html; charset={declared}"}
    assert write_line(read(document_of(html.encode(written), headers=headers)).article)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\0", b"\0" * 100_000, b"\xff\xfe", b"\xef\xbb\xbf", b"<", b"</", b"<!", b"<?xml version='1.0'?>",
        b"<html", b"<" * 20_000,
        b"\x1f\x8b\x08\x00", b"%PDF-1.7\n", b"{}", b"<svg/>", b"<html></html><html></html>", b"<frameset><frame>",
        bytes(range(256)) * 800,
    ],
)  # fmt: skip
def test_what_is_no_page_is_read_as_one(body, document_of):
    assert write_line(read(document_of(body)).article)


def test_a_page_of_10_megabytes_is_cut_and_says_so(document_of):
    reading = read(document_of(PROSE * 110_000))
    assert "truncated" in reading.article.warnings


@pytest.mark.parametrize("url", ["about:blank", "file:///x.html", "https://[::1]/x", "https://news.example/%ff", "x"])
def test_any_address_is_borne(url, document_of):
    assert write_line(read(document_of(PROSE, url=url)).article)


# ---------------------------------------------------------------- by chance; `make fuzz` for longer

TAGS = (
    "html head body title meta link script base h1 h2 p div span a article main section aside header footer nav time "
    "abbr figure figcaption img ul li table tr td blockquote br b i form button iframe svg template noscript video"
)
WORDS = [
    "4 May 2024", "2024-05-04T10:00:00+99:99", "99/99/9999", "令和元年99月1日", "By Jane Doe and", "Read more", "…",
    "&amp;#", "Updated", "10 min read", "0000-00-00", "1715933350000000", "٢٠٢٤", "31 февраля 2024", "24:61", PROSE,
    "Subscribe to read",
]  # fmt: skip
KEYS = (
    "class id href src rel itemprop itemscope itemtype content name property datetime title lang type charset "
    "data-utime style hidden http-equiv srcset width"
)
VALUES = [
    "author", "date comment", "canonical", "next", "article:published_time", "datePublished", "og:title", "refresh",
    "0;url=/x", "application/ld+json", "http://schema.org/NewsArticle", "//[", "http://[::1", "javascript:void(0)",
    "../" * 9, "?page=2", "#x", "data:,", "-1", "1e999",
]  # fmt: skip
PROPERTIES = (
    "@type @id @graph @context headline name author datePublished dateModified image url keywords articleSection "
    "isAccessibleForFree hasPart mainEntityOfPage itemListElement item position description articleBody video "
    "inLanguage publisher license copyrightHolder"
)
TYPES = ["NewsArticle", "BreadcrumbList", "WebPage", "Person", "VideoObject"]

TEXTS = st.text(max_size=30) | st.sampled_from(WORDS)
ATTRIBUTES = st.tuples(st.sampled_from(KEYS.split()), TEXTS | st.sampled_from(VALUES))
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(PROPERTIES.split()), inner | st.sampled_from(TYPES), max_size=6)
    ),
    max_leaves=20,
)


def tag_of(name: str, attributes: list[tuple[str, str]], inner: str, is_closed: bool) -> str:
    stated = "".join(f' {key}="{value.replace(chr(34), "")}"' for key, value in attributes)
    return f"<{name}{stated}>{inner}" + (f"</{name}>" if is_closed else "")


ELEMENTS = st.recursive(
    TEXTS,
    lambda inner: st.builds(
        tag_of,
        st.sampled_from(TAGS.split()),
        st.lists(ATTRIBUTES, max_size=3),
        st.lists(inner, max_size=5).map("".join),
        st.booleans(),
    ),
    max_leaves=25,
)
PAGES = st.builds(
    lambda data, body: f'<script type="application/ld+json">{json.dumps(data)}</script>{body}',
    JSON,
    st.lists(ELEMENTS, max_size=6).map("".join),
)


def check(reading: Reading) -> None:
    article = reading.article
    assert write_line(article)
    assert article.published_at is None or article.published_at.utcoffset() is not None
    assert (article.published_at is None) == (article.published_date is None)
    assert len(set(article.warnings)) == len(article.warnings)


@given(html=PAGES)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_markup_by_chance_is_read(html, document_of):
    check(read(document_of(html)))


@given(
    body=st.binary(max_size=2_000),
    charset=st.sampled_from(["", "utf-8", "utf-16", "big5", "iso-2022-jp", "hz", "nonsense"]),
)
def test_bytes_by_chance_are_read(body, charset, document_of):
    check(read(document_of(body, headers={"content-type": f"text/html; charset={charset}"})))


@given(text=st.text(), language=st.sampled_from(["", "en", "de", "fa", "th", "zh"]))
def test_any_text_is_a_date_or_none(text, language):
    moment = parse_date(text, language=language)
    assert moment is None or moment.when.year > 0


@given(when=st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)))
def test_a_time_written_for_machines_comes_back(when):
    whole = when.replace(microsecond=0)
    assert parse_date(whole.isoformat()).when == whole
    assert parse_date(f"{whole:%d.%m.%Y %H:%M:%S}", language="de").when == whole
