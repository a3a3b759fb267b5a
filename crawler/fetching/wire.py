"""The download handler: Scrapy's own, with an answer's head bounded while it is read, and a name for every way to fail.

Scrapy reads headers without a limit, hands bytes after the body to the next answer, and tells most failures apart by
nothing. Of Twisted's answer it passes on status, headers and version only, so what is wrong with a body travels in the
version, where no server can write it: numbers are all that is read of one.
"""

from __future__ import annotations

import asyncio
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers import http11
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError, ConnectionClosed, ConnectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import STATUS, ParseError, RequestTransmissionFailed, ResponseNeverReceived
from twisted.web.http import _MalformedChunkedDataError
from twisted.web.iweb import UNKNOWN_LENGTH

from crawler.fetching.handshakes import Handshakes

GRACE = 5.0  # seconds beyond the timeout of a request, after which it has none
LONGEST = 180.0  # seconds of a request without a timeout
MOST_HEADERS = 1000  # lines; browsers and curl stop at some thousand, honest answers have forty
# Bytes of status line and headers, as Chrome allows; answers of 1xx count with the one they precede.
MOST_HEAD = 256 * 1024
MOST_LINE = 64 * 1024  # bytes of one header
CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (DownloadConnectionRefusedError, "refused"),
    (CannotResolveHostError, "dns"),
    (DownloadCancelledError, "too-large"),
    (ConnectError, "unreachable"),  # no route, or the network refuses
)


class AnswerError(Exception):
    """An answer that is none; ``cause`` is the short name."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class Handler(http11.HTTP11DownloadHandler):
    """For http and https.

    Raises:
        AnswerError: no usable answer came.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory
        self.handshakes = Handshakes(self._contextFactory)
        self._contextFactory = self.handshakes  # type: ignore[assignment]  # by declaration

    async def download_request(self, request: Request) -> Response:
        # Should a fault in a parser be lost on its way, nothing else would end the request.
        limit = float(request.meta.get("download_timeout", LONGEST)) + GRACE
        try:
            async with asyncio.timeout(limit):
                return await super().download_request(request)
        except TimeoutError as error:
            raise AnswerError("timeout") from error
        except Exception as error:
            raise AnswerError(
                cause(error) or self.handshakes.cause(request.url, reasons(error)) or broken(error)
            ) from error


def fault(response: Response) -> str:
    """What is wrong with the body of an answer: truncated, bad-chunks, overlong; "" for nothing."""
    tagged = (response.protocol or "").partition(" ")[2]
    return tagged or ("truncated" if "dataloss" in response.flags else "")


def cause(error: BaseException | None) -> str:
    """Short name of a failure that says itself what it is; "" for others."""
    if isinstance(error, AnswerError):
        return error.cause
    for kind, name in CAUSES:
        if isinstance(error, kind):
            return name
    if "connect tunnel" in str(error).lower():
        return "proxy"
    return next((one.cause for one in reasons(error) if isinstance(one, AnswerError)), "")


def broken(error: BaseException) -> str:
    """How a connection broke: closed without a word of an answer, or reset."""
    found = reasons(error)
    unsaid = isinstance(error.__cause__, (ResponseNeverReceived, RequestTransmissionFailed))
    if unsaid and any(isinstance(one, ConnectionDone) for one in found):
        return "closed"
    if isinstance(error, DownloadFailedError) or any(isinstance(one, ConnectionClosed) for one in found):
        return "reset"
    return "protocol"


def reasons(error: BaseException | None) -> list[BaseException]:
    """What Twisted gives as reasons of a failure, and theirs."""
    found: list[BaseException] = []
    waiting = [error, error.__cause__] if error is not None else []
    while waiting:
        one = waiting.pop()
        if one is None or one in found:
            continue
        found.append(one)
        waiting += [each.value for each in getattr(one, "reasons", ()) if isinstance(each, Failure)]
    return found


class _Parser(http11._LenientHTTPClientParser):
    """Reads an answer's head up to a limit, and no body beyond its length. Scrapy makes it of its own parser: no __init__."""

    MAX_LENGTH = MOST_LINE
    lines = size = 0

    def lineReceived(self, line: bytes) -> None:
        self.lines += 1
        self.size += len(line)
        if self.lines > MOST_HEADERS or self.size > MOST_HEAD:
            raise AnswerError("header-flood")
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:
        raise AnswerError("header-too-long" if self.lines else "not-http")

    def statusReceived(self, status: bytes) -> None:
        try:
            super().statusReceived(status)  # type: ignore[no-untyped-call]
        except ParseError as error:
            raise AnswerError("bad-status" if status.startswith(b"HTTP/") else "not-http") from error

    def allHeadersReceived(self) -> None:
        try:
            super().allHeadersReceived()  # type: ignore[no-untyped-call]
        except ValueError as error:
            raise AnswerError("bad-length") from error
        except KeyError as error:
            raise AnswerError("bad-transfer") from error

    def _finished(self, rest: bytes) -> None:
        if rest.strip(b"\r\n") and self.response.length not in (UNKNOWN_LENGTH, None):
            self._tag("overlong")
            self.connHeaders.setRawHeaders(b"Connection", [b"close"])  # else the rest begins the next answer
        super()._finished(rest)  # type: ignore[no-untyped-call]

    def connectionLost(self, reason: Failure | None = None) -> None:
        lost = reason.value if isinstance(reason, Failure) else None  # None: nothing was, the answer has ended
        if lost is not None and self.bodyDecoder is not None:
            if isinstance(lost, _MalformedChunkedDataError):
                self._tag("bad-chunks")
            elif self.response.length is UNKNOWN_LENGTH and not isinstance(lost, ConnectionDone):
                self._tag("truncated")  # a body may end with its connection, but not with a reset
        elif isinstance(lost, ConnectionDone) and self.state == STATUS and self._buffer:
            reason = Failure(AnswerError("not-http"))  # type: ignore[no-untyped-call]  # HTTP/0.9, or another protocol
        super().connectionLost(reason)

    def _tag(self, fault: str) -> None:
        name, major, _ = self.response.version
        self.response.version = (name, major, f"1 {fault}")


class _Protocol(http11._LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        answer = super().request(request)
        if self._parser is not None:
            self._parser.__class__ = _Parser  # as Scrapy does it
        return answer


class _Factory(http11._LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Protocol:
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
