"""What is known of each host while files and external addresses are asked for: its clock, its rules, whether it is there."""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager

from crawler.fetching.obeying import Obeyed
from crawler.fetching.pacing import HostClock
from crawler.plan import LOOPBACK_CONCURRENCY, Plan, is_loopback
from crawler.urls import host_key

EXTERNAL_DELAY = 1.0  # seconds between two requests to a host that is not the site's
EXTERNAL_CONCURRENCY = 2
FAILURES = 5  # connections in a row after which a host is given up
MAX_HOLD = 300.0  # seconds; a host that asks for more is given up at once
REMEMBERED = 256  # hosts beside those that are being asked


class Place:
    """One host. ``given_up`` says why nothing more is asked of it: rate-limited, or what its connections fail of."""

    def __init__(self, clock: HostClock, *, own: bool, obeyed: Obeyed | None) -> None:
        self.clock, self.own, self.obeyed = clock, own, obeyed
        self.learning = asyncio.Lock()
        self.barred = ""  # why the guard does not let it be asked
        self.no_head = False  # it refuses the method
        self.given_up = ""
        self._lanes = asyncio.Semaphore(clock.concurrency)
        self._failures = 0
        self._held = -math.inf  # when its clock was moved

    def obey(self, obeyed: Obeyed) -> None:
        """Its robots.txt is known; call before the first turn that follows."""
        self.obeyed = obeyed
        if asked := obeyed.crawl_delay:
            self.clock.delay, self.clock.concurrency = max(self.clock.delay, asked), 1
            self._lanes = asyncio.Semaphore(1)

    @asynccontextmanager
    async def turn(self, slots: asyncio.Semaphore) -> AsyncIterator[None]:
        """Wait until a request may be sent; ``slots`` are those of all hosts, taken only for the time of the request."""
        async with self._lanes:
            while True:
                async with slots:
                    seconds = self.clock.wait(time.monotonic())
                    if seconds == 0 or self.given_up:
                        self.clock.start(time.monotonic())
                        try:
                            yield
                        finally:
                            self.clock.end(None)
                        return
                await asyncio.sleep(0.01 if seconds is None else min(seconds, 1.0))

    def answered(self) -> None:
        """A response came."""
        self._failures = 0

    def failed(self, error: str) -> None:
        """A request was not answered."""
        self._failures += 1
        if self._failures >= FAILURES:
            self.given_up = self.given_up or error

    def limited(self, seconds: float, sent: float) -> bool:
        """The host asked for a pause in answer to a request of the moment ``sent``; True: ask again after it."""
        if sent < self._held:
            return True
        if self._held > 0 or seconds > MAX_HOLD:
            self.given_up = self.given_up or "rate-limited"
            return False
        self._held = time.monotonic()
        self.clock.hold(seconds, self._held)
        return True


class Places:
    """Places by host key; the ones least in use are forgotten, but for those that are kept.

    Args:
        own: keys of the hosts that are the site's.
        obeyed: what is known of their robots.txt.
    """

    def __init__(self, plan: Plan, own: Collection[str], obeyed: Mapping[str, Obeyed]) -> None:
        self.plan, self.own, self.obeyed = plan, own, obeyed
        self.kept: dict[str, Place] = {}
        self._others: OrderedDict[str, Place] = OrderedDict()

    def of(self, url: str) -> Place:
        """The place of an absolute URL."""
        key = host_key(url)
        if key in self.kept:
            return self.kept[key]
        found = self._others.get(key)
        if found is None:
            found = self._others[key] = self._new(key, url)
            if len(self._others) > REMEMBERED:
                self._others.popitem(last=False)
        self._others.move_to_end(key)
        return found

    def keep(self, url: str) -> Place:
        """The place of a URL, kept until ``release``."""
        place = self.kept[host_key(url)] = self.of(url)
        return place

    def release(self, url: str) -> None:
        """The place may be forgotten."""
        key = host_key(url)
        self._others[key] = self.kept.pop(key)
        self._others.move_to_end(key)

    def _new(self, key: str, url: str) -> Place:
        own = key in self.own
        if own:
            clock = HostClock(1 / self.plan.rate if self.plan.rate else 0.0, self.plan.concurrency)
        elif is_loopback(url):
            clock = HostClock(0.0, LOOPBACK_CONCURRENCY)
        else:
            clock = HostClock(EXTERNAL_DELAY, EXTERNAL_CONCURRENCY)
        place = Place(clock, own=own, obeyed=None)
        if own and key in self.obeyed:
            place.obey(self.obeyed[key])
        return place
