"""Each way a request may end has its reason and one line."""

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.download.address_guard import AddressRefusedError
from crawler.download.failures import explain_failure
from crawler.download.redirects import RedirectLoopError
from crawler.download.robots import RobotsDeniedError
from crawler.records.enums import RejectReason


@pytest.mark.parametrize(
    ("error", "reason", "detail"),
    [
        (HttpError(Response("https://a.example/", status=403)), RejectReason.HTTP_STATUS, "answered 403"),
        (RobotsDeniedError("robots.txt forbids it"), RejectReason.ROBOTS_DENIED, "forbids"),
        (AddressRefusedError("10.0.0.1 is private"), RejectReason.ADDRESS_REFUSED, "private"),
        (DownloadCancelledError("x"), RejectReason.TOO_LARGE, "DOWNLOAD_MAXSIZE"),
        (CannotResolveHostError("a.example"), RejectReason.UNREACHABLE, "no such host"),
        (DownloadConnectionRefusedError("x"), RejectReason.UNREACHABLE, "refused the connection"),
        (DownloadTimeoutError("took longer than 60 seconds"), RejectReason.UNREACHABLE, "60 seconds"),
        (RedirectLoopError("in a circle"), RejectReason.REDIRECT_LOOP, "circle"),
        (IgnoreRequest("Filtered offsite request to 'b.example'"), RejectReason.OFF_SITE, "another site"),
        (ValueError("odd"), RejectReason.UNREACHABLE, "ValueError: odd"),
    ],
)
def test_every_end_has_a_reason(error, reason, detail):
    found, line = explain_failure(error)
    assert found is reason
    assert detail in line
