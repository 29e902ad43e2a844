"""A visit spends its pages on few listings and on articles of every make."""

from crawler.links.reader import LinkKind
from crawler.onboarding.itinerary import Itinerary
from crawler.records.enums import TeaserLink, Via
from crawler.records.offer import Offer
from tests.unit.onboarding.conftest import SITE, a_listing, a_visited

NUMBERED = '<a href="/page/9/">9</a><a href="/page/3/">3</a><a href="/page/2/">2</a><a href="/">1</a>'


def paths_of(stops, kind):
    return [stop.url.removeprefix(SITE) for stop in stops if stop.kind is kind]


def links_of(path, html):
    return a_visited(path, html).reading.links


def test_the_next_page_two_sections_and_half_of_the_rest_in_articles():
    stories = [f"/2025/03/{n:02}/story-of-the-day-number-{n}" for n in range(1, 20)]
    itinerary = Itinerary(f"{SITE}/", 12)
    stops = itinerary.choose(links_of("/", a_listing(*stories, more=NUMBERED)), f"{SITE}/")
    assert paths_of(stops, LinkKind.NEXT_PAGE) == ["/page/2/"]
    assert paths_of(stops, LinkKind.SECTION) == ["/category/town/", "/category/sport/"]
    assert paths_of(stops, LinkKind.ARTICLE) == stories[:4]
    after = itinerary.choose(links_of("/page/2/", a_listing(*stories, more=NUMBERED)), f"{SITE}/page/2/")
    assert paths_of(after, LinkKind.NEXT_PAGE) == ["/page/3/"]
    assert len(stops) + len(after) <= 11


def test_every_make_of_address_is_seen():
    dated = [f"/2025/03/{n:02}/story-of-the-day-number-{n}" for n in range(1, 9)]
    named = ["/town/article/what-the-mayor-said-at-noon", "/town/article/what-the-mayor-said-at-night"]
    stops = Itinerary(f"{SITE}/", 6).choose(links_of("/", a_listing(*dated, *named)), f"{SITE}/")
    assert {path.split("/")[1] for path in paths_of(stops, LinkKind.ARTICLE)} == {"2025", "town"}


def test_the_number_of_pages_is_kept_to_and_no_page_is_chosen_twice():
    stories = [f"/2025/03/{n:02}/story-of-the-day-number-{n}" for n in range(1, 20)]
    itinerary = Itinerary(f"{SITE}/", 8)
    links = links_of("/", a_listing(*stories, more=NUMBERED))
    chosen = [stop.url for _ in range(9) for stop in itinerary.choose(links, f"{SITE}/")]
    assert len(chosen) == len(set(chosen)) == 7
    assert itinerary.choose_offered([], f"{SITE}/feed/") == []
    assert itinerary.fill(links, f"{SITE}/x") == []


def an_offer(url):
    return Offer(
        url=url, canonical_url=url, via=Via.RSS, link_kind=TeaserLink.FEED, from_url=f"{SITE}/feed/", position=1
    )


def test_a_feed_fills_a_third_of_what_is_left_from_its_own_site():
    itinerary = Itinerary(f"{SITE}/", 10)
    offers = [an_offer(f"{SITE}/story-of-the-day-{n}") for n in range(9)] + [an_offer("https://else.example/a")]
    assert len(itinerary.choose_offered(reversed(offers), f"{SITE}/feed/")) == 3


def test_an_article_leads_on_to_one_more():
    links = links_of("/", a_listing("/2025/03/01/story-of-the-day-one", "/2025/03/02/story-of-the-day-two"))
    assert len(Itinerary(f"{SITE}/", 10).fill(links, f"{SITE}/2025/03/03/a-story-of-the-day")) == 1
