"""Fixtures of whole crawls."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from tests.crawl.loopback import Answer, Finished, Site, run_scrapy, serve


@pytest.fixture
def a_site() -> Iterator[Callable[..., Site]]:
    """Start a site of given answers; each has an address of its own."""
    with ExitStack() as stack:
        started = 0

        def start(answers: dict[str, Answer | list[Answer]], host: str = "", port: int = 0) -> Site:
            nonlocal started
            started += 1
            return stack.enter_context(serve(answers, host or f"127.0.0.{10 + started}", port))

        yield start


@pytest.fixture
def scrapy(tmp_path: Path) -> Callable[..., Finished]:
    """Run ``scrapy`` with these words in a folder of its own."""
    return partial(run_scrapy, tmp_path)
