"""What becomes of one address: HEAD or GET, robots.txt of its host, and its redirects to their end."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.fetching.obeying import AGENT, Obeyed
from crawler.resource_places import Place, Places
from crawler.resource_requests import Reply, Requests
from crawler.robots import MAX_BYTES as ROBOTS_BYTES
from crawler.robots import Group, Robots, from_response
from crawler.unpacking import PackingError, unpacked, unpackers
from crawler.urls import origin

MAX_HOPS = 10
ROBOTS_HOPS = 5  # RFC 9309, 2.3.1.2
ROBOTS_RULES, ROBOTS_TEXT = 2000, 32_000  # of our group on a host of somebody else's: what hundreds of hosts may cost
SPOKEN = (401, 407, 410, 429, 451, 999)  # an answer of these to HEAD is meant


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of ``resources`` as it becomes; type and size are those of the last address."""

    method: str = ""
    status: int | None = None
    error: str | None = None
    content_type: str = ""
    size: int | None = None
    ms: int | None = None
    final: str = ""
    final_status: int | None = None
    hops: int = 0


class Asker:
    """Asks for one address at a time; any number of calls may be under way."""

    def __init__(self, requests: Requests, places: Places) -> None:
        self.requests, self.places = requests, places

    async def ask(self, url: str, mode: str) -> Answer | None:
        """What is to be stored of an address; None when a host on the way wants to be asked later.

        Args:
            mode: head (GET where HEAD does not tell) or get.
        """
        first = reply = await self._step(url, mode)
        trail = [url]
        error = ""
        while reply.location is not None and not reply.held and not error:
            target = reply.location
            error = _impasse(target, trail)
            if target:
                trail.append(target)
            if not error:
                reply = await self._step(target, mode)
        return None if reply.held else _answer(first, reply, trail, error)

    async def _step(self, url: str, mode: str) -> Reply:
        """One address, without its redirects."""
        place = self.places.of(url)
        refused = await self._refused(place, url)
        if refused:
            return Reply(error=refused, connected=False)
        method = "GET" if mode == "get" or place.no_head else "HEAD"
        reply = await self.requests.send(method, url)
        if method == "HEAD" and _unsure(reply):
            place.no_head = place.no_head or reply.status in (405, 501)
            return await self._again(url, reply)
        if reply.status is None and reply.connected and method == "GET":
            return await self._again(url, reply)
        return reply

    async def _again(self, url: str, reply: Reply) -> Reply:
        """The second try; the first one counts where the host is not asked any more.

        A server that answered HEAD and then ended the connection lets the next request on it down: that one is repeated.
        """
        second = await self.requests.send("GET", url)
        if reply.status is not None and second.status is None and second.connected:
            second = await self.requests.send("GET", url)
        return second if second.method else reply

    async def _refused(self, place: Place, url: str) -> str:
        if place.given_up:
            return place.given_up
        if place.obeyed is None:
            async with place.learning:
                if place.obeyed is None:
                    place.obey(await self._robots(origin(url)))
        return "" if place.obeyed is None or place.obeyed.allows(url) else "robots"

    async def _robots(self, site: str) -> Obeyed:
        """The rules of a host. One that cannot be reached has none: that it is not there, the request itself will show."""
        url = f"{site}/robots.txt"
        reply = await self.requests.send("GET", url, ROBOTS_BYTES)
        for _ in range(ROBOTS_HOPS):
            if not reply.location:
                break
            reply = await self.requests.send("GET", reply.location, ROBOTS_BYTES)
        if not reply.connected:
            return Obeyed()
        body = _unpacked(reply)
        if body is None:
            return Obeyed.closed("bad-encoding")
        return _own_rules(from_response(reply.status, body, reply.error))


def _unsure(reply: Reply) -> bool:
    """Whether servers are known to say this to HEAD and something else to GET."""
    if reply.held or reply.location is not None:
        return False
    if reply.status is None:
        return reply.connected
    return reply.status not in SPOKEN if reply.status >= 400 else not reply.content_type


def _impasse(target: str, trail: list[str]) -> str:
    """Why a redirect is not followed."""
    if not target:
        return "bad-redirect"
    if target in trail:
        return "redirect-loop"
    return "redirect-limit" if len(trail) > MAX_HOPS else ""


def _answer(first: Reply, last: Reply, trail: list[str], error: str) -> Answer:
    moved = len(trail) > 1
    reached = moved and not error
    return Answer(
        method=first.method, status=first.status, error=error or last.error or None, content_type=last.content_type,
        size=None if error else last.size, ms=first.ms, final=trail[-1] if moved else "",
        final_status=last.status if reached else None, hops=len(trail) - 1,
    )  # fmt: skip


def _unpacked(reply: Reply) -> bytes | None:
    """The body of a robots.txt that was packed although we asked for it plain; None when it cannot be read."""
    text = bytearray()
    try:
        for piece in unpacked(unpackers(reply.coding), reply.body):
            text += piece
            if len(text) >= ROBOTS_BYTES:
                break
    except PackingError:
        return None
    return bytes(text[:ROBOTS_BYTES])


def _own_rules(robots: Robots) -> Obeyed:
    """Only what is for us; a file with more rules for us than we can keep closes its host."""
    if robots.closed or not robots.groups:
        return Obeyed(robots)
    rules = robots.rules(AGENT)
    if len(rules) > ROBOTS_RULES or sum(len(rule.pattern) + len(rule.text) for rule in rules) > 2 * ROBOTS_TEXT:
        return Obeyed.closed("too-large")
    delay = robots.crawl_delay(AGENT)
    group = Group(agents=["*"], rules=rules, delays=[(1, delay)] if delay is not None else [])
    return Obeyed(Robots(groups=(group,)))
