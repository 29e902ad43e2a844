"""Serves Splash 3.5 with a Python and Qt of today: ``python serve.py --ip 127.0.0.1 --port 8050``.

It runs in an environment of Debian's own python3 (docs/rendering.md says how) and takes Splash's options. Three
things that Splash relies on have gone or grown stricter since 2020, and are put back before it starts.
"""

import functools
import json
import os
import sys
from typing import Any

import lupa.lua52
from PyQt5 import QtCore

# Chromium, Splash's second engine, refuses to run as root with its sandbox.
os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

_loads = json.loads


@functools.wraps(_loads)
def loads(text: str | bytes, encoding: str | None = None, **options: Any) -> Any:
    """json.loads as it was before Python 3.9: every POST to Splash names an encoding."""
    if isinstance(text, bytes) and encoding:
        text = text.decode(encoding)
    return _loads(text, **options)


class WholeTimer(QtCore.QTimer):
    """A timer that takes a fraction of a millisecond, as PyQt did: ``splash:wait`` gives it one."""

    def start(self, *milliseconds: float) -> None:
        """Start, as QTimer does."""
        super().start(*(int(value) for value in milliseconds))


json.loads = loads
QtCore.QTimer = WholeTimer
sys.modules["lupa"] = lupa.lua52  # Splash's scripts are of Lua 5.2; lupa brings several

from splash.server import main  # noqa: E402 - it must find what was put back

if __name__ == "__main__":
    main()
