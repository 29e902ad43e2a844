"""The demo site as it answers a day later."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Final

from crawler.demo.edition import Edition, plan_edition
from crawler.demo.feeds import make_news_sitemap, make_rss, make_sitemap
from crawler.demo.markup import READ_MORE, teaser
from crawler.demo.other_pages import make_not_found_page
from crawler.demo.site import Answer, Site
from crawler.demo.story import Story

_ADVERT: Final = (
    '<aside class="ad banner" aria-label="Advertisement"><p>Wool socks, two pairs for the price of one, only this week '
    'at the Old Mole. <a href="/contact/" rel="sponsored">Order yours today</a></p></aside>'
)
_WIDGET: Final = '<section class="widget weather"><h2>Weather</h2><p>Rain from the west, 9 degrees.</p></section>'


class EditedSite(Site):
    """The site of the day after.

    Its front page opens with what is new; feed and sitemaps tell all. Older listings stand as they stood: they lead to
    the deleted story and to the moved one's old address, as an archive does that nobody makes anew.
    """

    def __init__(self, base_url: str) -> None:
        super().__init__(base_url)
        edition = plan_edition()
        stories = edition.stories
        for story in (*edition.new, *edition.edited, edition.moved):
            self._makers[story.path] = partial(self._story, story)
        for story in edition.dressed:
            self._makers[story.path] = partial(self._dressed, story)
        for path in (edition.deleted.path, edition.moved_from):
            del self._makers[path]
        self._makers[edition.deleted.path] = self._gone
        self._redirects[edition.moved_from] = edition.moved.path
        self._makers["/"] = partial(self._front, self._makers["/"], edition)
        for path, make in (
            ("/feed.xml", partial(make_rss, stories=stories)),
            ("/sitemap-2024.xml", partial(make_sitemap, year=2024, stories=stories)),
            ("/sitemap-2025.xml", partial(make_sitemap, year=2025, stories=stories)),
            ("/sitemap-news.xml", partial(make_news_sitemap, stories=stories)),
        ):
            self._makers[path] = partial(self._text, make, self.answer(path).content_type)
        self._made.clear()

    def _gone(self) -> Answer:
        return self._html(make_not_found_page(), status=HTTPStatus.GONE)

    def _dressed(self, story: Story) -> Answer:
        answer = self._story(story)
        html = answer.body.decode()
        html = html.replace("</main>", f"{_ADVERT}</main>", 1)
        html = html.replace('<section class="widget topics">', f'{_WIDGET}<section class="widget topics">', 1)
        return replace(answer, body=html.encode())

    def _front(self, make: Callable[[], Answer], edition: Edition) -> Answer:
        answer = make()
        cards = "".join(teaser(story, READ_MORE["en"], "card entry") for story in (*edition.new, edition.moved))
        html = answer.body.decode().replace('<div class="cards">', f'<div class="cards">{cards}', 1)
        return replace(answer, body=html.encode())
