"""A night's files to where READMORE_UPLOAD_URI says, by Scrapy's feed storages: what is missing, the mark last."""

import os
import shutil
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.defer import ensure_awaitable
from scrapy.utils.misc import build_from_crawler, load_object
from scrapy.utils.python import without_none_values

from crawler.errors import SettingError, UploadError
from crawler.export.manifest import hash_file
from crawler.export.partitions import MANIFEST, UPLOADED, Partition
from crawler.faults import pass_point

_SETTING: Final = "READMORE_UPLOAD_URI"


def find_storage(settings: BaseSettings) -> type[Any] | None:
    """The class of the feed storage that READMORE_UPLOAD_URI needs; None where it is empty.

    Raises:
        SettingError: no storage is there for its scheme.
    """
    uri = str(settings.get(_SETTING) or "")
    if not uri:
        return None
    storages = without_none_values(settings.getwithbase("FEED_STORAGES"))
    scheme = urlsplit(uri).scheme
    if scheme not in storages or scheme == "stdout":
        known = ", ".join(sorted(f"{name}://" for name in storages if name and name != "stdout"))
        raise SettingError(f"{_SETTING} is {without_password(uri)!r}: begin it with one of {known}, or name a folder")
    found: type[Any] = load_object(storages[scheme])
    return found


def without_password(uri: str) -> str:
    """The address as it may stand in a log."""
    split = urlsplit(uri)
    return urlunsplit(split._replace(netloc=split.netloc.rpartition("@")[2])) if split.scheme else uri


class Uploader:
    """Carries the nights of one process; what has arrived is noted beside the files, so that none goes twice."""

    def __init__(self, crawler: Crawler, storage: type[Any]) -> None:
        self._crawler, self._storage = crawler, storage
        self._uri = str(crawler.settings.get(_SETTING)).rstrip("/")

    async def upload(self, partition: Partition) -> int:
        """Carry what of an ended night has not arrived: records, then the manifest, then the mark; gives how many.

        Raises:
            UploadError: the storage takes one of them not; the others that were carried have arrived.
        """
        arrived = _read_journal(partition.folder / UPLOADED)
        mark = partition.mark
        carried = 0
        for path in (*partition.segments, partition.folder / MANIFEST, *([mark] if mark else [])):
            target = f"{self._uri}/{partition.site}/{partition.day}/{path.name}"
            entry = f"{hash_file(path)} {target}"
            if entry not in arrived:
                await self._store(path, target)
                pass_point("upload.stored")
                _note(partition.folder / UPLOADED, entry)
                carried += 1
        return carried

    async def _store(self, path: Path, target: str) -> None:
        try:
            storage = build_from_crawler(self._storage, self._crawler, target, feed_options={"overwrite": True})
            # A storage asks the spider for nothing but its crawler's settings.
            spider = self._crawler.spider or Spider.from_crawler(self._crawler, name="upload")
            file = storage.open(spider)
            with path.open("rb") as source:
                shutil.copyfileobj(source, file)
            file.flush()
            stored = storage.store(file)
            if stored is not None:
                await ensure_awaitable(stored)
        except Exception as error:  # the seam to every storage's own errors
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise UploadError(f"{path} cannot be carried to {without_password(target)}: {reason}") from error


def _read_journal(path: Path) -> frozenset[str]:
    """What is noted to have arrived; a line that was cut off by a crash counts for nothing."""
    if not path.exists():
        return frozenset()
    return frozenset(path.read_text(encoding="utf-8").split("\n")[:-1])


def _note(path: Path, entry: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{entry}\n")  # whatever a crash left of the line before ends here
        file.flush()
        os.fsync(file.fileno())
