"""What stands around a block: tags and class words, and how far it is from the best container."""

import pytest

from crawler.article.body.surroundings import FLAGS, find_no_side, read_sides
from crawler.page.tree import Element
from tests.unit.article.body.pages import a_page


def flags_of(html: str) -> set[str]:
    """The flags of the element with the id "it", beside a best container with the id "best"."""
    page = a_page(html)
    by_id = {element.get("id"): element for element in page.elements}
    side = read_sides(by_id["best"])(by_id["it"])
    return {flag for flag, value in zip(FLAGS, side.flags, strict=True) if value}


@pytest.mark.parametrize(
    ("html", "flags"),
    [
        ("<div id=best></div><aside><ul><li><p id=it></ul></aside>", {"in_aside", "in_list"}),
        ("<div id=best></div><table><tr><td id=it></table>", {"in_table"}),
        ("<div id=best></div><figure><figcaption id=it></figcaption></figure>", {"in_figure"}),
        ("<div id=best></div><footer><form><p id=it></form></footer>", {"in_frame", "in_form"}),
        ("<div id=best></div><article><article><p id=it></article></article>", {"articles"}),
        ("<div id=best></div><blockquote id=it></blockquote>", {"in_quote"}),
        ('<div id=best></div><div class="c-commentList"><p id=it></div>', {"says_comment", "says_related"}),
        ('<div id=best></div><div class="post-comments"><p id=it></div>', {"says_comment"}),
        ('<div id=best></div><div class="newsletterSignup promo"><p id=it></div>', {"says_promo"}),
        ("<div id=best></div><p id=it itemprop=articleBody>", {"says_body"}),
        ('<div id=best></div><div style="display: none"><p id=it></div>', {"says_hidden"}),
        ("<div id=best></div><div hidden><p id=it></div>", {"says_hidden"}),
        ("<div id=best></div><div aria-hidden=true><p id=it></div>", {"says_hidden"}),
    ],
)  # fmt: skip
def test_surroundings_raise_their_flags(html, flags):
    assert flags_of(html) == flags


def test_what_holds_the_best_container_says_nothing_of_a_block():
    html = '<section class="comments promo"><div id=best><p id=it class=author></div></section>'
    assert flags_of(html) == {"says_author"}


def test_articles_around_are_counted():
    page = a_page("<article><div id=best></div><article><p></article></article>")
    best, it = page.find("div"), page.find("p")
    flags = read_sides(best)(it).flags
    assert flags[FLAGS.index("articles")] == 2


def test_the_distance_is_counted_up_and_down():
    page = a_page("<main><section><div id=best></div></section><aside><p></p></aside></main>")
    find_side = read_sides(page.find("div"))
    side = find_side(page.find("p"))
    assert (side.up, page.find("p").depth - side.depth) == (2.0, 2)
    assert find_side(page.find("p")) is side
    assert (find_side(page.find("div")).up, find_side(page.find("div")).depth) == (0.0, page.find("div").depth)


def test_without_prose_there_is_no_side():
    element: Element = a_page("<p>").elements[0]
    assert not any(find_no_side(element).flags)
