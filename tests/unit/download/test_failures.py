"""Each way a request may end has its reason and one line."""

import pytest
from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity.exceptions import VerificationError
from twisted.internet.error import ConnectionLost, NoRouteError
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from crawler.download.address_guard import AddressRefusedError
from crawler.download.failures import explain_failure
from crawler.download.http_handler import HeadersTooLargeError
from crawler.download.redirects import LeadsNowhereError, RedirectLoopError
from crawler.download.robots import HostUnreachableError, RobotsDeniedError
from crawler.download.unpacking import BrokenPackingError
from crawler.records.enums import RejectReason


def failed(*reasons):
    """What Scrapy raises where Twisted gave up an answer for these reasons."""
    error = DownloadFailedError("failed")
    error.__cause__ = ResponseFailed([Failure(reason) for reason in reasons])
    return error


@pytest.mark.parametrize(
    ("error", "reason", "detail"),
    [
        (HttpError(Response("https://a.example/", status=403)), RejectReason.HTTP_STATUS, "answered 403"),
        (HostUnreachableError("a.example cannot be reached"), RejectReason.UNREACHABLE, "cannot be reached"),
        (LeadsNowhereError("to what is no web address"), RejectReason.BROKEN_ANSWER, "no web address"),
        (BrokenPackingError("no gzip"), RejectReason.BROKEN_ANSWER, "no gzip"),
        (IgnoreRequest("its body exceeded DOWNLOAD_MAXSIZE"), RejectReason.TOO_LARGE, "unpacked"),
        (ResponseDataLossError(), RejectReason.BROKEN_ANSWER, "broke off"),
        (failed(HeadersTooLargeError()), RejectReason.TOO_LARGE, "headers"),
        (failed(VerificationError([])), RejectReason.UNREACHABLE, "for another host"),
        (
            failed(SSL.Error([("SSL routines", "", "certificate verify failed")])),
            RejectReason.UNREACHABLE,
            "not to be trusted (certificate verify failed); -s DOWNLOAD_VERIFY_CERTIFICATES=0",
        ),
        (failed(SSL.Error([("SSL routines", "", "wrong version number")])), RejectReason.UNREACHABLE, "wrong version"),
        (failed(SSL.Error()), RejectReason.UNREACHABLE, "no reason given"),
        (failed(ConnectionLost()), RejectReason.BROKEN_ANSWER, "closed the connection"),
        (failed(ValueError("-5")), RejectReason.BROKEN_ANSWER, "no sound HTTP: -5"),
        (failed(), RejectReason.UNREACHABLE, "the download failed"),
        (NoRouteError("a\nb"), RejectReason.UNREACHABLE, "no connection: "),
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
