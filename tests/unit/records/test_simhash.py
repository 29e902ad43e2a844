"""The fingerprint of a text is stable, and near where the text is near."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.records.simhash import simhash

VOCABULARY = [
    f"{start}{middle}{end}" for start in "bdfgklm" for middle in ("a", "ei", "o", "ur") for end in ("n", "st", "l")
]


def a_text(seed, words=300):
    chosen = random.Random(seed)  # noqa: S311 - no secret
    return " ".join(chosen.choice(VOCABULARY) for _ in range(words))


def distance(one, other):
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_it_never_changes():
    # Records of years are compared by it: a change here is a new schema.
    assert simhash("The harbour opens", "Boats came in at noon, and the town came out.") == "654495a470141433"
    assert simhash(None, None) == simhash("", "") == "276505ea2e9e4d2d"


@given(st.text(), st.text())
def test_it_is_16_hex_digits(headline, body):
    value = simhash(headline, body)
    assert len(value) == 16
    assert int(value, 16) >= 0


def test_case_punctuation_white_space_and_form_make_no_difference():
    plain = simhash("Über den Fluss", "Drei Boote, vier Leute: und ein Café.")
    loud = unicodedata.normalize("NFD", "ÜBER DEN FLUSS")
    assert simhash(loud, "drei  boote\n\nvier leute – und ein „CAFÉ“!") == plain


@pytest.mark.parametrize(
    "change",
    [
        lambda text: f"BERLIN (Agency) - {text}",
        lambda text: f"{text} This report first appeared in the evening edition.",
        lambda text: text.rsplit(" ", 12)[0],
        lambda text: text.replace(" ", "  "),
    ],
)
def test_a_little_change_changes_little(change):
    for seed in range(20):
        text = a_text(seed)
        assert distance(simhash("Of the day", text), simhash("Other words above it", change(text))) <= 12


def test_other_texts_are_far_apart():
    values = [simhash(None, a_text(seed)) for seed in range(40)]
    assert min(distance(one, other) for one in values for other in values if one is not other) > 12


def test_scripts_without_blanks_have_words_too():
    text = "港の新しい橋は来年の春に開通する予定であると市は発表した。工事は三年前に始まり費用は予定を下回った。" * 3
    assert distance(simhash(None, text), simhash(None, text.replace("来年", "今年"))) <= 16
    assert (
        distance(simhash(None, text), simhash(None, "全く別の話であり橋とは何の関わりもない文章をここに書いておく" * 5))
        > 16
    )


def test_a_very_long_text_is_counted_right():
    assert len(simhash(None, a_text(1, 200_000))) == 16
