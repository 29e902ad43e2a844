"""What is not loaded and what is pressed while a page is rendered: one list for every renderer."""

import json
import re
import tomllib
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.links.load_more import LOAD_MORE_LABELS


def read_script(name: str) -> str:
    """A script that stands beside this module."""
    return files("crawler.download.rendering").joinpath(name).read_text(encoding="utf-8")


_DATA: Final[dict[str, Any]] = tomllib.loads(read_script("browsing.toml"))
ENDINGS: Final = tuple(_DATA["endings"]["unwanted"])
TRACKERS: Final = tuple(_DATA["trackers"]["hosts"])
PAGE_SCRIPT: Final = read_script("page.js").strip()
# The labels that the page's script presses, as it is given them.
WORDS: Final = json.dumps({"consent": _DATA["buttons"]["consent"], "more": sorted(LOAD_MORE_LABELS)})

_RESOURCES: Final = frozenset(_DATA["resources"]["unwanted"])
# A host that ends in a number is an address, however it is spelled (WHATWG, URL, 3.5); a colon is IPv6's.
_ADDRESSES: Final = re.compile(r"(?:.*\.)?(?:\d+|0x[\da-f]*)\.?|.*:.*")


def is_unwanted(url: str, resource: str, own_host: str) -> bool:
    """Whether a page of ``own_host`` is not given this resource: no text in it, a tracker, or an inner address.

    ``resource`` is Chromium's name of its kind, empty where it is not known. A page may load from its own host and
    from hosts with a name of the open Internet; render.lua says the same to Splash.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return True
    if parts.scheme in {"data", "blob", "about"}:
        return False
    if resource in _RESOURCES or parts.path.lower().endswith(ENDINGS):
        return True
    if host == own_host:
        return False
    if "." not in host or _ADDRESSES.fullmatch(host):
        return True
    return any(_is_below(host, name) and not _is_below(own_host, name) for name in TRACKERS)


def _is_below(host: str, name: str) -> bool:
    return host == name or host.endswith(f".{name}")
