"""Which text of a listing belongs to an article, and which to the listing itself."""

from crawler.links.reader import read_links
from crawler.links.standing import find_standing
from crawler.page.blocks import block_key
from tests.crawl.loopback import a_front

PITCH = "Whoever becomes a member keeps the news of this town free for all."
LONG = "The council met on Monday and heard for three hours what the bakers had to say."


def standing(page_of, html):
    page = page_of(html, url="https://news.example/")
    return find_standing(page, read_links(page))


def test_excerpts_and_stories_printed_whole_belong_to_their_article(page_of):
    printed = (
        f'<article><h2><a href="/news/the-newest-story-of-all">The newest story of all</a></h2><p>{LONG}</p></article>'
    )
    front = a_front(*(f"/news/story-number-{n}-of-the-day" for n in range(5)))
    found = standing(page_of, front.replace("</main>", f"{printed}<p>{PITCH}</p></main>"))
    assert found == {block_key(PITCH)}


def test_a_few_words_may_stand_anywhere(page_of):
    assert standing(page_of, "<main><p>Read our news</p></main>") == frozenset()
