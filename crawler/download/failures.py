"""A request that came to nothing, as the reason that the rejects feed states."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.download.address_guard import AddressRefusedError
from crawler.download.redirects import RedirectLoopError
from crawler.download.rendering.renderer import RendererDownError, RenderError
from crawler.download.robots import RobotsDeniedError
from crawler.records.enums import RejectReason


def explain_failure(error: object) -> tuple[RejectReason, str]:
    """The reason and one line of detail for what ended a request."""
    match error:
        case HttpError():
            return RejectReason.HTTP_STATUS, f"the server answered {error.response.status}"
        case RenderError() | RendererDownError():
            return RejectReason.NOT_RENDERED, str(error)
        case RobotsDeniedError():
            return RejectReason.ROBOTS_DENIED, str(error)
        case AddressRefusedError():
            return RejectReason.ADDRESS_REFUSED, str(error)
        case DownloadCancelledError():
            return RejectReason.TOO_LARGE, "the page is larger than DOWNLOAD_MAXSIZE"
        case CannotResolveHostError():
            return RejectReason.UNREACHABLE, f"no such host: {error}"
        case DownloadConnectionRefusedError():
            return RejectReason.UNREACHABLE, "the host refused the connection"
        case DownloadTimeoutError():
            return RejectReason.UNREACHABLE, str(error)
        case RedirectLoopError():
            return RejectReason.REDIRECT_LOOP, str(error)
        case IgnoreRequest() if "offsite" in str(error):
            return RejectReason.OFF_SITE, "it was redirected to another site"
        case _:
            return RejectReason.UNREACHABLE, f"{type(error).__name__}: {error}"
