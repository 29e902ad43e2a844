"""The truth agrees with what the pages say."""

import json
import re
from html import unescape

import pytest

from crawler.demo.newsroom import find_quirk
from crawler.demo.site import Site
from crawler.demo.story import Quirk
from crawler.demo.truth import list_truth, write_truth

BASE_URL = "http://demo.test"
TRUTH = list_truth(BASE_URL)
SITE = Site(BASE_URL)
OF_ADDRESS = {article.url.removeprefix(BASE_URL): article for article in TRUTH}


def read_page(path: str) -> str:
    body = SITE.answer(path).body
    return body.decode("cp1252" if path == find_quirk(Quirk.WRONG_CHARSET).path else "utf-8")


def read_text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("path", OF_ADDRESS)
def test_a_page_says_all_that_is_true_of_it(path):
    article, html = OF_ADDRESS[path], read_page(path)
    text = read_text(html)
    pieces = [article.headline, article.section, *article.tags, *(author.name for author in article.authors)]
    pieces += [piece for teaser in article.related for piece in (teaser.headline, teaser.excerpt)]
    for block in article.blocks:
        pieces += [block.text or "", *(block.items or ()), *(cell for row in block.rows or () for cell in row)]
    missing = [piece for piece in pieces if piece not in text]
    assert not missing
    assert re.search(rf"\b{article.reading_time_minutes} (?:mins? read|minutes?)", text)
    assert all(image.url.removeprefix(BASE_URL) in html for image in article.images)
    assert all(f'href="{teaser.url.removeprefix(BASE_URL)}"' in unescape(html) for teaser in article.related)


@pytest.mark.parametrize("path", OF_ADDRESS)
def test_the_blocks_stand_in_order(path):
    text = read_text(read_page(path))
    place = 0
    for block in OF_ADDRESS[path].blocks:
        if block.text:
            found = text.find(block.text, place)
            assert found >= place, block.text
            place = found + len(block.text)
    assert place, "no block with a text"


def test_the_day_is_the_papers_own_even_where_utc_has_another():
    days = [(article.published_date, article.published_at.date()) for article in TRUTH]
    assert any(own != utc for own, utc in days)
    assert all(abs((own - utc).days) <= 1 for own, utc in days)


def test_it_is_written_as_json_lines_in_the_records_form(tmp_path):
    write_truth(tmp_path / "truth.jsonl", BASE_URL)
    lines = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 200
    seed = next(line for line in lines if "syria-moscow" in line["url"])
    assert (seed["published_at"], seed["published_date"]) == ("2024-12-10T13:20:00Z", "2024-12-10")
    assert seed["blocks"][0] == {
        "type": "heading",
        "level": 2,
        "text": "Russia Confirms Bashar al-Assad’s Presence on Its Soil After Syrian Collapse",
    }
    assert None not in seed.values()
