"""Addresses to answers: every page of the demo site, its redirects, and which spellings it treats alike."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib import resources
from typing import Final
from urllib.parse import parse_qsl, urlencode

from crawler.demo.feeds import (
    make_news_sitemap,
    make_page_sitemap,
    make_robots,
    make_rss,
    make_sitemap,
    make_sitemap_index,
)
from crawler.demo.listing_page import make_listing_page, make_search_page
from crawler.demo.markup import syndicated_path
from crawler.demo.newsroom import find_quirk, list_listings
from crawler.demo.other_pages import TEXT_PATHS, make_calendar_page, make_not_found_page, make_text_page
from crawler.demo.pictures import draw_picture
from crawler.demo.stories import write_stories
from crawler.demo.story import Layout, Quirk, Story
from crawler.demo.story_page import make_story_page

_HTML: Final = "text/html; charset=utf-8"
_XML: Final = "application/xml; charset=utf-8"
_CALENDAR: Final = re.compile(r"/calendar/(\d{4})/(\d\d)/")
_READERS_OWN: Final = re.compile(r"utm_\w+|fbclid")  # parameters that the site itself takes no notice of


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the site says to one address; ``location`` is set where it sends elsewhere."""

    body: bytes
    modified: datetime
    content_type: str = _HTML
    status: int = 200
    location: str = ""


class Site:
    """The demo site at one address; answers are made when they are first asked for, and kept."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._newest = max(story.modified or story.published for story in write_stories())
        self._makers: dict[str, Callable[[], Answer]] = {}
        self._redirects: dict[str, str] = {}
        self._made: dict[str, Answer] = {}
        self._add_stories()
        self._add_others()

    @property
    def paths(self) -> tuple[str, ...]:
        """Every address that has a page of its own, without pictures, calendar and searches."""
        return tuple(self._makers)

    def answer(self, target: str) -> Answer:
        """The answer to a request's target, that is path and query."""
        key = self._find_key(_without_tracking(target))
        if key in self._redirects:
            return Answer(body=b"", modified=self._newest, status=301, location=self._redirects[key])
        if key not in self._made and (made := self._make(key)):
            self._made[key] = made
        return self._made.get(key) or self._html(make_not_found_page(), status=404)

    def _find_key(self, target: str) -> str:
        """The spelling under which the site knows an address."""
        if target in self._makers or target in self._redirects:
            return target
        path = target.partition("?")[0]  # a parameter that nobody reads changes nothing
        for spelling in (path, path.removesuffix("index.html"), f"{path}/", path.rstrip("/")):
            if spelling in self._makers:
                return spelling
        return target

    def _make(self, key: str) -> Answer | None:
        if key in self._makers:
            return self._makers[key]()
        path, _, query = key.partition("?")
        if path.rstrip("/") == "/search":
            return self._html(make_search_page(query))
        if path.startswith("/media/") and path.endswith(".png"):
            return Answer(body=draw_picture(path), modified=self._newest, content_type="image/png")
        month = _CALENDAR.fullmatch(path)
        page = make_calendar_page(int(month[1]), int(month[2])) if month else None
        return self._html(page) if page else None

    def _add_stories(self) -> None:
        for story in write_stories():
            self._makers[_without_tracking(story.path)] = partial(self._story, story)
            self._redirects[f"/old/{story.number}"] = story.path
            if story.section.layout is Layout.PLAIN:
                self._redirects[f"{story.path}/"] = story.path
            elif story.section.name == "Politics":
                self._redirects[story.path.rstrip("/")] = story.path

    def _add_others(self) -> None:
        copied = find_quirk(Quirk.SLOGAN_AS_TITLE)
        self._makers[syndicated_path(copied)] = partial(self._story, copied)
        for listing in list_listings():
            for page in range(1, listing.page_count + 1):
                self._makers[listing.page_path(page)] = partial(self._page, partial(make_listing_page, listing, page))
        for path in TEXT_PATHS:
            self._makers[path] = partial(self._page, partial(make_text_page, path))
        machine: dict[str, tuple[Callable[[str], str], str]] = {
            "/feed.xml": (make_rss, "application/rss+xml; charset=utf-8"),
            "/sitemap.xml": (make_sitemap_index, _XML),
            "/sitemap-2024.xml": (partial(make_sitemap, year=2024), _XML),
            "/sitemap-2025.xml": (partial(make_sitemap, year=2025), _XML),
            "/sitemap-pages.xml": (make_page_sitemap, _XML),
            "/sitemap-news.xml": (make_news_sitemap, _XML),
            "/robots.txt": (make_robots, "text/plain; charset=utf-8"),
            "/style.css": (_read_style, "text/css; charset=utf-8"),
        }
        for path, (make, content_type) in machine.items():
            self._makers[path] = partial(self._text, make, content_type)

    def _story(self, story: Story) -> Answer:
        html = make_story_page(story, self.base_url)
        wrong = story.quirk is Quirk.WRONG_CHARSET
        body = html.encode("cp1252", "xmlcharrefreplace") if wrong else html.encode()
        return Answer(body=body, modified=story.modified or story.published)

    def _page(self, make: Callable[[], str]) -> Answer:
        return self._html(make())

    def _html(self, html: str, status: int = 200) -> Answer:
        return Answer(body=html.encode(), modified=self._newest, status=status)

    def _text(self, make: Callable[[str], str], content_type: str) -> Answer:
        return Answer(body=make(self.base_url).encode(), modified=self._newest, content_type=content_type)


def _read_style(_base_url: str) -> str:
    return (resources.files("crawler.demo.templates") / "style.css").read_text(encoding="utf-8")


def _without_tracking(target: str) -> str:
    """The target with only the parameters that mean something here, sorted."""
    path, _, query = target.partition("?")
    pairs = [(name, value) for name, value in parse_qsl(query) if not _READERS_OWN.fullmatch(name)]
    return f"{path}?{urlencode(sorted(pairs))}" if pairs else path
