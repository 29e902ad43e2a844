"""Labels that lead on, and how much a text says, in scripts with and without blanks between words."""

import pytest

from crawler.page.phrases import count_words, is_read_more


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The bridge is open", 4),
        ("De brug over de rivier is weer één jaar dicht", 10),
        ("橋は四月から十八カ月間閉鎖される", 8),
        ("2025年に閉鎖された", 5),
        ("다리는 4월부터 폐쇄된다", 3),
        ("สะพานจะปิดสิบแปดเดือน", 11),
    ],
)
def test_two_signs_are_a_word_where_blanks_part_none(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    "label", ["Zum vollständigen Artikel →", "Leer el artículo completo", "Leggi l’articolo completo", "Cały artykuł"]
)
def test_a_label_that_leads_to_the_whole_article_leads_on(label):
    assert is_read_more(label)
