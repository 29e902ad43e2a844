"""Unpacks answers as Scrapy does, and says where one cannot be."""

import zlib

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response


class BrokenPackingError(IgnoreRequest):
    """The answer is not packed as its headers say."""


class HonestCompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's; where an answer says gzip and is none, the page is refused in one line instead of a traceback."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's old signature
    ) -> Request | Response:
        """The response with its body unpacked."""
        try:
            return super().process_response(request, response)
        except (OSError, EOFError, ValueError, zlib.error) as error:
            packing = (response.headers.get("Content-Encoding") or b"").decode("latin-1")
            raise BrokenPackingError(f"the answer cannot be unpacked as {packing}: {error}") from error
