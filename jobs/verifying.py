"""Whether imported backlinks are still there: the linking pages are asked, politely, and what they answer is kept.

One request a page, whatever it has links to; robots.txt of every host is read first and obeyed, one request at a time goes to
a host. Every answer is stored when it comes, so that an interrupted verification goes on where it ended.
"""

from __future__ import annotations

import asyncio
import datetime
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from configs.settings import Settings, Site
from crawler.access import entry_of
from crawler.causes import REFUSALS
from crawler.extract import extract, is_nofollow, is_noindex
from crawler.following import DISALLOWED, UNAVAILABLE, HostRules, follow
from crawler.guard import Guard
from crawler.moments import now
from crawler.plan import make_fetching
from crawler.prober import Prober
from crawler.reading_guard import GuardedReading, UnreadError, is_large
from crawler.records import UNFOLLOWED, Extracted, Link, LinkKind
from crawler.replies import Reply
from crawler.robots import MAX_DELAY
from crawler.store import Store
from crawler.text import printable
from crawler.urls import Resolver, bare_address, host_key
from linkgraph.backlinks.judging import forget
from linkgraph.backlinks.rows import Linked

AT_ONCE = 8  # hosts asked at the same time
DELAY = 1.0  # least seconds between two requests to a host
CHUNK = 1_000  # links of one round
PAGE_BYTES = 2_000_000
GONE = (404, 410)

_PENDING = """
    select b.pair, b.source, b.target from backlinks b
    left join backlink_checks c on c.linked_id = b.linked_id and c.pair = b.pair
    where b.linked_id = :linked and b.counted and b.source <> '' and coalesce(c.checked, '') < :before
    order by c.checked is not null, b.pair limit :most
"""
_KEEP = """
    insert into backlink_checks values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, iif(?7 is null, null, ?3)) on conflict do update set
        checked = excluded.checked, state = excluded.state, status = excluded.status, reason = excluded.reason,
        anchor = excluded.anchor, found = excluded.found, live_at = coalesce(excluded.live_at, live_at)
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one link; the fields are those of backlink_checks."""

    state: str
    status: int | None = None
    reason: str = ""
    anchor: str | None = None
    found: str = ""


@dataclass(slots=True)
class Verifier:
    """Asks for the linking pages of one site."""

    store: Store
    linked_id: int
    site: Linked
    prober: Prober
    reading: GuardedReading
    progress: Callable[[int], None] = lambda count: None
    counts: Counter[str] = field(default_factory=Counter)
    rules: HostRules = field(init=False)

    def __post_init__(self) -> None:
        self.rules = HostRules(self.prober, MAX_DELAY)

    async def verify(self, limit: int, before: str) -> Counter[str]:
        """Links by state, of at most ``limit`` (0: all) that were not asked since ``before``, UTC, ISO 8601."""
        while (most := min(CHUNK, limit - self.counts.total()) if limit else CHUNK) > 0:
            values = {"linked": self.linked_id, "before": before, "most": most}
            rows = self.store.db.execute(_PENDING, values).fetchall()
            if not rows:
                break
            await self._round(rows)
        return self.counts

    async def _round(self, rows: Sequence[tuple[int, str, str]]) -> None:
        hosts: dict[str, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
        for pair, source, target in rows:
            hosts[host_key(source)][source].append((pair, target))
        turns = asyncio.Semaphore(AT_ONCE)

        async def ask_host(pages: dict[str, list[tuple[int, str]]]) -> None:
            async with turns:
                for source, links in pages.items():
                    await self._ask(source, links)

        async with asyncio.TaskGroup() as group:
            for pages in hosts.values():
                group.create_task(ask_host(pages))

    async def _ask(self, source: str, links: Sequence[tuple[int, str]]) -> None:
        """One page, for all its links."""
        reply = await follow(self.prober, source, PAGE_BYTES, self.rules.refusal, patient=True)
        read = self._read(reply)
        made = [(pair, read if isinstance(read, Verdict) else self._judge(read, target)) for pair, target in links]
        self.keep(made)
        self.counts.update(one.state for _, one in made)
        self.progress(self.counts.total())

    def keep(self, made: Sequence[tuple[int, Verdict]]) -> None:
        """Store the verdicts of pairs; an assessment that rests on older ones is forgotten."""
        checked = now()
        with self.store.atomic() as db:
            db.executemany(_KEEP, [
                (self.linked_id, pair, checked, one.state, one.status, one.reason, one.anchor, one.found) for pair, one in made
            ])  # fmt: skip
            forget(db)

    def _read(self, reply: Reply) -> tuple[Reply, Extracted] | Verdict:
        """The page, or what its answer alone says."""
        if reply.error in (DISALLOWED, UNAVAILABLE):
            return Verdict("blocked", reason="robots.txt" if reply.error == DISALLOWED else reply.error)
        if reply.status is None:
            return Verdict("unanswered", reason=reply.error)
        if reply.status in REFUSALS:
            return Verdict("blocked", reply.status, str(reply.status))
        if reply.status in GONE:
            return Verdict("gone", reply.status, str(reply.status))
        if not 200 <= reply.status < 300:
            return Verdict("unanswered", reply.status, str(reply.status))
        try:
            read = self._extracted(reply)
        except UnreadError as error:
            return Verdict("unanswered", reply.status, str(error))
        if not read.page.is_html:
            return Verdict("unanswered", reply.status, "no-html")
        return reply, read

    def _extracted(self, reply: Reply) -> Extracted:
        kind = reply.content_type or "text/html"
        if not is_large(kind, reply.body):
            return extract(reply.url, reply.body, content_type=kind)
        return self.reading.extract(
            reply.url,
            reply.body,
            content_type=kind,
            headers={},
            status=reply.status or 0,
            resolver=Resolver(),
            known={},
        )

    def _judge(self, answer: tuple[Reply, Extracted], target: str) -> Verdict:
        """The best of the links to ``target``; without one, any link to the site."""
        reply, read = answer
        own = [link for link in read.links if link.kind is LinkKind.A and self.site.owns(host_key(link.target))]
        wanted = [link for link in own if not target or bare_address(link.target) == bare_address(target)]
        if not wanted:
            if reply.truncated:
                return Verdict("unanswered", reply.status, "too-large")
            return _moved(reply, own[0]) if own else Verdict("gone", reply.status)
        link = min(wanted, key=lambda one: one.rel & UNFOLLOWED)
        page = read.page
        if is_nofollow(page.robots, page.x_robots):
            return Verdict("nofollow", reply.status, "meta robots", link.anchor)
        if passing := link.rel & UNFOLLOWED:
            return Verdict("nofollow", reply.status, _named(passing), link.anchor)
        return Verdict("live", reply.status, "noindex" if is_noindex(page.robots, page.x_robots) else "", link.anchor)


def _moved(reply: Reply, link: Link) -> Verdict:
    return Verdict("moved", reply.status, _named(link.rel & UNFOLLOWED), link.anchor, printable(link.target))


def _named(rel: int) -> str:
    return " ".join(one.name.lower() for one in UNFOLLOWED if rel & one and one.name)


def verify_backlinks(
    store: Store, linked_id: int, site: Linked, settings: Settings, *, limit: int, days: int,
    progress: Callable[[int], None] = lambda count: None,
) -> Counter[str]:  # fmt: skip
    """Ask for linking pages; links by state.

    Args:
        limit: links, 0 = all.
        days: links that were asked within so many days are left alone.

    Raises:
        SettingsError: a proxy or header of the configuration cannot be used.
    """
    begun = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)
    before = begun.strftime("%Y-%m-%dT%H:%M:%SZ")
    return asyncio.run(_verify(store, linked_id, site, settings, limit, before, progress))


async def _verify(
    store: Store, linked_id: int, site: Linked, settings: Settings, limit: int, before: str, progress: Callable[[int], None]
) -> Counter[str]:  # fmt: skip
    own = settings.sites.get(site.name)
    entry = entry_of(Site(), settings.http, (), ())  # nothing of ours that is secret goes to these hosts
    prober = Prober(
        entry.user_agent, make_fetching(settings.http).timeout, entry.headers, entry=entry, delay=DELAY,
        guard=Guard(allowed=own.crawl.allow_private if own else settings.defaults.crawl.allow_private),
    )  # fmt: skip
    async with prober.transport:
        with closing(GuardedReading()) as reading:
            return await Verifier(store, linked_id, site, prober, reading, progress).verify(limit, before)


def pending(db: sqlite3.Connection, linked_id: int) -> int:
    """Links that were never asked for."""
    return int(db.execute(
        "select count(*) from backlinks b left join backlink_checks c on c.linked_id = b.linked_id and c.pair = b.pair"
        " where b.linked_id = ? and b.counted and b.source <> '' and c.pair is null", [linked_id]
    ).fetchone()[0])  # fmt: skip
