"""Two hundred stories, each its own, the seed's word for word."""

import itertools
import re
from collections import Counter
from importlib import resources

from crawler.demo.newsroom import find_quirk, find_related, list_listings
from crawler.demo.stories import SECTIONS, write_stories
from crawler.demo.story import Layout, Quirk, make_excerpt, parse_blocks
from crawler.records.article import join_blocks
from crawler.records.enums import BlockType

STORIES = write_stories()


def test_there_are_two_hundred_of_their_own_headline_and_address():
    assert len(STORIES) == len({story.headline for story in STORIES}) == len({story.path for story in STORIES}) == 200


def test_they_are_written_alike_each_time():
    assert write_stories.__wrapped__() == STORIES


def test_they_stand_newest_first_in_2024_and_2025():
    times = [story.published for story in STORIES]
    assert times == sorted(times, reverse=True)
    assert {moment.year for moment in times} == {2024, 2025}


def test_a_story_is_modified_after_it_was_published_or_never():
    assert all(story.modified is None or story.modified > story.published for story in STORIES)
    assert {story.modified is None for story in STORIES} == {True, False}


def test_no_two_bodies_are_near_duplicates():
    bodies = [join_blocks(story.blocks).split() for story in STORIES if story.language != "ja"]
    shingles = [set(zip(words, words[1:], words[2:], words[3:], strict=False)) for words in bodies]
    alike = max(len(one & other) / len(one | other) for one, other in itertools.combinations(shingles, 2))
    assert alike < 0.35


def test_no_paragraph_stands_in_two_stories():
    counts = Counter(
        block.as_text() for story in STORIES for block in story.blocks if block.type is not BlockType.HEADING
    )
    del counts[""]
    assert counts.most_common(1)[0][1] == 1


def test_no_slot_of_a_template_is_left_open():
    texts = " ".join(f"{story.headline} {join_blocks(story.blocks)} {story.picture.caption}" for story in STORIES)
    assert not re.findall(r"[{}\[\]|]", texts)


def test_every_kind_of_block_and_every_layout_is_there():
    assert {block.type for story in STORIES for block in story.blocks} == set(BlockType) - {BlockType.EMBED}
    assert {story.section.layout for story in STORIES} == set(Layout)


def test_each_section_has_more_than_one_page_and_each_listing_its_stories():
    listings = {listing.title: listing for listing in list_listings()}
    assert all(listings[section.name].page_count > 1 for section in SECTIONS)
    for listing in listings.values():
        pages = [story for page in range(1, listing.page_count + 1) for story in listing.page_stories(page)]
        assert pages == list(listing.stories)


def test_each_story_has_six_others_under_it_and_stands_under_one_itself():
    related = {story: find_related(story) for story in STORIES}
    assert all(len(set(others)) == 6 and story not in others for story, others in related.items())
    assert set(itertools.chain.from_iterable(related.values())) == set(STORIES)


def test_excerpts_end_in_three_dots_and_begin_as_the_body_does():
    for story in STORIES:
        assert story.excerpt.endswith(" ...")
        opening = " ".join(block.text for block in story.blocks if block.text)
        assert opening.startswith(story.excerpt.removesuffix(" ..."))


def test_an_excerpt_of_a_script_without_blanks_is_cut_too():
    assert len(make_excerpt(parse_blocks(["連絡船が就航した。" * 20]))) < 70


def test_the_seed_is_told_word_for_word_and_in_order():
    seed = find_quirk(Quirk.SEED)
    text = (resources.files("crawler.demo") / "seed-article.txt").read_text(encoding="utf-8")
    told = [seed.headline, *(block.text for block in seed.blocks)]
    for other in find_related(seed):
        told += [other.headline, other.excerpt]
    rest = [line for line in text.splitlines() if line.strip() and line not in told]
    assert [line.strip() for line in rest] == [
        "• Post category:International",
        "• Reading time:7 mins read",
        *["Read More →"] * 6,
    ]
    assert (seed.section.name, seed.minutes) == ("International", 7)
    assert [block.type for block in seed.blocks] == [BlockType(kind) for kind in (
        "heading", "paragraph", "paragraph", "heading", "paragraph", "paragraph", "heading", "paragraph", "paragraph",
    )]  # fmt: skip
