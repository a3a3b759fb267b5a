"""What a crawl needs before its first page: a login, robots.txt, sitemaps and the first URLs of the frontier."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
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
from crawler.prober import Prober
from crawler.probes import probe_robots, probe_site
from crawler.ranks import Ranks, rank_listed
from crawler.records import Run
from crawler.recrawl import Earlier, base_run
from crawler.robots import Robots, Verdict
from crawler.store import Store
from crawler.trap_store import TrapStore
from crawler.urls import Resolver, host_key, origin, twin_host

FEW, PAGES_EACH = 4, 50  # requests at once of a sampled crawl: a few, or one for so many pages of its limit
SEEDS = 1000  # first URLs of one transaction


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
    store.db.execute(
        "update frontier set not_before = 0 where run_id = ? and state = 0 and not_before > 0", [run.run_id]
    )
    plan, robots, own = asyncio.run(_ask(store, run, batch, plan, fetching))
    if batch.ranks is not None:
        rank_listed(store, run.run_id)
    _note_agents(store, run.run_id, interner, plan, robots)
    hosts = _hosts(store, run, interner, plan, fetching, robots, own)
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
) -> tuple[Plan, dict[str, Robots], frozenset[str]]:
    """The plan with the cookies of a login, robots.txt by host, and the hosts that are proven to be one's own."""
    login = plan.site.access.login
    if login.url:
        entry = await log_in(
            plan.entry, login, plan.starts[0], timeout=fetching.timeout, name=plan.name, guard=plan.guard
        )
        plan = replace(plan, entry=entry)
    prober = prober_of(plan, fetching)
    async with prober.transport:
        own = await proven_own(prober, plan) if plan.site.robots == "ignore-own" else frozenset()
        robots = await probe_site(
            store, run.run_id, batch, _places(plan), plan.hosts, plan.site.sitemaps if plan.reads_sitemaps else "off", prober,
            extra=plan.site.role == "target" and plan.mode == "spider", indexnow_key=plan.site.indexnow_key, obey=not own.issuperset(plan.hosts),
            form=plan.form,
        )  # fmt: skip
    return plan, robots, own


def _places(plan: Plan) -> tuple[str, ...]:
    """The start URLs, and the origins of a list, which may have another scheme."""
    return tuple(dict.fromkeys([*plan.starts, *(f"{origin(url)}/" for url in plan.listed)]))


async def proven_own(prober: Prober, plan: Plan) -> frozenset[str]:
    """Host keys that are proven to be the user's own: each says so itself, or its www twin does.

    Of a list, or of subdomains that are found, only those that the configuration names are asked.
    """
    scheme = origin(plan.starts[0]).partition("://")[0]
    places = dict.fromkeys([*map(origin, plan.starts), *(f"{scheme}://{host}" for host in plan.site.crawl.hosts)])
    proven = [host_key(place) for place in places if await verified(prober, f"{place}/")]
    return frozenset([*proven, *filter(None, map(twin_host, proven))])


def prober_of(plan: Plan, fetching: Fetching) -> Prober:
    """Sends the requests beside the pages, as the pages' are sent."""
    delay = 1 / plan.rate if plan.rate else 0.0
    return Prober(
        plan.entry.user_agent, fetching.timeout, plan.entry.headers, entry=plan.entry, delay=delay, guard=plan.guard
    )


def _hosts(
    store: Store,
    run: Run,
    interner: Interner,
    plan: Plan,
    fetching: Fetching,
    robots: dict[str, Robots],
    own: frozenset[str],
) -> Hosts:
    """Clocks and rules; the robots.txt of further subdomains is asked for when they come up."""

    async def learn(url: str) -> Obeyed:
        prober = prober_of(plan, fetching)
        async with prober.transport:
            found = await probe_robots(store, run.run_id, interner, origin(url), prober)
        with store.atomic() as db:
            db.execute("insert into run_hosts values (?, ?) on conflict do nothing", [run.run_id, interner.host(host_key(url))])  # fmt: skip
        return Obeyed(found)

    known = {host: Obeyed() if host in own else Obeyed(found) for host, found in robots.items()}
    ask = learn if plan.site.crawl.within == "subdomains" else None
    return Hosts(1 / plan.rate if plan.rate else 0.0, _at_once(plan), known, ask)


def _at_once(plan: Plan) -> int:
    """Requests to a host at once; a small sample is not to be spent before its first pages have said what there is."""
    limit = plan.site.crawl.max_pages
    if plan.site.crawl.sample != "template" or not limit:
        return plan.concurrency
    return min(plan.concurrency, max(FEW, limit // PAGES_EACH))


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


def _judged(store: Store, run: Run, plan: Plan, robots: dict[str, Robots], own: frozenset[str]) -> tuple[Verdict, str]:
    """Whether any of the first URLs may be fetched at all, and why the crawl fails when none may."""
    if plan.site.robots == "ignore-own" and any(host_key(url) not in own for url in plan.starts):
        return Verdict(False), "unverified"
    denied: tuple[Verdict, Robots] | None = None
    for url in _first(store, run, plan):
        host = host_key(url)
        if host in own or host not in robots or (verdict := robots[host].verdict("xunlu", url)).allowed:
            return Verdict(True), ""
        denied = denied or (verdict, robots[host])
    if denied is None and not (start := robots[host_key(plan.starts[0])]).closed:
        return Verdict(True), "no-sitemap"
    verdict, found = denied or (start.verdict("xunlu", plan.starts[0]), start)
    closed = found.closed
    return verdict, "unreachable" if closed and not closed.isdigit() else "robots"


def _first(store: Store, run: Run, plan: Plan) -> Iterator[str]:
    """The URLs that a crawl begins with; of a sitemap that may not be read, its own; nothing where there is none."""
    if plan.mode != "sitemap":
        yield from plan.seeds
        return
    of_sitemaps = (
        "select u.url from frontier f join urls u using (url_id) where f.run_id = ? and f.source = 1 and f.state < 5"
    )
    rows = store.db.execute(of_sitemaps, [run.run_id])
    if (row := rows.fetchone()) is not None:
        yield row[0]
        yield from (url for (url,) in rows)
        return
    closed = "select url from sitemaps where run_id = ? and error = 'disallowed' limit 1"
    if (row := store.db.execute(closed, [run.run_id]).fetchone()) is not None:
        yield row[0]
