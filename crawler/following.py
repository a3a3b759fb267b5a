"""Pages asked for beside the crawl: hop by hop, each address only where it may be asked for, and robots.txt of any host obeyed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace

from crawler.fetching.obeying import Obeyed
from crawler.prober import Prober
from crawler.replies import Hop, Reply
from crawler.robots import MAX_BYTES, Robots, from_response
from crawler.urls import host_key, origin

MAX_HOPS = 5  # redirects in a row that are followed
MAX_DELAY = 5.0  # seconds of a Crawl-delay that a few requests keep
KEPT_HOSTS, KEPT_LINES = 2_000, 100_000  # of robots.txt that is remembered, in 60 MB at the most
DISALLOWED, UNAVAILABLE = "disallowed", "robots-unavailable"

Refusal = Callable[[str], Awaitable[str]]  # why an address is not asked for; "" when it is


async def follow(
    prober: Prober,
    url: str,
    limit: int,
    refusal: Refusal,
    *,
    most: int = MAX_HOPS,
    patient: bool = False,
    answered: Callable[[Reply], None] = lambda reply: None,
) -> Reply:
    """The answer at the end of the redirects, with all of them in ``hops``; never raises for the network's faults.

    Args:
        limit: bytes of a body.
        most: redirects; one more is the error ``too-many-redirects``.
        patient: as ``Prober.fetch`` has it.
        answered: gets each answer on the way, redirects and all.

    Returns:
        Where an address is refused: a reply without status whose ``url`` is the address, and whose ``error`` is the reason.
    """
    hops: tuple[Hop, ...] = ()
    for _ in range(most + 1):
        if reason := await refusal(url):
            return Reply(url, None, error=reason, hops=hops)
        reply = await prober.fetch(url, limit, redirects=0, patient=patient)
        answered(reply)
        hops = (*hops, *reply.hops)
        if not reply.location:
            return replace(reply, hops=hops)
        url = reply.location
    return Reply(url, None, error="too-many-redirects", hops=hops)


def only(allowed: Callable[[str], bool]) -> Refusal:
    """Refuses what is not allowed as ``disallowed``."""

    async def refusal(url: str) -> str:
        return "" if allowed(url) else DISALLOWED

    return refusal


async def ask_robots(prober: Prober, place: str) -> Reply:
    """robots.txt of a scheme and host."""
    return await prober.fetch(f"{place}/robots.txt", MAX_BYTES, patient=True)


class HostRules:
    """robots.txt of hosts, each asked for when it is first needed; of very many only the latest are remembered.

    Args:
        longest: seconds of a Crawl-delay that are kept, as one of the prober's delays.
        hosts, lines: how many hosts, and lines of theirs that allow or disallow, are remembered.
    """

    def __init__(
        self, prober: Prober, longest: float = MAX_DELAY, *, hosts: int = KEPT_HOSTS, lines: int = KEPT_LINES
    ) -> None:
        self.prober, self.longest, self.hosts, self.lines = prober, longest, hosts, lines
        self._known: OrderedDict[str, Obeyed] = OrderedDict()  # by origin, the latest used last
        self._lines = 0

    async def of(self, url: str) -> Robots:
        """That of the host of an address."""
        place = origin(url)
        if place in self._known:
            self._known.move_to_end(place)
            return self._known[place].robots
        reply = await ask_robots(self.prober, place)
        obeyed = Obeyed(from_response(reply.status, reply.body, reply.error))
        self._keep(place, obeyed)
        return obeyed.robots

    async def refusal(self, url: str) -> str:
        """Why an address is not asked for: ``disallowed``; ``robots-unavailable`` where the server did not give its robots.txt;
        the cause where it did not answer. "" when it may be.
        """
        obeyed = Obeyed(await self.of(url))
        if obeyed.reason:
            return UNAVAILABLE if obeyed.reason.isdigit() else obeyed.reason
        return "" if obeyed.allows(url) else DISALLOWED

    def _keep(self, place: str, obeyed: Obeyed) -> None:
        self._forget(place)  # two may have asked at the same time
        self._known[place] = obeyed
        self._lines += _size(obeyed)
        if delay := obeyed.crawl_delay:
            self.prober.delays[host_key(place)] = min(self.longest, delay)
        while len(self._known) > self.hosts or (self._lines > self.lines and len(self._known) > 1):
            oldest = next(iter(self._known))
            self._forget(oldest)
            host = host_key(oldest)
            if not self._known.keys() & {f"http://{host}", f"https://{host}"}:
                self.prober.delays.pop(host, None)

    def _forget(self, place: str) -> None:
        if (known := self._known.pop(place, None)) is not None:
            self._lines -= _size(known)


def _size(obeyed: Obeyed) -> int:
    return sum(len(group.rules) for group in obeyed.robots.groups)
