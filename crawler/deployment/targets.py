"""The Scrapyd servers that scrapy.cfg names."""

import netrc
import os
from collections.abc import Mapping
from configparser import ConfigParser
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from crawler.errors import UsageError

_SECTION: Final = "deploy"


@dataclass(frozen=True, slots=True)
class Target:
    """One Scrapyd server: its address, the project's name there, and who asks."""

    name: str
    url: str
    project: str
    username: str = ""
    password: str = ""


def find_targets(config: ConfigParser) -> dict[str, Mapping[str, str]]:
    """The options of every target by its name, as scrapyd-client reads them.

    ``[deploy]`` is the target ``default`` where it has a url, and what every ``[deploy:NAME]`` falls back to.
    """
    shared = dict(config.items(_SECTION, raw=True)) if config.has_section(_SECTION) else {}
    targets: dict[str, Mapping[str, str]] = {"default": shared} if shared.get("url") else {}
    for section in config.sections():
        prefix, colon, name = section.partition(":")
        if prefix == _SECTION and colon:
            targets[name] = {**shared, **dict(config.items(section, raw=True))}
    return targets


def read_target(config: ConfigParser, name: str) -> Target:
    """One target; ``$NAME`` in its options is the environment's, a missing user name the one of ~/.netrc.

    Raises:
        UsageError: there is no such target, or it lacks its url, its project, or a variable that it names.
    """
    targets = find_targets(config)
    if name not in targets:
        known = ", ".join(sorted(targets)) or "none"
        raise UsageError(f"scrapy.cfg has no deploy target {name!r}: there are: {known}")
    options = {key: os.path.expandvars(value).strip() for key, value in targets[name].items()}
    for key, value in options.items():
        if value.startswith("$"):
            raise UsageError(f"deploy target {name!r} takes its {key} from the environment: set {value.strip('${}')}")
    if urlsplit(options.get("url", "")).scheme not in {"http", "https"}:
        raise UsageError(f"deploy target {name!r} needs a url such as http://127.0.0.1:6800/")
    if not options.get("project"):
        raise UsageError(f"deploy target {name!r} needs the project's name: project = readmore")
    username, password = options.get("username", ""), options.get("password", "")
    if not username:
        username, password = _find_in_netrc(urlsplit(options["url"]).hostname or "")
    return Target(name, options["url"].rstrip("/") + "/", options["project"], username, password)


def _find_in_netrc(host: str) -> tuple[str, str]:
    try:
        found = netrc.netrc().authenticators(host)
    except (OSError, netrc.NetrcParseError):
        return "", ""
    return (found[0], found[2]) if found else ("", "")
