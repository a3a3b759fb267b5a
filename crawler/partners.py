"""Friend links (友情链接): whether the partners that the settings name still link to us. Asked for after a crawl.

Of each partner its robots.txt, the agreed page, and its home page where that is another: one request after the other, in
our own name, at the pace of the crawl, as its robots.txt allows. Only with its consent the page is asked for in the names
of spiders, too. A row of kind ``partner`` in ``probes`` holds what came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from configs.settings import Partner
from crawler.challenge import challenge_of
from crawler.extract import is_html
from crawler.imitating import PERSONAS, TURNED_AWAY, VISITOR, Persona
from crawler.partner_page import OwnLink, PartnerPage, owner_of, plain, read_partner
from crawler.plan import Plan
from crawler.probe_rows import Probe
from crawler.prober import Prober
from crawler.replies import Hop, Reply
from crawler.robots import AGENTS, Robots, from_response
from crawler.robots import MAX_BYTES as ROBOTS_BYTES
from crawler.urls import host_key, normalise, origin

PAGE_BYTES = 2 * 1024 * 1024
MAX_HOPS = 5
MAX_DELAY = 5.0  # seconds of a Crawl-delay that these few requests keep
ROUNDS = 2  # of asking in other names, where there is a difference
REFUSED = (401, 403, 407, 429, 999)  # says nothing of what others are shown

# What a partner's link is, from bad to good. Of the first five nothing is known, or nothing is there to know.
STATES = (
    "not-asked", "disallowed", "refused", "unreachable", "unread",
    "gone", "indirect", "nofollow", "hidden", "not-indexable", "live",
)  # fmt: skip


@dataclass(slots=True)
class _Host:
    """What is known of one host: its rules, and its home page."""

    robots: Robots
    home: Reply | None = None


@dataclass(slots=True)
class PartnerAsker:
    """Asks for the pages of partners of one site."""

    prober: Prober
    plan: Plan
    hosts: dict[str, _Host] = field(default_factory=dict)

    async def ask(self, partner: Partner) -> Probe:
        """One partner."""
        page = normalise(partner.page) or partner.page
        facts: dict[str, object] = {"agreed": self._agreed(partner), "partner": owner_of(page)}
        reply = await self._get(page)
        closed = await self._closed_to(reply.url)
        facts |= {
            "final": reply.url,
            "final_status": reply.status,
            "hops": max(0, len(reply.hops) - 1),
            "closed_to": closed,
        }
        read = self._read(reply, partner)
        home = await self._home(page, reply, partner)
        facts |= {**(_told(read) if read else {}), "home": home, "inlinks": int(bool(home.get("linked")))}
        facts["state"] = state_of(reply, read, closed)
        if partner.consent and read is not None:
            facts["views"] = await self._views(page, closed)
        first = reply.hops[0].status if reply.hops else reply.status
        return Probe("partner", page, first, reply.error, facts)

    def _agreed(self, partner: Partner) -> dict[str, object]:
        link = normalise(partner.link) if partner.link else None
        return {
            "ours": normalise(self.plan.absolute(partner.ours), self.plan.form), "link": link or "", "anchor": " ".join(partner.anchor.split()),
            "target": normalise(self.plan.absolute(partner.target), self.plan.form) if partner.target else "",
            "since": partner.since.isoformat() if partner.since else "",
        }  # fmt: skip

    async def _rules(self, url: str) -> Robots:
        key = origin(url)
        if key not in self.hosts:
            found = await self.prober.fetch(f"{key}/robots.txt", ROBOTS_BYTES + 1, patient=True)
            robots = from_response(found.status, found.body, found.error)
            self.hosts[key] = _Host(robots)
            if delay := robots.crawl_delay("xunlu"):
                self.prober.delays[host_key(url)] = min(MAX_DELAY, delay)
        return self.hosts[key].robots

    async def _closed_to(self, url: str) -> list[str]:
        """Search agents, or *, that robots.txt keeps from a page; none where it could not be read."""
        robots = await self._rules(url)
        return [] if robots.closed else [agent for agent in AGENTS if not robots.allows(agent, url)]

    async def _get(self, url: str) -> Reply:
        """A page, hop by hop, as far as the robots.txt of each host allows."""
        hops: tuple[Hop, ...] = ()
        for _ in range(MAX_HOPS + 1):
            robots = await self._rules(url)
            if robots.closed and not robots.closed.isdigit():
                return Reply(url, None, error=robots.closed, hops=hops)
            if not robots.allows("xunlu", url):
                return Reply(url, None, error="robots-unavailable" if robots.closed else "disallowed", hops=hops)
            reply = await self.prober.fetch(url, PAGE_BYTES, redirects=0, patient=True)
            hops = (*hops, *reply.hops)
            if not reply.location:
                return replace(reply, hops=hops)
            url = reply.location
        return Reply(url, None, error="too-many-redirects", hops=hops)

    def _read(self, reply: Reply, partner: Partner) -> PartnerPage | None:
        if not readable(reply):
            return None
        return read_partner(
            reply.url, reply.body, reply.content_type, reply.x_robots, self.plan.hosts, partner.anchor
        )  # fmt: skip

    async def _home(self, page: str, reply: Reply, partner: Partner) -> dict[str, object]:
        """The home page of the partner's host: whether it answers, who it is, and whether it links to the agreed page."""
        home = f"{origin(page)}/"
        if plain(home) == plain(page) or plain(home) == plain(reply.url):
            return {"url": home, "same": True}
        await self._rules(home)
        known = self.hosts[origin(home)]
        if known.home is None:
            known.home = await self._get(home)
        found = known.home
        facts: dict[str, object] = {
            "url": home, "same": False, "status": found.status, "error": found.error, "final": found.url,
        }  # fmt: skip
        if readable(found):
            read = read_partner(found.url, found.body, found.content_type, found.x_robots, self.plan.hosts)
            linked = plain(page) in read.targets or plain(reply.url) in read.targets
            facts |= {
                "title": read.title[:300], "description": read.description[:500], "canonical": read.canonical,
                "parked": read.parked, "linked": linked, "ours": len(read.links),
            }  # fmt: skip
        return facts

    async def _views(self, page: str, closed: Sequence[str]) -> list[dict[str, object]]:
        """Whether our link is there for a visitor, and for each spider that robots.txt lets in."""
        views: list[dict[str, object]] = []
        visitor = await self._sees(VISITOR, page)
        for persona in (one for one in PERSONAS if one.by == "agent" and one.name not in closed):
            seen = await self._sees(persona, page)
            for _ in range(1, ROUNDS):
                if None in (seen, visitor) or seen == visitor:
                    break  # a difference that does not last is none
                visitor, seen = await self._sees(VISITOR, page), await self._sees(persona, page)
            views.append({"as": persona.name, "link": seen, "visitor": visitor})
        return views

    async def _sees(self, persona: Persona, page: str) -> bool | None:
        """Whether somebody is shown a link to us; None where they are shown no page."""
        usual = self.prober.entry
        self.prober.entry = replace(usual, user_agent=persona.agent)
        try:
            reply = await self._get(page)
        finally:
            self.prober.entry = usual
        if not readable(reply) or reply.status in TURNED_AWAY:
            return None
        read = read_partner(reply.url, reply.body, reply.content_type, reply.x_robots, self.plan.hosts)
        return bool(read.links)


def readable(reply: Reply) -> bool:
    """Whether an answer is a page, and all of it."""
    if reply.status is None or not 200 <= reply.status < 300 or reply.truncated:
        return False
    return is_html(reply.content_type, reply.body) and not _challenged(reply)


def _challenged(reply: Reply) -> bool:
    headers = {"content-type": reply.content_type, "location": reply.location}
    return reply.status is not None and bool(challenge_of(reply.status, headers, reply.body))


def state_of(reply: Reply, read: PartnerPage | None, closed: Sequence[str]) -> str:
    """The worst that is known of the link, one of ``STATES``."""
    if reply.error == "disallowed":
        return "disallowed"
    if reply.status in REFUSED or _challenged(reply) or reply.error in ("robots-unavailable", "private", "bad-port"):
        return "refused"
    if reply.status is None or reply.status >= 400:
        return "unreachable"
    if read is None:
        return "unread"
    if not read.links:
        return "indirect" if read.indirect else "gone"
    best = read.links[0]
    if not best.followed:
        return "nofollow"
    if best.hidden:
        return "hidden"
    return "not-indexable" if closed or read.noindex or read.canonical else "live"


def _told(read: PartnerPage) -> Mapping[str, object]:
    return {
        "title": read.title[:300], "description": read.description[:500], "canonical": read.canonical,
        "noindex": read.noindex, "nofollow": read.nofollow, "links": [_link(one) for one in read.links],
        "indirect": list(read.indirect) if read.indirect else [], "external": read.external, "outlinks": read.outlinks,
        "parked": read.parked,
    }  # fmt: skip


def _link(one: OwnLink) -> dict[str, object]:
    return one._asdict()
