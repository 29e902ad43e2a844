"""What the download handlers raise, as a reason and a line that a person understands."""

from typing import Final

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from service_identity.exceptions import VerificationError
from twisted.internet.error import ConnectError, ConnectionClosed, ConnectionDone, ConnectionLost

from crawler.download.credentials import ProxyRefusedError
from crawler.download.http_handler import HeadersTooLargeError
from crawler.records.enums import RejectReason

_TRUST: Final = "-s DOWNLOAD_VERIFY_CERTIFICATES=0 trusts any"


def describe_download_error(error: object) -> tuple[RejectReason, str]:
    """The reason and one line of detail for an answer that never came, or never came whole."""
    match error:
        case DownloadCancelledError():
            return RejectReason.TOO_LARGE, "the page is larger than DOWNLOAD_MAXSIZE"
        case CannotResolveHostError():
            return RejectReason.UNREACHABLE, f"no such host: {error}"
        case ProxyRefusedError():
            return RejectReason.UNREACHABLE, str(error)
        case DownloadConnectionRefusedError():
            return RejectReason.UNREACHABLE, "the host refused the connection"
        case DownloadTimeoutError():
            return RejectReason.UNREACHABLE, str(error)
        case ResponseDataLossError():
            return RejectReason.BROKEN_ANSWER, "the answer broke off before its end"
        case DownloadFailedError():
            return _describe_failed(error)
        case ConnectionClosed() | ConnectError():
            return RejectReason.UNREACHABLE, f"no connection: {' '.join(str(error).split())}"
        case _:
            return RejectReason.UNREACHABLE, f"{type(error).__name__}: {error}"


def _describe_failed(error: DownloadFailedError) -> tuple[RejectReason, str]:
    """What Twisted found wrong with the connection or the answer, where it says so."""
    reasons = [failure.value for failure in getattr(error.__cause__, "reasons", ())]
    match reasons:
        case [HeadersTooLargeError(), *_]:
            return RejectReason.TOO_LARGE, "the answer's headers are larger than any page's"
        case [VerificationError(), *_]:
            return RejectReason.UNREACHABLE, f"its TLS certificate is for another host; {_TRUST}"
        case [SSL.Error() as cause, *_]:
            return RejectReason.UNREACHABLE, _describe_tls(cause)
        case [ConnectionDone() | ConnectionLost(), *_]:
            return RejectReason.BROKEN_ANSWER, "the server closed the connection before it had answered"
        case [first, *_]:
            return RejectReason.BROKEN_ANSWER, f"the answer is no sound HTTP: {first}"
        case _:
            return RejectReason.UNREACHABLE, f"the download failed: {error}"


def _describe_tls(cause: SSL.Error) -> str:
    """OpenSSL gives a list of (library, function, reason)."""
    entries = cause.args[0] if cause.args and isinstance(cause.args[0], list) else []
    words = ", ".join(entry[-1] for entry in entries if entry and entry[-1])
    if "certificate" in words:
        return f"its TLS certificate is not to be trusted ({words}); {_TRUST}"
    return f"no TLS connection: {words or 'no reason given'}"
