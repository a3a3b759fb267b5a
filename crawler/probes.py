"""Requests beside the pages, with httpx before the crawl: robots.txt, sitemaps, llms.txt, the answer to a random path."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.lean import without

with without("httpx._main"):  # its command line, with rich and pygments
    import httpx

from crawler import tls
from crawler.batch import Batch
from crawler.extract import extract
from crawler.interning import Interner
from crawler.robots import MAX_BYTES as ROBOTS_BYTES
from crawler.robots import Robots, from_response
from crawler.sitemap_store import GUESSES, SitemapFiles, named_sitemaps
from crawler.sitemaps import Entry, Sitemap
from crawler.store import Store
from crawler.urls import host_key, normalise, origin

MAX_REDIRECTS = 5  # RFC 9309 for robots.txt; the same for sitemaps
PAGE_BYTES = 1024 * 1024
LLMS_BYTES = 100 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: its status and body, or why there is none (dns, refused, timeout, tls, reset, too-many-redirects)."""

    url: str
    status: int | None
    body: bytes = b""
    error: str = ""
    content_type: str = ""


class Prober:
    """Sends the extra requests of one site, one at a time.

    Args:
        timeout: seconds for a whole request, body included.
    """

    def __init__(self, user_agent: str, timeout: float, headers: dict[str, str]) -> None:
        self.timeout = timeout
        self.client = httpx.AsyncClient(
            headers={**headers, "User-Agent": user_agent}, trust_env=False, timeout=timeout, follow_redirects=False
        )

    async def fetch(self, url: str, limit: int, redirects: int = MAX_REDIRECTS) -> Reply:
        """GET with at most ``limit`` bytes of body and ``redirects`` hops; never raises for the network's faults."""
        for _ in range(redirects + 1):
            try:
                async with asyncio.timeout(self.timeout), self._stream(url) as response:
                    if response.is_redirect and redirects:
                        target = normalise(str(response.url.join(response.headers["location"])))
                        if not target:
                            return Reply(url, response.status_code, error="bad-redirect")
                        url = target
                        continue
                    return await self._read(response, url, limit)
            except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ssl.SSLError, UnicodeError) as error:
                return Reply(url, None, error=_cause(error))
        return Reply(url, None, error="too-many-redirects")

    @asynccontextmanager
    async def _stream(self, url: str) -> AsyncIterator[httpx.Response]:
        async with self.client.stream("GET", url) as response:
            yield response

    async def _read(self, response: httpx.Response, url: str, limit: int) -> Reply:
        body = b""
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) >= limit:
                break
        return Reply(url, response.status_code, body[:limit], "", response.headers.get("content-type", ""))

    async def sitemap(self, url: str) -> tuple[Reply, Sitemap, list[Entry]]:
        """One sitemap file, read as a stream."""
        reader = Sitemap()
        entries: list[Entry] = []
        for _ in range(MAX_REDIRECTS + 1):
            try:
                async with asyncio.timeout(self.timeout * 4), self._stream(url) as response:
                    if response.is_redirect:
                        url = normalise(str(response.url.join(response.headers["location"]))) or url
                        continue
                    if response.status_code != 200:
                        return Reply(url, response.status_code), reader, []
                    async for chunk in response.aiter_bytes():
                        entries += reader.feed(chunk)
                        if reader.error == "too-large":
                            break
                    entries += reader.close()
                    return Reply(url, 200), reader, entries
            except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ssl.SSLError, UnicodeError) as error:
                return Reply(url, None, error=_cause(error)), reader, entries
        return Reply(url, None, error="too-many-redirects"), reader, []


def _cause(error: Exception) -> str:
    """A short name for what went wrong."""
    text = f"{error} {error.__cause__ or ''} {error.__context__ or ''}".lower()
    if isinstance(error, (httpx.TimeoutException, TimeoutError)):
        return "timeout"
    if "certificate" in text or "ssl" in text:
        return "tls"
    if "name or service" in text or "getaddrinfo" in text or "nodename" in text or "no address" in text:
        return "dns"
    if "refused" in text or "all connection attempts failed" in text:
        return "refused"
    if isinstance(error, httpx.ConnectError):
        return "unreachable"
    return (
        "reset" if isinstance(error, (httpx.ReadError, httpx.RemoteProtocolError, httpx.WriteError)) else "bad-response"
    )


def random_path(start_url: str) -> str:
    """A path that no site has, the same for every run of a site."""
    return f"{origin(start_url)}/xunlu-{hashlib.blake2b(host_key(start_url).encode(), digest_size=6).hexdigest()}.html"


async def probe_site(
    store: Store,
    run_id: int,
    batch: Batch,
    starts: Sequence[str],
    hosts: Sequence[str],
    sitemaps: str | Sequence[str],
    prober: Prober,
) -> dict[str, Robots]:
    """Fetch and store robots.txt and TLS of every host, the sitemaps, and a random path; feed the frontier.

    Returns:
        Robots by host key. A host that could not be reached is closed, with the cause.
    """
    store.db.execute("delete from probes where run_id = ?", [run_id])
    robots = {host_key(start): await _robots(store, run_id, batch.interner, origin(start), prober) for start in starts}
    scheme = origin(starts[0]).partition("://")[0]
    for host in hosts:
        if host not in robots:
            robots[host] = await _robots(store, run_id, batch.interner, f"{scheme}://{host}", prober)
    places = dict.fromkeys([*map(origin, starts), *(f"{scheme}://{host}" for host in hosts)])
    await _tls(
        store, run_id, batch.interner, [one for one in places if _answers(robots[host_key(one)])], prober.timeout
    )
    first = robots[host_key(starts[0])]
    if first.closed and not first.closed.isdigit():
        return robots  # nobody answers: further requests would only wait
    if sitemaps != "off":
        await _sitemaps(store, run_id, batch, starts[0], first, sitemaps, prober)
    if first.verdict("xunlu", random_path(starts[0])).allowed:
        await _random_path(store, run_id, batch.interner, random_path(starts[0]), prober)
    llms = f"{origin(starts[0])}/llms.txt"
    if first.verdict("xunlu", llms).allowed:
        await _llms(store, run_id, batch.interner, llms, prober)
    return robots


async def _robots(store: Store, run_id: int, interner: Interner, place: str, prober: Prober) -> Robots:
    reply = await prober.fetch(f"{place}/robots.txt", ROBOTS_BYTES)
    body = reply.body.decode("utf-8-sig", "replace").replace("\0", "") if reply.status == 200 else ""
    _store_probe(store, interner, (run_id, "robots", f"{place}/robots.txt", reply.status, reply.error, body))
    return from_response(reply.status, reply.body, reply.error)


def _answers(robots: Robots) -> bool:
    """Whether something listens at the host; a refused certificate is an answer."""
    return not robots.closed or robots.closed.isdigit() or robots.closed == "tls"


async def _tls(store: Store, run_id: int, interner: Interner, places: Sequence[str], timeout: float) -> None:
    """Shake hands with every encrypted host; what cannot be told is not stored."""
    for place in places:
        if place.startswith("https://"):
            parts = urlsplit(place)
            found = await asyncio.to_thread(tls.inspect, parts.hostname or "", parts.port or 443, timeout)
            if found:
                _store_probe(store, interner, (run_id, "tls", f"{place}/", None, "", tls.to_json(found)))


async def _random_path(store: Store, run_id: int, interner: Interner, url: str, prober: Prober) -> None:
    reply = await prober.fetch(url, PAGE_BYTES, redirects=0)
    ok = reply.status is not None and 200 <= reply.status < 300
    text = extract(url, reply.body, content_type=reply.content_type or "text/html").page.main_text if ok else ""
    _store_probe(store, interner, (run_id, "random-path", url, reply.status, reply.error, text))


def _store_probe(store: Store, interner: Interner, row: tuple[int, str, str, int | None, str, str]) -> None:
    with store.atomic() as db:
        interner.url(row[2])
        db.execute(
            "insert into probes values (?, ?, ?, ?, ?, ?) on conflict do update set status = excluded.status,"
            " error = excluded.error, body = excluded.body",
            row,
        )


async def _sitemaps(
    store: Store, run_id: int, batch: Batch, start: str, robots: Robots, configured: str | Sequence[str], prober: Prober
) -> None:
    """Read files and the files their indexes name, each once."""
    guesses = tuple(f"{origin(start)}{path}" for path in GUESSES) if isinstance(configured, str) else ()
    files = SitemapFiles(store, run_id, batch, named_sitemaps(start, robots, configured), guesses)
    for url in files.addresses():
        reply, reader, entries = await prober.sitemap(url)
        files.keep(url, reply.status, reply.error, reader, entries)


async def _llms(store: Store, run_id: int, interner: Interner, url: str, prober: Prober) -> None:
    """The file that some language models are pointed to; an HTML page in its place is none."""
    reply = await prober.fetch(url, LLMS_BYTES)
    plain = reply.status == 200 and "html" not in reply.content_type and not reply.body.lstrip().startswith(b"<")
    body = reply.body.decode("utf-8-sig", "replace").replace("\0", "") if plain else ""
    status = 404 if reply.status == 200 and not plain else reply.status
    _store_probe(store, interner, (run_id, "llms", url, status, reply.error, body))
