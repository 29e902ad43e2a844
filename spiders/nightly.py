"""The night by the name of a spider, for Scrapyd, which can start nothing else."""

from typing import ClassVar, Final

from scrapy import Spider

from crawler.errors import UsageError

_KNOWN: Final = ("sites", "date")
_FROM_SCRAPYD: Final = ("_job",)


class NightlySpider(Spider):
    """``scrapy crawl nightly`` is ``scrapy nightly``: all sites by their profiles, in one process.

    Arguments: ``sites``, names of profiles parted by blanks (none: every profile of one's own); ``date``, the
    night to begin or go on with. Settings are those of the command.
    """

    name = "nightly"
    # crawl runs this command in the spider's place
    command: ClassVar[str] = "nightly"

    @classmethod
    def find_words(cls, arguments: dict[str, str]) -> list[str]:
        """What one would type behind ``scrapy nightly``.

        Raises:
            UsageError: an argument is unknown.
        """
        unknown = set(arguments) - {*_KNOWN, *_FROM_SCRAPYD}
        if unknown:
            raise UsageError(f"the nightly spider has no argument {min(unknown)!r}: it takes {', '.join(_KNOWN)}")
        date = arguments.get("date")
        return [*arguments.get("sites", "").split(), *(["--date", date] if date else [])]
