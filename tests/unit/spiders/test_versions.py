"""Which pages are only another version of an article that was delivered."""

import pytest

from crawler.ledger.deliveries import Delivered
from crawler.reading import Reading
from spiders.versions import find_original
from tests.unit.samples import an_article

SITE = "https://news.example"
STORY = f"{SITE}/article.php?id=9"


def original_of(url: str, *known: str, **values: str | None) -> str | None:
    first = an_article()
    kept = {at: Delivered("a", at, first.headline, first.content_hash, 1) for at in known}
    return find_original(Reading(article=an_article(url, **values), links=()), kept.get)


@pytest.mark.parametrize("url", [f"{STORY}&at=top", f"{SITE}/article.php?at=top&id=9"])
def test_an_address_with_a_parameter_more_that_says_the_same_is_the_same(url: str) -> None:
    assert original_of(url, STORY) == STORY
    assert original_of(url, f"{SITE}/article.php?id=8") is None
    assert original_of(url, STORY, body_text="The council met again.") is None
    assert original_of(f"{SITE}/story?at=top", f"{SITE}/story") == f"{SITE}/story"
    assert original_of(f"{SITE}/story", STORY) is None


def test_pages_without_a_text_are_not_the_same_for_it() -> None:
    assert original_of(f"{STORY}&at=top", STORY, body_text=None, headline=None) is None
