"""Whether the renderer that a crawl is set to use is there, asked before anything is fetched."""

import base64
import importlib.util
import shutil
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from scrapy.settings import BaseSettings

from crawler.download.rendering.renderer import NAMES
from crawler.errors import SettingError

_PING_SECONDS: Final = 5.0
_UNAUTHORIZED: Final = 401


def check_renderer(settings: BaseSettings) -> None:
    """Let a crawl begin whose renderer answers, or that has none.

    Raises:
        SettingError: there is no such renderer, or it does not answer, or is not installed.
    """
    name = str(settings.get("READMORE_RENDERER") or "none")
    if name == "splash":
        _check_splash(settings)
    elif name == "playwright":
        _check_chromium(str(settings.get("READMORE_CHROMIUM")))
    elif name != "none":
        raise SettingError(f"READMORE_RENDERER is {name!r}: write none, {' or '.join(NAMES)}")


def _check_splash(settings: BaseSettings) -> None:
    url = str(settings.get("SPLASH_URL") or settings.get("READMORE_SPLASH_URL"))
    if urlsplit(url).scheme not in {"http", "https"}:
        raise SettingError(f"READMORE_SPLASH_URL is {url!r}: write an address such as http://127.0.0.1:8050")
    request = Request(urljoin(url, "/_ping"))  # noqa: S310 - its scheme is checked
    if settings.get("SPLASH_USER"):
        pair = f"{settings.get('SPLASH_USER')}:{settings.get('SPLASH_PASS', '')}".encode()
        request.add_header("Authorization", f"Basic {base64.b64encode(pair).decode('ascii')}")
    try:
        with urlopen(request, timeout=_PING_SECONDS):  # noqa: S310 - its scheme is checked
            return
    except HTTPError as error:
        advice = "set SPLASH_USER and SPLASH_PASS" if error.code == _UNAUTHORIZED else "is it one?"
        raise SettingError(f"Splash at {url} answers {error.code}: {advice}") from error
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise SettingError(f"READMORE_RENDERER is splash, and Splash at {url} does not answer ({reason})") from error


def _check_chromium(path: str) -> None:
    if importlib.util.find_spec("playwright") is None:
        raise SettingError(
            "READMORE_RENDERER is playwright, which is not installed: pip install 'readmore[playwright]'"
        )
    if shutil.which(path) is None:
        raise SettingError(f"READMORE_CHROMIUM is {path!r}: there is no such browser; on Debian: apt install chromium")
