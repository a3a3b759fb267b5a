"""How a body was packed on its way: Scrapy takes the header away when it unpacks, and checks ask for it."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response

PLACE = 595  # nearer to the server than HttpCompressionMiddleware, 590
META = "content_encoding"


class KeptEncoding:
    """Notes the Content-Encoding of a response in the meta of its request, as bytes."""

    def process_response(self, request: Request, response: Response) -> Response:
        """The response as it came."""
        if packed := response.headers.getlist("Content-Encoding"):
            request.meta[META] = b", ".join(packed)
        else:
            request.meta.pop(META, None)
        return response
