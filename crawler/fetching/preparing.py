"""What a crawl needs before its first page: a login, robots.txt, sitemaps and the first URLs of the frontier."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from crawler.agents import agent_verdicts
from crawler.batch import Batch
from crawler.custom_guard import GuardedRules
from crawler.fetching.answers import Reader
from crawler.fetching.hosts import Hosts
from crawler.fetching.obeying import Obeyed
from crawler.frontier import Candidate
from crawler.interning import Interner
from crawler.login import is_logout, log_in
from crawler.plan import Fetching, Plan
from crawler.probe_files import verified
from crawler.probe_rows import Probe, keep_probe
from crawler.prober import Prober
from crawler.probes import probe_site
from crawler.ranks import Ranks
from crawler.records import Run
from crawler.recrawl import Earlier, base_run
from crawler.robots import MAX_BYTES as ROBOTS_BYTES
from crawler.robots import Robots, Verdict, from_response, readable
from crawler.store import Store
from crawler.trap_store import TrapStore
from crawler.urls import Resolver, host_key, origin

SEEDS = 1000  # first URLs of one transaction, and looked at for one that may be fetched


@dataclass(slots=True)
class Prepared:
    """Everything of one site's crawl that is there before it begins. ``failure`` says why it cannot."""

    plan: Plan
    batch: Batch
    hosts: Hosts
    traps: TrapStore
    reader: Reader
    verdict: Verdict
    failure: str = ""


def prepare(store: Store, interner: Interner, plan: Plan, run: Run, fetching: Fetching) -> Prepared:
    """Ask what must be known first, and fill the frontier.

    Raises:
        SettingsError, CrawlError: the login failed.
    """
    traps = TrapStore(store, run.run_id, plan.scope, active=plan.site.crawl.traps == "stop")
    batch = _batch(store, interner, plan, run, traps)
    _seed(store, interner, batch, plan.seeds)
    store.db.execute("delete from stages where run_id = ?", [run.run_id])
    plan, robots, own = asyncio.run(_ask(store, run, batch, plan, fetching))
    _note_agents(store, run.run_id, interner, plan, robots)
    hosts = _hosts(store, run, interner, plan, fetching, robots, obey=not own)
    reader = Reader(Resolver(plan.form), GuardedRules(plan.site.extract) if plan.site.extract else None)
    return Prepared(plan, batch, hosts, traps, reader, *_judged(store, run, plan, robots, own))


def _batch(store: Store, interner: Interner, plan: Plan, run: Run, traps: TrapStore) -> Batch:
    crawl = plan.site.crawl
    keep_html = crawl.store_html == "all"
    earlier = store.db.execute("select base_run_id from runs where run_id = ?", [run.run_id]).fetchone()[0]
    return Batch(
        store, run.run_id, interner, _wanted(plan, traps), keep_html=keep_html, max_depth=crawl.max_depth, follow=plan.follows,
        earlier=Earlier(store, earlier, keep_html=keep_html) if earlier is not None else None,
        ranks=Ranks.of(store, run.run_id) if crawl.sample == "template" else None,
    )  # fmt: skip


def _wanted(plan: Plan, traps: TrapStore) -> Callable[[str], str]:
    """Why a URL is not fetched; a link that ends the session is none to follow while logged in."""
    if not (plan.site.access.login.url or plan.entry.cookies):
        return traps.wanted
    return lambda url: "logout" if is_logout(url) else traps.wanted(url)


def note_base(store: Store, plan: Plan, run: Run) -> None:
    """Remember against which run a conditional crawl asks for changes, so that a resumed one asks the same."""
    if plan.site.crawl.conditional:
        base = base_run(
            store, run.site_id, run.run_id, plan.scope_hash, plan.site.crawl.device, plan.stored.get("extract")
        )
        store.db.execute("update runs set base_run_id = ? where run_id = ?", [base, run.run_id])


def _seed(store: Store, interner: Interner, batch: Batch, seeds: Sequence[str]) -> None:
    for start in range(0, len(seeds), SEEDS):
        part = seeds[start : start + SEEDS]
        with store.atomic():
            interner.add_urls(part)
            ids = interner.urls
            batch.frontier.add(Candidate(ids[url], interner.host_of[ids[url]], 0) for url in part)


async def _ask(
    store: Store, run: Run, batch: Batch, plan: Plan, fetching: Fetching
) -> tuple[Plan, dict[str, Robots], bool]:
    """The plan with the cookies of a login, robots.txt by host, and whether the site is proven to be one's own."""
    login = plan.site.access.login
    if login.url:
        plan = replace(
            plan, entry=await log_in(plan.entry, login, plan.starts[0], timeout=fetching.timeout, name=plan.name)
        )
    prober = prober_of(plan, fetching)
    async with prober.client:
        own = plan.site.robots == "ignore-own" and await verified(prober, plan.starts[0])
        robots = await probe_site(
            store, run.run_id, batch, plan.starts, plan.hosts, plan.site.sitemaps if plan.reads_sitemaps else "off", prober,
            extra=plan.site.role == "target" and plan.mode == "spider", indexnow_key=plan.site.indexnow_key, obey=not own,
            form=plan.form,
        )  # fmt: skip
    return plan, robots, own


def prober_of(plan: Plan, fetching: Fetching) -> Prober:
    """Sends the requests beside the pages, as the pages' are sent."""
    delay = 1 / plan.rate if plan.rate else 0.0
    return Prober(plan.entry.user_agent, fetching.timeout, plan.entry.headers, entry=plan.entry, delay=delay)


def _hosts(
    store: Store, run: Run, interner: Interner, plan: Plan, fetching: Fetching, robots: dict[str, Robots], *, obey: bool
) -> Hosts:
    """Clocks and rules; the robots.txt of further subdomains is asked for when they come up."""

    async def learn(url: str) -> Obeyed:
        prober = prober_of(plan, fetching)
        async with prober.client:
            reply = await prober.fetch(f"{origin(url)}/robots.txt", ROBOTS_BYTES, patient=True)
        body = readable(reply.body) if reply.status is not None and 200 <= reply.status < 300 else ""
        with store.atomic() as db:
            keep_probe(store, run.run_id, interner, Probe("robots", f"{origin(url)}/robots.txt", reply.status, reply.error, body))  # fmt: skip
            db.execute("insert into run_hosts values (?, ?) on conflict do nothing", [run.run_id, interner.host(host_key(url))])  # fmt: skip
        return Obeyed(from_response(reply.status, reply.body, reply.error)) if obey else Obeyed()

    known = {host: Obeyed(found) if obey else Obeyed() for host, found in robots.items()}
    ask = learn if plan.site.crawl.within == "subdomains" else None
    return Hosts(1 / plan.rate if plan.rate else 0.0, plan.concurrency, known, ask)


def _note_agents(store: Store, run_id: int, interner: Interner, plan: Plan, robots: dict[str, Robots]) -> None:
    """What robots.txt says to known crawlers about the first page of each host that could be asked."""
    with store.atomic() as db:
        db.execute("delete from agents where run_id = ?", [run_id])
        for url in plan.starts:
            found = robots[host_key(url)]
            if found.closed and not found.closed.isdigit():
                continue
            host_id = interner.host(host_key(url))
            db.executemany(
                "insert into agents values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                [
                    (
                        run_id,
                        host_id,
                        one.agent.name,
                        one.agent.kind,
                        int(one.allowed),
                        int(one.own),
                        one.line,
                        one.rule,
                    )
                    for one in agent_verdicts(found, url)
                ],
            )


def _judged(store: Store, run: Run, plan: Plan, robots: dict[str, Robots], own: bool) -> tuple[Verdict, str]:
    """Whether any of the first URLs may be fetched at all, and why the crawl fails when none may."""
    if plan.site.robots == "ignore-own" and not own:
        return Verdict(False), "unverified"
    if plan.mode == "sitemap" and not _from_sitemaps(store, run.run_id):
        return Verdict(True), "no-sitemap"
    seeds = plan.seeds[:SEEDS] or plan.starts
    verdicts = [robots[host_key(url)].verdict("xunlu", url) for url in seeds if host_key(url) in robots]
    allowed = next((verdict for verdict in verdicts if verdict.allowed or own), None)
    if allowed is not None:
        return Verdict(True), ""
    closed = robots[host_key(seeds[0])].closed
    return verdicts[0], "unreachable" if closed and not closed.isdigit() else "robots"


def _from_sitemaps(store: Store, run_id: int) -> bool:
    row = store.db.execute("select 1 from frontier where run_id = ? and source = 1 and state < 5 limit 1", [run_id])
    return row.fetchone() is not None
