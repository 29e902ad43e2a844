"""Templates become sentences, and the same seed the same ones."""

import pytest

from crawler.demo.grammar import Writer

WORDS = {"place": ["Aldermere", "Fennick", "the quay"], "person": ["Ada Penn"]}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{5-5} boats", "5 boats"),
        ("{1200-1200} boats", "1,200 boats"),
        ("in {1899-1899}", "In 1899"),
        ("the {2-2th} of {11-11th} and {23-23th}", "The 2nd of 11th and 23rd"),
        ("{person}: [so|so]", "Ada Penn: so"),
        ("it rained. it stopped.", "It rained. It stopped."),
    ],
)
def test_a_template_is_filled(template, text):
    assert Writer("seed", WORDS).write(template) == text


def test_a_word_stays_the_same_through_a_story_and_its_second_differs():
    writer = Writer("seed", WORDS)
    first, second, again = (writer.write(template) for template in ("x {place}", "x {place2}", "x {place}"))
    assert first == again != second


def test_one_seed_gives_one_text_and_another_another():
    template = "[a|b|c|d] {0-999} {0-999} {place}"
    assert Writer("one", WORDS).write(template) == Writer("one", WORDS).write(template)
    assert Writer("one", WORDS).write(template) != Writer("two", WORDS).write(template)
