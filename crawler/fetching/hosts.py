"""What is known of the hosts of a crawl: their clocks, and their robots.txt, asked for when a host first comes up."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence

from crawler.fetching.obeying import Obeyed
from crawler.fetching.pacing import HostClock, back_off
from crawler.frontier import Frontier
from crawler.records import Lease
from crawler.steady import steady
from crawler.urls import host_key

log = logging.getLogger("xunlu.crawl")

AHEAD = 200  # URLs leased ahead; leases are persistent, so they cost nothing
LONG = 5.0  # seconds of work or of peace from which a host's URLs do not keep other hosts waiting
MOST = 10 * AHEAD  # URLs at hand
UNMET = ("private", "bad-port", "dns")  # why not even robots.txt could be asked for
SHARE = 20  # of the time of a crawl, one part may go into pacing hosts in the frontier
LOST = 10  # failed connections in a row, from which each costs a host a pause; an outage of some seconds is borne
PAUSE = 0.5  # seconds
BUSY = {429: 3, 503: 1}  # status -> steps of the back-off that it may climb: a 503 may be of its page alone


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
        self.beside: list[Hosts] = []  # of other crawls that have the same clocks
        self._met: set[int] = set()
        self._asking: dict[int, asyncio.Task[None]] = {}
        self._refused: Counter[int] = Counter()  # how often in a row a host had no time
        self._held: dict[int, float] = {}  # until when a host has peace for that
        self._lost: dict[int, tuple[int, float]] = {}  # failed connections in a row, and until when they count once
        self.gone: set[int] = set()  # hosts that are not asked any more

    @property
    def asking(self) -> bool:
        """Whether the robots.txt of a host is under way."""
        return bool(self._asking)

    def add(self, lease: Lease) -> None:
        """A host comes up; nothing is asked of it before its robots.txt is known."""
        if lease.host_id in self._met:
            return
        self._met.add(lease.host_id)
        clock = self.clocks.setdefault(lease.host_id, HostClock(self.delay, self.concurrency))
        clock.delay, clock.concurrency = max(clock.delay, self.delay), min(clock.concurrency, self.concurrency)
        host = host_key(lease.url)
        if host in self.known:
            self._slow(clock, self.known[host])
        elif self._ask is None:
            self.known[host] = Obeyed.closed("unknown")
        else:
            self._asking[lease.host_id] = asyncio.ensure_future(self._learn(host, lease, clock, self._ask))

    async def _learn(self, host: str, lease: Lease, clock: HostClock, ask: Callable[[str], Awaitable[Obeyed]]) -> None:
        try:
            self.known[host] = await ask(lease.url)
        except Exception:  # a fault of ours must not open a host, nor hold the crawl up
            log.exception("robots.txt of %s", host)
            self.known[host] = Obeyed.closed("internal")
        self._slow(clock, self.known[host])
        del self._asking[lease.host_id]
        self.woken()

    def _slow(self, clock: HostClock, obeyed: Obeyed) -> None:
        if asked := obeyed.crawl_delay:
            clock.delay, clock.concurrency = max(clock.delay, asked), 1

    def refuses(self, lease: Lease) -> str:
        """Why a URL is not asked for: its host's robots.txt forbids it, or nobody can connect there; empty when it may."""
        if lease.host_id in self.gone:
            return "host-down"
        obeyed = self.known.get(host_key(lease.url))
        if obeyed is not None and obeyed.allows(lease.url):
            return ""
        return obeyed.reason if obeyed is not None and obeyed.reason in UNMET else "robots"

    # -- time -----------------------------------------------------------------------------------

    def wait(self, host_id: int, now: float) -> float | None:
        """Seconds until a host may be asked; None while too much is under way, or its robots.txt is not known."""
        return None if host_id in self._asking else self.clocks[host_id].wait(now)

    def busy(self, host_id: int, count: int, now: float) -> float:
        """Seconds that ``count`` URLs of a host take at least."""
        clock = self.clocks[host_id]
        return max(0.0, clock.next_at - now) + count * clock.delay

    def started(self, host_id: int, now: float) -> None:
        """A request starts."""
        self.clocks[host_id].start(now)

    def ended(self, host_id: int, latency: float | None) -> None:
        """A request ended; crawls that wait for the same host hear of it."""
        self.clocks[host_id].end(latency)
        for other in self.beside:
            if host_id in other._met:
                other.woken()

    def hold(self, host_id: int, seconds: float, now: float) -> None:
        """A host is to have peace for a while."""
        self.clocks[host_id].hold(seconds, now)

    def lost(self, host_id: int, now: float) -> int:
        """A connection failed: how often in a row.

        From some on the host is asked for one URL at a time, with a pause; what was under way by then counts once.
        """
        count, until = self._lost.get(host_id, (0, 0.0))
        if until <= now:
            count += 1
            if count >= LOST:
                until = now + PAUSE
                self.clocks[host_id].borne = 1.0
                self.hold(host_id, PAUSE, now)
        self._lost[host_id] = count, until
        return count

    def reached(self, host_id: int) -> None:
        """A connection brought an answer."""
        if self._lost:
            self._lost.pop(host_id, None)

    def give_up(self, host_id: int) -> bool:
        """A host is not asked any more; whether others are left."""
        self.gone.add(host_id)
        return bool(self._met - self.gone)

    def answered(self, host_id: int, status: int, asked: float | None, now: float) -> int:
        """Heed what an answer says of the host's time: 429 and 503 hold it up, as long as it asks or longer each time.

        Args:
            asked: seconds of Retry-After.

        Returns:
            How often in a row the host has answered 429. Requests that were under way together count once.
        """
        self.clocks[host_id].answered(status, now)
        if status not in BUSY:
            if self._refused:
                self._refused.pop(host_id, None)
            return 0
        until = self._held.get(host_id, 0.0)
        if until <= now:
            self._refused[host_id] += 1
        seconds = back_off(min(self._refused[host_id], BUSY[status])) if asked is None else asked
        if until <= now or asked is not None:
            self._held[host_id] = max(until, now + seconds)
            self.hold(host_id, seconds, now)
        return self._refused[host_id] if status == 429 else 0


def share_clocks(sites: Sequence[Hosts]) -> None:
    """Crawls of one command, into one store, are one visitor to each host: a phone and a desktop take turns."""
    clocks: dict[int, HostClock] = {}
    for site in sites:
        site.clocks = clocks
        site.beside = [other for other in sites if other is not site]


class Queues:
    """The URLs at hand, by host; hosts take turns.

    Args:
        ahead: URLs leased ahead.
        several: whether there may be other hosts with something to do. One host that is slow, or is to have peace,
            would fill the queues: then its further URLs are left in the frontier until it has need of them.
    """

    def __init__(self, hosts: Hosts, frontier: Frontier, *, ahead: int = AHEAD, several: bool = False) -> None:
        self.hosts, self.frontier, self.ahead, self.several = hosts, frontier, ahead, several
        self._ready: dict[int, deque[Lease]] = {}
        self._paced: dict[int, float] = {}  # until when the frontier holds a host's URLs back
        self._next_pacing = 0.0

    def __bool__(self) -> bool:
        return any(self._ready.values())

    def add(self, leases: Sequence[Lease]) -> None:
        for lease in leases:
            self.hosts.add(lease)
            self._ready.setdefault(lease.host_id, deque()).append(lease)

    def take(self, now: float) -> Lease | None:
        """A URL whose host may be asked now."""
        for host_id, queue in self._ready.items():
            if queue and self.hosts.wait(host_id, now) == 0:
                if len(self._ready) > 1:
                    self._ready[host_id] = self._ready.pop(host_id)
                return queue.popleft()
        return None

    def wait(self, now: float) -> float | None:
        """Seconds until one may be; None when that is not a question of time."""
        waits = (self.hosts.wait(host_id, now) for host_id, queue in self._ready.items() if queue)
        return min((wait for wait in waits if wait is not None), default=None)

    def wants_more(self, now: float) -> bool:
        """Whether further URLs are to be leased."""
        stock = sum(map(len, self._ready.values()))
        if stock < self.ahead // 2:
            return True
        if not self.several or stock >= MOST:
            return False
        for host_id, queue in self._ready.items():
            busy = self.hosts.busy(host_id, len(queue), now) if queue else 0.0
            if busy > LONG:
                stock -= len(queue)
                self._pace(host_id, busy, len(queue), now)
        return stock < self.ahead // 2

    def _pace(self, host_id: int, busy: float, size: int, now: float) -> None:
        """Let the frontier hold back what a host cannot be asked for anyway; it costs a look at all its URLs."""
        if size < self.ahead // 4 or now < max(self._next_pacing, self._paced.get(host_id, 0.0)):
            return
        began = time.monotonic()
        self.frontier.pace(host_id, steady() + 0.8 * busy)
        self._paced[host_id] = now + 0.8 * busy
        self._next_pacing = now + SHARE * (time.monotonic() - began)
