"""The paper of the day after differs from the day before in what its plan says, and in nothing else."""

import pytest

from crawler.demo.edited_site import EditedSite
from crawler.demo.edition import plan_edition
from crawler.demo.site import Site
from crawler.demo.stories import STORY_COUNT, write_stories

URL = "http://demo.test"
TELLS = {"/", "/feed.xml", "/sitemap-2024.xml", "/sitemap-2025.xml", "/sitemap-news.xml"}


@pytest.fixture(scope="module")
def before():
    return Site(URL)


@pytest.fixture(scope="module")
def after():
    return EditedSite(URL)


def test_the_plan_is_of_twelve_stories():
    edition = plan_edition()
    touched = [*edition.edited, *edition.dressed, edition.deleted, edition.moved]
    assert len({story.number for story in touched}) == 7
    assert [story.number for story in edition.new] == [205, 204, 203, 202, 201]
    assert len(edition.stories) == STORY_COUNT + 4
    assert len({story.headline for story in edition.stories}) == len(edition.stories)


def test_what_the_plan_does_not_name_answers_as_before(before, after):
    edition = plan_edition()
    planned = {story.path for story in (*edition.edited, *edition.dressed, edition.deleted)}
    planned |= {edition.moved_from} | TELLS
    differing = {path for path in before.paths if before.answer(path) != after.answer(path)}
    assert differing == planned
    added = {story.path for story in (*edition.new, edition.moved)}
    assert set(after.paths) - set(before.paths) == added


def test_a_deleted_story_is_gone_and_a_moved_one_sends_on(after):
    edition = plan_edition()
    assert after.answer(edition.deleted.path).status == 410
    answer = after.answer(edition.moved_from)
    assert (answer.status, answer.location) == (301, edition.moved.path)
    assert after.answer(edition.moved.path).status == 200


def test_edited_text_stands_on_the_page_and_the_teaser_is_as_it_was(after):
    for story in plan_edition().edited:
        assert "the harbour office has since confirmed" in after.answer(story.path).body.decode().lower()
        (old,) = [other for other in write_stories() if other.number == story.number]
        assert story.excerpt == old.excerpt
        assert story.blocks != old.blocks


def test_dressed_stories_have_an_advert_and_a_widget_more(before, after):
    for story in plan_edition().dressed:
        body = after.answer(story.path).body
        assert body.count(b"Wool socks") == 1
        assert b"Rain from the west" in body
        assert b"Wool socks" not in before.answer(story.path).body


def test_front_page_feed_and_sitemaps_tell_of_the_new_and_the_moved(after):
    edition = plan_edition()
    front = after.answer("/").body.decode()
    told = [after.answer(path).body.decode() for path in sorted(TELLS - {"/"})]
    for story in (*edition.new, edition.moved):
        assert story.path.replace("&", "&amp;") in front
        assert any(f"{URL}{story.path}".replace("&", "&amp;") in text for text in told)
    assert not any(f"{URL}{edition.deleted.path}<" in text for text in told)
