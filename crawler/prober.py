"""Single requests beside the crawl, with httpx: a limit on time and bytes, own hops, and secrets for own hosts only."""

from __future__ import annotations

import asyncio
import io
import ssl
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import IO, Any

from crawler.access import Entry, merged
from crawler.fetching.pacing import retry_after
from crawler.lean import without

with without("httpx._main"):  # its command line, with rich and pygments
    import httpx

from crawler import tls
from crawler.guard import Guard
from crawler.guarded import GuardedTransport
from crawler.replies import Download, Hop, Reply, cause
from crawler.sitemaps import MAX_BYTES as SITEMAP_BYTES
from crawler.sitemaps import Entry as Listed
from crawler.sitemaps import Sitemap
from crawler.unpacking import ASKED_FOR, PackingError, unpacked, unpackers
from crawler.urls import host_key, origin, resolve

MAX_REDIRECTS = 5  # RFC 9309 for robots.txt; the same for sitemaps
PATIENCE = 10.0  # seconds that a Retry-After may ask for; a server that asks for more is not asked again
HICCUP = 1.0  # seconds after which a server that failed is asked once more: one 500 must not close a site
IN_MEMORY = 1024 * 1024  # bytes of a sitemap file kept in memory; more goes to a temporary file
DRAINED = 64 * 1024  # bytes of the body of a redirect
DRAIN_SECONDS = 1.0
CLIP = 300  # characters of a header kept
COOKIES = 50  # of one answer
TURNS = 10_000  # hosts whose last request is remembered, longer than their delay


def _worth_waiting(reply: Reply) -> float | None:
    """Seconds after which a second request may do better; None when it would not, or not within ten seconds."""
    if reply.status in (429, 503) and reply.retry_after is not None:
        return reply.retry_after if reply.retry_after <= PATIENCE else None
    return HICCUP if reply.status in (500, 502, 503, 504) or reply.error == "reset" else None


class Prober:
    """Sends the extra requests of one site.

    ``requests`` and ``received`` (bytes of bodies, as sent) count what it asked for.

    Args:
        timeout: seconds for a whole request, body included.
        entry: what the requests bear, and which hosts see how much of it; instead of ``user_agent`` and ``headers``.
        delay: least seconds between the starts of two requests to a host.
        connect_to: where to connect instead, as ``{"shop.example:443": "127.0.0.1:8443"}``: for a site before its
            domain points to it. Request and certificate stay those of the host. Without effect where there is a proxy.
        trusted: authorities; default: what httpx trusts.
        guard: default: public addresses only.
    """

    def __init__(
        self,
        user_agent: str,
        timeout: float,
        headers: Mapping[str, str],
        *,
        entry: Entry | None = None,
        delay: float = 0.0,
        connect_to: Mapping[str, str] | None = None,
        trusted: ssl.SSLContext | None = None,
        guard: Guard | None = None,
    ) -> None:
        self.entry = entry or Entry(user_agent, headers, frozenset(), {}, {})
        self.timeout, self.delay = timeout, delay
        self.connect_to = {} if self.proxied else dict(connect_to or {})
        self.trusted = trusted or httpx.create_ssl_context(trust_env=False)
        self.requests = self.received = 0
        self.delays: dict[str, float] = {}  # by host key: longer ones than ``delay``
        self._begun: dict[str, float] = {}  # when the last request to a host began
        self.guard = guard or Guard(hosts=tuple(self.connect_to.values()))
        # Not httpx's client: that refuses answers with an odd Location, and keeps cookies.
        self.transport = GuardedTransport(self.guard, proxy=self.entry.proxy, verify=self.trusted)

    @property
    def proxied(self) -> bool:
        """Whether somebody else connects for us."""
        return bool(self.entry.proxy)

    async def fetch(self, url: str, limit: int, redirects: int = MAX_REDIRECTS, *, patient: bool = False) -> Reply:
        """GET with at most ``limit`` bytes of body and ``redirects`` hops; never raises for the network's faults.

        Args:
            redirects: 0: the first answer is the one wanted.
            patient: ask once more, after a failure of the server, or when 429 or 503 asks for ten seconds at most.
        """
        body = io.BytesIO()
        reply = await self._asked(url, limit, redirects, body, self.timeout, patient=patient)
        return replace(reply, body=body.getvalue())

    async def download(self, url: str) -> Download:
        """A sitemap file into a temporary one; 50 MB at most, in four times the time of other requests."""
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - Download closes it
        try:
            reply = await self._asked(url, SITEMAP_BYTES, MAX_REDIRECTS, file, self.timeout * 4, patient=True)
            file.seek(0)
        except BaseException:
            file.close()
            raise
        return Download(reply, file)

    async def sitemap(self, url: str) -> tuple[Reply, Sitemap, list[Listed]]:
        """One sitemap file with its entries."""
        reader = Sitemap()
        entries: list[Listed] = []
        with await self.download(url) as found:
            async for part in found.entries(reader):
                entries += part
        return found.reply, reader, entries

    async def _asked(
        self, url: str, limit: int, redirects: int, sink: IO[bytes], seconds: float, *, patient: bool
    ) -> Reply:  # fmt: skip
        reply = await self._followed(url, limit, redirects, sink, seconds)
        if patient and (wait := _worth_waiting(reply)) is not None:
            await asyncio.sleep(wait)
            sink.seek(0)
            sink.truncate()
            reply = await self._followed(url, limit, redirects, sink, seconds)
        return reply

    async def _followed(self, url: str, limit: int, redirects: int, sink: IO[bytes], seconds: float) -> Reply:
        hops: list[Hop] = []
        for _ in range(redirects + 1):
            try:
                await self._turn(url)
                async with asyncio.timeout(seconds), self._stream(url) as response:
                    reply = self._told(response, url, hops)
                    if redirects and response.has_redirect_location:
                        if not reply.location:
                            return replace(reply, error="bad-redirect")
                        hops.append(Hop(url, response.status_code, reply.location))
                        await self._drain(response)
                        url = reply.location
                        continue
                    return await self._read(response, reply, limit, sink)
            except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError, UnicodeError) as error:
                return Reply(url, None, error=cause(error), hops=tuple(hops), tls_fault=tls.fault_of(error))
        return Reply(url, None, error="too-many-redirects", hops=tuple(hops))

    def _told(self, response: httpx.Response, url: str, hops: list[Hop]) -> Reply:
        """What the head of an answer says."""
        target = ""
        if response.has_redirect_location:
            target = resolve(url, response.headers["location"]) or ""
        status, headers = response.status_code, response.headers
        return Reply(
            url, status, content_type=headers.get("content-type", "")[:CLIP], hops=(*hops, Hop(url, status, target)),
            server=headers.get("server", "")[:CLIP], location=target, version=response.http_version,
            retry_after=retry_after(headers.get("retry-after")), cookies=tuple(headers.get_list("set-cookie")[:COOKIES]),
            x_robots=headers.get("x-robots-tag", "")[:CLIP],
        )  # fmt: skip

    async def _drain(self, response: httpx.Response) -> None:
        """Read what stands beside a redirect, if it is little: the connection can be used again."""
        left = DRAINED
        with suppress(httpx.HTTPError, TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                async for chunk in response.aiter_raw():
                    self.received += len(chunk)
                    left -= len(chunk)
                    if left < 0:
                        return

    async def _read(self, response: httpx.Response, reply: Reply, limit: int, sink: IO[bytes]) -> Reply:
        size = 0
        try:
            chain = unpackers(response.headers.get("content-encoding", ""))
            async for chunk in response.aiter_raw():
                self.received += len(chunk)
                for piece in unpacked(chain, chunk):
                    sink.write(piece[: limit - size])
                    size += len(piece)
                    if size > limit:
                        return replace(reply, size=limit, truncated=True)
        except PackingError:
            return replace(reply, status=None, error="bad-encoding", size=size)
        return replace(reply, size=size)

    @asynccontextmanager
    async def _stream(self, url: str) -> AsyncIterator[httpx.Response]:
        self.requests += 1
        headers = merged({"Accept": "*/*"}, self.entry.headers_for(url), {"Accept-Encoding": ASKED_FOR})
        target = url
        extensions: dict[str, Any] = {"timeout": httpx.Timeout(self.timeout).as_dict()}
        if place := self.connect_to.get(netloc(url)):
            scheme, host = url.partition("://")[0], host_key(url)
            target = f"{scheme}://{place}{url[len(origin(url)) :]}"
            headers |= {"Host": host, "Connection": "close"}  # one connection is never two hosts'
            extensions["sni_hostname"] = host.rpartition(":")[0] or host
        octets = [(name.encode(), value.encode()) for name, value in headers.items()]
        request = httpx.Request("GET", target, headers=octets, extensions=extensions)
        response = await self.transport.handle_async_request(request)
        try:
            yield response
        finally:
            await response.aclose()

    async def _turn(self, url: str) -> None:
        """Wait until the host may be asked again."""
        host, now = host_key(url), time.monotonic()
        if len(self._begun) > TURNS:
            self._begun = {one: begun for one, begun in self._begun.items() if begun + self._delay_of(one) > now}
        delay = self._delay_of(host)
        at = self._begun[host] = max(now, self._begun.get(host, now - delay) + delay)
        if at > now:
            await asyncio.sleep(at - now)

    def _delay_of(self, host: str) -> float:
        return max(self.delay, self.delays.get(host, 0.0))


def netloc(url: str) -> str:
    """``host:port``, with the port that the scheme stands for where none is written."""
    host = host_key(url)
    if ":" in host.rpartition("]")[2]:
        return host
    return f"{host}:{443 if url.startswith('https:') else 80}"
