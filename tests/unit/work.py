"""The work of a call, counted: what a clock would tell on a machine where nothing else runs."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def count_work(call: Callable[[], Any]) -> int:
    """The lines of Python that run during a call."""
    lines = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return lines
