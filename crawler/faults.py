"""Named points of the code where a test may have the process killed, to show that nothing is lost there.

``READMORE_FAULT_POINT=commit.synced:3`` kills the process with SIGKILL the third time it comes by ``commit.synced``.
"""

import os
import signal
from typing import Final

_armed: Final[dict[str, int]] = {}


def arm(point: str) -> None:
    """Have the process killed at a point: its name, and after a colon the how manieth time; empty: nowhere."""
    _armed.clear()
    if point:
        name, _, count = point.partition(":")
        _armed[name] = int(count or 1)


def pass_point(name: str) -> None:
    """Go on, unless a test has armed this point."""
    if not _armed or name not in _armed:
        return
    _armed[name] -= 1
    if _armed[name] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
