"""Days that a reader sees beside each other: told apart, and which of two is that of the change."""

from datetime import date

import pytest

from crawler.article.dates import read_dates
from crawler.records.evidence import Evidence


@pytest.fixture
def days_of(page_of):
    def make(below):
        page = page_of(f"<h1>The bridge opens</h1>{below}")
        dates = read_dates(page, page.find("h1"), "en", Evidence())
        return tuple(choice.value.day if choice.value else None for choice in (dates.published, dates.modified))

    return make


@pytest.mark.parametrize(
    ("below", "published", "modified"),
    [
        (
            "<p><span>by Jane Doe</span><span>May 12, 2023</span><span>May 13, 2023</span></p>",
            date(2023, 5, 12),
            None,
        ),
        (
            "<p><b>Traffic</b><b>DECEMBER 22, 2022</b><b>Updated: JANUARY 02, 2024</b></p>",
            date(2022, 12, 22),
            date(2024, 1, 2),
        ),
        (
            (
                '<span class="posted-on"><time class="published" datetime="2023-05-12T10:00:00+00:00">May 12</time>'
                '<time class="updated" datetime="2023-05-13T10:00:00+00:00">May 13</time></span>'
            ),
            date(2023, 5, 12),
            date(2023, 5, 13),
        ),
        (
            "<p>Data utworzenia: 12 maja 2023, 20:40. Data aktualizacji: 13 maja 2023.</p>",
            date(2023, 5, 12),
            date(2023, 5, 13),
        ),
        (
            (
                "<p>Updated 12 May 2023</p>"
                "<p>Engineers had found cracks in a survey of two main bearings on 12 March 2021, and warned.</p>"
            ),
            None,
            date(2023, 5, 12),
        ),
        ("<p><b>By Jane Doe</b><b>May 12, 2023</b><b>5:45 PM</b></p>", date(2023, 5, 12), None),
        ("<p>12 May 2023, 22:10. Updated at 22:45.</p>", date(2023, 5, 12), date(2023, 5, 12)),
        ("<p>12 May 2023, 22:10. Updated at 7:05.</p>", date(2023, 5, 12), None),
        ("<p>31 December 2022, 20:15, updated 1 January, 8:30</p>", date(2022, 12, 31), date(2023, 1, 1)),
        (
            "<p><b>Giriş Tarihi: 05.03.2024 21:14</b><b>Güncelleme Tarihi: 06.03.2024</b></p>",
            date(2024, 3, 5),
            date(2024, 3, 6),
        ),
        (
            "<dl><dt>Published</dt><dd>26 February 2024</dd><dt>Last updated</dt><dd>1 March 2024</dd></dl>",
            date(2024, 2, 26),
            date(2024, 3, 1),
        ),
        (
            "<table><tr><td>Published</td><td>2 May 2024</td><tr><td>Page modified on</td><td>3 May 2024</td></table>",
            date(2024, 5, 2),
            date(2024, 5, 3),
        ),
        ("<p>Version 8.4.13 is out.</p><p>Oct 21, 2025</p>", date(2025, 10, 21), None),
        ('<time class="entry-date updated" datetime="2023-05-12T10:00">May 12, 2023</time>', date(2023, 5, 12), None),
    ],
)
def test_two_days_side_by_side_are_told_apart(days_of, below, published, modified):
    assert days_of(below) == (published, modified)


def test_the_day_on_which_the_page_is_read_is_none_of_the_story(page_of):
    top = '<div class="current-date">Friday, 12 May 2023</div><p>A</p><p>B</p><p>C</p>'
    page = page_of(f"{top}<h1>The bridge opens</h1><p>Text</p>")
    assert read_dates(page, page.find("h1"), "en", Evidence()).published.value is None


def test_the_numbers_of_a_release_are_no_days_where_the_headline_of_an_english_page_holds_some(page_of):
    page = page_of("<h1>Teapot 3.10.24 released</h1><p>It mends 3.9.22.</p><p>3.10.24</p>")
    assert read_dates(page, page.find("h1"), "en", Evidence()).published.chosen is None
    page = page_of("<h1>Sitzung vom 8.4.13</h1><p>9.4.13</p>")
    assert read_dates(page, page.find("h1"), "de", Evidence()).published.value.day == date(2013, 4, 9)
