"""What stands on many pages of a site is told from stories that several listings print."""

from itertools import permutations

import pytest

from crawler.delivery.commit import Delivery
from crawler.delivery.units import Unit, working_on
from crawler.ledger.jobs import open_job
from crawler.ledger.store import open_ledger, open_temporary_ledger
from crawler.page.blocks import block_key
from crawler.reading import read
from crawler.records.article import Discovered
from crawler.records.enums import Via
from crawler.request import RequestInfo, RequestKind
from spiders.repeated import RepeatedBlocks
from tests.crawl.loopback import a_front

SITE = "https://news.example"
PITCH = "Support our reporters: become a member of the Test Post for the price of a coffee."
STORY = "The ferry to the island will sail again on Monday, the harbour master told the council."


@pytest.fixture
def repeated():
    ledger = open_temporary_ledger()
    yield RepeatedBlocks(Delivery(ledger, open_job(ledger, "repeated", "2026-03-10T00:00:00Z")))
    ledger.close()


@pytest.fixture
def a_listing(document_of):
    """A listing, read, that says some words below its teasers of the stories with these numbers."""

    def make(path, words, *numbers):
        html = a_front(*(f"/2026/03/{n:02}/story-number-{n}-of-the-month" for n in numbers))
        return read(
            document_of(html.replace("</main>", f"</main><footer><p>{words}</p></footer>"), url=f"{SITE}{path}")
        )

    return make


def an_info(kind=RequestKind.SECTION, depth=1, **more):
    return RequestInfo(kind=kind, discovered=Discovered(via=Via.SECTION, depth=depth), **more)


def is_known(repeated, words, wave=0):
    return block_key(words) in repeated.about(f"{SITE}/any", wave)


def test_what_three_listings_of_different_stories_show_is_no_part_of_one(repeated, a_listing):
    for n, path in enumerate(("/", "/town/", "/sport/")):
        repeated.note(a_listing(path, PITCH, 3 * n + 1, 3 * n + 2, 3 * n + 3), an_info())
    assert is_known(repeated, PITCH)
    assert not repeated.about("https://other.example/", 0)


def test_listings_that_print_their_stories_whole_tell_as_much(repeated, document_of):
    for n, path in enumerate(("/", "/page/2/", "/page/3/")):
        stories = "".join(
            f'<div><h2><a href="/posts/story-number-{3 * n + k}-of-the-month/">Story {3 * n + k} of the month</a></h2>'
            f"{'<p>The council met and spoke at length of the harbour and of its boats.</p>' * 9}</div>"
            for k in range(1, 4)
        )
        html = f"<html lang=en><title>The Post</title><main>{stories}</main><footer><p>{PITCH}</p></footer></html>"
        reading = read(document_of(html, url=f"{SITE}{path}"))
        assert reading.stories
        repeated.note(reading, an_info(RequestKind.NEXT_PAGE, page=n + 1))
    assert is_known(repeated, PITCH)


def test_two_listings_are_not_enough(repeated, a_listing):
    for n, path in enumerate(("/", "/town/")):
        repeated.note(a_listing(path, PITCH, 3 * n + 1, 3 * n + 2, 3 * n + 3), an_info())
    assert not is_known(repeated, PITCH)


def test_a_story_printed_whole_by_several_listings_is_text_of_its_own(repeated, a_listing):
    for n, path in enumerate(("/", "/town/", "/author/ann/", "/2026/03/")):
        repeated.note(a_listing(path, STORY, 7, 10 + 2 * n, 11 + 2 * n), an_info())
    repeated.note(a_listing("/sport/", PITCH, 20, 21, 22), an_info())
    assert not is_known(repeated, STORY)


def test_a_site_whose_listings_all_offer_the_same_tells_nothing(repeated, a_listing):
    for path in ("/", "/town/", "/author/ann/"):
        repeated.note(a_listing(path, STORY, 1, 2, 3), an_info())
    assert not repeated.about(SITE, 0)


def test_listings_of_a_later_wave_and_far_ones_do_not_count(repeated, a_listing):
    listings = [a_listing(f"/{n}/", PITCH, 3 * n + 1, 3 * n + 2, 3 * n + 3) for n in range(4)]
    repeated.note(listings[0], an_info())
    repeated.note(listings[1], an_info(depth=2))
    repeated.note(listings[2], an_info(page=4))
    repeated.note(listings[3], an_info(RequestKind.ARCHIVE))
    assert not is_known(repeated, PITCH, wave=0)
    repeated.note(a_listing("/more/", PITCH, 20, 21, 22), an_info(wave=1))
    assert is_known(repeated, PITCH, wave=1)


def test_the_order_of_the_listings_plays_no_part(repeated, a_listing):
    answers = set()
    for number, order in enumerate(permutations(range(3))):
        for n in order:
            listing = a_listing(f"/{n}/", PITCH, 3 * n + 1, 3 * n + 2, 3 * n + 3)
            repeated.note(listing, an_info(wave=number))
        answers.add(repeated.about(f"{SITE}/", number) == frozenset({block_key(PITCH)}))
    assert answers == {True}


def test_what_stood_everywhere_holds_for_the_next_job_though_its_listings_are_not_sent_again(a_listing, tmp_path):
    ledger = open_ledger(f"sqlite:///{tmp_path}/ledger.db")

    def a_run(number, *listings):
        delivery = Delivery(ledger, open_job(ledger, f"post/2026-03-1{number}", f"2026-03-1{number}T00:00:00Z"))
        repeated, unit = RepeatedBlocks(delivery), Unit()
        with working_on(unit):
            for listing in listings:
                repeated.note(listing, an_info())
        delivery.end(unit)
        unit = Unit()
        with working_on(unit):
            found = repeated.about(f"{SITE}/any", 0)
        delivery.end(unit)
        delivery.commit()
        return {block_key(PITCH), block_key(STORY)} & found

    paths = ("/", "/town/", "/sport/")
    pitched = [a_listing(path, PITCH, 3 * n + 1, 3 * n + 2, 3 * n + 3) for n, path in enumerate(paths)]
    told = [a_listing(path, STORY, 3 * n + 1, 3 * n + 2, 3 * n + 3) for n, path in enumerate(paths)]
    assert a_run(1, *pitched) == {block_key(PITCH)}
    assert a_run(2) == {block_key(PITCH)}
    assert a_run(2) == {block_key(PITCH)}  # begun again, it knows the same
    assert a_run(3, *told) == {block_key(PITCH), block_key(STORY)}
    assert a_run(4) == {block_key(PITCH), block_key(STORY)}
    ledger.close()
