"""What a page tells robots to do with it: robots meta tags and the X-Robots-Tag header, as far as they speak to us."""

from collections.abc import Iterator
from typing import Final

from crawler.page.kept import keep
from crawler.page.meta import read_meta
from crawler.page.tree import Page

_OUR_NAME: Final = "readmore"
# Directives that have a colon of their own; any other word before a colon names a robot.
_WITH_VALUE: Final = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
_NONE: Final = frozenset({"noindex", "nofollow"})


@keep
def read_directives(page: Page) -> frozenset[str]:
    """The directives in small letters (``noindex``, ``nofollow``, ``noai`` …), without their values.

    ``none`` stands for noindex and nofollow. What names another robot is left out; in a header line, a name holds
    for all that follows it. The answer is kept.
    """
    meta = read_meta(page)
    found: set[str] = set()
    for content in meta.all("robots", _OUR_NAME):
        found.update(word for word, _ in _parse_line(content))
    for line in page.document.headers.get("x-robots-tag", "").splitlines():
        found.update(word for word, robot in _parse_line(line) if robot in {"", _OUR_NAME})
    return frozenset(found | _NONE if "none" in found else found) - {"none", "all", ""}


def _parse_line(line: str) -> Iterator[tuple[str, str]]:
    """Each directive, and the robot it is for; empty where it is for all."""
    robot = ""
    for part in line.lower().split(","):
        name, colon, rest = part.partition(":")
        if colon and name.strip() not in _WITH_VALUE:
            robot, name = name.strip(), rest.partition(":")[0]
        yield name.strip(), robot
