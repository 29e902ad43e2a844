"""Short lines that are no part of an article."""

import pytest

from crawler.article.body.lines import find_line, heads_discussion, is_date, is_path
from crawler.article.body.why import Why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Share this article", Why.CONTROL),
        ("→ Back to top", Why.CONTROL),
        ("Print | E-Mail", Why.CONTROL),
        ("Ad – content continues below", Why.CONTROL),
        ("Sigue toda la información de Economía en Facebook y X, o en nuestra newsletter semanal", Why.CONTROL),
        ("An dieser Stelle finden Sie einen externen Inhalt von Instagram, der den Artikel ergänzt.", Why.CONSENT),
        ("Ce contenu est bloqué car vous n’avez pas accepté les traceurs.", Why.CONSENT),
        (
            (
                "This article contains content provided by a video platform. We ask for your permission before "
                "anything is loaded, as it may use cookies and other technologies. You may want to read its policy "
                "before you accept. To view this content, choose to accept and go on with the story below."
            ),
            Why.CONSENT,
        ),
        ("Der Artikel wird nach der Anzeige fortgesetzt", Why.CONTROL),
        ("CONTINUA DOPO LA PUBBLICITÀ", Why.CONTROL),
        ("Sign up for our daily newsletter to get the best stories.", Why.CONTROL),
        ("Suivez-nous sur Facebook", Why.CONTROL),
        ("Your browser does not support video.", Why.CONTROL),
        ("انتهای پیام/", Why.CONTROL),
        ("シェア", Why.CONTROL),
        ("Theo dõi chúng tôi trên Google News", Why.CONTROL),
        ("แท็ก: สะพาน, จราจร", Why.CONTROL),
        ("© ۱۴۰۴ روزنامه بندر. همه حقوق محفوظ است.", Why.COLOPHON),
        ("Copyright © 항구일보", Why.COLOPHON),
        ("사진=연합뉴스", Why.CAPTION),
        ("周一从南岸拍摄的大桥。图片来源：新华社", Why.CAPTION),
        (
            (
                "You are using an out of date browser. It may not display this or other websites correctly. "
                "You should upgrade or use an alternative browser. It takes a few minutes and costs nothing at all."
            ),
            Why.CONTROL,
        ),
        ("Dein Browser ist leider veraltet.", Why.CONTROL),
        ("Vous utilisez un navigateur obsolète", Why.CONTROL),
        ("（编辑：李大华）", Why.CONTROL),
        ("Tagi: most, rada", Why.CONTROL),
        ("Fot. Dolina", Why.CAPTION),
        ("© 2024 The Post. All rights reserved.", Why.COLOPHON),
        ("Photo: Jane Doe/AP", Why.CAPTION),
        ("Bildquelle: dpa", Why.CAPTION),
        ("The old bridge in the winter. Photo: Jane Doe", Why.CAPTION),
        ("(0 comments)", Why.CONTROL),
        ("12 Kommentare", Why.CONTROL),
        ("4 min read", Why.BYLINE),
        ("Lesezeit: 3 Minuten", Why.BYLINE),
        ("20 Words 1 Mins", Why.BYLINE),
        ("5 min read · 1,200 words", Why.BYLINE),
        ("230 字", Why.BYLINE),
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
        "Your browser is the door through which most of the town's news reaches you.",
        "12 minutes later the bridge was open.",
        "Print | Radio | Film",
        "This content, the mayor said, belongs to the town. " + "It was written by hand and kept in a chest. " * 10,
        "Reading the report takes 4 minutes, said the engineer, and it was time well spent.",
        "Sign up for our daily newsletter. " + "The engineer told them of the stones. " * 5,
    ],
)
def test_a_line_of_the_story_is_none(text):
    assert find_line(text) is None


@pytest.mark.parametrize(
    ("text", "is_heading"),
    [
        ("Comments", True),
        ("12 Comments", True),
        ("Kommentare (3)", True),
        ("Leave a reply", True),
        ("コメント", True),
        ("Comments on the plan", False),
        ("Discussion", False),
    ],
)
def test_the_heading_of_comments_is_told(text, is_heading):
    assert heads_discussion(text) is is_heading


def test_a_path_names_several_sections():
    assert is_path("Home > News > The bridge is open again")
    assert not is_path("The bridge > the mill")
    assert not is_path("The bridge is open again")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("June 23, 2025", True), ("23.6.2025", True), ("In June 2025 it rained on the town", False), ("June 23", False)],
)
def test_a_day_of_a_year_is_told(text, is_one):
    assert is_date(text) is is_one
