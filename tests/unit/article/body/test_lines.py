"""Short lines that are no part of an article."""

import pytest

from crawler.article.body.lines import find_line
from crawler.article.body.why import Why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Share this article", Why.CONTROL),
        ("→ Back to top", Why.CONTROL),
        ("Der Artikel wird nach der Anzeige fortgesetzt", Why.CONTROL),
        ("CONTINUA DOPO LA PUBBLICITÀ", Why.CONTROL),
        ("Sign up for our daily newsletter to get the best stories.", Why.CONTROL),
        ("Suivez-nous sur Facebook", Why.CONTROL),
        ("Your browser does not support video.", Why.CONTROL),
        ("© 2024 The Post. All rights reserved.", Why.COLOPHON),
        ("Photo: Jane Doe/AP", Why.CAPTION),
        ("Bildquelle: dpa", Why.CAPTION),
        ("4 min read", Why.BYLINE),
        ("Lesezeit: 3 Minuten", Why.BYLINE),
        ("Updated May 5, 2024", Why.BYLINE),
        ("Veröffentlicht am 4. Mai 2024, 10:30 Uhr", Why.BYLINE),
    ],
)
def test_a_line_of_the_page_is_told(text, why):
    assert find_line(text) is why


@pytest.mark.parametrize(
    "text",
    [
        "Share prices fell on Monday.",
        "The comments of the mayor were brief.",
        "Photographs of the bridge were shown to the council.",
        "Updated plans for the bridge will come in 2025.",
        "Copyright law is what the council talked about next.",
        "Reading the report takes 4 minutes, said the engineer, and it was time well spent.",
        "Sign up for our daily newsletter. " + "The engineer told them of the stones. " * 5,
    ],
)
def test_a_line_of_the_story_is_none(text):
    assert find_line(text) is None
