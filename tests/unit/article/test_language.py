"""The language of an article: declared, told by its script, or by its commonest words."""

import pytest

from crawler.article.language import find_script_language, find_word_language, parse_language, read_language
from crawler.records.evidence import Evidence

ENGLISH = (
    "The council of the town met and the bridge is to be kept for the boats that have been there with their crews."
)
RUSSIAN = "Совет города собрался и решил сохранить старый мост ещё на один год."


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ('<html lang="pt_br">', "pt-BR"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","inLanguage":"de"}</script>', "de"),
        ('<meta property="og:locale" content="fr_FR">', "fr-FR"),
        ('<meta http-equiv="content-language" content="it">', "it"),
        (
            '<html lang="x-default"><script type="application/ld+json">{"@type":"WebPage","inLanguage":"nl"}</script>',
            "nl",
        ),
        ('<html xml:lang="sv">', "sv"),
        ("", None),
    ],
)
def test_a_declared_language_is_taken(html, language, page_of):
    assert read_language(page_of(html), Evidence()).value == language


def test_header_and_profile_tell_where_the_page_does_not(page_of):
    page = page_of("", headers={"content-language": "sv"})
    assert read_language(page, Evidence()).value == "sv"
    assert read_language(page_of(""), Evidence(language="da")).value == "da"


def test_a_declaration_in_another_script_is_not_believed(page_of):
    choice = read_language(page_of('<html lang="en">'), Evidence(), RUSSIAN)
    assert choice.value == "ru"
    assert any("another script" in candidate.note for candidate in choice.candidates)
    assert read_language(page_of('<html lang="uk">'), Evidence(), RUSSIAN).value == "uk"


def test_the_words_of_a_text_tell_its_language(page_of):
    assert read_language(page_of(""), Evidence(), ENGLISH).value == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("de", "de"),
        ("EN-us", "en-US"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("Deutsch", "de"),
        ("und", None),
        ("a", None),
        ("", None),
    ],
)
def test_language_tags_have_one_form(text, language):
    assert parse_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", None),
        (ENGLISH, None),
        ("Über Straßen und Brücken.", None),
        (RUSSIAN, "ru"),
        ("Рада міста зібралася й вирішила зберегти старий міст іще на рік, бо їй не вистачає грошей.", "uk"),
        ("Савет горада сабраўся і вырашыў захаваць стары мост яшчэ на адзін год.", "be"),
        ("Съветът на града се събра и реши да запази стария мост още една година.", "bg"),
        ("شورای شهر تصمیم گرفت پل قدیمی را یک سال دیگر نگه دارد و چند پروژه را پیش ببرد", "fa"),
        ("古い橋はもう一年残ることになった。", "ja"),
        ("旧桥再保留一年。", "zh"),
        ("다리는 일 년 더 남는다.", "ko"),
        ("الجسر القديم باق لعام آخر", "ar"),
        ("Բարեւ ձեզ", "hy"),
    ],
)
def test_a_script_tells_the_likeliest_language(text, language):
    assert find_script_language(text) == language


def test_half_of_one_script_is_not_enough():
    assert find_script_language("абвг деж ქართულ հայերեն") is None


def test_a_few_words_do_not_tell_a_language():
    assert find_word_language("the bridge") is None
    assert find_word_language("die Brücke ist nicht für den Rat, und das ist auch von der Stadt") == "de"
