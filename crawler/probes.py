"""Requests beside the pages, before the crawl: robots.txt, sitemaps, hosts, and what else a site answers. Into ``probes``."""

from __future__ import annotations

import asyncio
import hashlib
from collections import deque
from collections.abc import Sequence

from crawler.batch import Batch
from crawler.extract import extract
from crawler.following import MAX_DELAY, ask_robots
from crawler.interning import Interner
from crawler.network import Found, Told, facts_of, look_up
from crawler.plan import is_loopback
from crawler.probe_files import probe_favicon, probe_indexnow, probe_llms, verified
from crawler.probe_rows import Probe, keep_probe
from crawler.probe_variants import PAGE_BYTES, Variants, aliases, probe_alias
from crawler.prober import Prober
from crawler.replies import Download, Reply
from crawler.robots import Robots, from_response, readable
from crawler.sitemap_store import GUESSES, SitemapFiles, named_sitemaps
from crawler.sitemaps import Sitemap
from crawler.store import Store
from crawler.urls import DEFAULT, Form, host_key, origin

__all__ = ["PAGE_BYTES", "Prober", "Reply", "probe_site", "random_path", "verified"]

HOSTS_AT_ONCE = 8
SITEMAPS_AT_ONCE = 2
LOCAL_SITEMAPS_AT_ONCE = 4


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
    *,
    extra: bool = False,
    indexnow_key: str = "",
    obey: bool = True,
    form: Form = DEFAULT,
) -> dict[str, Robots]:
    """Fetch and store robots.txt and TLS of every host, the sitemaps, and a random path; feed the frontier.

    Args:
        sitemaps: auto, off, or addresses.
        extra: look also at the network, the forms of the start URL, aliases of the home page, and favicon.ico.
        indexnow_key: of the site; "" = none to look for.
        obey: whether robots.txt is obeyed.
        form: of the addresses that sitemaps list, as the crawl has them.

    Returns:
        Robots by host key. A host that could not be reached is closed, with the cause.
    """
    store.db.execute("delete from probes where run_id = ?", [run_id])
    site = _Site(store, run_id, batch, starts[0], prober, obey)
    scheme = origin(starts[0]).partition("://")[0]
    places = dict.fromkeys([*map(origin, starts), *(f"{scheme}://{host}" for host in hosts)])
    await site.hosts(list(places), look=extra)
    first = site.robots[host_key(starts[0])]
    if first.closed and not first.closed.isdigit():
        return site.robots  # nobody answers: further requests would only wait
    if sitemaps != "off":
        await site.sitemaps(sitemaps, form)
    random_text = await site.random_path()
    place = origin(starts[0])
    if site.allowed(f"{place}/llms.txt"):
        site.keep(await probe_llms(prober, place))
    if indexnow_key and site.allowed(f"{place}/{indexnow_key}.txt"):
        site.keep(await probe_indexnow(prober, place, indexnow_key))
    if extra:
        await site.extra(random_text)
    return site.robots


async def probe_robots(store: Store, run_id: int, interner: Interner, place: str, prober: Prober) -> Robots:
    """robots.txt of a further host, which came up while crawling; ``place`` is scheme and host."""
    return keep_robots(store, run_id, interner, place, await ask_robots(prober, place))


def keep_robots(store: Store, run_id: int, interner: Interner, place: str, reply: Reply) -> Robots:
    """Store what a robots.txt answered and how it came; what it says."""
    url = f"{place}/robots.txt"
    body = readable(reply.body) if reply.status is not None and 200 <= reply.status < 300 else ""
    first = reply.hops[0].status if reply.hops else None
    keep_probe(store, run_id, interner, Probe("robots", url, reply.status, reply.error, body))
    keep_probe(store, run_id, interner, Probe("robots-meta", url, first, reply.error, reply.came()))
    return from_response(reply.status, reply.body, reply.error)


class _Site:
    """The probes of one site, in order."""

    def __init__(self, store: Store, run_id: int, batch: Batch, start: str, prober: Prober, obey: bool) -> None:
        self.store, self.run_id, self.batch, self.start = store, run_id, batch, start
        self.prober, self.obey = prober, obey
        self.robots: dict[str, Robots] = {}

    def keep(self, probe: Probe) -> None:
        """Store a row."""
        keep_probe(self.store, self.run_id, self.batch.interner, probe)

    def allowed(self, url: str) -> bool:
        """Whether robots.txt of the URL's host lets it be asked for; hosts of others have none that is known."""
        robots = self.robots.get(host_key(url))
        return not self.obey or robots is None or robots.verdict("xunlu", url).allowed

    async def hosts(self, places: Sequence[str], *, look: bool) -> None:
        """robots.txt of every host, and how the host is reached; a few hosts at once, each stored in its turn."""
        for start in range(0, len(places), HOSTS_AT_ONCE):
            part = places[start : start + HOSTS_AT_ONCE]
            asked = await asyncio.gather(*(self._ask(place, look) for place in part))
            for place, (reply, probes) in zip(part, asked, strict=True):
                if host_key(place) not in self.robots:  # a host on http and https has one
                    self._read_robots(place, reply)
                for probe in probes:
                    self.keep(probe)

    async def _ask(self, place: str, look: bool) -> tuple[Reply, list[Probe]]:
        """Addresses come first: only a first look shows how long that takes."""
        found = Found()
        if not self.prober.proxied and (look or self.prober.connect_to):
            found = await look_up(place, self.prober.timeout, self.prober.connect_to, self.prober.guard)
        reply = await ask_robots(self.prober, place)
        return reply, [] if self.prober.proxied else await self._network(place, found, reply, look)

    def _read_robots(self, place: str, reply: Reply) -> None:
        robots = self.robots[host_key(place)] = keep_robots(self.store, self.run_id, self.batch.interner, place, reply)
        if delay := robots.crawl_delay("xunlu"):
            self.prober.delays[host_key(place)] = min(MAX_DELAY, delay)

    async def _network(self, place: str, found: Found, reply: Reply, look: bool) -> list[Probe]:
        """Shake hands with a host that answers; what cannot be told is not stored."""
        told, probes = Told(found.told()), []
        answers = reply.status is not None or reply.error in ("tls", "too-many-redirects", "bad-redirect")
        wanted = answers and (look or place.startswith("https:"))
        if wanted and found.at is None:  # nobody has looked, or an address has come up since
            found = await look_up(place, self.prober.timeout, self.prober.connect_to, self.prober.guard)
        if wanted and found.at is not None:
            fault = "" if reply.status is not None else reply.tls_fault or None
            told = await asyncio.to_thread(facts_of, place, found, self.prober.timeout, self.prober.trusted, fault)
        if told.tls:
            probes.append(Probe("tls", f"{place}/", body=told.tls))
        if look:
            facts = {**told.network, "http": told.tls.get("alpn") or reply.version.lower(), "server": reply.server}
            error = found.error or ("" if answers else reply.error)
            probes.append(Probe("network", f"{place}/", None, error, facts))
        return probes

    async def sitemaps(self, configured: str | Sequence[str], form: Form) -> None:
        """Read files and the files their indexes name, each once, a few at the same time."""
        guesses = tuple(f"{origin(self.start)}{path}" for path in GUESSES) if isinstance(configured, str) else ()
        named = named_sitemaps(self.start, self.robots[host_key(self.start)], configured)
        files = SitemapFiles(self.store, self.run_id, self.batch, named, guesses, self.start, form)
        under_way: deque[tuple[str, asyncio.Task[Download]]] = deque()
        at_once = LOCAL_SITEMAPS_AT_ONCE if is_loopback(self.start) else SITEMAPS_AT_ONCE
        files.clear()
        try:
            while True:
                while len(under_way) < at_once and (url := files.next()):
                    under_way.append((url, asyncio.create_task(self._file(url))))
                if under_way:
                    url, task = under_way[0]
                    await _store_file(files, url, await task)
                    under_way.popleft()
                elif not files.more():
                    break
        finally:
            await _give_up([task for _, task in under_way])
        files.finish()

    async def _file(self, url: str) -> Download:
        if self.allowed(url):
            return await self.prober.download(url)
        return Download.nothing(Reply(url, None, error="disallowed"))

    async def random_path(self) -> str:
        """The text that the site answers a path with that it does not have; "" for a proper 404."""
        url = random_path(self.start)
        if not self.allowed(url):
            return ""
        reply = await self.prober.fetch(url, PAGE_BYTES, redirects=0)
        ok = reply.status is not None and 200 <= reply.status < 300
        text = extract(url, reply.body, content_type=reply.content_type or "text/html").page.main_text if ok else ""
        self.keep(Probe("random-path", url, reply.status, reply.error, text))
        return text

    async def extra(self, random_text: str) -> None:
        """The forms of the start URL and of an inner page, aliases of the home page, favicon.ico."""
        place = origin(self.start)
        if self.allowed(f"{place}/favicon.ico"):
            self.keep(await probe_favicon(self.prober, place))
        for url in aliases(self.start):
            if self.allowed(url):
                self.keep(await probe_alias(self.prober, url, random_text))
        variants = Variants(self.prober, self.start, self.robots, self.obey)
        for probe in await variants.of_start():
            self.keep(probe)
        if inner := self._inner():
            for probe in await variants.of_inner(inner):
                self.keep(probe)

    def _inner(self) -> str:
        """A page of the start URL's host that a sitemap lists; "" where none is known."""
        row = self.store.db.execute(
            "select u.url from sitemap_urls s join urls u on u.url_id = s.url_id join hosts h on h.host_id = u.host_id"
            " where s.run_id = ? and h.host = ? and u.url <> ? and u.url like ? order by s.url_id limit 1",
            [self.run_id, host_key(self.start), self.start, f"{origin(self.start)}/_%"],
        ).fetchone()
        return str(row[0]) if row else ""


async def _store_file(files: SitemapFiles, url: str, found: Download) -> None:
    reader, reply = Sitemap(), found.reply
    with found:
        file = files.open(url, reply.status, reply.error, reply.came() if reply.status == 200 else None)
        async for entries in found.entries(reader):
            file.add(entries, reader.kind)
        file.close(reader)


async def _give_up(tasks: Sequence[asyncio.Task[Download]]) -> None:
    """End what is under way, and remove its files."""
    for task in tasks:
        task.cancel()
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(result, Download):
            result.file.close()
