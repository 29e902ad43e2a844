"""What many unit tests begin with."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.page.document import Document
from crawler.page.tree import Page
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def document_of() -> Callable[..., Document]:
    """HTML (text, or bytes as they are) to a fetched page of news.example, with what a test needs changed."""

    def make(html: str | bytes, **facts: Any) -> Document:
        body = html if isinstance(html, bytes) else html.encode("utf-8", "surrogatepass")
        known = {"url": "https://news.example/story", "fetched_at": NOW, **facts}
        return Document(body=body, run=Run(id="r", spider="news"), discovered=Discovered(via=Via.FILE), **known)

    return make


@pytest.fixture(scope="session")
def page_of(document_of: Callable[..., Document]) -> Callable[..., Page]:
    """The same, parsed."""

    def make(html: str | bytes, **facts: Any) -> Page:
        return Page(document_of(html, **facts))

    return make
