"""One request for a file or an external address: its head, as little of its body as tells the size, never a raise."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace

from crawler.access import Entry
from crawler.fetching.pacing import retry_after
from crawler.guard import Guard
from crawler.guarded import GuardedTransport, RefusedError
from crawler.lean import without
from crawler.replies import cause
from crawler.resource_places import Place, Places
from crawler.urls import resolve

with without("httpx._main"):  # its command line, with rich and pygments
    import httpx

BODY = 64 * 1024  # bytes of a body that are read
AT_ONCE = 32  # requests of all hosts
TIMEOUT = 20.0  # seconds of a whole request; half of it for the connection
LARGEST = 10**15  # bytes; a declared size of more digits is a mistake
FAULTS = (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError, ValueError)


@dataclass(frozen=True, slots=True)
class Reply:
    """What one request got. Without a status ``error`` says why; with one the answer counts, whatever came after it."""

    method: str = ""  # empty: nothing was sent
    status: int | None = None
    error: str = ""
    connected: bool = True  # False: there was nobody to ask
    location: str | None = None  # of a redirect, absolute; empty: leads nowhere
    content_type: str = ""
    coding: str = ""
    size: int | None = None
    ms: int | None = None
    held: bool = False  # the host asked for a pause: ask again
    body: bytes = b""


class Requests:
    """Sends requests, each host at its own pace.

    Args:
        timeout: seconds for a whole request; at most 20 are waited.
        guard: decides which addresses may be connected to.
    """

    def __init__(self, entry: Entry, places: Places, timeout: float, guard: Guard) -> None:
        self.entry, self.places = entry, places
        self.timeout = min(timeout, TIMEOUT)
        self.slots = asyncio.Semaphore(AT_ONCE)
        # Not httpx's client: that refuses answers with an odd Location, and keeps cookies.
        self.transport = GuardedTransport(guard, proxy=entry.proxy, kept=AT_ONCE)

    async def send(self, method: str, url: str, limit: int = BODY) -> Reply:
        """Wait for the host's turn, then ask. Never raises for faults of network or server."""
        place = self.places.of(url)
        if why := place.barred or self.transport.guard.refuses(url):
            return Reply(error=why, connected=False)
        async with place.turn(self.slots):
            if place.given_up:
                return Reply(error=place.given_up, connected=False)
            sent = time.monotonic()
            reply, wait = await self._exchange(method, url, limit)
        return self._noted(place, reply, wait, sent)

    def _noted(self, place: Place, reply: Reply, wait: float | None, sent: float) -> Reply:
        if not reply.method:  # its name leads where nobody may be asked
            place.barred = reply.error
            return reply
        if reply.status is None:
            place.failed(reply.error)
            return reply
        place.answered()
        return replace(reply, held=True) if wait is not None and place.limited(wait, sent) else reply

    async def _exchange(self, method: str, url: str, limit: int) -> tuple[Reply, float | None]:
        """The reply, and the seconds that the host asks us to wait."""
        watch = _Watch()
        reply, wait = None, None
        try:
            async with asyncio.timeout(self.timeout):
                response = await self.transport.handle_async_request(self._request(method, url, watch))
                try:
                    reply, wait = self._told(method, url, response, watch), _asked_wait(response)
                    reply = await _with_body(reply, response, limit if method == "GET" else 0)
                finally:
                    await response.aclose()
        except RefusedError as error:
            return Reply(error=error.reason, connected=False), None
        except FAULTS as error:
            if reply is not None:
                return reply, wait
            connected = not isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError))
            return Reply(method, error=cause(error), connected=connected), None
        return reply, wait

    def _request(self, method: str, url: str, watch: _Watch) -> httpx.Request:
        """What is secret is in the headers of the site's own hosts only. Packed files would hide their size."""
        headers = {**self.entry.headers_for(url), "Accept": "*/*", "Accept-Encoding": "identity"}
        octets = [(name.encode(), value.encode()) for name, value in headers.items()]
        waits = httpx.Timeout(self.timeout, connect=self.timeout / 2, pool=None).as_dict()
        return httpx.Request(method, url, headers=octets, extensions={"timeout": waits, "trace": watch.trace})

    def _told(self, method: str, url: str, response: httpx.Response, watch: _Watch) -> Reply:
        headers = response.headers
        target = resolve(url, headers["location"]) or "" if response.has_redirect_location else None
        kind = "".join(
            char for char in headers.get("content-type", "").partition(";")[0].lower()[:100] if "!" <= char <= "~"
        )
        coding = headers.get("content-encoding", "").strip().lower()[:100]
        size = _declared(headers.get("content-length", "")) if coding in ("", "identity") else None
        if method == "HEAD" and not size:
            size = None  # frameworks that leave the body out count what they send
        return Reply(method, response.status_code, "", True, target, kind, coding, size, watch.ms())


class _Watch:
    """Times a request from the moment its first byte is sent; connecting comes before."""

    def __init__(self) -> None:
        self._sent = time.monotonic()

    async def trace(self, name: str, _: object) -> None:
        if name.endswith("send_request_headers.started"):
            self._sent = time.monotonic()

    def ms(self) -> int:
        return round((time.monotonic() - self._sent) * 1000)


async def _with_body(reply: Reply, response: httpx.Response, limit: int) -> Reply:
    """A body that ends within ``limit`` bytes tells its size; of one that is declared longer nothing is read.

    What is read to its end, be it nothing, leaves the connection to the next request.
    """
    if limit and reply.size is not None and reply.size > limit:
        return reply
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > limit:
            return replace(reply, body=bytes(body[:limit]))
    known = reply.size is not None or not limit or reply.coding
    return replace(reply, body=bytes(body), size=reply.size if known else len(body))


def _declared(text: str) -> int | None:
    text = text.partition(",")[0].strip()
    return min(int(text), LARGEST) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _asked_wait(response: httpx.Response) -> float | None:
    """Seconds that a host which is asked too much wants us to wait; 429 always means some."""
    wait = retry_after(response.headers.get("retry-after"))
    if response.status_code == 429:
        return 10.0 if wait is None else wait
    return wait if response.status_code == 503 else None
