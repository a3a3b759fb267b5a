"""Friend links (友情链接): whether the partners that the settings name still link to us. Asked for after a crawl.

Of each partner its robots.txt, the agreed page, and its home page where that is another: one request after the other, in
our own name, at the pace of the crawl, as its robots.txt allows. Only with its consent the page is asked for in the names
of spiders, too. A row of kind ``partner`` in ``probes`` holds what came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from configs.settings import Partner
from crawler.causes import REFUSALS
from crawler.challenge import challenge_of
from crawler.domains import owner_of
from crawler.extract import is_html
from crawler.following import DISALLOWED, UNAVAILABLE, HostRules, follow
from crawler.imitating import PERSONAS, TURNED_AWAY, VISITOR, Persona, disguised
from crawler.partner_page import OwnLink, PartnerPage, read_partner
from crawler.plan import Plan
from crawler.probe_rows import Probe
from crawler.prober import Prober
from crawler.replies import Reply
from crawler.robots import AGENTS
from crawler.urls import bare_address, normalise, origin

PAGE_BYTES = 2 * 1024 * 1024
ROUNDS = 2  # of asking in other names, where there is a difference


@dataclass(slots=True)
class PartnerAsker:
    """Asks for the pages of partners of one site."""

    prober: Prober
    plan: Plan
    rules: HostRules = field(init=False)
    homes: dict[str, tuple[Reply, PartnerPage | None]] = field(default_factory=dict)  # by address, without bodies

    def __post_init__(self) -> None:
        self.rules = HostRules(self.prober)

    async def ask(self, partner: Partner) -> Probe:
        """One partner."""
        page = normalise(partner.page) or partner.page
        agreed = self._agreed(partner)
        facts: dict[str, object] = {"agreed": agreed, "partner": owner_of(page)}
        reply = await self._get(page)
        closed = await self._closed_to(reply.url)
        facts |= {
            "final": reply.url,
            "final_status": reply.status,
            "hops": max(0, len(reply.hops) - 1),
            "closed_to": closed,
        }
        read = self._read(reply, partner.anchor, str(agreed["target"] or ""))
        home = await self._home(page, reply)
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

    async def _closed_to(self, url: str) -> list[str]:
        """Search agents, or *, that robots.txt keeps from a page; none where it could not be read."""
        robots = await self.rules.of(url)
        return [] if robots.closed else [agent for agent in AGENTS if not robots.allows(agent, url)]

    async def _get(self, url: str) -> Reply:
        return await follow(self.prober, url, PAGE_BYTES, self.rules.refusal, patient=True)

    def _read(self, reply: Reply, anchor: str = "", target: str = "") -> PartnerPage | None:
        if not readable(reply):
            return None
        return read_partner(reply.url, reply.body, reply.content_type, reply.x_robots, self.plan.hosts, anchor, target)

    async def _home(self, page: str, reply: Reply) -> dict[str, object]:
        """The home page of the partner's host: whether it answers, who it is, and whether it links to the agreed page."""
        home = f"{origin(page)}/"
        if bare_address(home) == bare_address(page) or bare_address(home) == bare_address(reply.url):
            return {"url": home, "same": True}
        if home not in self.homes:
            found = await self._get(home)
            self.homes[home] = replace(found, body=b""), self._read(found)
        found, read = self.homes[home]
        facts: dict[str, object] = {
            "url": home, "same": False, "status": found.status, "error": found.error, "final": found.url,
        }  # fmt: skip
        if read is not None:
            linked = bare_address(page) in read.targets or bare_address(reply.url) in read.targets
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
        with disguised(self.prober, persona):
            reply = await self._get(page)
        read = None if reply.status in TURNED_AWAY else self._read(reply)
        return None if read is None else bool(read.links)


def readable(reply: Reply) -> bool:
    """Whether an answer is a page, and all of it."""
    if reply.status is None or not 200 <= reply.status < 300 or reply.truncated:
        return False
    return is_html(reply.content_type, reply.body) and not _challenged(reply)


def _challenged(reply: Reply) -> bool:
    headers = {"content-type": reply.content_type, "location": reply.location}
    return reply.status is not None and bool(challenge_of(reply.status, headers, reply.body))


def state_of(reply: Reply, read: PartnerPage | None, closed: Sequence[str]) -> str:
    """The worst that is known of the link, one of ``crawler.partner_states.STATES``."""
    if reply.error == DISALLOWED:
        return "disallowed"
    if reply.status in REFUSALS or _challenged(reply) or reply.error in (UNAVAILABLE, "private", "bad-port"):
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
