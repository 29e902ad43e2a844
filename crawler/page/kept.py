"""A reader's answer kept with the page that it is about, for the other readers that ask for it."""

import functools
from collections.abc import Callable
from typing import TypeVar

from crawler.page.tree import Page

_T = TypeVar("_T")


def keep(read: Callable[[Page], _T]) -> Callable[[Page], _T]:
    """Let a reader look at a page once, however often it is asked; its answer is freed with the page.

    A cache beside the pages would hold the last of them for longer than they are read, and the next page would be
    built in memory that no cache of the processor knows.
    """

    @functools.wraps(read)
    def ask(page: Page) -> _T:
        try:
            answer: _T = page.answers[ask]
        except KeyError:
            answer = page.answers[ask] = read(page)
        return answer

    return ask
