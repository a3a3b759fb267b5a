"""What one request beside the crawl brought: an answer, a file, or the cause why there is none."""

from __future__ import annotations

import asyncio
import errno
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import IO, NamedTuple

from crawler.guarded import RefusedError
from crawler.lean import without

with without("httpx._main"):  # its command line, with rich and pygments
    import httpx

from crawler.sitemaps import Entry, Sitemap


class Hop(NamedTuple):
    """One answer of a chain of redirects."""

    url: str
    status: int
    location: str = ""  # where it led, normalised; empty at the end of the chain


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, after the redirects that were followed: its status and body, or why there is none.

    ``error``: dns, private, bad-port, refused, unreachable, timeout, tls, reset, proxy, bad-response, bad-encoding, bad-redirect,
    too-many-redirects, no-space.
    """

    url: str  # that answered
    status: int | None
    body: bytes = b""
    error: str = ""
    content_type: str = ""
    hops: tuple[Hop, ...] = ()  # redirects on the way, and the answer
    truncated: bool = False  # the body is longer than what was wanted
    size: int = 0  # bytes of body, unpacked
    server: str = ""  # header
    location: str = ""  # of a redirect that was not followed, normalised; empty: none
    version: str = ""  # HTTP/1.1
    retry_after: float | None = None  # seconds asked for
    cookies: tuple[str, ...] = ()  # Set-Cookie, as sent
    x_robots: str = ""  # X-Robots-Tag
    tls_fault: str = (
        ""  # with error tls: why the certificate is not trusted, as in crawler/tls.py; empty: another cause
    )

    def came(self) -> dict[str, object]:
        """How the body came, as probes tell it."""
        hops = [hop._asdict() for hop in self.hops] if len(self.hops) > 1 else []
        return {
            "final": self.url,
            "hops": hops,
            "content_type": self.content_type,
            "bytes": self.size,
            "truncated": self.truncated,
        }


class Download:
    """A file as it came; close it, or use it as a context manager."""

    def __init__(self, reply: Reply, file: IO[bytes]) -> None:
        self.reply, self.file = reply, file

    @classmethod
    def nothing(cls, reply: Reply) -> Download:
        """For a file that was not asked for."""
        return cls(reply, io.BytesIO())

    def __enter__(self) -> Download:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    async def entries(self, reader: Sitemap, step: int = 64 * 1024) -> AsyncIterator[list[Entry]]:
        """Entries part by part; other requests go on between them. Nothing of what did not answer 200."""
        if self.reply.status not in (200, None):
            return
        while chunk := self.file.read(step):
            yield list(reader.feed(chunk))
            await asyncio.sleep(0)
        if self.reply.status == 200:
            yield list(reader.close())


def cause(error: BaseException) -> str:
    """A short name for what went wrong."""
    text = f"{error} {error.__cause__ or ''} {error.__context__ or ''}".lower()
    if isinstance(error, (httpx.TimeoutException, TimeoutError)):
        return "timeout"
    if isinstance(error, RefusedError):
        return error.reason
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "no-space"
    if isinstance(error, httpx.ProxyError):
        return "proxy"
    if "certificate" in text or "ssl" in text:
        return "tls"
    if "name or service" in text or "getaddrinfo" in text or "nodename" in text or "no address" in text:
        return "dns"
    if "refused" in text or "all connection attempts failed" in text:
        return "refused"
    if isinstance(error, httpx.ConnectError):
        return "unreachable"
    reset = isinstance(error, (httpx.ReadError, httpx.RemoteProtocolError, httpx.WriteError))
    return "reset" if reset else "bad-response"
