"""Every kind of ledger, for the one suite that each has to pass."""

from collections.abc import Callable, Iterator

import pytest

from crawler.ledger.store import Ledger, open_ledger, open_temporary_ledger


@pytest.fixture(params=["file", "temporary"])
def open_again(request, tmp_path) -> Iterator[Callable[[], Ledger]]:
    """Open the same ledger; a temporary one is the same for as long as it is open."""
    opened: list[Ledger] = []

    def start() -> Ledger:
        if request.param == "temporary":
            ledger = opened[0] if opened else open_temporary_ledger()
        else:
            ledger = open_ledger(f"sqlite:///{tmp_path}/ledger.db")
        opened.append(ledger)
        return ledger

    yield start
    for ledger in opened:
        ledger.close()


@pytest.fixture
def ledger(open_again) -> Ledger:
    """A new ledger."""
    return open_again()
