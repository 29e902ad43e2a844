"""A request that came to nothing, as the reason that the rejects feed states."""

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.download.address_guard import AddressRefusedError
from crawler.download.download_errors import describe_download_error
from crawler.download.redirects import LeadsNowhereError, RedirectLoopError
from crawler.download.rendering.renderer import RendererDownError, RenderError
from crawler.download.robots import HostUnreachableError, RobotsDeniedError
from crawler.download.unpacking import BrokenPackingError
from crawler.records.enums import RejectReason


def explain_failure(error: object) -> tuple[RejectReason, str]:
    """The reason and one line of detail for what ended a request."""
    match error:
        case HttpError():
            return RejectReason.HTTP_STATUS, f"the server answered {error.response.status}"
        case RenderError() | RendererDownError():
            return RejectReason.NOT_RENDERED, str(error)
        case HostUnreachableError():
            return RejectReason.UNREACHABLE, str(error)
        case RobotsDeniedError():
            return RejectReason.ROBOTS_DENIED, str(error)
        case AddressRefusedError():
            return RejectReason.ADDRESS_REFUSED, str(error)
        case RedirectLoopError():
            return RejectReason.REDIRECT_LOOP, str(error)
        case LeadsNowhereError() | BrokenPackingError():
            return RejectReason.BROKEN_ANSWER, str(error)
        case IgnoreRequest() if "exceeded DOWNLOAD_MAXSIZE" in str(error):
            return RejectReason.TOO_LARGE, "the page, unpacked, is larger than DOWNLOAD_MAXSIZE"
        case IgnoreRequest() if "offsite" in str(error):
            return RejectReason.OFF_SITE, "it was redirected to another site"
        case _:
            return describe_download_error(error)
