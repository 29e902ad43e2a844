"""Scrapy's feeds for our records: which record goes to which feed, and how a line is written."""

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from scrapy.exporters import JsonLinesItemExporter
from scrapy.extensions.feedexport import ItemFilter
from scrapy.settings import BaseSettings, Settings

from crawler.errors import SettingError
from crawler.records.json_form import RECORD_TYPES, as_json, write_line
from crawler.records.reject import Reject
from crawler.records.teaser import Teaser

_OWN_FEEDS: Final = {"READMORE_TEASERS_FEED": Teaser, "READMORE_REJECTS_FEED": Reject}
_RECORDS: Final = tuple(RECORD_TYPES.values())
_JSON_LINES: Final = frozenset({"jsonl", "jl", "jsonlines"})


class RecordLinesItemExporter(JsonLinesItemExporter):
    """JSON Lines where each of our records is one line of its schema; other items are written as Scrapy does."""

    def export_item(self, item: Any) -> None:
        """Write one line."""
        if not isinstance(item, _RECORDS):
            super().export_item(item)
        elif self.fields_to_export is None:
            self.file.write(write_line(item) + b"\n")
        else:
            super().export_item(as_json(item))


class DeliverableFilter(ItemFilter):
    """What ``-o`` takes: everything but teasers and rejects, which have feeds of their own."""

    def accepts(self, item: Any) -> bool:
        """Whether the item goes to a feed that names no classes."""
        return not isinstance(item, Teaser | Reject)


class FeedsAddon:
    """Scrapy add-on: gives each record its feed.

    A feed that names neither ``item_classes`` nor ``item_filter`` takes what is deliverable. Teasers and rejects
    go where READMORE_TEASERS_FEED and READMORE_REJECTS_FEED say; a local file is written anew by each run,
    unless JOBDIR makes it one run with the one before.
    """

    def update_settings(self, settings: Settings) -> None:
        """Complete the FEEDS setting.

        Raises:
            SettingError: a feed's address tells no format.
        """
        feeds = {str(uri): dict(options) for uri, options in settings.getdict("FEEDS").items()}
        for options in feeds.values():
            if "item_classes" not in options and "item_filter" not in options:
                options["item_filter"] = DeliverableFilter
        for name, record_type in _OWN_FEEDS.items():
            if uri := settings.get(name):
                feeds[uri] = {
                    **_format_of(uri, name),
                    "item_classes": [record_type],
                    "batch_item_count": 0,  # batches are of the articles' feed; these have one address
                    "overwrite": not urlsplit(uri).scheme and not settings.get("JOBDIR"),
                }
        settings.set("FEEDS", feeds, priority="cmdline")


def feed_paths(settings: BaseSettings) -> dict[str, str]:
    """Where articles, teasers and rejects go: the first feed of each, where there is one."""
    paths = {"teasers": settings.get("READMORE_TEASERS_FEED"), "rejects": settings.get("READMORE_REJECTS_FEED")}
    articles = [str(uri) for uri in settings.getdict("FEEDS") if str(uri) not in paths.values()]
    return {name: path for name, path in {"articles": articles[0] if articles else "", **paths}.items() if path}


def _format_of(uri: str, setting: str) -> dict[str, Any]:
    suffixes = [suffix.removeprefix(".") for suffix in Path(urlsplit(uri).path).suffixes]
    packed = suffixes[-1:] == ["gz"]
    plain = suffixes[:-1] if packed else suffixes
    if not plain or plain[-1] not in {*_JSON_LINES, "json", "csv", "xml"}:
        raise SettingError(f"{setting} is {uri!r}: end it in .jsonl, .jsonl.gz, .json, .csv or .xml")
    options: dict[str, Any] = {"format": plain[-1]}
    if packed:
        options["postprocessing"] = ["scrapy.extensions.postprocessing.GzipPlugin"]
    return options
