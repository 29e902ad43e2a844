"""Which nights' folders are taken away when newer ones have come."""

import contextlib
import shutil
from pathlib import Path

from crawler.export.partitions import MANIFEST, Partition, list_partitions


def find_outdated(root: Path, site: str, keep_nights: int) -> tuple[Partition, ...]:
    """The nights of a site that are beyond the newest ``keep_nights``; a night that has not ended stays.

    0 keeps all.
    """
    if not keep_nights:
        return ()
    ended = [night for night in list_partitions(root, site) if night.mark and (night.folder / MANIFEST).exists()]
    return tuple(ended[:-keep_nights])


def remove(partition: Partition) -> None:
    """Take a night's folder away; its mark goes first, so that nothing half gone looks whole."""
    if mark := partition.mark:
        with contextlib.suppress(FileNotFoundError):
            mark.unlink()
    shutil.rmtree(partition.folder, ignore_errors=True)
