"""What is known of the hosts of a crawl: their clocks, and their robots.txt, asked for when a host first comes up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from crawler.fetching.obeying import Obeyed
from crawler.fetching.pacing import HostClock
from crawler.records import Lease
from crawler.urls import host_key

log = logging.getLogger("xunlu.crawl")


class Hosts:
    """Clock and rules by host.

    Args:
        delay: least seconds between two requests to a host; its robots.txt may ask for more.
        concurrency: requests to a host at once.
        known: rules by host key; of others ``ask`` is called, once each.
        ask: fetches the robots.txt of the host of a URL.
    """

    def __init__(
        self, delay: float, concurrency: int, known: dict[str, Obeyed], ask: Callable[[str], Awaitable[Obeyed]] | None = None
    ) -> None:  # fmt: skip
        self.delay, self.concurrency, self.known, self._ask = delay, concurrency, known, ask
        self.clocks: dict[int, HostClock] = {}
        self.woken: Callable[[], None] = lambda: None
        self._asking: dict[str, asyncio.Task[None]] = {}

    @property
    def asking(self) -> bool:
        """Whether the robots.txt of a host is under way."""
        return bool(self._asking)

    def add(self, lease: Lease) -> None:
        """A host comes up; nothing is asked of it before its robots.txt is known."""
        if lease.host_id in self.clocks:
            return
        clock = self.clocks[lease.host_id] = HostClock(self.delay, self.concurrency)
        host = host_key(lease.url)
        if host in self.known:
            self._slow(clock, self.known[host])
        elif self._ask is None:
            self.known[host] = Obeyed.closed("unknown")
        elif host not in self._asking:
            clock.closed = True
            self._asking[host] = asyncio.ensure_future(self._learn(host, lease, clock, self._ask))

    async def _learn(self, host: str, lease: Lease, clock: HostClock, ask: Callable[[str], Awaitable[Obeyed]]) -> None:
        try:
            self.known[host] = await ask(lease.url)
        except Exception:  # a fault of ours must not open a host, nor hold the crawl up
            log.exception("robots.txt of %s", host)
            self.known[host] = Obeyed.closed("internal")
        self._slow(clock, self.known[host])
        clock.closed = False
        del self._asking[host]
        self.woken()

    def _slow(self, clock: HostClock, obeyed: Obeyed) -> None:
        if asked := obeyed.crawl_delay:
            clock.delay, clock.concurrency = max(self.delay, asked), 1

    def allows(self, lease: Lease) -> bool:
        """Whether the robots.txt of its host lets a URL be asked for."""
        obeyed = self.known.get(host_key(lease.url))
        return obeyed is not None and obeyed.allows(lease.url)
