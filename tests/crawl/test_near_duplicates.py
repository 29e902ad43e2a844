"""Near-duplicates are labelled, never refused, and alike in whatever order their pages come."""

import random

import pytest

from tests.crawl.loopback import Answer, a_front, a_page

PATHS = [f"/story-number-{n}-of-the-wire" for n in range(1, 7)]


def a_story(seed, headline, *more):
    chosen = random.Random(seed)  # noqa: S311 - no secret
    words = ["harbour", "council", "bridge", "ferry", "market", "school", "river", "tower", "garden", "station"]
    text = "".join(
        "<p>" + " ".join(chosen.choice(words) + chosen.choice(["s", "", "'s"]) for _ in range(60)) + ".</p>"
        for _ in range(6)
    )
    page = a_page(headline)
    start, end = page.index("</h1>") + 5, page.index("</article>")
    return page[:start] + text + "".join(f"<p>{line}</p>" for line in more) + page[end:]


PAGES = {
    PATHS[0]: a_story(1, "The bridge over the harbour opens"),
    PATHS[1]: a_story(1, "The bridge over the harbour opens", "The agency adds that the ferry stops."),
    PATHS[2]: a_story(1, "A new bridge for the old harbour"),
    PATHS[3]: a_story(2, "The market moves to the river"),
    PATHS[4]: a_story(3, "The school by the tower is full"),
    PATHS[5]: a_story(3, "The school by the tower is full"),
}


@pytest.mark.parametrize("feed", ["articles.jsonl", "articles-%(batch_id)d.jsonl"])
def test_labels_do_not_depend_on_the_order_of_the_pages(scrapy, a_site, feed):
    found = []
    site = a_site({"/robots.txt": Answer("", 404), **{path: Answer(page) for path, page in PAGES.items()}})
    for order in (PATHS, PATHS[::-1]):
        site.answers["/"] = Answer(a_front(*order))
        words = ["-s", "FEED_EXPORT_BATCH_ITEM_COUNT=2"] if "%" in feed else []
        done = scrapy("crawl", "news", "-a", f"url={site.url}/", "-O", feed, *words)
        names = [path.stem for path in done.folder.glob("articles*.jsonl")]
        lines = [line for name in names for line in done.lines(name)]
        assert "near_duplicates': 5" in done.stderr
        found.append({line["url"].removeprefix(site.url): line for line in lines})
    assert set(found[0]) == set(PATHS)
    for labelled in found:
        ids = {path: line["id"] for path, line in labelled.items()}
        for cluster in (PATHS[:3], PATHS[4:]):
            smallest = min(ids[path] for path in cluster)
            for path in cluster:
                assert labelled[path]["cluster_id"] == smallest
                assert labelled[path].get("duplicate_of") == (None if ids[path] == smallest else smallest)
        assert "cluster_id" not in labelled[PATHS[3]]
        assert all(len(line["simhash"]) == 16 for line in labelled.values())


def test_a_feed_that_goes_on_is_labelled_as_a_whole(scrapy, a_site):
    site = a_site({"/robots.txt": Answer("", 404), **{path: Answer(page) for path, page in PAGES.items()}})
    for path in (PATHS[0], PATHS[2]):
        done = scrapy("crawl", "news", "-a", f"url={site.url}{path}", "-o", "articles.jsonl")
    first, second = done.articles
    assert first["cluster_id"] == second["cluster_id"] == min(first["id"], second["id"])
