"""Who signs a page, as the tests of authors ask."""

from collections.abc import Callable

import pytest

from crawler.article.authors import read_authors
from crawler.article.candidates import Choice
from crawler.article.names import Authors
from crawler.article.site_name import fold_site_names, read_site_name
from crawler.page.tree import Page
from crawler.records.evidence import Evidence


@pytest.fixture
def choice_of(page_of: Callable[..., Page]) -> Callable[..., Choice[Authors]]:
    def make(html: str, evidence: Evidence | None = None) -> Choice[Authors]:
        page = page_of(html)
        evidence = evidence or Evidence()
        names = fold_site_names(page, read_site_name(page, evidence))
        return read_authors(page, page.find("h1"), names, evidence)

    return make


@pytest.fixture
def names_of(choice_of: Callable[..., Choice[Authors]]) -> Callable[..., list[str]]:
    def make(html: str, evidence: Evidence | None = None) -> list[str]:
        return [author.name for author in choice_of(html, evidence).value or ()]

    return make
